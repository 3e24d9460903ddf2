/** Whom a file for whoever runs Drumbeat names: nobody; by name with a reason, and each of them sees that it was made. */

import { randomUUID } from "node:crypto";
import { appendAudit } from "../../platform/audit.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { Language } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { handlesOf } from "../use-cases.ts";
import type { AskedForNames } from "./rules.ts";
import { exportTexts } from "./texts.ts";

interface Exported {
  workspaceId: string;
  /** Everybody in it, by id. */
  personIds: readonly string[];
  /** As they read it in their data: the command. */
  what: string;
}

/**
 * Person id → what stands for them; null: a reason is missing. What there is to say of it goes to standard error.
 * `leavesOut`: whether a file without names has less in it.
 */
export async function peopleInExport(
  services: Pick<Services, "db" | "clock" | "ids">,
  {
    isNamed,
    reason,
    language,
    leavesOut,
    ...exported
  }: AskedForNames & Exported & { language: Language; leavesOut: boolean },
): Promise<ReadonlyMap<string, string> | null> {
  const { notFor, noReason, withoutNames, leftOut } = exportTexts[language];
  if (!isNamed) {
    say([notFor, withoutNames, ...(leavesOut ? [leftOut] : [])].join(" "));
    return pseudonymsOf(exported.personIds);
  }
  if (reason === "") {
    say(noReason);
    return null;
  }
  say(notFor);
  return inTransaction(services.db, async (tx) => {
    await noteExported(tx, services, { ...exported, reason });
    return handlesOf(tx, exported.workspaceId);
  });
}

/** In the audit once for admins, and for each person in it. */
export async function noteExported(
  tx: Tx,
  services: Pick<Services, "clock" | "ids">,
  { workspaceId, personIds, what, reason }: Exported & { reason: string },
): Promise<void> {
  const entry = { workspaceId, actorId: null, after: { what, reason } };
  const subject = { kind: "export", id: what };
  await appendAudit(tx, services, { ...entry, action: "export.by-name", subject });
  for (const id of new Set(personIds))
    await appendAudit(tx, services, { ...entry, action: "person.in-export", subject: { kind: "person", id } });
}

/** Person id → `P1`, `P2` …, numbered at random: neither a name nor an order leads back to anybody. */
function pseudonymsOf(personIds: readonly string[]): ReadonlyMap<string, string> {
  const shuffled = [...new Set(personIds)]
    .map((id) => ({ id, at: randomUUID() }))
    .sort((one, other) => (one.at < other.at ? -1 : 1));
  return new Map(shuffled.map(({ id }, index) => [id, `P${index + 1}`]));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
