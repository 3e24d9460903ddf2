/** The form in which a cadence is set up: who is asked what, and how often, chosen from lists. */

import type { ModalView } from "@slack/types";
import { z } from "zod";
import { cadenceIds } from "../../cadences/action-ids.ts";
import {
  type AudienceMember,
  type AudienceSource,
  type AudienceWord,
  isAudienceWord,
  sourceOf,
} from "../../cadences/audience/audience.ts";
import type { CadenceDraft } from "../../cadences/drafts.ts";
import { EVERY, type Every, ON_HOLIDAY, type Pickers } from "../../cadences/recurrence/rule-form-choices.ts";
import { placeOf, templateInWords } from "../../cadences/recurrence/rule-in-words.ts";
import type { Template } from "../../cadences/templates.ts";
import { type CadenceTexts, cadenceTexts } from "../../cadences/texts.ts";
import { USUAL_MORNING } from "../../delivery/lanes.ts";
import { ANSWER_DISCLOSURES } from "../../people/disclosure.ts";
import { capitalised, languageOf, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { WEEKDAYS } from "../../platform/time.ts";
import { actions, button, context, escapeMrkdwn, option, words } from "../../slack/blocks.ts";
import {
  type Content,
  menu,
  menuOf,
  optionalDate,
  optionalText,
  people,
  radio,
  radioOf,
  ticks,
  time,
} from "../../slack/forms/field-kinds.ts";
import { Form, type ShownFields } from "../../slack/forms/form.ts";
import type { UserGroup } from "../../slack/member-lists.ts";
import {
  type DayFields,
  dayFields,
  pilotFields,
  pilotIn,
  pilotShown,
  sourceFields,
  sourcesIn,
  sourcesShown,
} from "./form-fields.ts";

export const cadenceFormState = z.strictObject({
  draftId: z.string(),
  /** The rhythm whose days are asked for in this view. */
  every: z.enum([...EVERY, "as-is"]),
  /** It asks for a time, as it comes at a fixed one. */
  isFixed: z.boolean(),
  /** All its fields are shown; else who is asked and when, and the rest in words. */
  isWhole: z.boolean(),
});
export type CadenceFormState = z.infer<typeof cadenceFormState>;

const BODIES: AudienceWord[] = ["lead", "deputy", "sponsors", "steering", "team"];
const ASKED: AudienceWord[] = [...BODIES, "everyone"];
/** Instead of a template: questions of one's own. */
export const OWN = "own";
const WHENS = ["morning", "fixed"] as const;
const NAME_LENGTH = 80;
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
  const kinds = templates.map((template) =>
    option(template.id, template.name[language], capitalised(templateInWords(template, reader))),
  );
  const own = option(OWN, texts.own, texts.ownHint);
  return startForm.view({
    state: "",
    title: texts.title,
    submit: texts.next,
    close: texts.close,
    fields: {
      program: {
        label: texts.program,
        options: programs.map(({ id, title }) => option(id, title)),
        initial: chosen,
      },
      template: { label: texts.from, options: [...kinds, own] },
    },
  });
}

export interface CadenceFormView {
  draft: CadenceDraft;
  isWhole: boolean;
  pickers: Pickers;
  program: string;
  /** The name it has when none is given. */
  usualName: string;
  /** The zones in which people of the workspace live. */
  zones: readonly string[];
  /** By whose public holidays it moves; null where there are none. */
  calendar: string | null;
  /** Those of the audience who are named one by one, as Slack user ids. */
  people: readonly string[];
  /** Those who are asked first, as Slack user ids. */
  pilot: readonly string[];
  /** The user groups of Slack, and how the channels and groups of the audience are called. */
  groups: readonly UserGroup[];
  names: ReadonlyMap<AudienceMember, string>;
}

const fields = z.object({
  name: optionalText({ max: NAME_LENGTH }),
  every: menuOf([...EVERY, "as-is"]),
  weekdays: ticks(),
  month: menu(),
  day: menu(),
  year_start: menu(),
  when: radioOf(WHENS),
  at: time(),
  zone: menu(),
  from: optionalDate(),
  until: optionalDate(),
  holidays: menuOf(ON_HOLIDAY),
  audience: ticks(),
  people: people(),
  ...sourceFields,
  ...pilotFields,
  readers: ticks(),
  disclosure: radioOf(ANSWER_DISCLOSURES),
  remind: ticks(),
  required: ticks(),
});

