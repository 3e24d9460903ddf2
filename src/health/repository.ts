import { type Selectable, sql } from "kysely";
import { readQuestions } from "../cadences/columns.ts";
import type { HealthColour } from "../cadences/health-scale.ts";
import { type Answers, answersSchema } from "../cadences/questions.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { nextAt } from "../platform/next-at.ts";
import { hasChanged, prepared } from "../platform/prepared.ts";
import type { ItemTable } from "../register/table.ts";
import type { Finding } from "./rules-checks.ts";
import { findingSchema } from "./rules-findings.ts";
import { type HealthSettings, healthSettingsSchema } from "./settings.ts";
import type { HealthQuestionTable, HealthTriggerTable } from "./table.ts";

export interface Watch {
  workspace_id: string;
  program_id: string;
}

const readSettings = jsonColumn(healthSettingsSchema);
const readFinding = jsonColumn(findingSchema);

const looking = prepared((tx, of: Watch & { look_at: Instant }) =>
  tx
    .insertInto("health_watch")
    .values({ ...of, settings: "{}" })
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "program_id"])
        .doUpdateSet(({ ref }) => ({ look_at: ref("excluded.look_at") }))
        .where(({ or, eb, ref }) =>
          or([eb("health_watch.look_at", "is", null), eb("health_watch.look_at", ">", ref("excluded.look_at"))]),
        ),
    ),
);

/** Has a program looked at by `at`; where that is planned earlier already, it stays. */
export async function lookBy(tx: Tx, { workspace_id, program_id }: Watch, at: Instant): Promise<void> {
  await looking(tx, { workspace_id, program_id, look_at: at });
}

/** As `lookBy`, of what somebody sponsors or steers. */
export async function lookAboveBy(tx: Tx, of: { workspaceId: string; personId: string }, at: Instant): Promise<void> {
  await tx
    .updateTable("health_watch")
    .set({ look_at: at })
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "in", ({ selectFrom }) =>
      selectFrom("seat")
        .select("seat.program_id")
        .where("seat.workspace_id", "=", of.workspaceId)
        .where("seat.person_id", "=", of.personId)
        .where("seat.role", "in", ["sponsor", "steering"]),
    )
    .where(({ or, eb }) => or([eb("look_at", "is", null), eb("look_at", ">", at)]))
    .execute();
}

export async function listDueLooks(db: Db, now: Instant, limit: number): Promise<Watch[]> {
  return db
    .selectFrom("health_watch")
    .select(["workspace_id", "program_id"])
    .where("look_at", "<=", now)
    .orderBy("look_at")
    .limit(limit)
    .execute();
}

export const firstLook = nextAt((db) => db.selectFrom("health_watch").select(({ fn }) => fn.min("look_at").as("at")));

/** By program, when it is looked at next: where that is before an instant. */
export async function listLooks(db: Db, workspaceId: string, until: Instant): Promise<Map<string, Instant>> {
  const rows = await db
    .selectFrom("health_watch")
    .select(["program_id", "look_at"])
    .where("workspace_id", "=", workspaceId)
    .where("look_at", "<", until)
    .execute();
  return new Map(rows.flatMap(({ program_id, look_at }) => (look_at === null ? [] : [[program_id, look_at]])));
}

const claimingLook = prepared((tx, of: { workspaceId: string; programId: string; now: Instant }) =>
  tx
    .updateTable("health_watch")
    .set({ look_at: null })
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "=", of.programId)
    .where("look_at", "<=", of.now),
);

/** Whoever looks at a program takes the look away; false when somebody else was faster. */
export async function claimLook(tx: Tx, { workspace_id, program_id }: Watch, now: Instant): Promise<boolean> {
  return hasChanged(await claimingLook(tx, { workspaceId: workspace_id, programId: program_id, now }));
}

const settingsOf = prepared((db, of: { workspaceId: string; programId: string }) =>
  db
    .selectFrom("health_watch")
    .select("settings")
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "=", of.programId),
);

export async function settingsIn(db: Db | Tx, workspaceId: string, programId: string): Promise<HealthSettings> {
  const [row] = (await settingsOf(db, { workspaceId, programId })).rows;
  return readSettings(row?.settings ?? "{}");
}

export async function saveSettings(
  tx: Tx,
  { workspace_id, program_id }: Watch,
  settings: HealthSettings,
  lookAt: Instant,
): Promise<void> {
  const row = { look_at: lookAt, settings: JSON.stringify(settings) };
  await tx
    .insertInto("health_watch")
    .values({ workspace_id, program_id, ...row })
    .onConflict((conflict) => conflict.columns(["workspace_id", "program_id"]).doUpdateSet(row))
    .execute();
}

/** Recorded up to `until`; of rounds that had opened by `askedUntil`. */
interface DateSpan {
  until: Instant;
  askedUntil: Instant | undefined;
}

