/** Whose words stand where, for an erasure: which rows the person wrote, and which words of an item are theirs. */

import { sql } from "kysely";
import { chunksOf, type Db, type Tx } from "../platform/database.ts";
import { isId } from "../platform/ids.ts";
import { parseJson, textsIn } from "../platform/json-column.ts";
import { rows } from "../platform/rows.ts";
import { type Row, type TableName, wordColumns, wordsIn } from "./rows.ts";

export function idsIn(subject: Row[string] | undefined): string[] {
  if (typeof subject !== "string") return [];
  return textsIn(parseJson(subject)).flatMap(({ text }) => (isId(text) ? [text] : []));
}

/** Whose an erasure is, and the programs of which what was put together goes whole. */
export interface Theirs {
  workspaceId: string;
  personId: string;
  programIds: ReadonlySet<string>;
}

/** Of these ids the person's, and those of what has words of theirs: answers, rounds, items, pages, reports and digests. */
export async function theirsAmong(
  db: Db | Tx,
  { workspaceId, personId, programIds }: Theirs,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const [own, some] = [sql`workspace_id = ${workspaceId}`, sql.join([...ids])];
  const found = await sql<{ id: string }>`
    select id from check_in where ${own} and id in (${some}) and person_id = ${personId}
    union select check_in_id from check_in_revision where ${own} and check_in_id in (${some}) and author_id = ${personId}
    union select round_id from prompt where ${own} and round_id in (${some}) and person_id = ${personId}
    union select id from item where ${own} and id in (${some}) and raised_by = ${personId}
    union select item_id from item_event where ${own} and item_id in (${some}) and actor_id = ${personId}
    union select subject_id from approval where ${own} and subject_id in (${some}) and by_id = ${personId}
    union select id from page_version where ${own} and id in (${some}) and program_id in
      (select program_id from page_section where ${own} and written_by = ${personId})`.execute(db);
  const reported = await reportedAmong(db, { workspaceId, programIds }, ids);
  return new Set([personId, ...found.rows.map(({ id }) => id), ...reported]);
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
    const before = new Set(wordsIn("item_event", "before", event.before));
    for (const column of ["after", "note"])
      for (const text of wordsIn("item_event", column, event[column]))
        if (!before.has(text)) (event.actor_id === personId ? theirs : byOthers).add(text);
  }
  if (item.raised_by !== personId) return theirs;
  const all = [...allWordsIn("item", item), ...events.flatMap((event) => allWordsIn("item_event", event))];
  for (const text of all) if (!byOthers.has(text)) theirs.add(text);
  return theirs;
}

function allWordsIn(table: TableName, row: Row): string[] {
  return wordColumns(table).flatMap(({ column }) => wordsIn(table, column, row[column]));
}
