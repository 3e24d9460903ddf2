/** The form in which an admin decides for the whole workspace. */

import type { ModalView } from "@slack/types";
import { weekdayInWords } from "../../cadences/recurrence/rules-words.ts";
import { calendarIds } from "../../calendars/ids.ts";
import { WHO_MAY_CREATE } from "../../people/rules-rights.ts";
import { peopleTexts } from "../../people/texts.ts";
import type { Settings } from "../../people/use-cases-settings.ts";
import { actions, button, option, plain } from "../../platform/slack/blocks.ts";
import { filledIn, peopleField, radioField, selectField, textField, ticksField } from "../../platform/slack/fields.ts";
import { capitalised, languageOf, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { WEEKDAYS, type Weekday } from "../../platform/time.ts";

export const ADMIN_FORM = "admin.form";

const REGION_LENGTH = 80;

const LOCALES = ["en-GB", "fr-FR"] as const;

/** `named`: Slack user ids of those whom an admin named; `bySlack`: names of the others. */
export function adminView(
  reader: Reader,
  settings: Settings,
  {
    named,
    bySlack,
    calendars,
  }: {
    named: readonly string[];
    bySlack: readonly string[];
    /** `chosen`: as it is typed; `own`: the names of the lists that the workspace keeps. */
    calendars: { chosen: string | null; own: readonly string[] };
  },
): ModalView {
  const texts = textsFor(peopleTexts, reader).admin;
  const language = languageOf(reader.locale);
  return {
    type: "modal",
    callback_id: ADMIN_FORM,
    title: plain(texts.title),
    submit: plain(texts.save),
    close: plain(texts.close),
    blocks: [
      radioField(
        "who_may_create",
        texts.whoMayCreate,
        [
          { ...option("anyone", texts.anyone), description: plain(texts.anyoneHint) },
          { ...option("guests-too", texts.guestsToo), description: plain(texts.guestsTooHint) },
          { ...option("admins", texts.admins), description: plain(texts.adminsHint) },
        ],
        { initial: settings.whoMayCreate },
      ),
      peopleField("admins", texts.named, {
        initial: named,
        hint: texts.namedHint(list(reader, [...bySlack])),
        isOptional: true,
      }),
      selectField(
        "locale",
        texts.language,
        LOCALES.map((locale) => option(locale, texts.languages[locale])),
        {
          initial: LOCALES.find((locale) => languageOf(locale) === languageOf(settings.locale)),
          hint: texts.languageHint,
        },
      ),
      ticksField(
        "week",
        texts.week,
        WEEKDAYS.map((weekday) => option(weekday, capitalised(weekdayInWords(weekday, language)))),
        { initial: settings.workingWeek, hint: texts.weekHint },
      ),
      textField("region", texts.region, {
        initial: calendars.chosen ?? undefined,
        hint: texts.regionHint(list(reader, [...calendars.own])),
        max: REGION_LENGTH,
        isOptional: true,
      }),
      actions("admin.calendars", button(calendarIds.open, texts.ownLists)),
    ],
  };
}

/** What is in the form; `admins` as Slack user ids. */
export function readAdminForm(values: unknown): {
  whoMayCreate: Settings["whoMayCreate"];
  admins: string[];
  locale: string;
  workingWeek: Weekday[];
  /** As it is typed. */
  region: string;
} {
  const filled = filledIn(values);
  return {
    whoMayCreate: WHO_MAY_CREATE.find((who) => who === filled.option("who_may_create")) ?? "anyone",
    admins: filled.people("admins"),
    locale: LOCALES.find((locale) => locale === filled.option("locale")) ?? LOCALES[0],
    workingWeek: WEEKDAYS.filter((weekday) => filled.options("week").includes(weekday)),
    region: filled.text("region").trim(),
  };
}
