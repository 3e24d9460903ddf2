/** People as Slack knows them: what of a user object is stored, and under which handle. */
import type { Insertable } from "kysely";
import { z } from "zod";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { isLocale, type Language, languageOf } from "../platform/texts/language.ts";
import { isZone } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { type Person, peopleBySlackIds } from "./people.ts";
import type { Affiliation, PersonTable } from "./table.ts";
import type { Workspace } from "./workspaces.ts";

const optionalText = z.string().transform(storableText).nullish();

/** What we rely on in Slack's user object; any of it may be missing (docs.slack.dev/reference/objects/user-object). */
export const slackUserSchema = z.object({
  id: z.string().regex(/^\w+$/),
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

const SLACKBOT = "USLACKBOT";

/**
 * Keeps people as Slack knows them. Returns the ids of those whose zone or activity changed, so that their rounds are
 * computed again. The handle is the display name, else the name; of two alike the second has their name in Slack, else one
 * with the user id.
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
    // Who has left and is unknown is nobody's concern: such as somebody who was erased here.
    const concerned = users.filter((user) => !user.deleted || bySlackId.has(user.id));
    const renamed = new Set<string>();

    for (const user of concerned) {
      const before = bySlackId.get(user.id);
      const wanted = wantedHandle(user);
      const row = {
        workspace_id: workspace.id,
        id: before?.id ?? ids.next(),
        slack_user_id: user.id,
        handle: before?.handle === wanted ? wanted : await freeHandle(tx, workspace, user),
        ...asInSlack(user, before, workspace),
        dm_channel_id: null,
        welcomed_at: null,
        created_at: now,
        updated_at: now,
      };
      // At each start nearly everybody is as they were.
      if (before && isUnchanged(before, row)) continue;

      await upsertPerson(tx, row);
      renamed.add(row.slack_name);
      if (before) renamed.add(before.slack_name);
      if (before && CHANGES_ROUNDS.some((field) => before[field] !== row[field])) changed.push(before.id);
    }

    await tellApart(tx, workspace.id, [...renamed]);
  });
  return changed;
}

function asInSlack(user: SlackUser, before: Person | undefined, workspace: Workspace) {
  const name = nameIn(user);
  const affiliation = affiliationOf(user, workspace, before);
  // Slack calls people of another company what they are there.
  const isOurs = affiliation === "member";
  const picture = user.profile?.image_48 ?? "";
  return {
    name,
    slack_name: name,
    // A picture that Slack cannot fetch would keep it from taking a message.
    picture_url: SLACKS_OWN.test(picture) ? picture : null,
    zone: user.tz && isZone(user.tz) ? user.tz : (before?.zone ?? "UTC"),
    ...localesOf(user, before, workspace),
    is_bot: flag(user.is_bot || user.id === SLACKBOT),
    is_admin: flag(isOurs && (user.is_admin || user.is_owner || user.is_primary_owner)),
    is_primary_owner: flag(isOurs && user.is_primary_owner),
    is_deactivated: flag(user.deleted),
    affiliation,
  };
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
  const isFree = async (handle: string) => {
    const holder = await rows(tx, "person", workspace.id).find({ handle });
    return !holder || holder.slack_user_id === user.id;
  };
  const wanted = wantedHandle(user);
  if (await isFree(wanted)) return wanted;
  if (user.name?.trim() && (await isFree(user.name))) return user.name;
  let handle = `${wanted}-${user.id}`;
  while (!(await isFree(handle))) handle = `${handle}-${user.id}`;
  return handle;
}

/** Puts the handle behind a name that several active people have, and takes it away once one alone has it. */
async function tellApart(tx: Tx, workspaceId: string, names: readonly string[]): Promise<void> {
  const people = await rows(tx, "person", workspaceId).list({ slack_name: names, is_deactivated: 0 });
  for (const namesakes of Map.groupBy(people, ({ slack_name }) => slack_name).values())
    for (const { id, handle, name, slack_name } of namesakes) {
      const shown = namesakes.length === 1 || handle === slack_name ? slack_name : `${slack_name} (${handle})`;
      if (shown !== name) await rows(tx, "person", workspaceId).update({ id }, { name: shown });
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

function nameIn(user: SlackUser): string {
  const { profile, real_name, name, id } = user;
  const text = firstText(profile?.real_name, real_name, profile?.display_name, name, id);
  return text.normalize("NFC").trim().replaceAll(/\s+/g, " ");
}

/** Of these, what says when or whether somebody is asked. */
const CHANGES_ROUNDS = ["zone", "is_deactivated", "affiliation"] as const;

const SLACKS_OWN = /^https:\/\/(avatars|a)\.slack-edge\.com\//;

const FROM_SLACK = [
  "handle",
  "slack_name",
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
