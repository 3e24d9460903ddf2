/** The form of one's preferences. */

import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { weekdayInWords } from "../../cadences/recurrence/rules-words.ts";
import { DEFAULT_CAPS, type Preferences } from "../../people/use-cases-preferences.ts";
import { actions, context, isPresent, lineOf, option, plain, section } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { filledIn, selectField, textField, ticksField, timeField } from "../../platform/slack/fields.ts";
import { languageOf, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { WEEKDAYS, type Weekday } from "../../platform/time.ts";
import { preferenceTexts } from "./texts.ts";

export const PREFERENCES_FORM = "people.preferences";

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

/** The check-ins that the form showed; those that came since stay as they are. */
export const preferencesState = z.strictObject({ checkIns: z.array(z.string()), hasDigests: z.boolean() });

/** A field has room for ten, a modal's metadata for so many ids. */
const IN_FIELD = 10;
const MOST_CHECK_INS = 40;
const DAILY_CAPS = [1, 2, 3, 4, 5, 8, 12, 20];
const WEEKLY_CAPS = [1, 3, 5, 10, 15, 20, 30, 50];
const REGION_LENGTH = 60;

export function preferencesView(
  reader: Reader,
  view: {
    preferences: Preferences;
    defaultDays: readonly Weekday[];
    /** What the person's own and the workspace's calendar are called. */
    region: string | null;
    defaultRegion: string | null;
    subscriptions: Subscriptions;
  },
): ModalView {
  const texts = textsFor(preferenceTexts, reader);
  const language = languageOf(reader.locale);
  const { preferences, subscriptions } = view;
  const { hours, caps } = preferences;
  const shown = subscriptions.checkIns.slice(0, MOST_CHECK_INS);
  const blocks: (KnownBlock | null)[] = [
    context(texts.intro),
    actions("plan", commandButton(texts.plan, "plan")),
    ticksField(
      "days",
      texts.days,
      WEEKDAYS.map((weekday) => option(weekday, weekdayInWords(weekday, language))),
      {
        initial: preferences.workingDays,
        hint: texts.daysHint(
          list(
            reader,
            view.defaultDays.map((day) => weekdayInWords(day, language)),
          ),
        ),
        // Nothing ticked is told in our own words: what to do instead.
        isOptional: true,
      },
    ),
    timeField("from", texts.from, { initial: hours.from }),
    timeField("until", texts.until, { initial: hours.until, hint: texts.hoursHint }),
    timeField("preferred", texts.preferred, {
      ...(preferences.preferredAt !== null && { initial: preferences.preferredAt }),
      hint: texts.preferredHint,
      isOptional: true,
    }),
    selectField(
      "language",
      texts.language,
      (["slack", "en", "fr"] as const).map((each) => option(each, texts.languages[each])),
      { initial: preferences.language ?? "slack" },
    ),
    textField("region", texts.region, {
      initial: view.region ?? undefined,
      hint: texts.regionHint(view.defaultRegion),
      max: REGION_LENGTH,
      isOptional: true,
    }),
    capField(reader, "per_day", texts.perDay, DAILY_CAPS, { current: caps.perDay, usual: DEFAULT_CAPS.perDay }),
    capField(reader, "per_week", texts.perWeek, WEEKLY_CAPS, { current: caps.perWeek, usual: DEFAULT_CAPS.perWeek }),
    ticksField(
      "also",
      texts.also,
      [
        { ...option("urgent", texts.urgent), description: plain(texts.urgentHint) },
        { ...option("status", texts.status), description: plain(texts.statusHint) },
      ],
      {
        initial: [...(preferences.takesUrgent ? ["urgent"] : []), ...(preferences.usesSlackStatus ? ["status"] : [])],
        isOptional: true,
      },
    ),
    digestsField(reader, subscriptions),
    ...fieldsOf(shown).map((part, index) =>
      ticksField(
        `asked:${index}`,
        texts.asked,
        part.map(({ id, name }) => option(id, name)),
        {
          initial: part.filter(({ isAsked }) => isAsked).map(({ id }) => id),
          hint: texts.askedHint,
          isOptional: true,
        },
      ),
    ),
    subscriptions.required.length > 0 ? section(lineOf(texts.required(list(reader, subscriptions.required)))) : null,
  ];
  return {
    type: "modal",
    callback_id: PREFERENCES_FORM,
    private_metadata: JSON.stringify({
      checkIns: shown.map(({ id }) => id),
      hasDigests: subscriptions.digests !== null,
    } satisfies z.infer<typeof preferencesState>),
    title: plain(texts.title),
    submit: plain(texts.save),
    close: plain(texts.close),
    blocks: blocks.filter(isPresent),
  };
}

function capField(
  reader: Reader,
  block: string,
  label: string,
  offered: readonly number[],
  { current, usual }: { current: number; usual: number },
) {
  const texts = textsFor(preferenceTexts, reader);
  const counts = [...new Set([...offered, current])].sort((one, other) => one - other);
  return selectField(
    block,
    label,
    counts.map((count) => option(String(count), texts.messages(count))),
    { initial: String(current), hint: texts.capHint(usual) },
  );
}

function digestsField(reader: Reader, { digests }: Subscriptions): KnownBlock | null {
  if (digests === null) return null;
  const texts = textsFor(preferenceTexts, reader);
  const names = digests.byDefault.map((rhythm) => texts.rhythms[rhythm].toLowerCase());
  return ticksField(
    "digests",
    texts.digests,
    RHYTHMS.map((rhythm) => option(rhythm, texts.rhythms[rhythm])),
    {
      initial: digests.chosen,
      hint: texts.digestsHint(names.length > 0 ? list(reader, names) : texts.noDigest),
      isOptional: true,
    },
  );
}

function fieldsOf<Item>(items: readonly Item[]): Item[][] {
  const fields: Item[][] = [];
  for (let start = 0; start < items.length; start += IN_FIELD) fields.push(items.slice(start, start + IN_FIELD));
  return fields;
}

/** What is in the form. `region` as typed; `digests` and `checkIns`: what is ticked. */
export function readPreferences(values: unknown): {
  preferences: Omit<Preferences, "holidayRegion">;
  region: string;
  digests: Rhythm[];
  checkIns: string[];
} {
  const filled = filledIn(values);
  const language = filled.option("language");
  const also = filled.options("also");
  return {
    preferences: {
      workingDays: WEEKDAYS.filter((weekday) => filled.options("days").includes(weekday)),
      hours: { from: filled.time("from") ?? "", until: filled.time("until") ?? "" },
      preferredAt: filled.time("preferred"),
      language: language === "en" || language === "fr" ? language : null,
      caps: { perDay: Number(filled.option("per_day")), perWeek: Number(filled.option("per_week")) },
      takesUrgent: also.includes("urgent"),
      usesSlackStatus: also.includes("status"),
    },
    region: filled.text("region").trim(),
    digests: RHYTHMS.filter((rhythm) => filled.options("digests").includes(rhythm)),
    checkIns: fieldsOf(Array.from({ length: MOST_CHECK_INS })).flatMap((_, index) => filled.options(`asked:${index}`)),
  };
}
