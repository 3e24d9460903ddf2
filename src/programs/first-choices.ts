/** What the admin who creates the first program is offered to set for everyone, from their own zone and language. */
import { isAdmin, type Person } from "../people/use-cases.ts";
import { adminsOf, saveSettings, settingsOf } from "../people/use-cases-settings.ts";
import type { Db } from "../platform/database.ts";
import { countryOfZone, regionName } from "../platform/holidays.ts";
import type { Services } from "../platform/services.ts";
import { LOCALES, languageOf } from "../platform/texts/language.ts";
import { hasPrograms } from "./use-cases.ts";

export const NO_HOLIDAYS = "none";

/** `country`: whose public holidays are days off for people in it; null: none with holidays is known of the zone. */
export interface FirstChoices {
  locale: (typeof LOCALES)[number];
  country: { code: string; name: string } | null;
}

/** Null: there are programs already, an admin has chosen holidays, or this is no admin. */
export async function firstChoicesFor(db: Db, actor: Person): Promise<FirstChoices | null> {
  const { workspace_id: workspaceId, locale, zone } = actor;
  if (!isAdmin(actor) || (await hasPrograms(db, workspaceId))) return null;
  if ((await settingsOf(db, workspaceId)).holidayRegion !== null) return null;
  const language = languageOf(locale);
  const code = await countryOfZone(zone);
  return {
    locale: LOCALES.find((one) => languageOf(one) === language) ?? LOCALES[0],
    country: code === null ? null : { code, name: await regionName(code, language) },
  };
}

/** As the form has them; null: it did not ask. What was not offered to this person is not taken. */
export async function takeFirstChoices(
  services: Pick<Services, "db" | "clock" | "ids">,
  actor: Person,
  { locale, holidays }: { locale: string | null; holidays: string | null },
): Promise<void> {
  const { db } = services;
  const offered = locale === null && holidays === null ? null : await firstChoicesFor(db, actor);
  if (!offered) return;
  const settings = await settingsOf(db, actor.workspace_id);
  const named = (await adminsOf(db, actor.workspace_id)).filter((admin) => admin.is_named_admin === 1);
  const chosen = {
    locale: LOCALES.find((one) => one === locale) ?? settings.locale,
    holidayRegion: holidays !== null && holidays === offered.country?.code ? holidays : null,
    namedAdmins: named.map(({ id }) => id),
  };
  // Without a program nothing is planned yet that counts by working days.
  await saveSettings(services, actor, { ...settings, ...chosen }, async () => {});
}
