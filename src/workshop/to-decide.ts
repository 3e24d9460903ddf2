/** What was written to be decided at a workshop, line by line: for the agenda of its meeting. */
import { createHash } from "node:crypto";
import { cadencesOf, questionSetOf } from "../cadences/cadences.ts";
import { linesIn } from "../cadences/questions/field-lines.ts";
import { isWorkshop } from "../cadences/templates.ts";
import { dayOfWorkshop } from "../check-ins/rounds/context.ts";
import type { Round } from "../check-ins/rounds/rounds.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { LocalDate } from "../platform/time.ts";
import { listKept } from "./rounds.ts";

export interface DecideLine {
  /** Of the same line by the same person in one round, whatever else they write or change. */
  id: string;
  text: string;
  by: string;
}

/** Of the workshops of this body whose day is between two, the last included, in the order in which they were answered. */
export async function decideLinesOf(
  db: Db | Tx,
  workspaceId: string,
  { bodyId, after, until }: { bodyId: string; after: LocalDate; until: LocalDate },
): Promise<DecideLine[]> {
  const cadences = (await cadencesOf(db, workspaceId, [bodyId])).filter(isWorkshop);
  const lines: DecideLine[] = [];
  for (const cadence of cadences) {
    const rounds = await rows(db, "round", workspaceId).list({ cadence_id: cadence.id }, ["key"]);
    const wanted = rounds.filter((round) => {
      const day = dayOfWorkshop({ round, cadence });
      return day > after && day <= until;
    });
    lines.push(...(await decideLinesIn(db, workspaceId, wanted)));
  }
  return lines;
}

/** Of these rounds; what several wrote alike is one line, of whoever wrote it first. */
export async function decideLinesIn(
  db: Db | Tx,
  workspaceId: string,
  rounds: readonly Pick<Round, "id" | "question_set_id">[],
): Promise<DecideLine[]> {
  const lines = new Map<string, DecideLine>();
  for (const round of rounds) {
    const { questions } = await questionSetOf(db, workspaceId, round.question_set_id);
    const keys = questions.flatMap(({ key, feeds }) => (feeds === "agenda" ? [key] : []));
    for (const { id, personId, answers } of await listKept(db, workspaceId, round.id))
      for (const text of keys.flatMap((key) => linesIn(answers[key])))
        lines.getOrInsert(text.toLowerCase(), { id: `${id}:${fingerprintOf(text)}`, text, by: personId });
  }
  return [...lines.values()];
}

const FINGERPRINT_LENGTH = 16;

function fingerprintOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, FINGERPRINT_LENGTH);
}
