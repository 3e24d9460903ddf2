/** Stored cadences: reads them with their working days, changes them, schedules the planner. */
import { type Selectable, sql } from "kysely";
import { calendarOfRule, type WorkspaceDays, workingCalendarFor } from "../calendars/calendars.ts";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import { lastActorOn } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, isPostgres, type Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { nextAt } from "../platform/next-at.ts";
import { prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { begunPauseOf } from "../programs/pausing.ts";
import { type Program, programOf } from "../programs/programs.ts";
import { type AudienceMember, audienceSchema } from "./audience/audience.ts";
import { type Pilot, pilotSchema } from "./audience/pilot.ts";
import { questionsSchema } from "./questions/questions.ts";
import { asWorkshop, withCalendar } from "./recurrence/occurrence-days.ts";
import { type Rule, type WrittenRule, writtenRuleSchema } from "./recurrence/rule.ts";
import type { CadenceTable } from "./table.ts";
import { getTemplate, isWorkshop } from "./templates.ts";
import { rhythmNames } from "./texts.ts";

/** A cadence with its JSON columns read. */
export type Cadence = Omit<Selectable<CadenceTable>, "rule" | "audience" | "readers" | "pilot"> & {
  /** The rule as stored; its calendar may be a name. */
  rule: WrittenRule;
  /** The rule with its working days and the pause of its program, ready for counting. */
  timing: Rule;
  audience: AudienceMember[];
  readers: AudienceMember[];
  /** Null once everybody is asked. */
  pilot: Pilot | null;
};

export const readRule = jsonColumn(writtenRuleSchema);
export const readAudience = jsonColumn(audienceSchema);
export const readQuestions = jsonColumn(questionsSchema);
const readPilot = jsonColumn(pilotSchema);

/** Read with each cadence: what its working days come from, and when its program rests. */
const READ_BESIDE = [
  ...(["workspace.working_week", "workspace.holiday_region"] as const),
  ...(["program.paused_from", "program.paused_until", "program.next_change_on"] as const),
];
type ReadBeside = WorkspaceDays & Pick<Program, "paused_from" | "paused_until" | "next_change_on">;

const cadenceById = prepared((db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  withDays(db).where("cadence.workspace_id", "=", workspaceId).where("cadence.id", "=", id),
);

export async function cadenceOf(db: Db | Tx, workspaceId: string, id: string): Promise<Cadence> {
  const [row] = (await cadenceById(db, { workspaceId, id })).rows;
  if (!row) throw new Error(`No cadence ${id}`);
  return readCadence(db, row);
}

export async function cadenceByKey(db: Db | Tx, workspaceId: string, key: string): Promise<Cadence | undefined> {
  const row = await withDays(db)
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.key", "=", key)
    .executeTakeFirst();
  return row && readCadence(db, row);
}

/** Cadences of these programs in one state; default: all but archived ones. */
export async function cadencesOf(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  state?: "active",
): Promise<Cadence[]> {
  if (programIds.length === 0) return [];
  const found = await withDays(db)
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.program_id", "in", [...programIds])
    .where("cadence.state", "in", state ? [state] : ["active", "paused"])
    .orderBy("cadence.id")
    .execute();
  return readCadences(db, found);
}

export function listActiveCadencesOf(db: Db | Tx, { workspace_id, id }: Program): Promise<Cadence[]> {
  return cadencesOf(db, workspace_id, [id], "active");
}

/** Cadences of all workspaces due for planning, including paused ones due to resume. */
export async function cadencesToCheck(db: Db, now: Instant, limit: number): Promise<Cadence[]> {
  const found = await acrossWorkspaces(db)
    .selectFrom("cadence")
    .innerJoin("workspace", "workspace.id", "cadence.workspace_id")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "cadence.workspace_id").onRef("program.id", "=", "cadence.program_id"),
    )
    .selectAll("cadence")
    .select(READ_BESIDE)
    .where("cadence.next_check_at", "<=", now)
    .where("cadence.state", "!=", "archived")
    .orderBy("cadence.next_check_at")
    .limit(limit)
    .execute();
  return readCadences(db, found);
}

export const nextCadenceCheck = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("cadence")
    .select(({ fn }) => fn.min("next_check_at").as("at"))
    .where("next_check_at", "is not", null)
    .where("state", "!=", sql.lit("archived")),
);

/** The cadence, locked until the transaction ends; undefined if another instance locks or has planned it. */
export async function cadenceToPlan(
  tx: Tx,
  { workspace_id, id }: Pick<Cadence, "workspace_id" | "id">,
  now: Instant,
): Promise<Cadence | undefined> {
  const row = await withDays(tx)
    .where("cadence.workspace_id", "=", workspace_id)
    .where("cadence.id", "=", id)
    .where("cadence.next_check_at", "<=", now)
    .where("cadence.state", "!=", "archived")
    .$if(isPostgres(tx), (query) => query.forUpdate("cadence").skipLocked())
    .executeTakeFirst();
  return row && readCadence(tx, row);
}

