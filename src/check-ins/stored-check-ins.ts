import { type Insertable, sql } from "kysely";
import { readQuestions } from "../cadences/cadences.ts";
import { type Answers, answersSchema, type Question } from "../cadences/questions/questions.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import type { LocalDate } from "../platform/time.ts";
import type { CheckInRevisionTable, CheckInTable } from "./table.ts";

/** A check-in with its last revision. */
export interface CheckIn {
  id: string;
  roundId: string;
  personId: string;
  /** Who submitted the last revision: the person, or their delegate. */
  authorId: string;
  revision: number;
  firstAnsweredAt: Instant;
  answeredAt: Instant;
  nothingToReport: boolean;
  isLate: boolean;
  answers: Answers;
  /** Since when its words are kept no more; null: they are there. */
  removedAt: Instant | null;
}

export const insertCheckIn = prepared((tx, row: Omit<CheckInTable, "removed_at">) =>
  tx.insertInto("check_in").values(row),
);

export const insertRevision = prepared((tx, row: Insertable<CheckInRevisionTable>) =>
  tx.insertInto("check_in_revision").values(row),
);

export async function setLastRevision(tx: Tx, workspaceId: string, id: string, revision: number): Promise<void> {
  await rows(tx, "check_in", workspaceId).update({ id }, { revision });
}

const checkInOf = prepared((db, by: { workspaceId: string; roundId: string; personId: string }) =>
  withLastRevision(db, by.workspaceId)
    .where("check_in.round_id", "=", by.roundId)
    .where("check_in.person_id", "=", by.personId),
);

export async function findCheckIn(
  db: Db | Tx,
  workspaceId: string,
  roundId: string,
  personId: string,
): Promise<CheckIn | undefined> {
  const [row] = (await checkInOf(db, { workspaceId, roundId, personId })).rows;
  return row && readCheckIn(row);
}

export async function listCheckIns(db: Db | Tx, workspaceId: string, roundId: string): Promise<CheckIn[]> {
  const rows = await withLastRevision(db, workspaceId)
    .where("check_in.round_id", "=", roundId)
    .orderBy("check_in.id")
    .execute();
  return rows.map(readCheckIn);
}

/** In no order; those that are kept. */
export async function listCheckInsById(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<CheckIn[]> {
  if (ids.length === 0) return [];
  const rows = await withLastRevision(db, workspaceId)
    .where("check_in.id", "in", [...ids])
    .execute();
  return rows.map(readCheckIn);
}

interface Previous {
  personId: string;
  cadenceId: string;
  exceptRoundId: string;
}

const previousCheckIn = prepared((db, by: Previous & { workspaceId: string }) =>
  withLastRevision(db, by.workspaceId)
    .where("check_in.person_id", "=", by.personId)
    .where("check_in.cadence_id", "=", by.cadenceId)
    .where("check_in.round_id", "!=", by.exceptRoundId)
    .where("check_in_revision.nothing_to_report", "=", sql.lit(0))
    .where("check_in.removed_at", "is", null)
    .orderBy("check_in.created_at", "desc")
    .limit(sql.lit(1)),
);

/** The last check-in of this person in this cadence with something in it, in another round than `exceptRoundId`. */
export async function findPreviousCheckIn(
  db: Db | Tx,
  workspaceId: string,
  by: Previous,
): Promise<CheckIn | undefined> {
  const [row] = (await previousCheckIn(db, { ...by, workspaceId })).rows;
  return row && readCheckIn(row);
}

/** As much of a check-in as those above it take from. */
export interface CheckInBelow {
  cadenceId: string;
  personId: string;
  answeredAt: Instant;
  questions: readonly Question[];
  answers: Answers;
}

/** The check-ins of these cadences with something in it, of rounds after one date up to another. In no order. */
export async function listCheckInsBelow(
  db: Db | Tx,
  workspaceId: string,
  cadenceIds: readonly string[],
  { after, through }: { after: LocalDate; through: LocalDate },
): Promise<CheckInBelow[]> {
  if (cadenceIds.length === 0) return [];
  const rows = await withLastRevision(db, workspaceId)
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "round.workspace_id")
        .onRef("question_set.id", "=", "round.question_set_id"),
    )
    .select(["round.cadence_id", "question_set.questions"])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.cadence_id", "in", [...cadenceIds])
    .where("round.key", ">", after)
    .where("round.key", "<=", through)
    .where("check_in_revision.nothing_to_report", "=", 0)
    .where("check_in.removed_at", "is", null)
    .execute();
  return rows.map((row) => {
    const { personId, answeredAt, answers } = readCheckIn(row);
    return { cadenceId: row.cadence_id, personId, answeredAt, questions: readQuestions(row.questions), answers };
  });
}

