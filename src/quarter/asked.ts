/** The check-ins after a quarter that ask what is recommended, and what was answered. */
import { sql } from "kysely";
import { readQuestions, readRule } from "../cadences/cadences.ts";
import { type CheckIn, listCheckIns } from "../check-ins/stored-check-ins.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LocalDate } from "../platform/time.ts";
import { recommendedIn } from "./rules.ts";

/** A running program after a quarter that has no review yet. */
export interface Asked {
  programId: string;
  quarter: string;
  /** Of the first round. */
  key: LocalDate;
  roundIds: string[];
  /** The last. */
  dueAt: Instant;
  /** Somebody is still asked. */
  isOpen: boolean;
}

/** Whether it waits for an answer in time. */
export function isAnswerable({ isOpen, dueAt }: Asked, now: Instant): boolean {
  return isOpen && dueAt > now;
}

/** Of quarterly check-ins that those above read; by program and quarter. */
export async function listAsked(db: Db, workspaceId: string, since: LocalDate): Promise<Asked[]> {
  const found = await roundsOf(db, workspaceId)
    .leftJoin("quarter_review", (join) =>
      join
        .onRef("quarter_review.workspace_id", "=", "round.workspace_id")
        .onRef("quarter_review.program_id", "=", "round.program_id")
        .onRef("quarter_review.quarter", "=", "round.period"),
    )
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom("prompt")
          .select("prompt.id")
          .whereRef("prompt.workspace_id", "=", "round.workspace_id")
          .whereRef("prompt.round_id", "=", "round.id")
          .where("prompt.state", "in", ["planned", "sent"]),
      ).as("isOpen"),
    )
    .where("round.key", ">=", since)
    .where("quarter_review.program_id", "is", null)
    .execute();

  const rounds = found.filter(asksWhatIsRecommended);
  return [...Map.groupBy(rounds, ({ programId, quarter }) => `${programId} ${quarter}`).values()].flatMap((theirs) => {
    const [first] = theirs;
    if (!first) return [];
    return {
      programId: first.programId,
      quarter: first.quarter,
      key: first.key,
      roundIds: theirs.map(({ roundId }) => roundId),
      dueAt: theirs.map(({ dueAt }) => dueAt).reduce((one, other) => (one > other ? one : other)),
      isOpen: theirs.some(({ isOpen }) => Boolean(isOpen)),
    };
  });
}

/** The program and quarter that a round is about; undefined: it is no such check-in. */
export async function askedIn(
  db: Db | Tx,
  workspaceId: string,
  roundId: string,
): Promise<{ programId: string; quarter: string } | undefined> {
  const found = await roundsOf(db, workspaceId).where("round.id", "=", roundId).execute();
  return found.find(asksWhatIsRecommended);
}

/** The rounds of the quarterly check-ins of running programs whose answers go above. */
function roundsOf(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("cadence")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "cadence.workspace_id").onRef("program.id", "=", "cadence.program_id"),
    )
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "cadence.workspace_id").onRef("round.cadence_id", "=", "cadence.id"),
    )
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "round.workspace_id")
        .onRef("question_set.id", "=", "round.question_set_id"),
    )
    .select(["round.id as roundId", "round.program_id as programId", "round.key", "round.period as quarter"])
    .select(["round.due_at as dueAt", "cadence.rule", "question_set.questions"])
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.disclosure", "=", sql.lit("above"))
    .where("program.state", "=", sql.lit("active"))
    .orderBy("round.id");
}

function asksWhatIsRecommended({ rule, questions }: { rule: string; questions: string }): boolean {
  return readRule(rule).every === "quarter" && readQuestions(questions).some(({ type }) => type === "recommendation");
}

/** Of whoever leads, else the last. */
export async function answerTo(
  tx: Tx,
  workspaceId: string,
  { roundIds, leading }: { roundIds: readonly string[]; leading: readonly string[] },
): Promise<CheckIn | undefined> {
  const answers: CheckIn[] = [];
  for (const roundId of roundIds)
    answers.push(
      ...(await listCheckIns(tx, workspaceId, roundId)).filter(({ answers: given }) => recommendedIn(given) !== null),
    );
  return answers.findLast(({ personId }) => leading.includes(personId)) ?? answers.at(-1);
}
