import { type Selectable, sql } from "kysely";
import { type WorkspaceDays, workingCalendarFor } from "../calendars/calendars.ts";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, isPostgres, type Tx } from "../platform/database.ts";
import { nextAt } from "../platform/next-at.ts";
import { prepared } from "../platform/prepared.ts";
import type { LocalDate } from "../platform/time.ts";
import type { AudienceMember } from "./audience/audience.ts";
import type { Pilot } from "./audience/pilot/rules.ts";
import { readAudience, readPilot, readQuestions, readRule } from "./columns.ts";
import type { Question } from "./questions/questions.ts";
import type { Rule, WrittenRule } from "./recurrence/rule.ts";
import { withCalendar } from "./recurrence/rules-plan.ts";
import type { CadenceTable, QuestionSetTable } from "./table.ts";

/** A cadence with its JSON columns read. */
export type Cadence = Omit<Selectable<CadenceTable>, "rule" | "audience" | "readers" | "pilot"> & {
  /** As it is written: its calendar may be a name. */
  rule: WrittenRule;
  /** As it is counted with: by the working days of its workspace and calendar. */
  timing: Rule;
  audience: AudienceMember[];
  readers: AudienceMember[];
  /** While only some of the audience are asked. */
  pilot: Pilot | null;
};

const COLUMNS = [
  "cadence.workspace_id",
  "cadence.id",
  "cadence.program_id",
  "cadence.key",
  "cadence.template",
  "cadence.rule",
  "cadence.audience",
  "cadence.readers",
  "cadence.disclosure",
  "cadence.state",
  "cadence.question_set_id",
  "cadence.planned_through",
  "cadence.next_check_at",
  "cadence.title",
  "cadence.pause_reason",
  "cadence.resumes_on",
  "cadence.is_required",
  "cadence.pilot",
  "cadence.created_at",
] as const satisfies `cadence.${keyof CadenceTable}`[];

export interface QuestionSet {
  id: string;
  version: number;
  questions: Question[];
}

/** What decides which days are worked, read with each cadence so that no rule is counted without it. */
export const WORKSPACE_DAYS = ["workspace.working_week", "workspace.holiday_region"] as const;

export async function insertCadence(tx: Tx, { timing: _counted, ...cadence }: Cadence): Promise<void> {
  await tx
    .insertInto("cadence")
    .values({
      ...cadence,
      rule: JSON.stringify(cadence.rule),
      audience: JSON.stringify(cadence.audience),
      readers: JSON.stringify(cadence.readers),
      pilot: pilotColumn(cadence.pilot),
    })
    .execute();
}

export async function insertQuestionSet(tx: Tx, row: QuestionSetTable): Promise<void> {
  await tx.insertInto("question_set").values(row).execute();
}

const questionSetById = prepared((db, of: { workspaceId: string; id: string }) =>
  db
    .selectFrom("question_set")
    .select(["id", "version", "questions"])
    .where("workspace_id", "=", of.workspaceId)
    .where("id", "=", of.id),
);

const MOST_QUESTION_SETS = 500;

/** Of each database; a set is never changed, only followed by another one. */
const knownQuestionSets = new WeakMap<object, Map<string, QuestionSet>>();

export async function getQuestionSet(db: Db | Tx, workspaceId: string, id: string): Promise<QuestionSet> {
  // A transaction has the adapter of its database.
  const { adapter } = db.getExecutor();
  const known = knownQuestionSets.get(adapter) ?? new Map<string, QuestionSet>();
  knownQuestionSets.set(adapter, known);
  const key = `${workspaceId} ${id}`;
  const found = known.get(key);
  if (found) return found;
  const [row] = (await questionSetById(db, { workspaceId, id })).rows;
  if (!row) throw new Error(`No questions ${id}`);
  const set = { ...row, questions: readQuestions(row.questions) };
  if (known.size >= MOST_QUESTION_SETS) known.clear();
  known.set(key, set);
  return set;
}

export async function findCadenceByKey(db: Db | Tx, workspaceId: string, key: string): Promise<Cadence | undefined> {
  const row = await db
    .selectFrom("cadence")
    .innerJoin("workspace", "workspace.id", "cadence.workspace_id")
    .selectAll("cadence")
    .select(WORKSPACE_DAYS)
    .where("workspace_id", "=", workspaceId)
    .where("key", "=", key)
    .executeTakeFirst();
  return row && readCadence(db, row);
}

const cadenceById = prepared((db, of: { workspaceId: string; id: string }) =>
  db
    .selectFrom("cadence")
    .innerJoin("workspace", "workspace.id", "cadence.workspace_id")
    .select(COLUMNS)
    .select(WORKSPACE_DAYS)
    .where("workspace_id", "=", of.workspaceId)
    .where("cadence.id", "=", of.id),
);

export async function getCadence(db: Db | Tx, workspaceId: string, id: string): Promise<Cadence> {
  const [row] = (await cadenceById(db, { workspaceId, id })).rows;
  if (!row) throw new Error(`No cadence ${id}`);
  return readCadence(db, row);
}

/** Cadences that the planner must look at now, paused ones that are to go on among them, over all workspaces. */
export async function listCadencesToCheck(db: Db, now: Instant, limit: number): Promise<Cadence[]> {
  const rows = await acrossWorkspaces(db)
    .selectFrom("cadence")
    .innerJoin("workspace", "workspace.id", "cadence.workspace_id")
    .selectAll("cadence")
    .select(WORKSPACE_DAYS)
    .where("next_check_at", "<=", now)
    .where("state", "!=", "archived")
    .orderBy("next_check_at")
    .limit(limit)
    .execute();
  return readCadences(db, rows);
}

