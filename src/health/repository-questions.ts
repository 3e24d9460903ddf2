/** What was put to whoever gave a colour, with what speaks against it, as it is stored. */
import { type Selectable, sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { prepared } from "../platform/prepared.ts";
import type { LocalDate } from "../platform/time.ts";
import type { ItemTable } from "../register/table.ts";
import type { Finding } from "./rules-checks.ts";
import { findingSchema } from "./rules-findings.ts";
import type { HealthQuestionTable } from "./table.ts";

const readFinding = jsonColumn(findingSchema);

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

interface QuestionsWanted {
  workspaceId: string;
  programId: string;
  states: readonly HealthQuestion["state"][] | undefined;
}

const questionsOf = prepared((db, { workspaceId, programId, states }: QuestionsWanted) =>
  db
    .selectFrom("health_question")
    .select(QUESTION_COLUMNS)
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .$if(states !== undefined, (query) => query.where("state", "in", states ?? []))
    .orderBy("asked_at")
    .orderBy("id"),
);

/** Of a program, what was asked about its colours, the oldest first. */
export async function listQuestions(db: Db | Tx, wanted: QuestionsWanted): Promise<HealthQuestion[]> {
  return (await questionsOf(db, wanted)).rows;
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
    .leftJoin("milestone", (join) =>
      join.onRef("milestone.workspace_id", "=", "found.workspace_id").on("milestone.id", "=", ID_OF_CAUSE),
    )
    .select([
      "milestone.current_on",
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
 * that asks for the target date that it is about; `current_on`: that date as it is now.
 */
export async function listFindings(
  db: Db | Tx,
  workspaceId: string,
  questionIds: readonly string[],
): Promise<Map<string, ({ finding: Finding; dated_in: string | null; current_on: LocalDate | null } & ItemFound)[]>> {
  if (questionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("health_finding as found")
    .leftJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "found.workspace_id").on("item.id", "=", ID_OF_CAUSE),
    )
    .leftJoin("milestone", (join) =>
      join.onRef("milestone.workspace_id", "=", "found.workspace_id").on("milestone.id", "=", ID_OF_CAUSE),
    )
    .select(["found.question_id", "found.finding", "milestone.cadence_id as dated_in", "milestone.current_on"])
    .select(Object.values(ITEM_FOUND))
    .where("found.workspace_id", "=", workspaceId)
    .where("found.question_id", "in", [...questionIds])
    .orderBy("found.cause")
    .execute();
  const read = rows.map(({ finding, ...row }) => ({ ...row, finding: readFinding(finding) }));
  return Map.groupBy(read, ({ question_id }) => question_id);
}

const FORECASTS = "P1:%";

/** What was put to anybody about where the moves of a program's dates lead. */
export async function listForecasts(db: Db | Tx, workspaceId: string, programId: string): Promise<Finding[]> {
  const rows = await db
    .selectFrom("health_question as question")
    .crossJoin("health_finding as found")
    .whereRef("found.workspace_id", "=", "question.workspace_id")
    .whereRef("found.question_id", "=", "question.id")
    .select("found.finding")
    .where("question.workspace_id", "=", workspaceId)
    .where("question.program_id", "=", programId)
    .where("found.cause", "like", FORECASTS)
    .execute();
  return rows.map(({ finding }) => readFinding(finding));
}

/**
 * What was put to owners and shown to others by `shownBy`, and not answered by `cutOff`, forecasts answered or not, one row per
 * finding: with the answer as it was, and where it is about an item, with that item; `dated_in`: as `listFindings` has it. What another answer overtook
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
        where("found.cause", "like", FORECASTS),
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
