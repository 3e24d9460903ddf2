import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import { chunksOf, type Db, storableText, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { prepared } from "../platform/prepared.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { isLocale, type Language, languageOf, type Reader } from "../platform/texts/language.ts";
import { isZone, type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import type { Standing } from "./rules-rights.ts";
import type { Affiliation, PersonTable } from "./table.ts";
import { findWorkspaceByTeam, insertWorkspace, listWorkspaces, updateWorkspace, type Workspace } from "./workspaces.ts";

const failure = errorTable({
  PERSON_UNKNOWN: {
    en: ({ handle }) => `No one here has the handle “${handle}”. Use the name shown in Slack.`,
    fr: ({ handle }) =>
      `Personne ici ne porte l’identifiant «\u00a0${handle}\u00a0». Utilisez le nom affiché par Slack.`,
  },
});

const optionalText = z.string().transform(storableText).nullish();

/** What we rely on in Slack's user object; any of it may be missing (docs.slack.dev/reference/objects/user-object). */
export const slackUserSchema = z.object({
  id: z.string(),
  team_id: optionalText,
  name: optionalText,
  deleted: z.boolean().nullish(),
  tz: optionalText,
  locale: optionalText,
  is_bot: z.boolean().nullish(),
  is_admin: z.boolean().nullish(),
  is_owner: z.boolean().nullish(),
  is_primary_owner: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  enterprise_user: z.object({ teams: z.array(z.string()).nullish() }).nullish(),
  real_name: optionalText,
  profile: z
    .object({
      display_name: optionalText,
      real_name: optionalText,
      image_48: optionalText,
      status_text: optionalText,
      status_emoji: optionalText,
      /** Unix seconds; 0 for a status without an end. */
      status_expiration: z.number().nullish(),
    })
    .nullish(),
});
/** What `users.info` answers. */
export const userAnswerSchema = z.object({ user: slackUserSchema });
export type SlackUser = z.infer<typeof slackUserSchema>;

export type { Workspace } from "./workspaces.ts";
export type Person = Selectable<PersonTable>;

const PERSON_COLUMNS = [
  "workspace_id",
  "id",
  "slack_user_id",
  "handle",
  "name",
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

/** Between which messages come in a workspace that begins, until an admin decides. */
const NEW_HOURS = { from: "08:30", until: "18:00" };

export const SLACKBOT = "USLACKBOT";

/** Finds or makes the workspace of a Slack team. */
export async function ensureWorkspace(
  { db, clock, ids }: Pick<Services, "db" | "clock" | "ids">,
  team: { id: string; name: string },
): Promise<Workspace> {
  const existing = await findWorkspaceByTeam(db, team.id);
  if (existing) return existing;
  await insertWorkspace(db, {
    id: ids.next(),
    slack_team_id: team.id,
    name: team.name,
    locale: "en-GB",
    hours_from: NEW_HOURS.from,
    hours_until: NEW_HOURS.until,
    are_hours_locked: 0,
    created_at: clock.now(),
  });
  const made = await findWorkspaceByTeam(db, team.id);
  if (!made) throw new Error("The workspace was not stored");
  return made;
}

/** Of this database, for the command line. */
export async function allWorkspaces(db: Db): Promise<Workspace[]> {
  return listWorkspaces(db);
}

export async function setWorkspaceLocale(
  db: Db | Tx,
  workspaceId: string,
  { locale, holidays = null }: { locale: string; holidays?: string | null | undefined },
): Promise<void> {
  await updateWorkspace(db, workspaceId, { locale, holiday_region: holidays });
}

/**
 * Keeps people as Slack knows them. Returns the ids of those whose zone or activity changed, so that their rounds are
 * computed again. The handle is the display name, else the name; two alike are told apart by the user id.
 */
export async function saveSlackUsers(
  { db, clock, ids }: Pick<Services, "db" | "clock" | "ids">,
  workspace: Workspace,
  users: readonly SlackUser[],
): Promise<string[]> {
  const now = clock.now();
  const changed: string[] = [];
  await inTransaction(db, async (tx) => {
    const existing = await peopleBySlackIds(
      tx,
      workspace.id,
      users.map((user) => user.id),
    );
    const bySlackId = new Map(existing.map((person) => [person.slack_user_id, person]));
    for (const user of users) {
      const before = bySlackId.get(user.id);
      // Who has left and is unknown is nobody's concern: such as somebody who was erased here.
      if (!before && user.deleted) continue;
      const affiliation = affiliationOf(user, workspace, before);
      // Slack calls people of another company what they are there.
      const isOurs = affiliation === "member";
      const wanted = wantedHandle(user);
      const handle = before?.handle === wanted ? wanted : await freeHandle(tx, workspace, user);
      const row = {
        workspace_id: workspace.id,
        id: before?.id ?? ids.next(),
        slack_user_id: user.id,
        handle,
        name: firstText(user.profile?.real_name, user.real_name, user.profile?.display_name, user.name, user.id),
        // A picture that Slack cannot fetch would keep it from taking a message.
        picture_url: SLACKS_OWN.test(user.profile?.image_48 ?? "") ? (user.profile?.image_48 ?? null) : null,
        zone: user.tz && isZone(user.tz) ? user.tz : (before?.zone ?? "UTC"),
        ...localesOf(user, before, workspace),
        is_bot: flag(user.is_bot || user.id === SLACKBOT),
        is_admin: flag(isOurs && (user.is_admin || user.is_owner || user.is_primary_owner)),
        is_primary_owner: flag(isOurs && user.is_primary_owner),
        is_deactivated: flag(user.deleted),
        affiliation,
        dm_channel_id: null,
        welcomed_at: null,
        created_at: now,
        updated_at: now,
      };
      // At each start nearly everybody is as they were.
      if (before && isUnchanged(before, row)) continue;
      await upsertPerson(tx, row);
      if (before && CHANGES_ROUNDS.some((field) => before[field] !== row[field])) changed.push(before.id);
    }
  });
  return changed;
}

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

/** Keeps the app's direct message with this person, once Slack has told it. */
export async function rememberDm(tx: Tx, workspaceId: string, personId: string, channelId: string): Promise<void> {
  const changes = { dm_channel_id: channelId };
  await rows(tx, "person", workspaceId).update({ id: personId, dm_channel_id: null }, changes);
}

export async function markWelcomed(tx: Tx, workspaceId: string, personId: string, at: Instant): Promise<void> {
  await rows(tx, "person", workspaceId).update({ id: personId, welcomed_at: null }, { welcomed_at: at });
}

/** They have been told what is kept about them. */
export async function rememberNotified(tx: Tx, workspaceId: string, personId: string, at: Instant): Promise<void> {
  await rows(tx, "person", workspaceId).update({ id: personId, notified_at: null }, { notified_at: at });
}

const byId = prepared((db, by: { workspaceId: string; id: string }) =>
  db.selectFrom("person").select(PERSON_COLUMNS).where("workspace_id", "=", by.workspaceId).where("id", "=", by.id),
);

export async function personById(db: Db | Tx, workspaceId: string, id: string): Promise<Person> {
  const [person] = (await byId(db, { workspaceId, id })).rows;
  if (!person) throw new Error(`No person ${id}`);
  return person;
}

const byIds = prepared((db, by: { workspaceId: string; ids: readonly string[] }) =>
  db.selectFrom("person").select(PERSON_COLUMNS).where("workspace_id", "=", by.workspaceId).where("id", "in", by.ids),
);

/** Each once, in the order of the ids. */
export async function peopleByIds(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<Person[]> {
  const people = new Map<string, Person>();
  for (const some of chunksOf(ids)) {
    for (const person of (await byIds(db, { workspaceId, ids: some })).rows) people.set(person.id, person);
  }
  return [...new Set(ids)].flatMap((id) => people.get(id) ?? []);
}

/** Slack gives the locale only where asked for it; an event without one changes nothing, nor does it what somebody chose. */
function localesOf(user: SlackUser, before: Person | undefined, workspace: Workspace) {
  const existing = before?.slack_locale ?? before?.locale ?? workspace.locale;
  const slack = user.locale && isLocale(user.locale) ? user.locale : existing;
  if (!before || before.slack_locale === null) return { locale: slack, slack_locale: null };
  return { locale: localeIn(languageOf(before.locale), slack), slack_locale: slack };
}

/** Slack's own locale where it is of that language, so that dates stay in the form they had. */
export function localeIn(language: Language, slackLocale: string): string {
  if (languageOf(slackLocale) === language) return slackLocale;
  return language === "fr" ? "fr-FR" : "en-GB";
}

/** People choose their display names: one may have taken the very name that would tell two others apart. */
async function freeHandle(tx: Tx, workspace: Workspace, user: SlackUser): Promise<string> {
  let handle = wantedHandle(user);
  for (;;) {
    const holder = await rows(tx, "person", workspace.id).find({ handle });
    if (!holder || holder.slack_user_id === user.id) return handle;
    handle = `${handle}-${user.id}`;
  }
}

/** Slack says nothing of the sort about who was deactivated: they stay what they were. */
function affiliationOf(user: SlackUser, workspace: Workspace, before: Person | undefined): Affiliation {
  const homes = user.enterprise_user?.teams ?? [];
  const isAtHome = !user.team_id || user.team_id === workspace.slack_team_id || homes.includes(workspace.slack_team_id);
  if (user.is_stranger || !isAtHome) return "external";
  if (user.deleted) return before?.affiliation ?? "member";
  if (user.is_ultra_restricted) return "single-channel-guest";
  return user.is_restricted ? "guest" : "member";
}

function wantedHandle(user: SlackUser): string {
  return firstText(user.profile?.display_name, user.name, user.id);
}

/** Of these, what says when or whether somebody is asked. */
const CHANGES_ROUNDS = ["zone", "is_deactivated", "affiliation"] as const;

const SLACKS_OWN = /^https:\/\/(avatars|a)\.slack-edge\.com\//;

const FROM_SLACK = [
  "handle",
  "name",
  "picture_url",
  "zone",
  "locale",
  "slack_locale",
  "is_bot",
  "is_admin",
  "is_primary_owner",
  "is_deactivated",
  "affiliation",
] as const;

function isUnchanged(before: Person, now: Pick<Person, (typeof FROM_SLACK)[number]>): boolean {
  return FROM_SLACK.every((field) => before[field] === now[field]);
}

function firstText(...candidates: (string | null | undefined)[]): string {
  return candidates.find((text) => text?.trim()) ?? "";
}

function flag(value: boolean | null | undefined): 0 | 1 {
  return value ? 1 : 0;
}

async function upsertPerson(
  db: Db | Tx,
  row: Omit<Insertable<PersonTable>, "is_named_admin" | "erased_at" | "notified_at">,
): Promise<void> {
  const { workspace_id, id, slack_user_id, dm_channel_id, welcomed_at, created_at, ...changing } = row;
  await db
    .insertInto("person")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "slack_user_id"]).doUpdateSet(changing))
    .execute();
}