export const cadenceForm = new Form({ id: cadenceIds.form, state: cadenceFormState, fields });
export type ShownCadence = ShownFields<typeof fields.shape>;

export function cadenceView(reader: Reader, draftId: string, view: CadenceFormView): ModalView {
  const { draft, pickers, isWhole } = view;
  const all = textsFor(cadenceTexts, reader);
  const texts = all.form;
  const rhythms: Every[] = pickers.every === "as-is" ? ["as-is", ...EVERY] : [...EVERY];
  const further = furtherFields(reader, view);
  return cadenceForm.view({
    state: { draftId, every: pickers.every, isFixed: pickers.at !== null, isWhole },
    title: draft.cadenceId === null ? texts.newTitle : texts.editTitle,
    submit: texts.submit,
    close: texts.close,
    above: [words([{ text: view.program, bold: true }])],
    fields: {
      ...(isWhole ? further : NOT_ASKED),
      audience: { label: texts.audience, ...bodies(ASKED, draft.audience, all) },
      every: {
        label: texts.every,
        options: rhythms.map((every) => option(every, all.every[every])),
        initial: pickers.every,
        actionId: cadenceIds.every,
      },
      ...dayFields(reader, pickers, texts),
      when: {
        label: texts.when,
        options: [
          option(WHENS[0], texts.whenMorning, texts.whenMorningHint),
          option(WHENS[1], texts.whenFixed, texts.whenFixedHint),
        ],
        initial: WHENS[pickers.at === null ? 0 : 1],
        actionId: cadenceIds.when,
      },
      at: pickers.at === null ? null : { label: texts.at, initial: pickers.at },
    },
    below: [
      ...(isWhole ? [] : [context(otherwiseInWords(reader, view))]),
      actions(
        "cadence.form_actions",
        ...(isWhole ? [] : [button(cadenceIds.more, texts.more)]),
        button(cadenceIds.questions, texts.questions(draft.questions.length)),
        ...(isWhole ? [button(cadenceIds.dates, texts.singleDates)] : []),
        ...(draft.questions.length > 0 ? [button(cadenceIds.previewForm, texts.previewForm)] : []),
      ),
    ],
  });
}

type Further = Exclude<keyof typeof fields.shape, "audience" | "every" | "when" | "at" | keyof DayFields>;

const NOT_ASKED: Record<Further, null> = {
  name: null,
  zone: null,
  from: null,
  until: null,
  holidays: null,
  people: null,
  audience_channel: null,
  audience_group: null,
  pilot: null,
  pilot_rounds: null,
  readers: null,
  disclosure: null,
  remind: null,
  required: null,
};

/** What a new check-in mostly leaves as it is. */
function furtherFields(reader: Reader, view: CadenceFormView): Record<Further, Content | null> {
  const { draft, pickers } = view;
  const all = textsFor(cadenceTexts, reader);
  const texts = all.form;
  return {
    name: { label: texts.name, initial: draft.title, hint: texts.nameHint(view.usualName) },
    zone:
      pickers.at === null
        ? null
        : { label: texts.zone, options: zoneOptions(view.zones, pickers.zone, texts), initial: pickers.zone },
    from: { label: texts.from, initial: pickers.from, hint: texts.fromHint },
    until: { label: texts.until, initial: pickers.until, hint: texts.untilHint },
    holidays: {
      label: texts.holidays,
      options: ON_HOLIDAY.map((each) => option(each, all.onHoliday[each])),
      initial: pickers.onHoliday,
      hint: texts.holidaysHint(view.calendar),
    },
    people: { label: texts.people, initial: view.people },
    ...sourcesShown(reader, { audience: draft.audience, groups: view.groups, names: view.names }),
    ...pilotShown(reader, draft, view.pilot),
    readers: { label: texts.readers, ...bodies(BODIES, draft.readers, all), isRequired: true },
    disclosure: {
      label: texts.disclosure,
      options: ANSWER_DISCLOSURES.map((each) => option(each, all.disclosure[each], all.disclosureHint[each])),
      initial: draft.disclosure,
    },
    remind:
      pickers.every === "day"
        ? {
            label: texts.reminder,
            options: [option("remind", texts.remind)],
            initial: pickers.remind ? ["remind"] : [],
          }
        : null,
    required: {
      label: texts.optingOut,
      options: [option("required", texts.required, texts.requiredHint)],
      initial: draft.isRequired ? ["required"] : [],
    },
  };
}

