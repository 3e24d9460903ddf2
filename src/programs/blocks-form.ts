/** The form in which a program is created and changed. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { peopleTexts } from "../people/texts.ts";
import { LOCALES, type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button, context, option, plain, words } from "../slack/blocks.ts";
import {
  optionalChannel,
  optionalDate,
  optionalMenu,
  optionalPerson,
  optionalText,
  people,
  radioOf,
  ticks,
} from "../slack/forms/fields.ts";
import { Form } from "../slack/forms/form.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import type { UserGroup } from "../slack/member-lists.ts";
import { type FirstChoices, NO_HOLIDAYS } from "./first-choices.ts";
import { officeTexts } from "./office/texts.ts";
import { RHYTHMS, USUAL_RHYTHMS } from "./rhythms.ts";
import { LONGEST_KEY } from "./rules-keys.ts";
import { LONGEST_TITLE } from "./rules-program.ts";
import type { SeatRole } from "./table.ts";
import { programTexts } from "./texts.ts";
import { labelTexts } from "./texts-labels.ts";

export const programFormIds = {
  form: "program.form",
  more: "program.more",
  teamFrom: "program.team_from",
  teamFromGroup: "program.team_from_group",
} as const;

/** What the form keeps between its steps. */
export const programFormState = z.strictObject({
  /** Null for a new one. */
  programId: z.string().nullable(),
  /** All fields are shown. */
  expanded: z.boolean(),
  /** Raised each time the team is filled from a channel: Slack keeps what is in a field as long as its id stays. */
  turn: z.number().int(),
  /** Items have codes with its short key. */
  isKeyFixed: z.boolean(),
});
export type ProgramFormState = z.infer<typeof programFormState>;

/** The one tick of its field. */
export const FLAGSHIP = "flagship";

const LONGEST_TEXT = 1000;
const LONGEST_LABELS = 2000;
/** In the hint of a field. */
const MOST_NAMES = 12;

const fields = z.object({
  title: optionalText({ max: LONGEST_TITLE }),
  shortKey: optionalText({ max: LONGEST_KEY }),
  purpose: optionalText({ isLong: true, max: LONGEST_TEXT }),
  channel: optionalChannel(),
  lead: optionalPerson(),
  sponsors: people(),
  team: people(),
  team_from: optionalChannel(),
  team_from_group: optionalMenu(),
  rhythms: ticks(),
  benefits: optionalText({ isLong: true, max: LONGEST_TEXT }),
  deputy: optionalPerson(),
  steering: people(),
  starts: optionalDate(),
  ends: optionalDate(),
  labels: optionalText({ isLong: true, max: LONGEST_LABELS }),
  visibility: radioOf(["members", "workspace"]),
  flagship: ticks(),
  locale: optionalMenu(),
  holidays: optionalMenu(),
});

export const programForm = new Form({ id: programFormIds.form, state: programFormState, fields });

/** People as Slack user ids, the channel as Slack's id; labels as their reader types them. */
export type ProgramFields = Omit<
  z.output<typeof fields>,
  "team_from" | "team_from_group" | "rhythms" | "locale" | "holidays"
>;

export const BLANK_PROGRAM: ProgramFields = {
  title: "",
  shortKey: "",
  purpose: "",
  benefits: "",
  lead: null,
  deputy: null,
  sponsors: [],
  steering: [],
  team: [],
  channel: null,
  starts: null,
  ends: null,
  labels: "",
  visibility: "members",
  flagship: [],
};

/**
 * `first`: what is proposed for everyone in the workspace whose first program this is. Slack's user groups, the names of
 * labels in this workspace, and above the team what came of filling it.
 */
export interface FormHelp {
  groups: readonly UserGroup[];
  labelNames: readonly string[];
  /** Whether this reader says what is a flagship. */
  mayTick: boolean;
  first?: FirstChoices | null;
  /** Ticked in the form of a new program; left out: the usual ones. */
  rhythms?: readonly string[];
  note?: string | undefined;
}

