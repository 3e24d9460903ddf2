/** Copies the rows that a forecast needs into a database in memory. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import { adminsOf } from "../people/settings.ts";
import { type Db, rowsInChunks } from "../platform/database.ts";
import { covers, placeOf } from "../programs/coverage.ts";
import { listPlaces, type Program } from "../programs/programs.ts";
import { COPIED, type CopyRule } from "./copied-tables.ts";
import { SUBJECTS, subjectIn } from "./message-details.ts";

/** Programs and people whose rows are copied. */
interface Closure {
  programIds: readonly string[];
  personIds: readonly string[];
}

export interface CopiedRows {
  table: string;
  columns: string[];
  rows: unknown[][];
}

type Columns = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The rows of the workspace or of the closure, the outbox last. Messages about rows outside the closure are left out.
 */
export async function* rowsToCopy(db: Db, workspaceId: string, closure: Closure | null): AsyncGenerator<CopiedRows> {
  const columns = await columnsIn(db);
  const copied = new CopiedIds();
  const tables = [...columns].sort(([a], [b]) => Number(a === "delivery") - Number(b === "delivery"));
  for (const [table, names] of tables) {
    const rule = ruleOf(table);
    if (rule === "never") continue;
    const isMine =
      table === "workspace" ? sql<SqlBool>`id = ${workspaceId}` : sql<SqlBool>`workspace_id = ${workspaceId}`;
    const isOfClosure = closure && conditionOf(rule, workspaceId, closure);
    const all = [...names];
    const query = db
      .selectFrom(sql<Record<string, unknown>>`${sql.table(table)}`.as("copied"))
      .select(all.map((name) => sql<unknown>`${sql.ref(name)}`.as(name)))
      .where(({ and }) => and(isOfClosure ? [isMine, isOfClosure] : [isMine]));
    const pieces = rowsInChunks<Record<string, unknown>>(db, query);
    for await (const read of pieces) {
      copied.add(table, read);
      const rows = closure && table === "delivery" ? read.filter((row) => copied.isAboutCopied(row)) : read;
      if (rows.length > 0) yield { table, columns: all, rows: rows.map((row) => all.map((name) => row[name])) };
    }
  }
}

/** Ids of the copied rows that a message may be about. */
class CopiedIds {
  readonly #ids = new Map<string, Set<unknown>>(SUBJECTS.map(([, table]) => [table, new Set()]));

  add(table: string, rows: readonly Record<string, unknown>[]): void {
    const ids = this.#ids.get(table);
    for (const { id } of rows) ids?.add(id);
  }

