/** The form in which a cadence is set up: who is asked what, and how often, chosen from lists. */

import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import {
  type AudienceMember,
  type AudienceSource,
  type AudienceWord,
  isAudienceWord,
} from "../../cadences/audience/audience.ts";
import type { CadenceDraft } from "../../cadences/drafts/draft.ts";
import { cadenceIds } from "../../cadences/ids.ts";
import {
  DAY_CHOICES,
  dayValue,
  EVERY,
  type Every,
  ON_HOLIDAY,
  type Pickers,
} from "../../cadences/recurrence/rules-pickers.ts";
import {
  dayInMonthInWords,
  monthInWords,
  nthInWords,
  placeOf,
  weekdayInWords,
  whenInWords,
} from "../../cadences/recurrence/rules-words.ts";
import type { Template } from "../../cadences/templates.ts";
import { type CadenceTexts, cadenceTexts } from "../../cadences/texts.ts";
import { menu, radio } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { actions, button, option, plain, words } from "../../platform/slack/blocks.ts";
import {
  dateField,
  type Filled,
  filledIn,
  type OptionGroup,
  peopleField,
  radioField,
  selectField,
  textField,
  ticksField,
  timeField,
} from "../../platform/slack/fields.ts";
import type { UserGroup } from "../../platform/slack/member-lists.ts";
import { capitalised, languageOf, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { WEEKDAYS } from "../../platform/time.ts";
import { pilotFields, pilotIn } from "./blocks-pilot.ts";
import { sourceFields, sourcesIn } from "./blocks-sources.ts";

export const cadenceFormState = z.strictObject({
  draftId: z.string(),
  /** The rhythm whose days are asked for in this view. */
  every: z.enum([...EVERY, "as-is"]),
});
export type CadenceFormState = z.infer<typeof cadenceFormState>;

const BODIES: AudienceWord[] = ["lead", "deputy", "sponsors", "steering", "team"];
const ASKED: AudienceWord[] = [...BODIES, "everyone"];
const DISCLOSURES = ["team", "lead", "executive"] as const;
/** Instead of a template: questions of one's own. */
export const OWN = "own";
const NAME_LENGTH = 80;
const CALENDAR_LENGTH = 80;
const MOST_ZONES = 95;

export const startForm = new Form({
  id: cadenceIds.startForm,
  state: z.string(),
  fields: z.object({ program: menu(), template: radio() }),
  required: (reader) => textsFor(cadenceTexts, reader).fieldErrors.required,
});

/** The first step: for which program, from what. `programs` that this person may change. */
export function startView(
  reader: Reader,
  {
    programs,
    chosen,
    templates,
  }: {
    programs: readonly { id: string; title: string }[];
    chosen: string | undefined;
    templates: readonly Template[];
  },
): ModalView {
  const texts = textsFor(cadenceTexts, reader).start;
  const language = languageOf(reader.locale);
  const kinds = templates.map((template) => ({
    ...option(template.id, template.name[language]),
    description: option(template.id, capitalised(whenInWords(template.rule, language))).text,
  }));
  const own = { ...option(OWN, texts.own), description: plain(texts.ownHint) };
  return startForm.view({
    state: "",
    title: texts.title,
    submit: texts.next,
    close: texts.close,
    fields: {
      program: {
        label: texts.program,
        options: programs.slice(0, 100).map(({ id, title }) => option(id, title)),
        initial: chosen,
      },
      template: { label: texts.from, options: [...kinds, own] },
    },
  });
}

export interface CadenceFormView {
  draft: CadenceDraft;
  pickers: Pickers;
  program: string;
  /** The name it has when none is given. */
  usualName: string;
  /** The zones in which people of the workspace live. */
  zones: readonly string[];
  /** `chosen`: as it is typed; the calendar of the workspace and its own lists by name. */
  calendar: { chosen: string; ofWorkspace: string | null; own: readonly string[] };
  /** Those of the audience who are named one by one, as Slack user ids. */
  people: readonly string[];
  /** Those who are asked first, as Slack user ids. */
  pilot: readonly string[];
  /** The user groups of Slack, and how the channels and groups of the audience are called. */
  groups: readonly UserGroup[];
  kept: ReadonlyMap<AudienceMember, string>;
}

export function cadenceForm(reader: Reader, draftId: string, view: CadenceFormView): ModalView {
  const { draft, pickers } = view;
  const all = textsFor(cadenceTexts, reader);
  const texts = all.form;
  const rhythms: Every[] = pickers.every === "as-is" ? ["as-is", ...EVERY] : [...EVERY];
  const blocks: KnownBlock[] = [
    words([{ text: view.program, bold: true }]),
    textField("name", texts.name, {
      initial: draft.title,
      hint: texts.nameHint(view.usualName),
      max: NAME_LENGTH,
      isOptional: true,
    }),
    selectField(
      "every",
      texts.every,
      rhythms.map((every) => option(every, all.every[every])),
      { initial: pickers.every, actionId: cadenceIds.every },
    ),
    ...dayFields(reader, pickers, texts),
    timeField("at", texts.at, { initial: pickers.at }),
    selectField("zone", texts.zone, zoneOptions(view.zones, pickers.zone, texts), { initial: pickers.zone }),
    dateField("from", texts.from, { initial: pickers.from, hint: texts.fromHint, isOptional: true }),
    dateField("until", texts.until, { initial: pickers.until, hint: texts.untilHint, isOptional: true }),
    selectField(
      "holidays",
      texts.holidays,
      ON_HOLIDAY.map((each) => option(each, all.onHoliday[each])),
      { initial: pickers.onHoliday },
    ),
    textField("calendar", texts.calendar, {
      initial: view.calendar.chosen,
      hint: texts.calendarHint(view.calendar.ofWorkspace, list(reader, [...view.calendar.own])),
      max: CALENDAR_LENGTH,
      isOptional: true,
    }),
    bodiesField("audience", texts.audience, draft.audience, all, { offered: ASKED, isOptional: true }),
    peopleField("people", texts.people, { initial: view.people, isOptional: true }),
    ...sourceFields(reader, { audience: draft.audience, groups: view.groups, kept: view.kept }),
    ...pilotFields(reader, draft, view.pilot),
    bodiesField("readers", texts.readers, draft.readers, all, { offered: BODIES, isOptional: false }),
    radioField(
      "disclosure",
      texts.disclosure,
      DISCLOSURES.map((each) => ({
        ...option(each, all.disclosure[each]),
        description: plain(all.disclosureHint[each]),
      })),
      { initial: draft.disclosure },
    ),
    ticksField(
      "required",
      texts.optingOut,
      [{ ...option("required", texts.required), description: plain(texts.requiredHint) }],
      { initial: draft.isRequired ? ["required"] : [], isOptional: true },
    ),
    actions(
      "cadence.form_actions",
      button(cadenceIds.questions, texts.questions(draft.questions.length)),
      button(cadenceIds.dates, texts.singleDates),
      ...(draft.questions.length > 0 ? [button(cadenceIds.previewForm, texts.previewForm)] : []),
    ),
  ];
  return {
    type: "modal",
    callback_id: cadenceIds.form,
    private_metadata: JSON.stringify({ draftId, every: pickers.every } satisfies CadenceFormState),
    title: plain(draft.cadenceId === null ? texts.newTitle : texts.editTitle),
    submit: plain(texts.submit),
    close: plain(texts.close),
    blocks,
  };
}

/** Fields of one rhythm have ids of their own, so that what is in them does not stay when another is chosen. */
function dayFields(reader: Reader, pickers: Pickers, texts: CadenceTexts["form"]): InputBlock[] {
  const language = languageOf(reader.locale);
  const { every } = pickers;
  const day = () =>
    selectField(`day:${every}`, texts.day, dayGroups(reader, texts), {
      initial: pickers.day,
      placeholder: texts.chooseDay,
    });
  switch (every) {
    case "day":
    case "week":
    case "two-weeks":
      return [
        ticksField(
          `weekdays:${every}`,
          texts.weekdays,
          WEEKDAYS.map((weekday) => option(weekday, capitalised(weekdayInWords(weekday, language)))),
          { initial: pickers.weekdays },
        ),
      ];
    case "month":
      return [day()];
    case "quarter": {
      const months = [1, 2, 3].map((month) => option(String(month), texts.nthMonth(nthInWords(month, language))));
      return [
        selectField(`month:${every}`, texts.monthOfQuarter, [option("0", texts.wholeQuarter), ...months], {
          initial: String(pickers.month),
        }),
        day(),
        selectField("year_start", texts.yearStart, monthOptions(reader), { initial: String(pickers.yearStartMonth) }),
      ];
    }
    case "year":
      return [
        selectField(`month:${every}`, texts.month, monthOptions(reader), { initial: String(pickers.month) }),
        day(),
        selectField(
          "year_start:year",
          texts.yearOfProgram,
          [option("0", texts.yearAsQuarters), ...monthOptions(reader)],
          { initial: String(pickers.yearStartMonth) },
        ),
      ];
    case "as-is":
      return [];
  }
}

function dayGroups(reader: Reader, texts: CadenceTexts["form"]): OptionGroup[] {
  const language = languageOf(reader.locale);
  const group = (label: string, days: (typeof DAY_CHOICES)[keyof typeof DAY_CHOICES]): OptionGroup => ({
    label,
    options: days.map((on) => option(dayValue(on), capitalised(dayInMonthInWords(on, language)))),
  });
  return [
    group(texts.workingDays, DAY_CHOICES.workingDays),
    group(texts.dayWeekdays, DAY_CHOICES.weekdays),
    group(texts.dates, DAY_CHOICES.dates),
  ];
}

function monthOptions(reader: Reader) {
  const language = languageOf(reader.locale);
  return Array.from({ length: 12 }, (_, index) =>
    option(String(index + 1), capitalised(monthInWords(index + 1, language))),
  );
}

function zoneOptions(zones: readonly string[], current: string, texts: CadenceTexts["form"]) {
  const offered = [...new Set([...(current === "participant" ? [] : [current]), ...zones, "UTC"])];
  return [
    option("participant", texts.ownZone),
    ...offered.slice(0, MOST_ZONES).map((zone) => option(zone, texts.zoneOf(placeOf(zone), zone))),
  ];
}

function bodiesField(
  block: string,
  label: string,
  members: readonly string[],
  all: CadenceTexts,
  { offered, isOptional }: { offered: readonly AudienceWord[]; isOptional: boolean },
): InputBlock {
  const options = offered.map((body) => option(body, all.body[body]));
  return ticksField(block, label, options, { isOptional, initial: members.filter(isAudienceWord) });
}

/** What is in the form. `people`: as Slack user ids. */
export interface CadenceFields {
  title: string;
  /** Their calendar is as it was. */
  pickers: Pickers;
  /** As it is typed. */
  calendar: string;
  audience: AudienceWord[];
  people: string[];
  sources: AudienceSource[];
  pilot: ReturnType<typeof pilotIn>;
  readers: AudienceWord[];
  disclosure: CadenceDraft["disclosure"];
  isRequired: boolean;
}

/** `before`: what the pickers showed; what this view does not ask stays as it is there, as do channels and groups of `audience`. */
export function readCadenceForm(
  values: unknown,
  { every }: CadenceFormState,
  before: Pickers,
  audience: readonly AudienceMember[],
): CadenceFields {
  const filled = filledIn(values);
  const number = (block: string, kept: number) => {
    const chosen = filled.option(block);
    return chosen === null ? kept : Number(chosen);
  };
  return {
    title: filled.text("name"),
    pickers: {
      every,
      weekdays: WEEKDAYS.filter((weekday) => filled.options(`weekdays:${every}`).includes(weekday)),
      day: filled.option(`day:${every}`) ?? "",
      month: number(`month:${every}`, 0),
      yearStartMonth: number(every === "year" ? "year_start:year" : "year_start", before.yearStartMonth),
      at: filled.time("at") ?? before.at,
      zone: filled.option("zone") ?? before.zone,
      from: filled.date("from"),
      until: filled.date("until"),
      onHoliday: ON_HOLIDAY.find((each) => each === filled.option("holidays")) ?? before.onHoliday,
      calendar: before.calendar,
    },
    calendar: filled.text("calendar").trim(),
    audience: bodiesIn(filled, "audience"),
    people: filled.people("people"),
    sources: sourcesIn(filled, audience),
    pilot: pilotIn(filled),
    readers: bodiesIn(filled, "readers"),
    disclosure: DISCLOSURES.find((each) => each === filled.option("disclosure")) ?? "team",
    isRequired: filled.options("required").includes("required"),
  };
}

/** The rhythm that is chosen now, which the view may not show yet. */
export function chosenEvery(values: unknown): Every | null {
  const chosen = filledIn(values).option("every");
  return [...EVERY, "as-is" as const].find((every) => every === chosen) ?? null;
}

function bodiesIn(filled: Filled, block: string): AudienceWord[] {
  return ASKED.filter((body) => filled.options(block).includes(body));
}
