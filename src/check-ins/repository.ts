import type { Selectable } from "kysely";
import { readQuestions } from "../cadences/columns.ts";
import { type Answers, answersSchema } from "../cadences/questions.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, isPostgres, type Tx } from "../platform/database.ts";
import type { LocalDate } from "../platform/time.ts";
import { type FormFields, formFieldsSchema } from "./form-fields.ts";
import type { DraftSource } from "./rules-drafts.ts";
import type {
  CheckInRevisionTable,
  CheckInTable,
  HalfFilledFormTable,
  MilestoneDateTable,
  MilestoneTable,
  PromptState,
  PromptTable,
  RoundTable,
} from "./table.ts";

export type Round = Selectable<RoundTable>;
export type Prompt = Selectable<PromptTable>;

/** A check-in with its last revision. */
export interface CheckIn {
  id: string;
  roundId: string;
  personId: string;
  revision: number;
  answeredAt: Instant;
  nothingToReport: boolean;
  isLate: boolean;
  answers: Answers;
}

export async function insertRound(tx: Tx, row: RoundTable): Promise<Round> {
  await tx
    .insertInto("round")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "cadence_id", "key"]).doNothing())
    .execute();
  return tx
    .selectFrom("round")
    .selectAll()
    .where("workspace_id", "=", row.workspace_id)
    .where("cadence_id", "=", row.cadence_id)
    .where("key", "=", row.key)
    .executeTakeFirstOrThrow();
}

