/** One's preferences: what is set now, in words, and the form of each group. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { weekdayInWords } from "../../cadences/recurrence/rule-in-words.ts";
import type { Preferences } from "../../people/preferences.ts";
import type { Settings } from "../../people/settings.ts";
import { languageOf, list, type Reader, textsFor, wallTime } from "../../platform/texts/language.ts";
import { WEEKDAYS, type Weekday } from "../../platform/time.ts";
import { actions, button, context, lineOf, option, section } from "../../slack/blocks.ts";
import { commandButton } from "../../slack/commands.ts";
import {
  type Content,
  menuOf,
  optionalMenu,
  optionalText,
  optionalTime,
  ticks,
} from "../../slack/forms/field-kinds.ts";
import { Form, type ShownFields as FormShown } from "../../slack/forms/form.ts";
import { modal } from "../../slack/modal.ts";
import { CHANGE } from "../events.ts";
import { preferenceTexts } from "./texts.ts";

/** What of the form concerns other capabilities: check-ins by cadence id, digests by rhythm. */
export interface Subscriptions {
  checkIns: { id: string; name: string; isAsked: boolean }[];
  /** The names of those that nobody opts out of. */
  required: string[];
  /** Null for whoever has no seat. */
  digests: { chosen: readonly Rhythm[]; byDefault: readonly Rhythm[] } | null;
}

const RHYTHMS = ["weekly", "monthly", "quarterly", "annual"] as const;
type Rhythm = (typeof RHYTHMS)[number];

/** A field has room for ten, a modal's metadata for the ids of four. */
const IN_FIELD = 10;
/** The fields with the check-ins that one is asked. */
export const ASKED = ["asked:0", "asked:1", "asked:2", "asked:3"] as const;

const fields = z.object({
  // Slack's own error for an empty choice says nothing of what to do, so we give ours.
  days: ticks(),
  from: optionalTime(),
  until: optionalTime(),
  preferred: optionalTime(),
  weekly_on: optionalMenu(),
  language: menuOf(["slack", "en", "fr"]),
  region: optionalText({ max: 60 }),
  also: ticks(),
  digests: ticks(),
  "asked:0": ticks(),
  "asked:1": ticks(),
  "asked:2": ticks(),
  "asked:3": ticks(),
});

export const GROUPS = ["hours", "messages", "language", "subscriptions"] as const;
export type PreferenceGroup = (typeof GROUPS)[number];

type Filled = FormShown<typeof fields.shape>;

export const preferencesForm = new Form({
  id: "people.preferences",
  /** The check-ins that the form showed; those that came since stay as they are. */
  state: z.strictObject({ checkIns: z.array(z.string()), hasDigests: z.boolean() }),
  fields,
});

/** All that is known of somebody's preferences. */
export interface ShownPreferences {
  preferences: Preferences;
  defaultDays: readonly Weekday[];
  /** What the workspace has decided of hours. */
  charter: Charter;
  /** What the person's own and the workspace's calendar are called. */
  region: string | null;
  defaultRegion: string | null;
  subscriptions: Subscriptions;
  /** They have a weekly message: they are a sponsor, or sit in a committee. */
  isWeekly: boolean;
}

/** What is set now, in words, a group each with a button that changes it. */
export function preferencesView(reader: Reader, shown: ShownPreferences): ModalView {
  const texts = textsFor(preferenceTexts, reader);
  const { required } = shown.subscriptions;
  return modal({
    title: texts.title,
    close: texts.done,
    blocks: [
      context(texts.intro),
      ...GROUPS.filter((group) => group !== "subscriptions" || hasSubscriptions(shown)).map((group) =>
        section(
          `*${texts.groups[group]}*\n${lineOf(inWords(reader, group, shown))}`,
          button(CHANGE, texts.change, { value: group }),
        ),
      ),
      ...(required.length > 0 ? [context(lineOf(texts.required(list(reader, required))))] : []),
      actions("plan", commandButton(texts.plan, "plan")),
    ],
  });
}