export type Revision = ReturnType<typeof streamRevisions> extends AsyncGenerator<infer Row> ? Row : never;

/** Every revision that was ever submitted in this workspace, in order of time. */
export async function* streamRevisions(db: Db, workspaceId: string) {
  const page = 500;
  let last = { at: "", id: "", revision: 0 };
  for (;;) {
    const rows = await db
      .selectFrom("check_in_revision as v")
      .innerJoin("check_in as c", (join) =>
        join.onRef("c.workspace_id", "=", "v.workspace_id").onRef("c.id", "=", "v.check_in_id"),
      )
      .innerJoin("round as r", (join) =>
        join.onRef("r.workspace_id", "=", "c.workspace_id").onRef("r.id", "=", "c.round_id"),
      )
      .innerJoin("cadence as d", (join) =>
        join.onRef("d.workspace_id", "=", "c.workspace_id").onRef("d.id", "=", "c.cadence_id"),
      )
      .innerJoin("program as p", (join) =>
        join.onRef("p.workspace_id", "=", "c.workspace_id").onRef("p.id", "=", "c.program_id"),
      )
      .innerJoin("check_in_revision as first", (join) =>
        join
          .onRef("first.workspace_id", "=", "v.workspace_id")
          .onRef("first.check_in_id", "=", "v.check_in_id")
          .on("first.revision", "=", 1),
      )
      .select([
        "v.workspace_id",
        "v.check_in_id",
        "v.revision",
        "v.answered_at",
        "v.author_id",
        "v.nothing_to_report",
        "v.answers",
        "r.key as round",
        "r.period",
        "r.question_set_id",
        "d.key as cadence",
        "d.disclosure",
        "p.key as program",
        "c.person_id",
        "first.is_late",
      ])
      .where("v.workspace_id", "=", workspaceId)
      .where((eb) =>
        eb.or([
          eb("v.answered_at", ">", last.at),
          eb.and([eb("v.answered_at", "=", last.at), eb("v.check_in_id", ">", last.id)]),
          eb.and([
            eb("v.answered_at", "=", last.at),
            eb("v.check_in_id", "=", last.id),
            eb("v.revision", ">", last.revision),
          ]),
        ]),
      )
      .orderBy("v.answered_at")
      .orderBy("v.check_in_id")
      .orderBy("v.revision")
      .limit(page)
      .execute();

    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < page) return;
    last = { at: end.answered_at, id: end.check_in_id, revision: end.revision };
  }
}

function withLastRevision(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("check_in")
    .innerJoin("check_in_revision", (join) =>
      join
        .onRef("check_in_revision.workspace_id", "=", "check_in.workspace_id")
        .onRef("check_in_revision.check_in_id", "=", "check_in.id")
        .onRef("check_in_revision.revision", "=", "check_in.revision"),
    )
    .select(["check_in.id", "check_in.round_id as roundId", "check_in.person_id as personId", "check_in.revision"])
    .select(["check_in.created_at as firstAnsweredAt", "check_in.removed_at as removedAt"])
    .select(["check_in_revision.author_id as authorId", "check_in_revision.answered_at as answeredAt"])
    .select(["check_in_revision.nothing_to_report", "check_in_revision.is_late", "check_in_revision.answers"])
    .where("check_in.workspace_id", "=", workspaceId);
}

type Stored = Omit<CheckIn, "nothingToReport" | "isLate" | "answers"> &
  Pick<CheckInRevisionTable, "nothing_to_report" | "is_late" | "answers">;

function readCheckIn({ nothing_to_report: isNothing, is_late: isLate, answers, ...row }: Stored): CheckIn {
  return {
    ...row,
    nothingToReport: isNothing === 1,
    isLate: isLate === 1,
    answers: answersSchema.parse(JSON.parse(answers)),
  };
}
