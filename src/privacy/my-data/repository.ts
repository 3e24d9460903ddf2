/** Rows of whatever table, by the data map. */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { type Db, inPieces, type Tx } from "../../platform/database.ts";
import { mayName } from "../repository-names.ts";
import type { Matcher } from "../rules-names.ts";
import { NAMED_IN, type TableName, type Theirs } from "./rules.ts";

export type Value = string | number | null;
export type Row = Record<string, Value>;
export interface Whose {
  workspaceId: string;
  personId: string;
}

/** By table. */
export async function countTheirs(db: Db | Tx, whose: Whose, all: readonly Theirs[]): Promise<Map<string, number>> {
  const counts = all.map(
    (theirs) =>
      sql`select ${theirs.table} as name, count(*) as count from ${sql.table(theirs.table)} where ${isTheirs(theirs, whose)}`,
  );
  const { rows } = await sql<{ name: string; count: number | string }>`${sql.join(counts, sql` union all `)}`.execute(
    db,
  );
  return new Map(rows.map(({ name, count }) => [name, Number(count)]));
}

/** The newest first. */
export async function listTheirs(
  db: Db | Tx,
  whose: Whose,
  theirs: Theirs,
  { offset, limit }: { offset: number; limit: number },
): Promise<Row[]> {
  const order = [...(theirs.at === null ? [] : [theirs.at]), ...theirs.key].map(
    (column) => sql`${sql.ref(column)} desc`,
  );
  const { rows } = await sql<Row>`select * from ${sql.table(theirs.table)} where ${isTheirs(theirs, whose)}
    order by ${sql.join(order)} limit ${sql.lit(limit)} offset ${sql.lit(offset)}`.execute(db);
  return rows;
}

export async function findTheirs(
  db: Db | Tx,
  whose: Whose,
  theirs: Theirs,
  values: readonly string[],
): Promise<Row | undefined> {
  const keys = theirs.key.map((column, index) => sql`cast(${sql.ref(column)} as text) = ${values[index] ?? ""}`);
  const { rows } = await sql<Row>`select * from ${sql.table(theirs.table)}
    where ${isTheirs(theirs, whose)} and ${sql.join(keys, sql` and `)}`.execute(db);
  return rows[0];
}

function isTheirs({ table, route }: Theirs, { workspaceId, personId }: Whose): RawBuilder<SqlBool> {
  const own = sql`workspace_id = ${workspaceId}`;
  // What was done to somebody is theirs to see as well.
  if (table === "audit")
    return sql<SqlBool>`${own} and (actor_id = ${personId} or (subject_kind = 'person' and subject_id = ${personId}))`;
  if (!("via" in route)) return sql<SqlBool>`${own} and ${sql.ref(route.column)} = ${personId}`;
  const ofTheirs = sql`select id from ${sql.table(route.via)} where workspace_id = ${workspaceId} and ${sql.ref(route.of)} = ${personId}`;
  if (table !== "check_in_revision") return sql<SqlBool>`${own} and ${sql.ref(route.column)} in (${ofTheirs})`;
  // With what they answered for somebody else.
  const instead = sql`select check_in.id from prompt join check_in on check_in.workspace_id = prompt.workspace_id
    and check_in.round_id = prompt.round_id and check_in.person_id = prompt.person_id
    where prompt.workspace_id = ${workspaceId} and prompt.delegate_id = ${personId}`;
  return sql<SqlBool>`${own} and check_in_id in (${ofTheirs} union ${instead})
    and (author_id = ${personId} or check_in_id in (${ofTheirs}))`;
}

export async function listNamed(
  db: Db | Tx,
  { workspaceId, personId }: Whose,
  limit: number,
): Promise<{ table: TableName; row: Row }[]> {
  const found: { table: TableName; row: Row }[] = [];
  for (const { table, column, but, at } of NAMED_IN) {
    const { rows } = await sql<Row>`select * from ${sql.table(table)} where workspace_id = ${workspaceId}
      and ${sql.ref(column)} = ${personId} and ${sql.ref(but)} != ${personId}
      order by ${sql.ref(at)} desc limit ${sql.lit(limit)}`.execute(db);
    found.push(...rows.map((row) => ({ table, row })));
  }
  return found;
}