/** Whether there is anything that somebody can choose to get or not. */
export function hasSubscriptions({ subscriptions }: Pick<ShownPreferences, "subscriptions">): boolean {
  return subscriptions.digests !== null || subscriptions.checkIns.length > 0;
}

function inWords(reader: Reader, group: PreferenceGroup, shown: ShownPreferences): string {
  const texts = textsFor(preferenceTexts, reader);
  const language = languageOf(reader.locale);
  const { preferences, charter, subscriptions } = shown;
  const { hours } = charter.areHoursLocked ? charter : preferences;
  const onWeekday = (day: Weekday) => weekdayInWords(day, language);
  switch (group) {
    case "hours":
      return texts.values.hours({
        days: list(reader, preferences.workingDays.map(onWeekday)),
        from: wallTime(reader, hours.from),
        until: wallTime(reader, hours.until),
        region: shown.region ?? shown.defaultRegion,
      });
    case "messages":
      return [
        preferences.messagesCome === "as-they-happen"
          ? texts.happens
          : texts.values.together(
              preferences.preferredAt && wallTime(reader, preferences.preferredAt),
              shown.isWeekly ? onWeekday(preferences.weeklyOn) : null,
            ),
        ...(preferences.usesSlackStatus ? [texts.values.status] : []),
      ].join(" · ");
    case "language":
      return texts.languages[preferences.language ?? "slack"];
    case "subscriptions": {
      const { checkIns, digests } = subscriptions;
      const asked = checkIns.filter(({ isAsked }) => isAsked).length;
      const rhythms = digests?.chosen.map((rhythm) => texts.rhythms[rhythm].toLowerCase()) ?? [];
      return [
        ...(digests ? [texts.values.digests(rhythms.length > 0 ? list(reader, rhythms) : texts.noDigest)] : []),
        ...(checkIns.length > 0 ? [texts.values.checkIns(asked, checkIns.length)] : []),
      ].join(" · ");
    }
  }
}

/** What is shown of the fields of a group. */
type Field = keyof typeof fields.shape;
const FIELDS = fields.keyof().options;

const GROUP_OF: Record<Field, PreferenceGroup> = {
  days: "hours",
  from: "hours",
  until: "hours",
  region: "hours",
  preferred: "messages",
  weekly_on: "messages",
  also: "messages",
  language: "language",
  digests: "subscriptions",
  "asked:0": "subscriptions",
  "asked:1": "subscriptions",
  "asked:2": "subscriptions",
  "asked:3": "subscriptions",
};

export function groupView(reader: Reader, group: PreferenceGroup, view: ShownPreferences): ModalView {
  const texts = textsFor(preferenceTexts, reader);
  const language = languageOf(reader.locale);
  const { preferences, subscriptions } = view;
  const shown = subscriptions.checkIns.slice(0, IN_FIELD * ASKED.length);
  const asked = (field: number): Content | null => {
    const part = shown.slice(field * IN_FIELD, (field + 1) * IN_FIELD);
    if (part.length === 0) return null;
    const initial = part.filter(({ isAsked }) => isAsked).map(({ id }) => id);
    return {
      label: texts.asked,
      options: part.map(({ id, name }) => option(id, name)),
      initial,
      hint: texts.askedHint,
    };
  };
  const usualDays = view.defaultDays.map((day) => weekdayInWords(day, language));
  const { digests } = subscriptions;
  const isLocked = group === "hours" && view.charter.areHoursLocked;
  const all: Record<Field, Content | null> = {
    days: {
      label: texts.days,
      options: WEEKDAYS.map((weekday) => option(weekday, weekdayInWords(weekday, language))),
      initial: preferences.workingDays,
      hint: texts.daysHint(list(reader, usualDays)),
    },
    ...hoursFields(reader, view),
    preferred: { label: texts.preferred, initial: preferences.preferredAt, hint: texts.preferredHint },
    weekly_on: view.isWeekly
      ? {
          label: texts.weeklyOn,
          options: preferences.workingDays.map((day) => option(day, weekdayInWords(day, language))),
          initial: preferences.weeklyOn,
          hint: texts.weeklyHint,
          isRequired: true,
        }
      : null,
    language: {
      label: texts.language,
      options: (["slack", "en", "fr"] as const).map((each) => option(each, texts.languages[each])),
      initial: preferences.language ?? "slack",
    },
    region: { label: texts.region, initial: view.region, hint: texts.regionHint(view.defaultRegion) },
    also: alsoField(reader, preferences),
    digests: digestsField(reader, digests),
    "asked:0": asked(0),
    "asked:1": asked(1),
    "asked:2": asked(2),
    "asked:3": asked(3),
  };
  for (const name of FIELDS) if (GROUP_OF[name] !== group) all[name] = null;
  return preferencesForm.view({
    state: {
      checkIns: group === "subscriptions" ? shown.map(({ id }) => id) : [],
      hasDigests: group === "subscriptions" && digests !== null,
    },
    title: texts.title,
    submit: texts.save,
    close: texts.close,
    above: isLocked ? [context(texts.hoursSet(...hoursInWords(reader, view.charter)))] : [],
    fields: all,
  });
}

