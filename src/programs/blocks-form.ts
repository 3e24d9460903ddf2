/** The form in which a program is created and changed. */
import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { actions, button, context, option, plain } from "../platform/slack/blocks.ts";
import {
  channelField,
  dateField,
  type Filled,
  filledIn,
  peopleField,
  personField,
  radioField,
  selectField,
  textField,
} from "../platform/slack/fields.ts";
import { ELEMENT_LIMITS } from "../platform/slack/limits.ts";
import type { UserGroup } from "../platform/slack/member-lists.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { LONGEST_TITLE } from "./rules-program.ts";
import type { SeatRole } from "./table.ts";
import { programTexts } from "./texts.ts";

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
});
export type ProgramFormState = z.infer<typeof programFormState>;

/** People as Slack user ids, the channel as Slack's id. */
export interface ProgramFields {
  title: string;
  purpose: string;
  benefits: string;
  lead: string | null;
  deputy: string | null;
  sponsors: string[];
  steering: string[];
  team: string[];
  channel: string | null;
  startsOn: LocalDate | null;
  endsOn: LocalDate | null;
  visibility: "members" | "workspace";
}

export const BLANK_PROGRAM: ProgramFields = {
  title: "",
  purpose: "",
  benefits: "",
  lead: null,
  deputy: null,
  sponsors: [],
  steering: [],
  team: [],
  channel: null,
  startsOn: null,
  endsOn: null,
  visibility: "members",
};

const TEXT_LENGTH = 1000;

/** Slack's user groups, and above the team what came of filling it. */
export interface TeamHelp {
  groups: readonly UserGroup[];
  note?: string;
}

export function programForm(
  reader: Reader,
  state: ProgramFormState,
  fields: ProgramFields,
  { groups, note }: TeamHelp,
): ModalView {
  const texts = textsFor(programTexts, reader).form;
  const more: KnownBlock[] = [
    textField("benefits", texts.benefits, {
      initial: fields.benefits,
      hint: texts.benefitsHint,
      isLong: true,
      max: TEXT_LENGTH,
      isOptional: true,
    }),
    personField("deputy", texts.deputy, { initial: fields.deputy ?? undefined, isOptional: true }),
    peopleField("steering", texts.steering, { initial: fields.steering, isOptional: true }),
    dateField("starts", texts.starts, { initial: fields.startsOn, isOptional: true }),
    dateField("ends", texts.ends, { initial: fields.endsOn, isOptional: true }),
    radioField(
      "visibility",
      texts.visibility,
      [
        { ...option("members", texts.members), description: plain(texts.membersHint) },
        { ...option("workspace", texts.workspace), description: plain(texts.workspaceHint) },
      ],
      { initial: fields.visibility },
    ),
  ];
  const isNew = state.programId === null;
  const blocks: KnownBlock[] = [
    textField("title", texts.title, { initial: fields.title, max: LONGEST_TITLE }),
    textField("purpose", texts.purpose, {
      initial: fields.purpose,
      hint: texts.purposeHint,
      isLong: true,
      max: TEXT_LENGTH,
      isOptional: true,
    }),
    personField("lead", texts.lead, { initial: fields.lead ?? undefined, hint: texts.leadHint }),
    peopleField("sponsors", texts.sponsors, {
      initial: fields.sponsors,
      hint: texts.sponsorsHint,
      isOptional: true,
    }),
    ...(note === undefined ? [] : [context(note)]),
    ...(isNew ? [] : [context(texts.leaving)]),
    peopleField(`team:${state.turn}`, texts.team, { initial: fields.team, isOptional: true }),
    channelField(`team_from:${state.turn}`, texts.teamFrom, {
      hint: texts.teamFromHint,
      actionId: programFormIds.teamFrom,
      isOptional: true,
    }),
    ...(groups.length === 0 ? [] : [groupField(reader, state, groups)]),
    channelField("channel", texts.channel, {
      initial: fields.channel ?? undefined,
      hint: texts.channelHint,
      isOptional: true,
    }),
    ...(state.expanded ? more : [actions("program.more", button(programFormIds.more, texts.more))]),
  ];
  return {
    type: "modal",
    callback_id: programFormIds.form,
    private_metadata: JSON.stringify(state),
    title: plain(isNew ? texts.newTitle : texts.editTitle),
    submit: plain(isNew ? texts.create : texts.save),
    close: plain(texts.close),
    blocks,
  };
}

function groupField(reader: Reader, { turn }: ProgramFormState, groups: readonly UserGroup[]): InputBlock {
  const texts = textsFor(programTexts, reader).form;
  const most = ELEMENT_LIMITS.selectOptions;
  const offered = groups.slice(0, most).map(({ id, handle }) => option(id, `@${handle}`));
  return selectField(`team_from_group:${turn}`, texts.teamFromGroup, offered, {
    actionId: programFormIds.teamFromGroup,
    isOptional: true,
    ...(groups.length > most && { hint: texts.groupsCut(most) }),
  });
}

/** What is in the form; a field that is not shown is as in `before`. */
export function readProgramForm(values: unknown, state: ProgramFormState, before: ProgramFields): ProgramFields {
  const filled = filledIn(values);
  const shown = <Value>(block: string, read: (filled: Filled) => Value, kept: Value): Value =>
    filled.has(block) ? read(filled) : kept;
  return {
    title: filled.text("title"),
    purpose: filled.text("purpose"),
    benefits: shown("benefits", (form) => form.text("benefits"), before.benefits),
    lead: filled.person("lead"),
    deputy: shown("deputy", (form) => form.person("deputy"), before.deputy),
    sponsors: filled.people("sponsors"),
    steering: shown("steering", (form) => form.people("steering"), before.steering),
    team: filled.people(`team:${state.turn}`),
    channel: filled.channel("channel"),
    startsOn: shown("starts", (form) => form.date("starts"), before.startsOn),
    endsOn: shown("ends", (form) => form.date("ends"), before.endsOn),
    visibility: shown(
      "visibility",
      (form) => (form.option("visibility") === "workspace" ? "workspace" : "members"),
      before.visibility,
    ),
  };
}

/** The block whose field says who is in this role. */
export function blockOfRole(role: SeatRole, { turn }: Pick<ProgramFormState, "turn">): string {
  if (role === "team") return `team:${turn}`;
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