  /** Whether an unsent message is about copied rows only. */
  isAboutCopied(row: Record<string, unknown>): boolean {
    const { state, subject } = waitingSchema.parse(row);
    if (state === "sent") return true;
    const about = subjectIn({ subject });
    return SUBJECTS.every(([name, table]) => about[name] === undefined || this.#ids.get(table)?.has(about[name]));
  }
}

const waitingSchema = z.object({ state: z.string(), subject: z.string() });

async function columnsIn(db: Db): Promise<Columns> {
  const tables = await db.introspection.getTables();
  return new Map(tables.map(({ name, columns }) => [name, new Set(columns.map((column) => column.name))]));
}

/** How a table is copied; a table of the database's own never. */
function ruleOf(table: string): CopyRule {
  const rules: Readonly<Record<string, CopyRule>> = COPIED;
  return rules[table] ?? "never";
}

/** The condition for a table's rows in the closure; null for all rows. */
function conditionOf(
  rule: Exclude<CopyRule, "never">,
  workspaceId: string,
  closure: Closure,
): RawBuilder<SqlBool> | null {
  if (rule === "whole") return null;
  if ("program" in rule) return among(rule.program, closure.programIds);
  if ("person" in rule)
    return sql<SqlBool>`(${sql.ref(rule.person)} is null or ${among(rule.person, closure.personIds)})`;

  const ofParent = COPIED[rule.parent];
  const condition = ofParent === "never" ? sql<SqlBool>`1 = 0` : conditionOf(ofParent, workspaceId, closure);
  if (!condition) return null;
  return sql<SqlBool>`${sql.ref(rule.by)} in
    (select id from ${sql.table(rule.parent)} where workspace_id = ${workspaceId} and ${condition})`;
}

function among(column: string, ids: readonly string[]): RawBuilder<SqlBool> {
  return ids.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.join(ids)})`;
}

const ROWS_IN_STATEMENT = 50;

export async function insertRows(db: Db, { table, columns, rows }: CopiedRows): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  for (let from = 0; from < rows.length; from += ROWS_IN_STATEMENT) {
    const values = sql.join(rows.slice(from, from + ROWS_IN_STATEMENT).map((row) => sql`(${sql.join(row)})`));
    await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(db);
  }
}

/** Rows are copied in any order, some without their parents. */
export async function ignoreForeignKeys(db: Db): Promise<void> {
  await sql`pragma foreign_keys = off`.execute(db);
}

/**
 * The people asked about, every program that may concern one of them, the portfolios over these, and everybody in them; null
 * for the whole workspace.
 */
export async function closureOf(
  db: Db,
  workspaceId: string,
  { personId, programId }: { personId: string | undefined; programId: string | undefined },
): Promise<Closure | null> {
  if (personId === undefined && programId === undefined) return null;
  // An admin gets messages from every program.
  if (personId !== undefined && (await adminsOf(db, workspaceId)).some(({ id }) => id === personId)) return null;
  const places = await listPlaces(db, workspaceId);
  const own = programId === undefined ? [] : [programId];
  const people =
    personId === undefined ? await listPeopleAround(db, workspaceId, withPortfolios(places, own)) : [personId];
  const around = [...own, ...(await listProgramsAround(db, workspaceId, people))];
  const programIds = withPortfolios(places, withCovered(places, around));
  const others = await listPeopleAround(db, workspaceId, programIds);
  return { programIds, personIds: [...new Set([...people, ...others])] };
}

/** These programs with all that the portfolios among them cover. */
function withCovered(places: readonly Program[], ids: readonly string[]): string[] {
  const portfolios = places.filter((place) => isRunningPortfolio(place) && ids.includes(place.id));
  const covered = places.filter((place) => portfolios.some((each) => covers("committee", each, placeOf(place))));
  return [...new Set([...ids, ...covered.map(({ id }) => id)])];
}

/** These programs with the portfolios over them. */
function withPortfolios(places: readonly Program[], ids: readonly string[]): string[] {
  const programs = places.filter(({ id }) => ids.includes(id));
  const over = places.filter(
    (place) => isRunningPortfolio(place) && programs.some((program) => covers("committee", place, placeOf(program))),
  );
  return [...new Set([...ids, ...over.map(({ id }) => id)])];
}

function isRunningPortfolio({ kind, state }: Program): boolean {
  return kind === "portfolio" && state === "active";
}

/** Programs that may send something to one of these people. */
async function listProgramsAround(db: Db, workspaceId: string, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const ids = sql.join(personIds);
  const named = (column: string) =>
    sql.join(
      personIds.map((id) => sql`${sql.ref(column)} like ${`%${id}%`}`),
      sql` or `,
    );
  const { rows } = await sql<{ id: string }>`
    select program_id as id from seat where workspace_id = ${workspaceId} and (person_id in (${ids}) or person_id in
      (select person_id from absence where workspace_id = ${workspaceId} and delegate_person_id in (${ids})))
    union select program_id from item
      where workspace_id = ${workspaceId} and closed_at is null and (owner_id in (${ids}) or raised_by in (${ids}))
    union select program_id from approval
      where workspace_id = ${workspaceId} and state = 'asked' and asked_of in (${ids})
    union select report_approver.program_id from report_approver
      join office_seat on office_seat.workspace_id = report_approver.workspace_id
      where report_approver.workspace_id = ${workspaceId} and report_approver.approver = 'office'
        and office_seat.person_id in (${ids})
    union select program_id from cadence
      where workspace_id = ${workspaceId} and (${named("audience")} or ${named("readers")} or ${named("pilot")})
    union select round.program_id from prompt
      join round on round.workspace_id = prompt.workspace_id and round.id = prompt.round_id
      where prompt.workspace_id = ${workspaceId} and round.state = 'open'
        and (prompt.person_id in (${ids}) or prompt.delegate_id in (${ids}))
    union select cadence.program_id from membership
      join cadence on cadence.workspace_id = membership.workspace_id
        and cadence.audience like '%' || membership.source_id || '%'
      where membership.workspace_id = ${workspaceId} and membership.person_id in (${ids})`.execute(db);
  return rows.map(({ id }) => id);
}

/** People to whom these programs may send something. */
async function listPeopleAround(db: Db, workspaceId: string, programIds: readonly string[]): Promise<string[]> {
  if (programIds.length === 0) return [];
  const ids = sql.join(programIds);
  const { rows } = await sql<{ id: string | null }>`
    select person_id as id from seat where workspace_id = ${workspaceId} and program_id in (${ids})
    union select delegate_person_id from absence where workspace_id = ${workspaceId} and person_id in
      (select person_id from seat where workspace_id = ${workspaceId} and program_id in (${ids}))
    union select owner_id from item where workspace_id = ${workspaceId} and program_id in (${ids}) and closed_at is null
    union select asked_of from approval
      where workspace_id = ${workspaceId} and state = 'asked' and program_id in (${ids})
    union select office_seat.person_id from report_approver
      join office_seat on office_seat.workspace_id = report_approver.workspace_id
      where report_approver.workspace_id = ${workspaceId} and report_approver.approver = 'office'
        and report_approver.program_id in (${ids})
    union select prompt.person_id from prompt
      join round on round.workspace_id = prompt.workspace_id and round.id = prompt.round_id
      where prompt.workspace_id = ${workspaceId} and round.state = 'open' and round.program_id in (${ids})
    union select person.id from person
      join cadence on cadence.workspace_id = person.workspace_id
        and (cadence.audience like '%' || person.id || '%' or cadence.readers like '%' || person.id || '%')
      where person.workspace_id = ${workspaceId} and cadence.program_id in (${ids})
    union select membership.person_id from membership
      join cadence on cadence.workspace_id = membership.workspace_id
        and cadence.audience like '%' || membership.source_id || '%'
      where membership.workspace_id = ${workspaceId} and cadence.program_id in (${ids})`.execute(db);
  return rows.flatMap(({ id }) => id ?? []);
}
