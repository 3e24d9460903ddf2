/** The form in which an admin decides for the whole workspace. */

import type { ModalView } from "@slack/types";
import { z } from "zod";
import { weekdayInWords } from "../../cadences/recurrence/rule-in-words.ts";
import { OPEN_LISTS } from "../../calendars/days-off-lists.ts";
import { WHO_MAY_CREATE } from "../../people/rights.ts";
import type { Settings } from "../../people/settings.ts";
import { peopleTexts } from "../../people/texts.ts";
import { capitalised, LOCALES, languageOf, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { WEEKDAYS } from "../../platform/time.ts";
import { officeIds } from "../../programs/office.ts";
import { officeTexts } from "../../programs/texts-office.ts";
import { actions, button, option } from "../../slack/blocks.ts";
import {
  menuOf,
  optionalRadio,
  optionalText,
  optionalTime,
  people,
  radioOf,
  someTicks,
  ticks,
} from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { installationCheck, privacyOpen } from "../events.ts";

const fields = z.object({
  who_may_create: radioOf(WHO_MAY_CREATE),
  admins: people(),
  locale: menuOf(LOCALES),
  week: someTicks(),
  region: optionalText({ max: 80 }),
  messages: optionalRadio(),
  from: optionalTime(),
  until: optionalTime(),
  charter: ticks(),
});

export const adminForm = new Form({
  id: "admin.form",
  state: z.string(),
  fields,
  /** Only of the week can nothing be chosen. */
  required: (reader) => textsFor(peopleTexts, reader).admin.weekMissing,
});

/** The hours filled into the form; null where one is missing. */
export function charterIn({
  from,
  until,
  charter,
}: z.output<typeof fields>): Pick<Settings, "hours" | "areHoursLocked"> | null {
  if (from === null || until === null) return null;
  return { hours: { from, until }, areHoursLocked: !charter.includes("own-hours") };
}

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
  return adminForm.view({
    state: "",
    title: texts.title,
    submit: texts.save,
    close: texts.close,
    fields: {
      who_may_create: {
        label: texts.whoMayCreate,
        options: [
          option("anyone", texts.anyone, texts.anyoneHint),
          option("guests-too", texts.guestsToo, texts.guestsTooHint),
          option("admins", texts.admins, texts.adminsHint),
        ],
        initial: settings.whoMayCreate,
      },
      admins: { label: texts.named, initial: named, hint: texts.namedHint(list(reader, [...bySlack])) },
      locale: {
        label: texts.language,
        options: LOCALES.map((locale) => option(locale, texts.languages[locale])),
        initial: LOCALES.find((locale) => languageOf(locale) === languageOf(settings.locale)),
        hint: texts.languageHint,
      },
      week: {
        label: texts.week,
        options: WEEKDAYS.map((weekday) => option(weekday, capitalised(weekdayInWords(weekday, language)))),
        initial: settings.workingWeek,
        hint: texts.weekHint,
      },
      region: {
        label: texts.region,
        initial: calendars.chosen,
        hint: texts.regionHint(list(reader, [...calendars.own])),
      },
      messages: {
        label: texts.messages,
        options: [
          option("together", texts.together, texts.togetherHint),
          option("as-they-happen", texts.asTheyHappen, texts.asTheyHappenHint),
        ],
        initial: settings.messagesCome,
        isRequired: true,
      },
      from: { label: texts.hoursFrom, initial: settings.hours.from, isRequired: true },
      until: { label: texts.hoursUntil, initial: settings.hours.until, hint: texts.hoursHint, isRequired: true },
      charter: {
        label: texts.charter,
        options: [option("own-hours", texts.ownHours, texts.ownHoursHint)],
        initial: settings.areHoursLocked ? [] : ["own-hours"],
      },
    },
    below: [
      actions(
        "admin.calendars",
        button(OPEN_LISTS, texts.ownLists),
        button(officeIds.open, textsFor(officeTexts, reader).open),
        button(privacyOpen, texts.privacy),
        button(installationCheck, texts.checkInstallation),
      ),
    ],
  });
}
