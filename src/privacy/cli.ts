/** `drumbeat person export`: all that is kept about somebody. */

import { parseArgs } from "node:util";
import { getPersonByHandle } from "../people/people.ts";
import { inWorkspace } from "../people/target-workspace.ts";
import { appendAudit } from "../platform/audit.ts";
import { databaseFrom } from "../platform/config.ts";
import { uuidV7 } from "../platform/ids.ts";
import { refuse } from "../platform/texts/command-line.ts";
import { operatorsLanguage } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { ownData } from "./my-data.ts";
import { privacyTexts } from "./texts.ts";

/** Returns the exit code. The copy goes to standard output, what is wrong to standard error. */
export async function run([verb = "", ...args]: string[]): Promise<number> {
  const language = operatorsLanguage(process.env);
  const asked = argumentsOf(args);
  const { person: own, notFor } = privacyTexts[language];
  if (!asked?.handle || verb !== "export") return refuse(own.usage);
  const { handle, reason = "" } = asked;
  if (reason.trim() === "") return refuse(`drumbeat person: ${own.noReason}`);
  const target = { ...asked, database: databaseFrom(asked.database, process.env), language };
  const failed = (why: string) => `drumbeat person: ${why}`;
  return inWorkspace(target, failed, async (db, workspace, clock) => {
    const person = await getPersonByHandle(db, workspace.id, handle);
    const data = await ownData(db, person);
    const subject = { kind: "person", id: person.id };
    const done = { action: "person.exported" as const, subject, after: { reason: reason.trim() } };
    const stamps = { clock, ids: uuidV7(clock) };
    await inTransaction(db, (tx) => appendAudit(tx, stamps, { workspaceId: workspace.id, actorId: null, ...done }));
    process.stdout.write(`${JSON.stringify({ notFor, ...data }, null, 2)}\n`);
    return 0;
  });
}

function argumentsOf(args: string[]) {
  try {
    const text = { type: "string" } as const;
    const options = { reason: text, database: text, workspace: text };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return positionals.length > 1 ? null : { ...values, handle: positionals[0] };
  } catch {
    return null;
  }
}