/** The cadence as it is now, locked until the transaction ends; undefined when another instance planned or locks it. */
export async function lockForPlanning(
  tx: Tx,
  { workspace_id, id }: Pick<Cadence, "workspace_id" | "id">,
  now: Instant,
): Promise<Cadence | undefined> {
  const row = await tx
    .selectFrom("cadence")
    .innerJoin("workspace", "workspace.id", "cadence.workspace_id")
    .selectAll("cadence")
    .select(WORKSPACE_DAYS)
    .where("workspace_id", "=", workspace_id)
    .where("cadence.id", "=", id)
    .where("next_check_at", "<=", now)
    .where("state", "!=", "archived")
    .$if(isPostgres(tx), (query) => query.forUpdate("cadence").skipLocked())
    .executeTakeFirst();
  return row && readCadence(tx, row);
}

export const nextCheck = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("cadence")
    .select(({ fn }) => fn.min("next_check_at").as("at"))
    .where("next_check_at", "is not", null)
    .where("state", "!=", sql.lit("archived")),
);

export async function setPlanned(
  tx: Tx,
  cadence: Pick<Cadence, "workspace_id" | "id">,
  planned: { plannedThrough: LocalDate | null; nextCheckAt: Instant | null; pilot?: Pilot | null },
): Promise<void> {
  const { plannedThrough, nextCheckAt, pilot } = planned;
  await tx
    .updateTable("cadence")
    .set({
      planned_through: plannedThrough,
      next_check_at: nextCheckAt,
      ...(pilot !== undefined && { pilot: pilotColumn(pilot) }),
    })
    .where("workspace_id", "=", cadence.workspace_id)
    .where("id", "=", cadence.id)
    .execute();
}

export async function listActiveCadences(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<Cadence[]> {
  return listInStates(db, workspaceId, programIds, ["active"]);
}

/** All but the archived ones. */
export async function listCadences(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<Cadence[]> {
  return listInStates(db, workspaceId, programIds, ["active", "paused"]);
}

async function listInStates(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  states: CadenceTable["state"][],
): Promise<Cadence[]> {
  if (programIds.length === 0) return [];
  const rows = await db
    .selectFrom("cadence")
    .innerJoin("workspace", "workspace.id", "cadence.workspace_id")
    .selectAll("cadence")
    .select(WORKSPACE_DAYS)
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", [...programIds])
    .where("state", "in", states)
    .orderBy("cadence.id")
    .execute();
  return readCadences(db, rows);
}

export async function listCadenceKeys(db: Db | Tx, workspaceId: string): Promise<string[]> {
  const rows = await db.selectFrom("cadence").select("key").where("workspace_id", "=", workspaceId).execute();
  return rows.map((row) => row.key);
}

export async function updateCadence(
  tx: Tx,
  { workspace_id, id }: Pick<Cadence, "workspace_id" | "id">,
  changes: Partial<
    Pick<
      Cadence,
      | "title"
      | "rule"
      | "audience"
      | "readers"
      | "disclosure"
      | "state"
      | "question_set_id"
      | "planned_through"
      | "next_check_at"
      | "pause_reason"
      | "resumes_on"
      | "pilot"
    >
  >,
): Promise<void> {
  const { rule, audience, readers, pilot, ...columns } = changes;
  await tx
    .updateTable("cadence")
    .set({
      ...columns,
      ...(rule && { rule: JSON.stringify(rule) }),
      ...(audience && { audience: JSON.stringify(audience) }),
      ...(readers && { readers: JSON.stringify(readers) }),
      ...(pilot !== undefined && { pilot: pilotColumn(pilot) }),
    })
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .execute();
}

/** The planner looks at all that are running again at its next tick. */
export async function recheckAll(tx: Tx, workspaceId: string, now: Instant): Promise<void> {
  await tx
    .updateTable("cadence")
    .set({ next_check_at: now })
    .where("workspace_id", "=", workspaceId)
    .where("next_check_at", "is not", null)
    .execute();
}

/** The planner looks at these again at its next tick: zones or audiences have changed. */
export async function recheck(
  tx: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<void> {
  if (programIds.length === 0) return;
  await tx
    .updateTable("cadence")
    .set({ next_check_at: now })
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", [...programIds])
    .where("next_check_at", "is not", null)
    .execute();
}

export async function readCadences(
  db: Db | Tx,
  rows: readonly (Selectable<CadenceTable> & WorkspaceDays)[],
): Promise<Cadence[]> {
  const cadences: Cadence[] = [];
  for (const row of rows) cadences.push(await readCadence(db, row));
  return cadences;
}

async function readCadence(
  db: Db | Tx,
  { working_week, holiday_region, ...row }: Selectable<CadenceTable> & WorkspaceDays,
): Promise<Cadence> {
  const rule = readRule(row.rule);
  const days = { working_week, holiday_region };
  const working = await workingCalendarFor(db, row.workspace_id, days, rule.calendar);
  return {
    ...row,
    rule,
    timing: withCalendar(rule, working),
    audience: readAudience(row.audience),
    readers: readAudience(row.readers),
    pilot: row.pilot === null ? null : readPilot(row.pilot),
  };
}

function pilotColumn(pilot: Pilot | null): string | null {
  return pilot && JSON.stringify(pilot);
}