const datesGiven = prepared((db, of: DateSpan & { workspaceId: string; programId: string }) =>
  db
    .selectFrom("milestone")
    .crossJoin("milestone_date as given")
    .whereRef("given.workspace_id", "=", "milestone.workspace_id")
    .whereRef("given.milestone_id", "=", "milestone.id")
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "given.workspace_id").onRef("check_in.id", "=", "given.check_in_id"),
    )
    .innerJoin("cadence", (join) =>
      join
        .onRef("cadence.workspace_id", "=", "milestone.workspace_id")
        .onRef("cadence.id", "=", "milestone.cadence_id"),
    )
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "cadence.workspace_id")
        .onRef("question_set.id", "=", "cadence.question_set_id"),
    )
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "check_in.workspace_id").onRef("person.id", "=", "check_in.person_id"),
    )
    .leftJoin("check_in_revision as answer", (join) =>
      join
        .onRef("answer.workspace_id", "=", "given.workspace_id")
        .onRef("answer.check_in_id", "=", "given.check_in_id")
        .onRef("answer.revision", "=", "given.revision")
        .on("round.occasion", "is not", null),
    )
    .select(["milestone.id", "milestone.cadence_id", "milestone.question_key", "given.entry", "given.date"])
    .select(["given.check_in_id", "given.revision", "given.recorded_at", "check_in.person_id"])
    .select(["person.name as author", "person.zone", "round.key as round_key", "round.occasion", "answer.answers"])
    .select(["round.opens_at", "question_set.questions"])
    .where("milestone.workspace_id", "=", of.workspaceId)
    .where("milestone.program_id", "=", of.programId)
    .where("given.recorded_at", "<=", of.until)
    .$if(of.askedUntil !== undefined, (query) => query.where("round.opens_at", "<=", of.askedUntil ?? ""))
    .orderBy("milestone.id")
    .orderBy("given.entry"),
);

/** Every date that was given for the milestones of a program in that span, with who gave it. */
export async function listTargetDates(
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Watch,
  { until, askedUntil }: DateSpan,
) {
  const { rows } = await datesGiven(db, { workspaceId, programId, until, askedUntil });
  return rows.map(({ questions, ...row }) => ({
    ...row,
    cadenceId: row.cadence_id,
    askedAt: row.opens_at,
    answeredAt: row.recorded_at,
    label: readQuestions(questions).find(({ key }) => key === row.question_key)?.label ?? row.question_key,
  }));
}

/** By cause, what was answered to whoever was asked about a date that had passed, the last revision up to an instant. */
export async function listReached(
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Watch,
  until: Instant,
): Promise<Map<string, Answers>> {
  const rows = await db
    .selectFrom("health_trigger as asked")
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "asked.workspace_id").onRef("check_in.round_id", "=", "asked.round_id"),
    )
    .innerJoin("check_in_revision as answer", (join) =>
      join.onRef("answer.workspace_id", "=", "check_in.workspace_id").onRef("answer.check_in_id", "=", "check_in.id"),
    )
    .select(["asked.cause", "answer.answers"])
    .where("asked.workspace_id", "=", workspaceId)
    .where("asked.program_id", "=", programId)
    .where("asked.cause", "like", "milestone:%")
    .where("answer.answered_at", "<=", until)
    .orderBy("answer.revision")
    .execute();
  return new Map(rows.map(({ cause, answers }) => [cause, answersSchema.parse(JSON.parse(answers))]));
}

/** How many were asked in the rounds of a program that fell due after one instant up to another, and how many answered. */
export async function countAnswered(
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Watch,
  { after, until }: { after: Instant; until: Instant },
): Promise<{ asked: number; answered: number }> {
  const rows = await db
    .selectFrom("round")
    .innerJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .select(["prompt.state", ({ fn }) => fn.countAll<number>().as("count")])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.program_id", "=", programId)
    .where("round.occasion", "is", null)
    .where("round.due_at", ">", after)
    .where("round.due_at", "<=", until)
    .where("prompt.state", "!=", "excused")
    .groupBy("prompt.state")
    .execute();
  const asked = rows.reduce((sum, { count }) => sum + Number(count), 0);
  return { asked, answered: Number(rows.find(({ state }) => state === "answered")?.count ?? 0) };
}

export type HealthQuestion = HealthQuestionTable;

const QUESTION_COLUMNS = [
  "workspace_id",
  "id",
  "program_id",
  "owner_id",
  "round_id",
  "check_in_id",
  "colour",
  "asked_at",
  "shown_at",
  "state",
  "reason",
  "answered_at",
] as const satisfies (keyof HealthQuestion)[];

export async function insertQuestion(tx: Tx, row: HealthQuestionTable): Promise<void> {
  await tx.insertInto("health_question").values(row).execute();
}