/** What other tables say about the rows that are shown; a document is long, and nobody asks for it here. */
export const LOOKED_UP = {
  round: ["id", "cadence_id", "program_id", "period", "question_set_id"],
  check_in: ["id", "round_id", "cadence_id", "program_id", "person_id"],
  cadence: ["id", "program_id", "template", "rule", "title", "disclosure"],
  program: ["id", "title", "short_key", "visibility"],
  item: ["id", "program_id", "type", "number", "title", "details", "disclosure", "raised_by"],
  prompt: ["id", "round_id", "person_id"],
  digest_edition: ["id", "digest_id"],
  digest: ["id", "rhythm", "period", "reader_id"],
  digest_draft: ["id", "rhythm", "period", "reader_id"],
  question_set: ["id", "questions"],
  sponsor_candidate: ["id", "choice_id"],
  sponsor_choice: ["id", "program_id"],
} as const satisfies { readonly [Table in TableName]?: readonly string[] };
export type LookedUp = keyof typeof LOOKED_UP;

export async function rowsById(
  db: Db | Tx,
  workspaceId: string,
  table: LookedUp,
  ids: readonly string[],
): Promise<Row[]> {
  const all: Row[] = [];
  for (const some of inPieces(ids)) {
    const columns = sql.join(LOOKED_UP[table].map((column) => sql.ref(column)));
    const { rows } = await sql<Row>`select ${columns} from ${sql.table(table)}
      where workspace_id = ${workspaceId} and id in (${sql.join(some)})`.execute(db);
    all.push(...rows);
  }
  return all;
}

/** Lines of digests that rest on what they said and is still kept: which edition, which of its lines. */
export async function listTold(db: Db | Tx, whose: Whose): Promise<{ edition_id: string; line: number }[]> {
  const { rows } = await sql<{
    edition_id: string;
    line: number;
  }>`select distinct edition_id, line from (${told(whose)}) as told`.execute(db);
  return rows;
}

/** One sort of source after the other: each by its index. */
function told({ workspaceId, personId }: Whose): RawBuilder<unknown> {
  const of = (table: "check_in" | "item", column: "person_id" | "raised_by") =>
    sql`select digest_source.edition_id, digest_source.line from ${sql.table(table)} as own
      join digest_source on digest_source.workspace_id = own.workspace_id and digest_source.source_id = own.id
        and digest_source.line > 0
      where own.workspace_id = ${workspaceId} and own.${sql.ref(column)} = ${personId}`;
  return sql`${of("check_in", "person_id")} union ${of("item", "raised_by")}`;
}

/** The document of an edition, and what of theirs a line of it rests on. */
export async function listEditions(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; document: string; created_at: string; reader_id: string; rhythm: string; period: string }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom("digest_edition")
    .innerJoin("digest", (join) =>
      join
        .onRef("digest.workspace_id", "=", "digest_edition.workspace_id")
        .onRef("digest.id", "=", "digest_edition.digest_id"),
    )
    .select(["digest_edition.id", "document", "digest_edition.created_at", "reader_id", "rhythm", "period"])
    .where("digest_edition.workspace_id", "=", workspaceId)
    .where("digest_edition.id", "in", [...ids])
    .execute();
}

/** In whose programs somebody has, or had, a role. */
export async function listProgramsEver(db: Db | Tx, { workspaceId, personId }: Whose): Promise<string[]> {
  const rows = await db
    .selectFrom("seat")
    .select("program_id")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .execute();
  return rows.map(({ program_id }) => program_id);
}

/** What of these programs was said by others and may name somebody: the newest, so many of each sort. */
export async function listSaid(
  db: Db | Tx,
  { workspaceId, personId }: Whose,
  programId: string,
  { matcher, limit }: { matcher: Matcher; limit: number },
) {
  const newest = db
    .selectFrom("check_in_revision")
    .select(["workspace_id", "check_in_id", "revision", "author_id", "answered_at", "answers"])
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .orderBy("answered_at", "desc")
    .limit(limit);
  const answers = await db
    .selectFrom(newest.as("said"))
    .select(["check_in_id", "revision", "answered_at as at", "answers", "author_id"])
    .where("author_id", "!=", personId)
    .where(mayName(db, ["answers"], matcher))
    .execute();
  const items = await db
    .selectFrom("item")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("raised_by", "!=", personId)
    .where(mayName(db, ["title", "description", "details"], matcher))
    .orderBy("raised_at", "desc")
    .limit(limit)
    .execute();
  return { answers, items };
}

/** In which programs they answered what, and who reads it there. */
export async function listAnswersRead(db: Db | Tx, { workspaceId, personId }: Whose) {
  return db
    .selectFrom("cadence")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "cadence.workspace_id").onRef("program.id", "=", "cadence.program_id"),
    )
    .select(["program.title as program", "cadence.disclosure", "program.visibility"])
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.id", "in", (eb) =>
      eb
        .selectFrom("check_in")
        .select("cadence_id")
        .where("workspace_id", "=", workspaceId)
        .where("person_id", "=", personId),
    )
    .orderBy("program.title")
    .execute();
}