type Charter = Pick<Settings, "hours" | "areHoursLocked">;

function hoursInWords(reader: Reader, { hours }: Pick<Charter, "hours">): [string, string] {
  return [wallTime(reader, hours.from), wallTime(reader, hours.until)];
}

function hoursFields(
  reader: Reader,
  { preferences: { hours }, charter }: { preferences: Preferences; charter: Charter },
): { from: Content | null; until: Content | null } {
  if (charter.areHoursLocked) return { from: null, until: null };
  const texts = textsFor(preferenceTexts, reader);
  const hint = texts.hoursHint(...hoursInWords(reader, charter));
  return {
    from: { label: texts.from, initial: hours.from, isRequired: true },
    until: { label: texts.until, initial: hours.until, hint, isRequired: true },
  };
}

function alsoField(reader: Reader, preferences: Preferences): Content {
  const texts = textsFor(preferenceTexts, reader);
  return {
    label: texts.also,
    options: [option("happens", texts.happens, texts.happensHint), option("status", texts.status, texts.statusHint)],
    initial: [
      ...(preferences.messagesCome === "as-they-happen" ? ["happens"] : []),
      ...(preferences.usesSlackStatus ? ["status"] : []),
    ],
  };
}

function digestsField(reader: Reader, digests: Subscriptions["digests"]): Content | null {
  if (digests === null) return null;
  const texts = textsFor(preferenceTexts, reader);
  const names = digests.byDefault.map((rhythm) => texts.rhythms[rhythm].toLowerCase());
  return {
    label: texts.digests,
    options: RHYTHMS.map((rhythm) => option(rhythm, texts.rhythms[rhythm])),
    initial: digests.chosen,
    hint: texts.digestsHint(names.length > 0 ? list(reader, names) : texts.noDigest),
  };
}

/** `digests` and `checkIns`: what is ticked. `before`: what the form does not show stays as it is. */
export function chosenIn(filled: Filled, before: Preferences) {
  const { days, also, from, until, weekly_on: weeklyOn, language } = filled;
  return {
    preferences: {
      ...before,
      ...(days && { workingDays: WEEKDAYS.filter((weekday) => days.includes(weekday)) }),
      hours: { from: from ?? before.hours.from, until: until ?? before.hours.until },
      ...(filled.preferred !== undefined && { preferredAt: filled.preferred }),
      weeklyOn: WEEKDAYS.find((weekday) => weekday === weeklyOn) ?? before.weeklyOn,
      ...(language && { language: language === "slack" ? null : language }),
      ...(also && {
        messagesCome: also.includes("happens") ? ("as-they-happen" as const) : ("together" as const),
        usesSlackStatus: also.includes("status"),
      }),
    },
    digests: RHYTHMS.filter((rhythm) => filled.digests?.includes(rhythm)),
    checkIns: ASKED.flatMap((field) => filled[field] ?? []),
  };
}