export async function insertFinding(
  tx: Tx,
  { workspace_id, id, check_in_id }: HealthQuestion,
  cause: string,
  finding: Finding,
): Promise<void> {
  await tx
    .insertInto("health_finding")
    .values({ workspace_id, question_id: id, check_in_id, cause, finding: JSON.stringify(finding) })
    .execute();
}

/** What was put to somebody about an answer already. */
export async function listCausesAsked(db: Db | Tx, workspaceId: string, checkInId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("health_finding")
    .select("cause")
    .where("workspace_id", "=", workspaceId)
    .where("check_in_id", "=", checkInId)
    .execute();
  return rows.map(({ cause }) => cause);
}

export async function findQuestion(db: Db | Tx, workspaceId: string, id: string): Promise<HealthQuestion | undefined> {
  return db
    .selectFrom("health_question")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

interface QuestionsWanted {
  workspaceId: string;
  programIds: readonly string[];
  states: readonly HealthQuestion["state"][] | undefined;
}

const questionsOf = prepared((db, { workspaceId, programIds, states }: QuestionsWanted) =>
  db
    .selectFrom("health_question")
    .select(QUESTION_COLUMNS)
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", programIds)
    .$if(states !== undefined, (query) => query.where("state", "in", states ?? []))
    .orderBy("asked_at")
    .orderBy("id"),
);

/** Of programs, what was asked about their colours, the oldest first. */
export async function listQuestions(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  { states }: { states?: readonly HealthQuestion["state"][] } = {},
): Promise<HealthQuestion[]> {
  if (programIds.length === 0) return [];
  return (await questionsOf(db, { workspaceId, programIds, states })).rows;
}

/** The cause of a finding about an item or a target date ends with its id. */
const ID_OF_CAUSE = sql<string>`substr(${sql.ref("found.cause")}, 4)`;

/** Of an item that a finding is about; all null of another finding. */
export type ItemFound = { [Column in keyof typeof ITEM_FOUND]: Selectable<ItemTable>[Column] | null };

const ITEM_FOUND = {
  type: "item.type",
  details: "item.details",
  disclosure: "item.disclosure",
  state: "item.state",
  closed_at: "item.closed_at",
  confirmed_at: "item.confirmed_at",
  doubted_at: "item.doubted_at",
  due_on: "item.due_on",
} as const;

/**
 * What is put to somebody about their colours in running programs and not answered yet, the oldest first, one row per
 * finding, with the item that it is about.
 */
export async function listFindingsTo(db: Db, workspaceId: string, ownerId: string) {
  const rows = await db
    .selectFrom("health_question as question")
    .crossJoin("health_finding as found")
    .whereRef("found.workspace_id", "=", "question.workspace_id")
    .whereRef("found.question_id", "=", "question.id")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "question.workspace_id").onRef("program.id", "=", "question.program_id"),
    )
    .leftJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "found.workspace_id").on("item.id", "=", ID_OF_CAUSE),
    )
    .select([
      "question.id",
      "question.colour",
      "program.title as program",
      "found.finding",
      ...Object.values(ITEM_FOUND),
    ])
    .where("question.workspace_id", "=", workspaceId)
    .where("question.owner_id", "=", ownerId)
    .where("question.state", "=", "asked")
    .where("program.state", "=", "active")
    .orderBy("question.asked_at")
    .orderBy("question.id")
    .orderBy("found.cause")
    .execute();
  return rows.map(({ finding, ...row }) => ({ ...row, finding: readFinding(finding) }));
}

/**
 * The findings of questions as they were put, by question, each with the item that it is about; `dated_in`: the check-in
 * that asks for the target date that it is about.
 */
export async function listFindings(
  db: Db | Tx,
  workspaceId: string,
  questionIds: readonly string[],
): Promise<Map<string, ({ finding: Finding; dated_in: string | null } & ItemFound)[]>> {
  if (questionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("health_finding as found")
    .leftJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "found.workspace_id").on("item.id", "=", ID_OF_CAUSE),
    )
    .leftJoin("milestone", (join) =>
      join.onRef("milestone.workspace_id", "=", "found.workspace_id").on("milestone.id", "=", ID_OF_CAUSE),
    )
    .select(["found.question_id", "found.finding", "milestone.cadence_id as dated_in"])
    .select(Object.values(ITEM_FOUND))
    .where("found.workspace_id", "=", workspaceId)
    .where("found.question_id", "in", [...questionIds])
    .orderBy("found.cause")
    .execute();
  const read = rows.map(({ finding, ...row }) => ({ ...row, finding: readFinding(finding) }));
  return Map.groupBy(read, ({ question_id }) => question_id);
}

