/** Whose words stand where, for an erasure: which words of an item are the person's, which reports tell of their programs. */

import { sql } from "kysely";
import { chunksOf, type Db, type Tx } from "../platform/database.ts";
import { isId } from "../platform/ids.ts";
import { parseJson, textsIn } from "../platform/json-column.ts";
import { rows } from "../platform/rows.ts";
import { readReport } from "../reports/compile/report.ts";
import type { TextPlace } from "./erasure-ledger.ts";
import { findRow, type Row, type TableName, tableOf, wordColumns, wordsIn } from "./rows-by-data-map.ts";

function idsIn(json: string): string[] {
  return textsIn(parseJson(json)).flatMap(({ text }) => (isId(text) ? [text] : []));
}

/** Whose an erasure is, and the programs of which what was put together goes whole. */
export interface Theirs {
  workspaceId: string;
  personId: string;
  programIds: ReadonlySet<string>;
}

/** The programs in which they took part, or of which an admin cleared words that name them. */
export async function programsOfErased(
  db: Db | Tx,
  { workspaceId, personId, cleared }: { workspaceId: string; personId: string; cleared: readonly TextPlace[] },
): Promise<ReadonlySet<string>> {
  const own = sql`workspace_id = ${workspaceId}`;
  const found = await sql<{ id: string }>`
    select program_id as id from seat where ${own} and person_id = ${personId}
    union select program_id from check_in where ${own} and person_id = ${personId}
    union select program_id from item where ${own} and (raised_by = ${personId} or owner_id = ${personId})
    union select program_id from item where ${own} and id in
      (select item_id from item_event where ${own} and actor_id = ${personId})
    union select program_id from program_status where ${own} and by_id = ${personId}
    union select program_id from report where ${own} and (words_by = ${personId} or corrected_by = ${personId})
    union select program_id from round where ${own} and id in
      (select round_id from prompt where ${own} and person_id = ${personId})`.execute(db);
  const ids = new Set(found.rows.map(({ id }) => id));
  for (const { table, key } of cleared) {
    const name = tableOf(table);
    const row = name && (await findRow(db, name, { workspaceId, key }));
    if (typeof row?.program_id === "string") ids.add(row.program_id);
  }
  return ids.union(await portfoliosNaming(db, workspaceId, ids));
}

/** The portfolios of which a digest has told measures of these programs, by their titles. */
async function portfoliosNaming(
  db: Db | Tx,
  workspaceId: string,
  programIds: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const portfolios = await rows(db, "program", workspaceId).list({ kind: "portfolio" });
  const reports = await rows(db, "report", workspaceId).list({ program_id: portfolios.map(({ id }) => id) });
  const naming = reports.filter(({ document }) =>
    (readReport(document).objectives ?? []).some(({ measures }) =>
      measures.some(({ programId }) => programIds.has(programId)),
    ),
  );
  return new Set(naming.map(({ program_id: id }) => id));
}

/** Of these ids those of reports of these programs, and of digests with one. */
export async function reportedAmong(
  db: Db | Tx,
  { workspaceId, programIds }: Pick<Theirs, "workspaceId" | "programIds">,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const digests = await rows(db, "digest", workspaceId).list({ id: ids });
  const reportsOf = new Map(digests.map(({ id, reports }) => [id, idsIn(reports)]));
  const touched = new Set<string>();
  for (const some of chunksOf([...new Set([...ids, ...[...reportsOf.values()].flat()])])) {
    const reports = await rows(db, "report", workspaceId).list({ id: some });
    for (const row of reports) if (programIds.has(row.program_id)) touched.add(row.id);
  }
  const withThem = [...reportsOf].filter(([, reports]) => reports.some((id) => touched.has(id)));
  return [...touched, ...withThem.map(([id]) => id)];
}

/**
 * The words of an item that are a person's: what they gave by an event, and of what they raised all that nobody else gave. What
 * two people gave alike is of either.
 */
export function wordsBy(personId: string, item: Row, events: readonly Row[]): Set<string> {
  const theirs = new Set<string>();
  const byOthers = new Set<string>();
  for (const event of events) {
    const given = event.actor_id === personId ? theirs : byOthers;
    const before = new Set(wordsIn("item_event", "before", event.before));
    for (const column of ["after", "note"])
      for (const text of wordsIn("item_event", column, event[column])) if (!before.has(text)) given.add(text);
  }
  if (item.raised_by !== personId) return theirs;
  const all = [...allWordsIn("item", item), ...events.flatMap((event) => allWordsIn("item_event", event))];
  for (const text of all) if (!byOthers.has(text)) theirs.add(text);
  return theirs;
}

function allWordsIn(table: TableName, row: Row): string[] {
  return wordColumns(table).flatMap(({ column }) => wordsIn(table, column, row[column]));
}
