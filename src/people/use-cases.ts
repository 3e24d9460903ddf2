import { z } from "zod";
import type { AddressBook } from "../delivery/kinds.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { isLocale, type Reader } from "../platform/texts/language.ts";
import { isZone, type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import {
  findPersonByHandle,
  findPersonBySlackId,
  findWorkspaceByTeam,
  getPerson,
  getPrimaryOwner,
  getWorkspace,
  insertAbsence,
  insertWorkspace,
  listAbsencesFrom,
  listHandles,
  listPeople,
  listPeopleBySlackIds,
  listWorkspaces,
  type Person,
  setDmChannel,
  setWelcomed,
  updateWorkspace,
  upsertPerson,
  type Workspace,
} from "./repository.ts";

const failure = errorTable({
  PERSON_UNKNOWN: {
    en: ({ handle }) => `Nobody here has the handle “${handle}”. Use the name that Slack shows.`,
    fr: ({ handle }) => `Personne ici ne porte l’identifiant « ${handle} ». Utilisez le nom affiché par Slack.`,
  },
  AWAY_IN_PAST: {
    en: () => "This day has passed. Choose today or a later day.",
    fr: () => "Ce jour est passé. Choisissez aujourd’hui ou un jour à venir.",
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
  real_name: optionalText,
  profile: z.object({ display_name: optionalText, real_name: optionalText }).nullish(),
});
export type SlackUser = z.infer<typeof slackUserSchema>;

export type { Person, Workspace } from "./repository.ts";

export const SLACKBOT = "USLACKBOT";

/** Finds or makes the workspace of a Slack team. */
export async function ensureWorkspace(
  { db, clock, ids }: Pick<Services, "db" | "clock" | "ids">,
  team: { id: string; name: string },
): Promise<Workspace> {
  const known = await findWorkspaceByTeam(db, team.id);
  if (known) return known;
  await insertWorkspace(db, {
    id: ids.next(),
    slack_team_id: team.id,
    name: team.name,
    locale: "en-GB",
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

export async function setWorkspaceLocale(db: Db | Tx, workspaceId: string, locale: string): Promise<void> {
  await updateWorkspace(db, workspaceId, { locale });
}

/**
 * Keeps people as Slack knows them. Returns the ids of those whose zone or activity changed, so that their rounds are
 * computed again. The handle is the display name, else the name; two alike are told apart by the user id.
 */
export async function recordSlackUsers(
  { db, clock, ids }: Pick<Services, "db" | "clock" | "ids">,
  workspace: Workspace,
  users: readonly SlackUser[],
): Promise<string[]> {
  const now = clock.now();
  const changed: string[] = [];
  await inTransaction(db, async (tx) => {
    const known = await listPeopleBySlackIds(
      tx,
      workspace.id,
      users.map((user) => user.id),
    );
    const bySlackId = new Map(known.map((person) => [person.slack_user_id, person]));
    for (const user of users) {
      const before = bySlackId.get(user.id);
      const wanted = wantedHandle(user);
      const handle = before?.handle === wanted ? wanted : await freeHandle(tx, workspace, user);
      const row = {
        workspace_id: workspace.id,
        id: before?.id ?? ids.next(),
        slack_user_id: user.id,
        handle,
        name: firstText(user.profile?.real_name, user.real_name, user.profile?.display_name, user.name, user.id),
        zone: user.tz && isZone(user.tz) ? user.tz : (before?.zone ?? "UTC"),
        // Slack gives the locale only where asked for it; an event without one changes nothing.
        locale: user.locale && isLocale(user.locale) ? user.locale : (before?.locale ?? workspace.locale),
        is_bot: flag(user.is_bot || user.id === SLACKBOT),
        is_admin: flag(user.is_admin || user.is_owner || user.is_primary_owner),
        is_primary_owner: flag(user.is_primary_owner),
        is_deactivated: flag(user.deleted),
        dm_channel_id: null,
        welcomed_at: null,
        created_at: now,
        updated_at: now,
      };
      // At each start nearly everybody is as they were.
      if (before && isUnchanged(before, row)) continue;
      await upsertPerson(tx, row);
      if (before && (before.zone !== row.zone || before.is_deactivated !== row.is_deactivated)) changed.push(before.id);
    }
  });
  return changed;
}

/** The person behind a Slack user id. */
export async function findPerson(db: Db | Tx, workspaceId: string, slackUserId: string): Promise<Person | undefined> {
  return findPersonBySlackId(db, workspaceId, slackUserId);
}

/** Throws PERSON_UNKNOWN. */
export async function getPersonByHandle(db: Db | Tx, workspaceId: string, handle: string): Promise<Person> {
  const person = await findPersonByHandle(db, workspaceId, handle.replace(/^@/, ""));
  if (!person) throw failure("PERSON_UNKNOWN", { handle });
  return person;
}

/** The workspace's primary owner: every Slack workspace has one. */
export async function primaryOwnerOf(db: Db | Tx, workspaceId: string): Promise<Person> {
  return getPrimaryOwner(db, workspaceId);
}

/** Person id → handle, of everybody. */
export async function handlesOf(db: Db | Tx, workspaceId: string): Promise<Map<string, string>> {
  return new Map((await listHandles(db, workspaceId)).map((person) => [person.id, person.handle]));
}

export async function peopleBySlackIds(
  db: Db | Tx,
  workspaceId: string,
  slackUserIds: readonly string[],
): Promise<Person[]> {
  return listPeopleBySlackIds(db, workspaceId, slackUserIds);
}

/** An admin of Drumbeat: Slack's, or one whom an admin named. */
export function isAdmin(person: Pick<Person, "is_admin" | "is_named_admin">): boolean {
  return person.is_admin === 1 || person.is_named_admin === 1;
}

export function readerOf(person: Pick<Person, "locale" | "zone">): Reader {
  return { locale: person.locale, zone: person.zone };
}

/** Sets a person away from today until the day before they are back. Throws AWAY_IN_PAST. */
export async function setAway(
  { clock, ids }: Pick<Services, "clock" | "ids">,
  tx: Tx,
  person: Person,
  untilDate: LocalDate,
): Promise<void> {
  const today = localDateOf(clock.now(), person.zone);
  if (untilDate < today) throw failure("AWAY_IN_PAST");
  await insertAbsence(tx, {
    workspace_id: person.workspace_id,
    id: ids.next(),
    person_id: person.id,
    from_date: today,
    until_date: untilDate,
    created_at: clock.now(),
  });
  await appendAudit(
    tx,
    { clock, ids },
    {
      workspaceId: person.workspace_id,
      actorId: person.id,
      action: "person.away",
      subject: { kind: "person", id: person.id },
      after: { from: today, until: untilDate },
    },
  );
}

/** The people of `personIds` who are away on that local day. */
export async function listAway(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  date: LocalDate,
): Promise<Set<string>> {
  const absences = await listAbsencesFrom(db, workspaceId, personIds, date);
  return new Set(absences.filter((absence) => absence.from_date <= date).map((absence) => absence.person_id));
}

/** Of `personIds`, those who are away on that local day, each with the last day of the absence. */
export async function absencesOn(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  date: LocalDate,
): Promise<Map<string, LocalDate>> {
  const absences = await listAbsencesFrom(db, workspaceId, personIds, date);
  const holding = absences.filter((absence) => absence.from_date <= date);
  holding.sort((one, other) => (one.until_date < other.until_date ? -1 : 1));
  return new Map(holding.map((absence) => [absence.person_id, absence.until_date]));
}

/** What delivery needs to know of people. */
export const addressBook: AddressBook = {
  async recipient(db, workspaceId, personId) {
    const person = await getPerson(db, workspaceId, personId);
    return {
      slackUserId: person.slack_user_id,
      dmChannelId: person.dm_channel_id,
      isDeactivated: person.is_deactivated === 1,
      reader: readerOf(person),
    };
  },
  channelReader: async (db, workspaceId) => ({ locale: (await getWorkspace(db, workspaceId)).locale, zone: "UTC" }),
  rememberDm: setDmChannel,
};

export async function markWelcomed(tx: Tx, workspaceId: string, personId: string, at: Instant): Promise<void> {
  await setWelcomed(tx, workspaceId, personId, at);
}

export async function personById(db: Db | Tx, workspaceId: string, id: string): Promise<Person> {
  return getPerson(db, workspaceId, id);
}

export async function peopleByIds(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<Person[]> {
  return listPeople(db, workspaceId, ids);
}

/** People choose their display names: one may have taken the very name that would tell two others apart. */
async function freeHandle(tx: Tx, workspace: Workspace, user: SlackUser): Promise<string> {
  let handle = wantedHandle(user);
  for (;;) {
    const holder = await findPersonByHandle(tx, workspace.id, handle);
    if (!holder || holder.slack_user_id === user.id) return handle;
    handle = `${handle}-${user.id}`;
  }
}

function wantedHandle(user: SlackUser): string {
  return firstText(user.profile?.display_name, user.name, user.id);
}

const FROM_SLACK = [
  "handle",
  "name",
  "zone",
  "locale",
  "is_bot",
  "is_admin",
  "is_primary_owner",
  "is_deactivated",
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
