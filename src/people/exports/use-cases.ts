/** Whom a file for whoever runs Drumbeat names: nobody; by name once a second person has agreed. Each of them sees that it was made. */

import { randomUUID } from "node:crypto";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { Language } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { noteAccess } from "../accesses/use-cases.ts";
import {
  type ActAbout,
  agreedAct,
  askForAct,
  finishAct,
  secondsOf,
  type TwoPersonAct,
} from "../two-person-acts/use-cases.ts";
import { handlesOf, peopleByIds } from "../use-cases.ts";
import { type AskedForNames, saidOfExport, waitsInWords } from "./rules.ts";
import { exportTexts } from "./texts.ts";

interface Exporting {
  workspaceId: string;
  /** Everybody in it, by id. */
  personIds: readonly string[];
  /** As they read it in their data: the command. */
  what: string;
}

/** Person id → what stands for them; null: not yet. What there is to say of either goes to standard error. */
export async function peopleInExport(
  services: Pick<Services, "db" | "clock" | "ids">,
  {
    isNamed,
    reason,
    about,
    language,
    ...exporting
  }: AskedForNames & Exporting & { about: ActAbout; language: Language },
): Promise<ReadonlyMap<string, string> | null> {
  if (!isNamed) {
    say(saidOfExport(about, { isNamed }, language));
    return pseudonymsFor(services, exporting);
  }
  const names = reason === "" ? null : await namesFor(services, { ...exporting, about, reason, language });
  const isReady = names !== null && !("waits" in names);
  say(isReady ? saidOfExport(about, { isNamed }, language) : (names?.waits ?? exportTexts[language].noReason));
  return isReady ? names : null;
}

/** Person id → `P1`, `P2` …, numbered at random: neither a name nor an order leads back to anybody. */
async function pseudonymsFor(
  services: Pick<Services, "db" | "clock" | "ids">,
  exporting: Exporting,
): Promise<ReadonlyMap<string, string>> {
  await inTransaction(services.db, (tx) => noteAccess(tx, services, { ...exporting, actorId: null, act: "exported" }));
  const shuffled = [...new Set(exporting.personIds)]
    .map((id) => ({ id, at: randomUUID() }))
    .sort((one, other) => (one.at < other.at ? -1 : 1));
  return new Map(shuffled.map(({ id }, index) => [id, `P${index + 1}`]));
}

/** Person id → handle, once for each agreement; else whose word it waits for. Throws NOBODY_ELSE. */
async function namesFor(
  services: Pick<Services, "db" | "clock" | "ids">,
  { about, reason, language, ...exporting }: Exporting & { about: ActAbout; reason: string; language: Language },
): Promise<ReadonlyMap<string, string> | { waits: string }> {
  const { workspaceId } = exporting;
  return inTransaction(services.db, async (tx) => {
    const agreed = await agreedAct(tx, workspaceId, about, services.clock.now());
    if (!agreed) {
      const asked = { workspaceId, kind: about.kind, subject: about.subject, reason, askedBy: null };
      return { waits: await waitsFor(tx, await askForAct(tx, services, asked), language) };
    }
    await finishAct(tx, services, agreed, null);
    await noteAccess(tx, services, { ...exporting, actorId: null, act: "exported-by-name", reason: agreed.reason });
    return handlesOf(tx, workspaceId);
  });
}

/** What a command says of an act that waits for a second person. */
export async function waitsFor(db: Db | Tx, act: TwoPersonAct, language: Language): Promise<string> {
  return waitsInWords(act, await peopleByIds(db, act.workspace_id, await secondsOf(db, act)), language);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
