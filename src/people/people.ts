/** Everybody in a workspace, as they are stored. */
import type { Selectable } from "kysely";
import type { Instant } from "../platform/clock.ts";
import { chunksOf, type Db, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import { folded } from "../platform/texts/folding.ts";
import type { Reader } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import type { Standing } from "./rights.ts";
import type { PersonTable } from "./table.ts";

const failure = errorTable({
  PERSON_UNKNOWN: {
    en: ({ handle }) => `No one here has the handle “${handle}”. Use the name shown in Slack.`,
    fr: ({ handle }) =>
      `Personne ici ne porte l’identifiant «\u00a0${handle}\u00a0». Utilisez le nom affiché par Slack.`,
  },
});

export type Person = Selectable<PersonTable>;

const PERSON_COLUMNS = [
  "workspace_id",
  "id",
  "slack_user_id",
  "handle",
  "name",
  "slack_name",
  "picture_url",
  "zone",
  "locale",
  "slack_locale",
  "is_bot",
  "is_admin",
  "is_primary_owner",
  "is_named_admin",
  "erased_at",
  "is_deactivated",
  "affiliation",
  "dm_channel_id",
  "welcomed_at",
  "notified_at",
  "created_at",
  "updated_at",
] as const satisfies (keyof Person)[];

const bySlackId = prepared((db, by: { workspaceId: string; slackUserId: string }) =>
  db
    .selectFrom("person")
    .select(PERSON_COLUMNS)
    .where("workspace_id", "=", by.workspaceId)
    .where("slack_user_id", "=", by.slackUserId),
);

/** The person behind a Slack user id. */
export async function findPerson(db: Db | Tx, workspaceId: string, slackUserId: string): Promise<Person | undefined> {
  const { rows: found } = await bySlackId(db, { workspaceId, slackUserId });
  return found[0];
}

/** Throws PERSON_UNKNOWN. */
export async function getPersonByHandle(db: Db | Tx, workspaceId: string, handle: string): Promise<Person> {
  const person = await rows(db, "person", workspaceId).find({ handle: handle.replace(/^@/, "") });
  if (!person) throw failure("PERSON_UNKNOWN", { handle });
  return person;
}

/** The workspace's primary owner: every Slack workspace has one. */
export async function primaryOwnerOf(db: Db | Tx, workspaceId: string): Promise<Person> {
  const owners = await rows(db, "person", workspaceId).list({ is_primary_owner: 1 });
  // Somebody who was erased was it once.
  const owner = owners.find(({ is_deactivated }) => is_deactivated === 0) ?? owners[0];
  if (!owner) throw new Error("The workspace has no primary owner");
  return owner;
}

/** Person id → handle, of everybody. */
export async function handlesOf(db: Db | Tx, workspaceId: string): Promise<Map<string, string>> {
  const all = db.selectFrom("person").select(["id", "handle"]).where("workspace_id", "=", workspaceId);
  const people = await all.execute();
  return new Map(people.map(({ id, handle }) => [id, handle]));
}

/**
 * Ids of those who are here, by what a table calls people: the handle in small letters, or the name, folded; null where
 * several have it.
 */
export async function peopleByName(db: Db | Tx, workspaceId: string): Promise<Map<string, string | null>> {
  const people = await rows(db, "person", workspaceId).list({ is_deactivated: 0, is_bot: 0 });
  const byName = new Map<string, string | null>();
  for (const { id, slack_name: name } of people) byName.set(folded(name), byName.has(folded(name)) ? null : id);
  byName.delete("");
  for (const { id, handle } of people) byName.set(handle.toLowerCase(), id);
  return byName;
}

/** Everybody whom the workspace has had, also who has left. */
export async function countPeople(db: Db, workspaceId: string): Promise<number> {
  const all = db.selectFrom("person").where("workspace_id", "=", workspaceId);
  const { count } = await all.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
  return Number(count);
}

export async function peopleBySlackIds(
  db: Db | Tx,
  workspaceId: string,
  slackUserIds: readonly string[],
): Promise<Person[]> {
  return rows(db, "person", workspaceId).list({ slack_user_id: slackUserIds });
}

/** An admin of Drumbeat: Slack's, or one whom an admin named; never a guest, nor anybody of another company. */
export function isAdmin(
  person: Pick<Person, "is_admin" | "is_named_admin" | "is_deactivated" | "affiliation">,
): boolean {
  if (person.is_deactivated === 1 || person.affiliation !== "member") return false;
  return person.is_admin === 1 || person.is_named_admin === 1;
}

/** What somebody is to the workspace as a whole, for the table of rights. */
export function workspaceStandings(person: Parameters<typeof isAdmin>[0]): Standing[] {
  if (person.is_deactivated === 1 || person.affiliation !== "member") return [];
  return isAdmin(person) ? ["admin", "member"] : ["member"];
}

export function readerOf(person: Pick<Person, "locale" | "zone">): Reader {
  return { locale: person.locale, zone: person.zone };
}

/** Reading now: a date far from their day has its year. */
export function readerAt(person: Pick<Person, "locale" | "zone">, now: Instant): Reader & { today: LocalDate } {
  return { ...readerOf(person), today: localDateOf(now, person.zone) };
}

/** Stores the channel of the app's direct message with this person, once Slack has returned it. */
export async function rememberDm(tx: Tx, workspaceId: string, personId: string, channelId: string): Promise<void> {
  const changes = { dm_channel_id: channelId };
  await rows(tx, "person", workspaceId).update({ id: personId, dm_channel_id: null }, changes);
}

export async function markWelcomed(tx: Tx, workspaceId: string, personId: string, at: Instant): Promise<void> {
  await rows(tx, "person", workspaceId).update({ id: personId, welcomed_at: null }, { welcomed_at: at });
}

/** Records that their first message named what is stored about them. */
export async function rememberNotified(tx: Tx, workspaceId: string, personId: string, at: Instant): Promise<void> {
  await rows(tx, "person", workspaceId).update({ id: personId, notified_at: null }, { notified_at: at });
}

const byId = prepared((db, by: { workspaceId: string; id: string }) =>
  db.selectFrom("person").select(PERSON_COLUMNS).where("workspace_id", "=", by.workspaceId).where("id", "=", by.id),
);

export async function getPerson(db: Db | Tx, workspaceId: string, id: string): Promise<Person> {
  const [person] = (await byId(db, { workspaceId, id })).rows;
  if (!person) throw new Error(`No person ${id}`);
  return person;
}

const byIds = prepared((db, by: { workspaceId: string; ids: readonly string[] }) =>
  db.selectFrom("person").select(PERSON_COLUMNS).where("workspace_id", "=", by.workspaceId).where("id", "in", by.ids),
);

/** By their ids; of null there is none. */
export async function namesOf(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  return new Map((await peopleByIds(db, workspaceId, wanted)).map(({ id, name }) => [id, name]));
}

/** Each once, in the order of the ids. */
export async function peopleByIds(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<Person[]> {
  const people = new Map<string, Person>();
  for (const some of chunksOf(ids)) {
    for (const person of (await byIds(db, { workspaceId, ids: some })).rows) people.set(person.id, person);
  }
  return [...new Set(ids)].flatMap((id) => people.get(id) ?? []);
}
