/** What of what a text tells is somebody's. */

import { type RawBuilder, sql } from "kysely";
import type { Db, Tx } from "../../platform/database.ts";
import { holds } from "../repository-names.ts";
import type { Whose } from "./repository-pieces.ts";

/** SQLite takes no more values than it has room for in a statement. */
const AT_ONCE = 500;

async function idsAmong(
  db: Db | Tx,
  ids: readonly string[],
  query: (some: RawBuilder<unknown>) => RawBuilder<{ id: string }>,
): Promise<string[]> {
  const found: string[] = [];
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    const some = sql.join(ids.slice(first, first + AT_ONCE).map((id) => sql`${id}`));
    found.push(...(await query(some).execute(db)).rows.map(({ id }) => id));
  }
  return found;
}

/**
 * Of these ids those of check-ins that are theirs or that they answered for others, of items that they raised or named, of
 * rounds and cadences that asked them, and of versions of cases that they wrote in or approved.
 */
export async function theirsAmong(
  db: Db | Tx,
  whose: Whose,
  ids: readonly string[],
): Promise<{ checkIns: Set<string>; items: Set<string>; rounds: Set<string>; cases: Set<string> }> {
  const { workspaceId, personId } = whose;
  const own = sql`workspace_id = ${workspaceId} and person_id = ${personId}`;
  const answered = sql`workspace_id = ${workspaceId} and author_id = ${personId}`;
  const checkIns = await idsAmong(
    db,
    ids,
    (some) => sql`select id from check_in where ${own} and id in (${some})
      union select check_in_id from check_in_revision where ${answered} and check_in_id in (${some})`,
  );
  // Of rounds whose prompts have gone it is known by the month.
  const rounds = await idsAmong(
    db,
    ids,
    (some) => sql`select round_id as id from prompt where ${own} and round_id in (${some})
      union select round.id from round join asked_month as asked on asked.workspace_id = round.workspace_id
        and asked.cadence_id = round.cadence_id and asked.month = substr(round.key, 1, 7)
        where round.workspace_id = ${workspaceId} and round.id in (${some}) and asked.person_id = ${personId}
      union select id from cadence where workspace_id = ${workspaceId} and id in (${some})
        and exists (select 1 from round join prompt on prompt.workspace_id = round.workspace_id and prompt.round_id = round.id
          where round.workspace_id = ${workspaceId} and round.cadence_id = cadence.id and prompt.person_id = ${personId})`,
  );
  // Of a program whole: what is shared of a case is its newest version.
  const cases = await idsAmong(
    db,
    ids,
    (some) => sql`select id from case_version where workspace_id = ${workspaceId} and id in (${some}) and (
      exists (select 1 from case_version as other where other.workspace_id = ${workspaceId}
        and other.program_id = case_version.program_id and other.approved_by = ${personId})
      or exists (select 1 from case_section as section where section.workspace_id = ${workspaceId}
        and section.program_id = case_version.program_id and section.written_by = ${personId}))`,
  );
  const items = new Set(await itemsAmong(db, whose, ids));
  return { checkIns: new Set(checkIns), items, rounds: new Set(rounds), cases: new Set(cases) };
}

/** Of these ids those of rounds and prompts that ask by one of `things`: a program, a check-in, its questions, an occasion. */
export async function askingBy(
  db: Db | Tx,
  workspaceId: string,
  { ids, things }: { ids: readonly string[]; things: readonly string[] },
): Promise<string[]> {
  const by = sql.join(things.map((id) => sql`${id}`));
  const isBy = sql`round.workspace_id = ${workspaceId} and (round.id in (${by}) or round.program_id in (${by})
    or round.cadence_id in (${by}) or round.question_set_id in (${by}))`;
  return idsAmong(
    db,
    ids,
    (some) => sql`select round.id from round where ${isBy} and round.id in (${some})
      union select prompt.id from prompt join round on prompt.workspace_id = round.workspace_id and prompt.round_id = round.id
        where ${isBy} and prompt.id in (${some})`,
  );
}

/** Items with words of theirs: raised by them, or named. A decision stays whole. */
export async function itemsAmong(db: Db | Tx, { workspaceId, personId }: Whose, ids: readonly string[]) {
  const given = sql`workspace_id = ${workspaceId} and actor_id = ${personId} and ${holds(db, sql.ref("after"), '"title"')}`;
  return idsAmong(
    db,
    ids,
    (some) => sql`select id from item where workspace_id = ${workspaceId} and id in (${some}) and type <> 'decision'
      and (raised_by = ${personId} or id in (select item_id from item_event where ${given} and item_id in (${some})))`,
  );
}

export interface Revision {
  checkInId: string;
  revision: number;
  personId: string;
  authorId: string;
  answers: string;
}

/** The answers of these check-ins that are of these people or that they gave for others. */
export async function revisionsOf(
  db: Db | Tx,
  workspaceId: string,
  { checkInIds, personIds }: { checkInIds: readonly string[]; personIds: readonly string[] },
): Promise<Revision[]> {
  const found: Revision[] = [];
  for (let first = 0; first < checkInIds.length; first += AT_ONCE)
    found.push(
      ...(await db
        .selectFrom("check_in_revision as said")
        .innerJoin("check_in", (join) =>
          join.onRef("check_in.workspace_id", "=", "said.workspace_id").onRef("check_in.id", "=", "said.check_in_id"),
        )
        .select(["said.check_in_id as checkInId", "said.revision", "said.author_id as authorId", "said.answers"])
        .select("check_in.person_id as personId")
        .where("said.workspace_id", "=", workspaceId)
        .where("said.check_in_id", "in", checkInIds.slice(first, first + AT_ONCE))
        .where(({ eb, or }) =>
          or([eb("said.author_id", "in", [...personIds]), eb("check_in.person_id", "in", [...personIds])]),
        )
        .execute()),
    );
  return found;
}

/** Of these items and programs those in which one of these people had a part: raised, owns, owned, changed, closed it. */
export async function withPartOf(
  db: Db | Tx,
  workspaceId: string,
  { ids, personIds }: { ids: readonly string[]; personIds: readonly string[] },
): Promise<string[]> {
  if (personIds.length === 0) return [];
  const people = sql.join(personIds.map((id) => sql`${id}`));
  const holdOne = (columns: readonly string[]) =>
    sql.join(
      columns.flatMap((column) => personIds.map((id) => holds(db, sql`coalesce(${sql.ref(column)}, '')`, id))),
      sql` or `,
    );
  return idsAmong(
    db,
    ids,
    (some) => sql`select id from item where workspace_id = ${workspaceId} and id in (${some})
        and (raised_by in (${people}) or owner_id in (${people}))
      union select item_id from item_event where workspace_id = ${workspaceId} and item_id in (${some})
        and (actor_id in (${people}) or ${holdOne(["before", "after"])})
      union select id from program where workspace_id = ${workspaceId} and id in (${some}) and closed_by in (${people})`,
  );
}

/** Texts of these items. */
export async function textsOfItems(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    const rows = await db
      .selectFrom("item")
      .select(["title", "description"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "in", ids.slice(first, first + AT_ONCE))
      .execute();
    found.push(...rows.flatMap(({ title, description }) => [title, description]));
  }
  return found;
}

/** Others who are called by one of these names. */
export async function namesakeIds(
  db: Db | Tx,
  { workspaceId, personId }: Whose,
  names: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom("person")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "!=", personId)
    .where("name", "in", [...names])
    .execute();
  return rows.map(({ id }) => id);
}