/** What holds of that as long as nobody changes it. */
function otherwiseInWords(reader: Reader, { draft, pickers, usualName }: CadenceFormView): string {
  const all = textsFor(cadenceTexts, reader);
  const texts = all.form;
  const readers = BODIES.filter((body) => draft.readers.includes(body)).map((body) => all.body[body]);
  return texts.otherwise({
    name: escapeMrkdwn(draft.title || usualName),
    zone: pickers.at === null ? null : zoneInWords(pickers.zone, texts),
    readers: list(reader, readers),
    disclosure: all.disclosure[draft.disclosure],
  });
}

function zoneInWords(zone: string, texts: CadenceTexts["form"]): string {
  return zone === "participant" ? texts.ownZone : placeOf(zone);
}

function zoneOptions(zones: readonly string[], current: string, texts: CadenceTexts["form"]) {
  const offered = [...new Set([...(current === "participant" ? [] : [current]), ...zones, "UTC"])];
  return [
    option("participant", texts.ownZone),
    ...offered.slice(0, MOST_ZONES).map((zone) => option(zone, texts.zoneOf(placeOf(zone), zone))),
  ];
}

function bodies(offered: readonly AudienceWord[], members: readonly string[], all: CadenceTexts) {
  return { options: offered.map((body) => option(body, all.body[body])), initial: members.filter(isAudienceWord) };
}

/** What is in the form. `people`: as Slack user ids. */
export interface CadenceFields {
  title: string;
  pickers: Pickers;
  audience: AudienceWord[];
  /** Null, as the pilot: not asked for, so they stay. */
  people: string[] | null;
  sources: AudienceSource[];
  pilot: ReturnType<typeof pilotIn> | null;
  readers: AudienceWord[];
  disclosure: CadenceDraft["disclosure"];
  isRequired: boolean;
}

/** `before`: what the pickers showed; what this view does not ask stays as it is there and in the draft. */
export function cadenceIn(
  shown: ShownCadence,
  state: CadenceFormState,
  before: Pickers,
  draft: Pick<CadenceDraft, "title" | "audience" | "readers" | "disclosure" | "isRequired">,
): CadenceFields {
  const pickers = pickersIn(shown, state, before);
  const audience = bodiesIn(shown.audience);

  if (!state.isWhole)
    return {
      title: draft.title,
      pickers,
      audience,
      people: null,
      sources: draft.audience.map(sourceOf).filter((each) => each !== null),
      pilot: null,
      readers: draft.readers.filter(isAudienceWord),
      disclosure: draft.disclosure,
      isRequired: draft.isRequired,
    };

  return {
    title: shown.name ?? "",
    pickers,
    audience,
    people: shown.people ?? [],
    sources: sourcesIn(shown, draft.audience),
    pilot: pilotIn(shown),
    readers: bodiesIn(shown.readers),
    disclosure: shown.disclosure ?? "team",
    isRequired: shown.required?.includes("required") ?? false,
  };
}

function pickersIn(shown: ShownCadence, { every, isFixed, isWhole }: CadenceFormState, before: Pickers): Pickers {
  const { weekdays, day, month, year_start: yearStart, at, zone, from, until, holidays } = shown;
  return {
    every,
    weekdays: WEEKDAYS.filter((weekday) => weekdays?.includes(weekday)),
    day: day ?? "",
    month: Number(month ?? 0),
    yearStartMonth: Number(yearStart ?? before.yearStartMonth),
    at: isFixed ? (at ?? before.at ?? USUAL_MORNING) : null,
    zone: zone ?? before.zone,
    from: isWhole ? (from ?? null) : before.from,
    until: isWhole ? (until ?? null) : before.until,
    onHoliday: holidays ?? before.onHoliday,
    remind: shown.remind ? shown.remind.includes("remind") : before.remind,
  };
}

function bodiesIn(ticked: readonly string[] = []): AudienceWord[] {
  return ASKED.filter((body) => ticked.includes(body));
}
