import type { Selectable } from "kysely";
import { type Db, inPieces, type Tx } from "../../platform/database.ts";
import { prepared } from "../../platform/prepared.ts";
import type { PersonPreferenceTable } from "../table.ts";

export type PersonPreference = Selectable<PersonPreferenceTable>;

export async function findPreference(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
): Promise<PersonPreference | undefined> {
  return db
    .selectFrom("person_preference")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .executeTakeFirst();
}

const COLUMNS = [
  "workspace_id",
  "person_id",
  "working_days",
  "hours_from",
  "hours_to",
  "preferred_at",
  "language",
  "holiday_region",
  "messages_come",
  "weekly_on",
  "uses_slack_status",
  "updated_at",
] as const satisfies (keyof PersonPreferenceTable)[];

const preferencesOf = prepared((db, of: { workspaceId: string; personIds: readonly string[] }) =>
  db
    .selectFrom("person_preference")
    .select(COLUMNS)
    .where("workspace_id", "=", of.workspaceId)
    .where("person_id", "in", of.personIds),
);

/** Of these people, those who have chosen something. */
export async function listPreferences(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
): Promise<PersonPreference[]> {
  return personIds.length === 0 ? [] : (await preferencesOf(db, { workspaceId, personIds })).rows;
}

export async function upsertPreference(tx: Tx, row: PersonPreferenceTable): Promise<void> {
  const { workspace_id, person_id, ...changing } = row;
  await tx
    .insertInto("person_preference")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "person_id"]).doUpdateSet(changing))
    .execute();
}

/** Of these people, those who have chosen something. */
export async function listWorkingTimes(db: Db | Tx, workspaceId: string, personIds: readonly string[]) {
  const times = [];
  for (const some of inPieces(personIds))
    times.push(
      ...(await db
        .selectFrom("person_preference as chosen")
        .innerJoin("workspace", "workspace.id", "chosen.workspace_id")
        .select(["chosen.person_id", "chosen.hours_from", "chosen.hours_to", "chosen.working_days"])
        .select("workspace.are_hours_locked")
        .where("chosen.workspace_id", "=", workspaceId)
        .where("chosen.person_id", "in", some)
        .execute()),
    );
  return times;
}

/** The names of those who are still there and have chosen this calendar for their public holidays. */
export async function listNamesCountingBy(db: Db | Tx, workspaceId: string, calendar: string): Promise<string[]> {
  const rows = await db
    .selectFrom("person_preference")
    .innerJoin("person", (join) =>
      join
        .onRef("person.workspace_id", "=", "person_preference.workspace_id")
        .onRef("person.id", "=", "person_preference.person_id"),
    )
    .select("person.name")
    .where("person_preference.workspace_id", "=", workspaceId)
    .where("person_preference.holiday_region", "=", calendar)
    .where("person.is_deactivated", "=", 0)
    .execute();
  return rows.map(({ name }) => name);
}

/** Whoever has chosen this calendar has chosen none. */
export async function clearCalendar(tx: Tx, workspaceId: string, calendar: string): Promise<void> {
  await tx
    .updateTable("person_preference")
    .set({ holiday_region: null })
    .where("workspace_id", "=", workspaceId)
    .where("holiday_region", "=", calendar)
    .execute();
}

/** Of these people, by their Slack ids, those whose Slack status counts. */
export async function listFollowed(db: Db | Tx, workspaceId: string, slackUserIds: readonly string[]) {
  if (slackUserIds.length === 0) return [];
  return db
    .selectFrom("person_preference")
    .innerJoin("person", (join) =>
      join
        .onRef("person.workspace_id", "=", "person_preference.workspace_id")
        .onRef("person.id", "=", "person_preference.person_id"),
    )
    .selectAll("person")
    .where("person_preference.workspace_id", "=", workspaceId)
    .where("person_preference.uses_slack_status", "=", 1)
    .where("person.slack_user_id", "in", [...slackUserIds])
    .execute();
}

/** The language in which this person reads; `slack_locale` is null where Slack's own counts. */
export async function setLocale(
  tx: Tx,
  workspaceId: string,
  personId: string,
  locales: { locale: string; slack_locale: string | null },
): Promise<void> {
  await tx
    .updateTable("person")
    .set(locales)
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", personId)
    .execute();
}