const questionSetById = prepared((db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .selectFrom("question_set")
    .select(["id", "version", "questions"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id),
);

export async function questionSetOf(db: Db | Tx, workspaceId: string, id: string) {
  const [row] = (await questionSetById(db, { workspaceId, id })).rows;
  if (!row) throw new Error(`No questions ${id}`);
  return { ...row, questions: readQuestions(row.questions) };
}

export async function insertCadence(tx: Tx, { timing: _counted, workspace_id, ...cadence }: Cadence): Promise<void> {
  const { rule, audience, readers, pilot } = cadence;
  await rows(tx, "cadence", workspace_id).insert({
    ...cadence,
    rule: JSON.stringify(rule),
    audience: JSON.stringify(audience),
    readers: JSON.stringify(readers),
    pilot: pilot && JSON.stringify(pilot),
  });
}

export async function updateCadence(
  tx: Tx,
  { workspace_id, id }: Pick<Cadence, "workspace_id" | "id">,
  { timing: _counted, rule, audience, readers, pilot, ...columns }: Partial<Cadence>,
): Promise<void> {
  await rows(tx, "cadence", workspace_id).update(
    { id },
    {
      ...columns,
      ...(rule && { rule: JSON.stringify(rule) }),
      ...(audience && { audience: JSON.stringify(audience) }),
      ...(readers && { readers: JSON.stringify(readers) }),
      ...(pilot !== undefined && { pilot: pilot && JSON.stringify(pilot) }),
    },
  );
}

/** Makes these cadences due for planning, after a change of zones, working days, audiences or states. */
export async function recheck(
  db: Db | Tx,
  workspaceId: string,
  now: Instant,
  { ids, programIds }: { ids?: readonly string[]; programIds?: readonly string[] } = {},
): Promise<void> {
  if (ids?.length === 0 || programIds?.length === 0) return;
  await db
    .updateTable("cadence")
    // What is due already stays due since then. It is written all the same: so it waits for whoever is planning it.
    .set({ next_check_at: sql<Instant>`case when next_check_at < ${now} then next_check_at else ${now} end` })
    .where("workspace_id", "=", workspaceId)
    .where("next_check_at", "is not", null)
    .$if(ids !== undefined, (query) => query.where("id", "in", [...(ids ?? [])]))
    .$if(programIds !== undefined, (query) => query.where("program_id", "in", [...(programIds ?? [])]))
    .execute();
}

/** The timing of a cadence that is not stored. Throws CALENDAR_UNKNOWN. */
export async function timingOf(
  db: Db | Tx,
  workspaceId: string,
  { template, rule }: { template: string | null; rule: WrittenRule },
): Promise<Rule> {
  return timed({ template }, withCalendar(rule, await calendarOfRule(db, workspaceId, rule)));
}

function timed(cadence: { template: string | null }, rule: Rule): Rule {
  return isWorkshop(cadence) ? asWorkshop(rule) : rule;
}

/** The last person who created or changed it, or null. */
export function lastEditorOf(db: Db | Tx, cadence: Pick<Cadence, "workspace_id" | "program_id" | "id">) {
  const subject = { kind: "cadence", id: cadence.id };
  const actions = ["cadence.created", "cadence.changed"] as const;
  return lastActorOn(db, cadence.workspace_id, { programId: cadence.program_id, subject, actions });
}

/** Its own title, else the name of its template, else of its rhythm. */
export function nameOf(
  { title, template, rule }: { template: string | null; rule: Pick<Rule, "every">; title: string | null },
  reader: Pick<Reader, "locale">,
): string {
  const language = languageOf(reader.locale);
  return title ?? (template === null ? rhythmNames[language][rule.every] : getTemplate(template).name[language]);
}

export async function cadenceTitle(db: Db | Tx, cadence: Cadence, reader: Reader) {
  const program = await programOf(db, cadence.workspace_id, cadence.program_id);
  return { cadence: nameOf(cadence, reader), program: program.title };
}

function withDays(db: Db | Tx) {
  return db
    .selectFrom("cadence")
    .innerJoin("workspace", "workspace.id", "cadence.workspace_id")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "cadence.workspace_id").onRef("program.id", "=", "cadence.program_id"),
    )
    .selectAll("cadence")
    .select(READ_BESIDE);
}

async function readCadences(
  db: Db | Tx,
  found: readonly (Selectable<CadenceTable> & ReadBeside)[],
): Promise<Cadence[]> {
  const cadences: Cadence[] = [];
  for (const row of found) cadences.push(await readCadence(db, row));
  return cadences;
}

/** Its check-ins rest with their program, besides what the rule leaves out. */
function withPause(rule: Rule, pause: ReturnType<typeof begunPauseOf>): Rule {
  return pause === null ? rule : { ...rule, pauses: [...(rule.pauses ?? []), pause] };
}

/** What a pause of their program has left out is not asked later. */
export async function leaveOutPaused(
  tx: Tx,
  { workspace_id, id }: Pick<Program, "workspace_id" | "id">,
  last: LocalDate,
) {
  await tx
    .updateTable("cadence")
    .set({ planned_through: last })
    .where("workspace_id", "=", workspace_id)
    .where("program_id", "=", id)
    .where(({ eb, or }) => or([eb("planned_through", "is", null), eb("planned_through", "<", last)]))
    .execute();
}

async function readCadence(
  db: Db | Tx,
  {
    working_week,
    holiday_region,
    paused_from,
    paused_until,
    next_change_on,
    ...row
  }: Selectable<CadenceTable> & ReadBeside,
): Promise<Cadence> {
  const rule = readRule(row.rule);
  const working = await workingCalendarFor(db, row.workspace_id, { working_week, holiday_region }, rule.calendar);
  return {
    ...row,
    rule,
    timing: withPause(
      timed(row, withCalendar(rule, working)),
      begunPauseOf({ paused_from, paused_until, next_change_on }),
    ),
    audience: readAudience(row.audience),
    readers: readAudience(row.readers),
    pilot: row.pilot === null ? null : readPilot(row.pilot),
  };
}