export function programView(
  reader: Reader,
  state: ProgramFormState,
  program: ProgramFields,
  { groups, labelNames, mayTick, first = null, rhythms = USUAL_RHYTHMS, note }: FormHelp,
): ModalView {
  const texts = textsFor(programTexts, reader).form;
  const labels = textsFor(labelTexts, reader);
  const office = textsFor(officeTexts, reader);
  const everyone = textsFor(peopleTexts, reader).admin;
  const isNew = state.programId === null;
  const { expanded, isKeyFixed } = state;
  const more = <Field>(field: Field) => (expanded ? field : null);
  return programForm.view({
    state,
    title: isNew ? texts.newTitle : texts.editTitle,
    submit: texts.save,
    close: texts.close,
    fields: {
      title: { label: texts.title, initial: program.title, isRequired: true },
      shortKey: isKeyFixed ? null : more({ label: texts.key, initial: program.shortKey, hint: texts.keyHint }),
      purpose: more({
        label: texts.purpose,
        initial: program.purpose,
        hint: texts.purposeHint,
        before: isKeyFixed ? [context(texts.keyFixed(program.shortKey))] : [],
      }),
      channel: { label: texts.channel, initial: program.channel, hint: texts.channelHint },
      ...peopleFields(reader, state, program, { groups, note }),
      rhythms: isNew
        ? {
            label: texts.rhythms,
            options: RHYTHMS.map((rhythm) => ({
              ...option(rhythm, texts.rhythm[rhythm]),
              description: plain(texts.rhythmHint[rhythm]),
            })),
            initial: rhythms,
          }
        : null,
      benefits: more({ label: texts.benefits, initial: program.benefits, hint: texts.benefitsHint }),
      deputy: more({ label: texts.deputy, initial: program.deputy }),
      steering: more({ label: texts.steering, initial: program.steering }),
      starts: more({ label: texts.starts, initial: program.starts }),
      ends: more({ label: texts.ends, initial: program.ends }),
      labels: more({
        label: labels.labels,
        initial: program.labels,
        hint: labels.labelsHint(labelNames.slice(0, MOST_NAMES).join(", ")),
      }),
      visibility: more({
        label: texts.visibility,
        options: [
          { ...option("members", texts.members), description: plain(texts.membersHint) },
          { ...option("workspace", texts.workspace), description: plain(texts.workspaceHint) },
        ],
        initial: program.visibility,
        isRequired: true,
      }),
      flagship: mayTick
        ? more({
            label: office.flagship,
            options: [{ ...option(FLAGSHIP, office.flagship), description: plain(office.flagshipHint) }],
            initial: program.flagship,
          })
        : null,
      locale: first && {
        label: everyone.language,
        options: LOCALES.map((locale) => option(locale, everyone.languages[locale])),
        initial: first.locale,
        hint: everyone.languageHint,
        before: [words([{ text: texts.everyone.head, bold: true }])],
      },
      holidays: first?.country
        ? {
            label: everyone.region,
            options: [option(first.country.code, first.country.name), option(NO_HOLIDAYS, texts.everyone.none)],
            initial: first.country.code,
            hint: texts.everyone.holidaysHint(first.country.name),
          }
        : null,
    },
    below: expanded ? [] : [actions("program.more", button(programFormIds.more, texts.more))],
  });
}

/** Who leads, sponsors and works in it. */
function peopleFields(
  reader: Reader,
  { programId, turn, expanded }: ProgramFormState,
  program: ProgramFields,
  { groups, note }: Pick<FormHelp, "groups" | "note">,
) {
  const texts = textsFor(programTexts, reader).form;
  const isNew = programId === null;
  const most = ELEMENT_LIMITS.selectOptions;
  const more = <Field>(field: Field) => (expanded ? field : null);
  return {
    lead: { label: texts.lead, initial: program.lead, hint: texts.leadHint, isRequired: true },
    sponsors: { label: texts.sponsors, initial: program.sponsors, hint: texts.sponsorsHint },
    team: {
      label: texts.team,
      initial: program.team,
      turn,
      before: [...(note === undefined ? [] : [context(note)]), ...(isNew ? [] : [context(texts.leaving)])],
    },
    team_from: more({ label: texts.teamFrom, hint: texts.teamFromHint, actionId: programFormIds.teamFrom, turn }),
    team_from_group:
      groups.length === 0 || !expanded
        ? null
        : {
            label: texts.teamFromGroup,
            options: groups.slice(0, most).map(({ id, handle }) => option(id, `@${handle}`)),
            actionId: programFormIds.teamFromGroup,
            turn,
            ...(groups.length > most && { hint: texts.groupsCut(most) }),
          },
  };
}

/** The field that says who is in this role. */
export function fieldOfRole(role: SeatRole): keyof ProgramFields {
  return role === "sponsor" ? "sponsors" : role;
}

/** Who is wanted in which role, as Slack user ids, each once per role. */
export function seatingOf(fields: ProgramFields): { role: SeatRole; slackId: string }[] {
  const of = (role: SeatRole, ids: readonly (string | null)[]) =>
    [...new Set(ids)].flatMap((slackId) => (slackId === null ? [] : [{ role, slackId }]));
  return [
    ...of("lead", [fields.lead]),
    ...of("deputy", [fields.deputy]),
    ...of("sponsor", fields.sponsors),
    ...of("steering", fields.steering),
    ...of("team", fields.team),
  ];
}