/**
 * What was put to owners and shown to others by `shownBy`, and not answered by `cutOff`, one row per finding: with the answer
 * as it was, and where it is about an item, with that item; `dated_in`: as `listFindings` has it. What another answer overtook
 * since was shown unanswered.
 */
export async function listUnanswered(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  { cutOff, shownBy }: { cutOff: Instant; shownBy: Instant },
) {
  if (programIds.length === 0) return [];
  const rows = await db
    .selectFrom("health_question as question")
    .crossJoin("health_finding as found")
    .whereRef("found.workspace_id", "=", "question.workspace_id")
    .whereRef("found.question_id", "=", "question.id")
    .innerJoin("check_in", (join) =>
      join
        .onRef("check_in.workspace_id", "=", "question.workspace_id")
        .onRef("check_in.id", "=", "question.check_in_id"),
    )
    .innerJoin("check_in_revision as answer", (join) =>
      join
        .onRef("answer.workspace_id", "=", "check_in.workspace_id")
        .onRef("answer.check_in_id", "=", "check_in.id")
        .on("answer.revision", "=", ({ selectFrom }) =>
          selectFrom("check_in_revision as given")
            .select(({ fn }) => fn.max("given.revision").as("last"))
            .whereRef("given.workspace_id", "=", "question.workspace_id")
            .whereRef("given.check_in_id", "=", "question.check_in_id")
            .where("given.answered_at", "<=", cutOff),
        ),
    )
    .leftJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "found.workspace_id").on("item.id", "=", ID_OF_CAUSE),
    )
    .leftJoin("person as raiser", (join) =>
      join.onRef("raiser.workspace_id", "=", "item.workspace_id").onRef("raiser.id", "=", "item.raised_by"),
    )
    .leftJoin("milestone", (join) =>
      join.onRef("milestone.workspace_id", "=", "found.workspace_id").on("milestone.id", "=", ID_OF_CAUSE),
    )
    .select(["question.id", "question.program_id", "question.colour", "question.asked_at", "question.check_in_id"])
    .select(["question.shown_at", "check_in.cadence_id", "answer.revision", "answer.health", "found.finding"])
    .select("milestone.cadence_id as dated_in")
    .select(["item.raised_at", "raiser.name as raiser", ...Object.values(ITEM_FOUND)])
    .where("question.workspace_id", "=", workspaceId)
    .where("question.program_id", "in", [...programIds])
    .where("question.shown_at", "<=", shownBy)
    .where((where) =>
      where.or([
        where("question.state", "=", "asked"),
        where("question.answered_at", ">", cutOff),
        where.and([
          where("question.state", "=", "overtaken"),
          where("question.answered_at", ">", shownBy),
          where("answer.answered_at", "<=", shownBy),
        ]),
      ]),
    )
    .orderBy("question.asked_at")
    .orderBy("question.id")
    .orderBy("found.cause")
    .execute();
  return rows.map(({ finding, ...row }) => ({ ...row, finding: readFinding(finding) }));
}

/** The colours of answers as their last revisions have them, by check-in. */
export async function listColoursNow(
  db: Db | Tx,
  workspaceId: string,
  checkInIds: readonly string[],
  until: Instant,
): Promise<Map<string, { colour: HealthColour | null; revision: number }>> {
  if (checkInIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("check_in_revision")
    .select(["check_in_id", "health", "revision"])
    .where("workspace_id", "=", workspaceId)
    .where("check_in_id", "in", [...checkInIds])
    .where("answered_at", "<=", until)
    .orderBy("revision")
    .execute();
  return new Map(rows.map(({ check_in_id, health: colour, revision }) => [check_in_id, { colour, revision }]));
}

/** False when it was answered before. */
export async function answerQuestion(
  tx: Tx,
  { workspace_id, id }: HealthQuestion,
  answer: Pick<HealthQuestionTable, "state" | "reason" | "answered_at">,
): Promise<boolean> {
  const result = await tx
    .updateTable("health_question")
    .set(answer)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .where("state", "=", "asked")
    .executeTakeFirst();
  return result.numUpdatedRows > 0;
}

/** False when this cause was acted on before. */
export async function insertTrigger(tx: Tx, row: HealthTriggerTable): Promise<boolean> {
  const result = await tx
    .insertInto("health_trigger")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "program_id", "cause"]).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const causesTriggered = prepared((db, of: { workspaceId: string; programId: string }) =>
  db
    .selectFrom("health_trigger")
    .select(["cause", "fired_at"])
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "=", of.programId)
    .orderBy("fired_at"),
);

/** By cause, when it was acted on, the first of them first. */
export async function listTriggered(db: Db | Tx, { workspace_id, program_id }: Watch): Promise<Map<string, Instant>> {
  const { rows } = await causesTriggered(db, { workspaceId: workspace_id, programId: program_id });
  return new Map(rows.map(({ cause, fired_at }) => [cause, fired_at]));
}
