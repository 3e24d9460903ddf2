/** Which messages show words or the name of a person, by what their kinds say that they are about. */

import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { About, Kinds } from "../delivery/message-kind.ts";
import { chunksOf, type Db, type Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { reportedAmong, type Theirs } from "./erasure-scope.ts";
import { dataOf, inWorkspace, namesIn, type Row, TABLES, type TableName } from "./rows-by-data-map.ts";

/** What a message is about, with whether anything of it is the person's. */
type IsTheirs = (about: About) => boolean;

/** `ids`: what counts as theirs besides. */
export async function theirsAmong(
  db: Db | Tx,
  theirs: Theirs,
  asked: readonly About[],
  ids: readonly string[] = [],
): Promise<IsTheirs> {
  const touched = new Set(ids);
  for (const table of TABLES) {
    const named = new Set(asked.flatMap((about) => idsOf(about, table)));
    for (const some of chunksOf([...named])) for (const id of await touchedIn(db, theirs, table, some)) touched.add(id);
  }
  const owners = new Set(asked.flatMap(({ itemsOf }) => itemsOf ?? []));
  const listing = owners.size === 0 ? new Set<string>() : await havingItemsOf(db, theirs);
  return (about) =>
    TABLES.some((table) => idsOf(about, table).some((id) => touched.has(id))) ||
    (about.itemsOf !== undefined && listing.has(about.itemsOf));
}

function idsOf(about: About, table: TableName): readonly string[] {
  return [about[table] ?? []].flat();
}

/**
 * What messages are about, each with the requests that it shows. Of one that its kind reads no more it is who stands in it.
 */
export async function aboutsOf(
  db: Db | Tx,
  { workspaceId, personId }: Theirs,
  kinds: Kinds,
  messages: readonly Row[],
): Promise<About[]> {
  const keys = messages.map(({ key }) => String(key));
  const shown = await rows(db, "request_message", workspaceId).list({ message_key: keys });
  const itemsIn = Map.groupBy(shown, ({ message_key: key }) => key);
  return messages.map(({ key, kind: name, subject: stored }): About => {
    const subject = String(stored);
    const kind = kinds.get(String(name));
    if (!kind?.canRead(subject)) return { person: subject.includes(personId) ? personId : null };
    const about = kind.about(JSON.parse(subject));
    const items = itemsIn.get(String(key)) ?? [];
    return { ...about, item: [...idsOf(about, "item"), ...items.map(({ item_id: id }) => id)] };
  });
}

/** Of these rows those that are, name or quote the person, and those that went with them. */
async function touchedIn(db: Db | Tx, theirs: Theirs, table: TableName, ids: readonly string[]): Promise<string[]> {
  if (table === "program") return ids.filter((id) => theirs.programIds.has(id));
  if (table === "report" || table === "digest") return reportedAmong(db, theirs, ids);
  const some = sql.join([...ids]);
  const own = inWorkspace(table, theirs.workspaceId);
  const parts = TABLES.filter((each) => dataOf(each).partOf?.[0] === table);
  const selected = [
    sql`select id from ${sql.table(table)} where ${own} and id in (${some}) and ${holdsThem(table, theirs)}`,
    ...parts.map((part) => {
      const column = sql.ref(dataOf(part).partOf?.[1] ?? "");
      return sql`select ${column} as id from ${sql.table(part)}
        where ${inWorkspace(part, theirs.workspaceId)} and ${column} in (${some}) and ${holdsThem(part, theirs)}`;
    }),
    ...(BESIDE[table]?.({ ...theirs, some, own: sql`workspace_id = ${theirs.workspaceId}` }) ?? []),
  ];
  const found = (await sql<{ id: string }>`${sql.join(selected, sql` union `)}`.execute(db)).rows.map(({ id }) => id);
  if (table === "person") found.push(...(await notedBy(db, theirs, ids)));
  if (!dataOf(table).isDeleted) return found;
  const there = await sql<{ id: string }>`select id from ${sql.table(table)} where ${own} and id in (${some})`.execute(
    db,
  );
  const left = new Set(there.rows.map(({ id }) => id));
  return [...found, ...ids.filter((id) => !left.has(id))];
}

/** Their id stands in a column or in the JSON of one. */
function holdsThem(table: TableName, { personId }: Theirs): RawBuilder<unknown> {
  const { owner, named, json = {} } = dataOf(table);
  const each = [
    ...[owner, ...namesIn(named)].flatMap((column) => (column ? [sql`${sql.ref(column)} = ${personId}`] : [])),
    ...Object.keys(json).map((column) => sql`${sql.ref(column)} like ${`%${personId}%`}`),
  ];
  return each.length === 0 ? sql`1 = 0` : sql`(${sql.join(each, sql` or `)})`;
}

interface Looked extends Theirs {
  /** The ids. */
  some: RawBuilder<unknown>;
  own: RawBuilder<unknown>;
}

/** Where a message about a row shows more than stands in it: who answered, who comes next, who does what. */
const BESIDE: { readonly [Table in TableName]?: (looked: Looked) => RawBuilder<unknown>[] } = {
  round: ({ own, some, personId }) => [
    sql`select round_id as id from prompt where ${own} and round_id in (${some}) and ${personId} in (person_id, delegate_id)`,
    sql`select round_id as id from check_in where ${own} and round_id in (${some})
      and id in (select check_in_id from check_in_revision where ${own} and author_id = ${personId})`,
  ],
  // Its receipt has the answer, what came of it and whom that waits for.
  prompt: ({ own, some, personId }) => [
    sql`select id from prompt where ${own} and id in (${some}) and (round_id, person_id) in
      (select round_id, person_id from check_in where ${own}
        and id in (select check_in_id from check_in_revision where ${own} and author_id = ${personId}))`,
    sql`select id from prompt where ${own} and id in (${some})
      and round_id in (select id from round where ${own} and program_id in (${deciding({ own, personId })}))`,
  ],
  // Whoever it goes to next is named.
  item: ({ own, some, personId }) => [
    sql`select id from item where ${own} and id in (${some}) and program_id in (${deciding({ own, personId })})`,
  ],
  track: ({ own, some, programIds }) => [ofTheirPrograms("track", { own, some, programIds })],
  work_request: ({ own, some, programIds }) => [ofTheirPrograms("work_request", { own, some, programIds })],
  page_version: ({ own, some, personId }) => [
    sql`select id from page_version where ${own} and id in (${some})
      and program_id in (select program_id from page_section where ${own} and written_by = ${personId})`,
    sql`select subject_id as id from approval where ${own} and subject_id in (${some}) and by_id = ${personId}`,
  ],
};

/** Programs that they led or decided in. */
function deciding({ own, personId }: Pick<Looked, "own" | "personId">): RawBuilder<unknown> {
  return sql`select program_id from seat where ${own} and person_id = ${personId} and role <> 'team'`;
}

function ofTheirPrograms(
  table: "track" | "work_request",
  { own, some, programIds }: Pick<Looked, "own" | "some" | "programIds">,
): RawBuilder<unknown> {
  const programs = programIds.size === 0 ? sql`''` : sql.join([...programIds]);
  return sql`select id from ${sql.table(table)} where ${own} and id in (${some}) and program_id in (${programs})`;
}

const noted = z.object({ personId: z.string().nullish() });

/** Of these people those of whom the person noted something: what they said as stakeholders, how they were scored. */
async function notedBy(db: Db | Tx, { workspaceId, personId }: Theirs, ids: readonly string[]): Promise<string[]> {
  const own = sql`workspace_id = ${workspaceId}`;
  const lines = await sql<{ details: string }>`select details from item where ${own} and type = 'stakeholder'
    and (raised_by = ${personId} or id in (select item_id from item_event where ${own} and actor_id = ${personId}))`.execute(
    db,
  );
  const scored = await sql<{ id: string }>`select person_id as id from sponsor_candidate where ${own}
    and id in (select candidate_id from candidate_score where ${own} and by_id = ${personId})`.execute(db);
  const found = new Set(scored.rows.map(({ id }) => id));
  for (const { details } of lines.rows) found.add(noted.parse(JSON.parse(details)).personId ?? "");
  return ids.filter((id) => found.has(id));
}

/** Who has, or did something with, an item with words of the person. */
async function havingItemsOf(db: Db | Tx, { workspaceId, personId }: Theirs): Promise<ReadonlySet<string>> {
  const own = sql`workspace_id = ${workspaceId}`;
  const items = sql`select id from item where ${own} and (raised_by = ${personId} or owner_id = ${personId})
    union select item_id from item_event where ${own} and actor_id = ${personId}`;
  const { rows } = await sql<{ id: string | null }>`
    select owner_id as id from item where ${own} and id in (${items})
    union select actor_id from item_event where ${own} and item_id in (${items})`.execute(db);
  return new Set(rows.flatMap(({ id }) => id ?? []));
}
