/** Whom a file for whoever runs Drumbeat names: nobody; by name with a reason, and each of them sees that it was made. */
import { randomUUID } from "node:crypto";
import { appendAudit } from "../platform/audit.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import type { Language } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { handlesOf } from "./people.ts";

interface Exported {
  workspaceId: string;
  /** Ids of the people whom the export names. */
  personIds: readonly string[];
  /** As they read it in their data: the command. */
  command: string;
}

/**
 * Person id → what stands for them; null: a reason is missing. What there is to say of it goes to standard error.
 * `leavesOut`: whether a file without names has less in it.
 */
export async function peopleInExport(
  services: Pick<Services, "db" | "clock" | "ids">,
  asked: AskedForNames & Exported & { language: Language; leavesOut: boolean },
): Promise<ReadonlyMap<string, string> | null> {
  const { isNamed, reason, language, leavesOut, ...exported } = asked;
  const { notFor, noReason, withoutNames, leftOut } = exportTexts[language];
  const say = (line: string) => process.stderr.write(`${line}\n`);
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
  { workspaceId, personIds, command, reason }: Exported & { reason: string },
): Promise<void> {
  const entry = { workspaceId, actorId: null, after: { command, reason } };
  const subject = { kind: "export", id: command };
  await appendAudit(tx, services, { ...entry, action: "export.by-name", subject });
  for (const id of new Set(personIds))
    await appendAudit(tx, services, { ...entry, action: "person.in-export", subject: { kind: "person", id } });
}

/** Person id → `P1`, `P2` …, numbered at random: neither a name nor an order leads back to anybody. */
function pseudonymsOf(personIds: readonly string[]): ReadonlyMap<string, string> {
  const shuffled = [...new Set(personIds)]
    .map((id) => ({ id, at: randomUUID() }))
    .sort((item, other) => (item.at < other.at ? -1 : 1));
  return new Map(shuffled.map(({ id }, index) => [id, `P${index + 1}`]));
}

export interface AskedForNames {
  isNamed: boolean;
  reason: string;
}

/** Null where these two do not go together. */
export function askedForNames({ names, reason }: { names: boolean; reason: string }): AskedForNames | null {
  return reason !== "" && !names ? null : { isNamed: names, reason: reason.trim() };
}

const en = {
  noReason: 'Say why with --reason "…": the persons in it read it.',
  notFor: "Not for appraisal, pay or discipline.",
  withoutNames: "People are P1, P2 …, another number in each export; names that somebody typed are as they were typed.",
  leftOut: "What only those who lead may read is left out: it comes with --names.",
};

const fr: typeof en = {
  noReason: 'Indiquez pourquoi avec --reason "…"\u00a0: les personnes qui y figurent le liront.',
  notFor: "Ni pour l’évaluation, ni pour la rémunération, ni pour la discipline.",
  withoutNames:
    "Les personnes sont P1, P2 …, avec un autre numéro à chaque export\u00a0; les noms que quelqu’un a écrits restent tels quels.",
  leftOut: "Ce que seuls les responsables peuvent lire est retiré\u00a0: l’option --names l’ajoute.",
};

export const exportTexts: Record<Language, typeof en> = { en, fr };