/** False when this person has a prompt in this round already. */
export async function insertPrompt(tx: Tx, row: PromptTable): Promise<boolean> {
  const result = await tx
    .insertInto("prompt")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "round_id", "person_id"]).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findRound(db: Db | Tx, workspaceId: string, id: string): Promise<Round | undefined> {
  return db
    .selectFrom("round")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function findLastRound(db: Db | Tx, workspaceId: string, cadenceId: string): Promise<Round | undefined> {
  return db
    .selectFrom("round")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("cadence_id", "=", cadenceId)
    .where("state", "!=", "missed")
    .orderBy("key", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The key of the last round that the rule made, missed or not; null when there is none. */
export async function findLastRegularKey(db: Db | Tx, workspaceId: string, cadenceId: string): Promise<string | null> {
  const row = await db
    .selectFrom("round")
    .select("key")
    .where("workspace_id", "=", workspaceId)
    .where("cadence_id", "=", cadenceId)
    .where("key", "not like", "%+%")
    .orderBy("key", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.key ?? null;
}

/** How many extra rounds there are of a date. */
export async function countExtraRounds(tx: Tx, workspaceId: string, cadenceId: string, date: string): Promise<number> {
  const row = await tx
    .selectFrom("round")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("cadence_id", "=", cadenceId)
    .where("key", "like", `${date}+%`)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Open rounds past their closing time, over all workspaces. */
export async function listRoundsToClose(db: Db, now: Instant): Promise<Round[]> {
  return db
    .selectFrom("round")
    .selectAll()
    .where("state", "=", "open")
    .where("closes_at", "<=", now)
    .orderBy("closes_at")
    .limit(200)
    .execute();
}

export async function findNextClosing(db: Db): Promise<Instant | null> {
  const row = await db
    .selectFrom("round")
    .select(({ fn }) => fn.min("closes_at").as("at"))
    .where("state", "=", "open")
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Closes a round; who was asked or was to be asked has missed it. */
export async function closeRound(tx: Tx, round: Round): Promise<void> {
  await tx
    .updateTable("round")
    .set({ state: "closed" })
    .where("workspace_id", "=", round.workspace_id)
    .where("id", "=", round.id)
    .execute();
  await tx
    .updateTable("prompt")
    .set({ state: "missed" })
    .where("workspace_id", "=", round.workspace_id)
    .where("round_id", "=", round.id)
    .where("state", "in", ["planned", "sent"])
    .execute();
}

export async function findPrompt(db: Db | Tx, workspaceId: string, id: string): Promise<Prompt | undefined> {
  return promptById(db, workspaceId, id).executeTakeFirst();
}

/** The prompt, held until the transaction ends: two answers to it come one after the other, as all writes do in SQLite. */
export async function holdPrompt(tx: Tx, workspaceId: string, id: string): Promise<Prompt | undefined> {
  return promptById(tx, workspaceId, id)
    .$if(isPostgres(tx), (query) => query.forUpdate())
    .executeTakeFirst();
}

function promptById(db: Db | Tx, workspaceId: string, id: string) {
  return db.selectFrom("prompt").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", id);
}

export async function findPromptOf(
  db: Db | Tx,
  workspaceId: string,
  roundId: string,
  personId: string,
): Promise<Prompt | undefined> {
  return db
    .selectFrom("prompt")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("round_id", "=", roundId)
    .where("person_id", "=", personId)
    .executeTakeFirst();
}

export async function listPrompts(db: Db | Tx, workspaceId: string, roundId: string): Promise<Prompt[]> {
  return db
    .selectFrom("prompt")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("round_id", "=", roundId)
    .orderBy("id")
    .execute();
}

/** Prompts of this person that are open at `now`, the first due first. */
export async function listOpenPrompts(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  now: Instant,
): Promise<Prompt[]> {
  return db
    .selectFrom("prompt")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .where("opens_at", "<=", now)
    .where("closes_at", ">", now)
    .where("state", "in", ["planned", "sent", "answered", "skipped"])
    .orderBy("due_at")
    .execute();
}

/** Changes a prompt that is still in one of `from`. Returns whether it was. */
export async function movePrompt(
  tx: Tx,
  prompt: Pick<Prompt, "workspace_id" | "id">,
  from: readonly PromptState[],
  to: Partial<Pick<Prompt, "state" | "reason" | "sent_at">>,
): Promise<boolean> {
  const result = await tx
    .updateTable("prompt")
    .set(to)
    .where("workspace_id", "=", prompt.workspace_id)
    .where("id", "=", prompt.id)
    .where("state", "in", [...from])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Excuses whoever is away from what is or will be asked of them until `until`. */
export async function listUnansweredPrompts(tx: Tx, workspaceId: string, personId: string): Promise<Prompt[]> {
  return tx
    .selectFrom("prompt")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .where("state", "in", ["planned", "sent"])
    .execute();
}

export async function insertCheckIn(tx: Tx, row: CheckInTable): Promise<void> {
  await tx.insertInto("check_in").values(row).execute();
}

export async function insertRevision(tx: Tx, row: CheckInRevisionTable): Promise<void> {
  await tx.insertInto("check_in_revision").values(row).execute();
}

export async function setLastRevision(tx: Tx, workspaceId: string, id: string, revision: number): Promise<void> {
  await tx
    .updateTable("check_in")
    .set({ revision })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .execute();
}

export async function findCheckIn(
  db: Db | Tx,
  workspaceId: string,
  roundId: string,
  personId: string,
): Promise<CheckIn | undefined> {
  const row = await withLastRevision(db, workspaceId)
    .where("check_in.round_id", "=", roundId)
    .where("check_in.person_id", "=", personId)
    .executeTakeFirst();
  return row && readCheckIn(row);
}

export async function listCheckIns(db: Db | Tx, workspaceId: string, roundId: string): Promise<CheckIn[]> {
  const rows = await withLastRevision(db, workspaceId)
    .where("check_in.round_id", "=", roundId)
    .orderBy("check_in.id")
    .execute();
  return rows.map(readCheckIn);
}

/** The last check-in of this person in this cadence with something in it, in another round than `exceptRoundId`. */
export async function findPreviousCheckIn(
  db: Db | Tx,
  workspaceId: string,
  of: { personId: string; cadenceId: string; exceptRoundId: string },
): Promise<CheckIn | undefined> {
  const row = await withLastRevision(db, workspaceId)
    .where("check_in.person_id", "=", of.personId)
    .where("check_in.cadence_id", "=", of.cadenceId)
    .where("check_in.round_id", "!=", of.exceptRoundId)
    .where("check_in_revision.nothing_to_report", "=", 0)
    .orderBy("check_in.created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && readCheckIn(row);
}

/** The check-ins of these cadences with something in it, of rounds after one date up to another. In no order. */
export async function listDraftSources(
  db: Db | Tx,
  workspaceId: string,
  cadenceIds: readonly string[],
  { after, through }: { after: LocalDate; through: LocalDate },
): Promise<DraftSource[]> {
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
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "check_in.workspace_id").onRef("person.id", "=", "check_in.person_id"),
    )
    .select(["round.cadence_id", "question_set.questions", "person.name as author"])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.cadence_id", "in", [...cadenceIds])
    .where("round.key", ">", lastKeyOf(after))
    .where("round.key", "<=", lastKeyOf(through))
    .where("check_in_revision.nothing_to_report", "=", 0)
    .execute();
  return rows.map((row) => {
    const questions = readQuestions(row.questions);
    const { id: checkInId, personId, answeredAt, answers } = readCheckIn(row);
    return { checkInId, cadenceId: row.cadence_id, personId, author: row.author, answeredAt, questions, answers };
  });
}

/** The extra rounds of a day (`2026-11-20+1`) come after it. */
function lastKeyOf(date: LocalDate): string {
  return `${date}+~`;
}

export async function findHalfFilledForm(
  db: Db | Tx,
  workspaceId: string,
  promptId: string,
): Promise<FormFields | undefined> {
  const row = await db
    .selectFrom("half_filled_form")
    .select("fields")
    .where("workspace_id", "=", workspaceId)
    .where("prompt_id", "=", promptId)
    .executeTakeFirst();
  return row && formFieldsSchema.parse(JSON.parse(row.fields));
}

export async function upsertHalfFilledForm(tx: Tx, row: HalfFilledFormTable): Promise<void> {
  await tx
    .insertInto("half_filled_form")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "prompt_id"]).doUpdateSet({ fields: row.fields, updated_at: row.updated_at }),
    )
    .execute();
}

export async function deleteHalfFilledForm(tx: Tx, workspaceId: string, promptId: string): Promise<void> {
  await tx
    .deleteFrom("half_filled_form")
    .where("workspace_id", "=", workspaceId)
    .where("prompt_id", "=", promptId)
    .execute();
}

/** Of all workspaces. */
export async function deleteFormsLeftBefore(db: Db, at: Instant): Promise<void> {
  await db.deleteFrom("half_filled_form").where("updated_at", "<", at).execute();
}

export type Milestone = Selectable<MilestoneTable>;

/** The milestone, made when it is new, and held until the transaction ends: two dates for it come one after the other. */
export async function holdMilestone(tx: Tx, row: MilestoneTable): Promise<Milestone> {
  await tx
    .insertInto("milestone")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "cadence_id", "question_key", "voice"]).doNothing())
    .execute();
  return tx
    .selectFrom("milestone")
    .selectAll()
    .where("workspace_id", "=", row.workspace_id)
    .where("cadence_id", "=", row.cadence_id)
    .where("question_key", "=", row.question_key)
    .where("voice", "=", row.voice)
    .$if(isPostgres(tx), (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
}

/** Oldest first. */
export async function listMilestoneDates(db: Db | Tx, milestone: Pick<Milestone, "workspace_id" | "id">) {
  return db
    .selectFrom("milestone_date")
    .select(["date", "check_in_id as checkInId"])
    .where("workspace_id", "=", milestone.workspace_id)
    .where("milestone_id", "=", milestone.id)
    .orderBy("entry")
    .execute();
}

export async function appendMilestoneDate(tx: Tx, row: MilestoneDateTable): Promise<void> {
  await tx.insertInto("milestone_date").values(row).execute();
}

export async function setMilestone(
  tx: Tx,
  milestone: Pick<Milestone, "workspace_id" | "id">,
  to: Pick<Milestone, "original_on" | "current_on" | "moves" | "updated_at">,
): Promise<void> {
  await tx
    .updateTable("milestone")
    .set(to)
    .where("workspace_id", "=", milestone.workspace_id)
    .where("id", "=", milestone.id)
    .execute();
}

/** Every revision that was ever submitted, as the export writes it, in order of time; of all workspaces for null. */
export async function* streamRevisions(db: Db, workspaceId: string | null) {
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
      .innerJoin("person as u", (join) =>
        join.onRef("u.workspace_id", "=", "c.workspace_id").onRef("u.id", "=", "c.person_id"),
      )
      .select([
        "v.workspace_id",
        "v.check_in_id",
        "v.revision",
        "v.answered_at",
        "v.is_late",
        "v.nothing_to_report",
        "v.answers",
        "r.key as round",
        "r.period",
        "r.question_set_id",
        "d.key as cadence",
        "p.key as program",
        "u.handle as person",
      ])
      .$if(workspaceId !== null, (query) => query.where("v.workspace_id", "=", workspaceId))
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
    .select([
      "check_in.id",
      "check_in.round_id",
      "check_in.person_id",
      "check_in.revision",
      "check_in_revision.answered_at",
      "check_in_revision.nothing_to_report",
      "check_in_revision.is_late",
      "check_in_revision.answers",
    ])
    .where("check_in.workspace_id", "=", workspaceId);
}

function readCheckIn(row: {
  id: string;
  round_id: string;
  person_id: string;
  revision: number;
  answered_at: Instant;
  nothing_to_report: 0 | 1;
  is_late: 0 | 1;
  answers: string;
}): CheckIn {
  return {
    id: row.id,
    roundId: row.round_id,
    personId: row.person_id,
    revision: row.revision,
    answeredAt: row.answered_at,
    nothingToReport: row.nothing_to_report === 1,
    isLate: row.is_late === 1,
    answers: answersSchema.parse(JSON.parse(row.answers)),
  };
}
