/** Being away: the form, and what whoever answers meanwhile gets. */
import type { KnownBlock, ModalView, SectionBlock } from "@slack/types";
import { z } from "zod";
import { coverTexts } from "../../people/covering-messages.ts";
import { longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import {
  actions,
  button,
  context,
  countLeft,
  divider,
  escapeMrkdwn,
  isPresent,
  lineOf,
  plainSection,
  section,
} from "../../slack/blocks.ts";
import { date, optionalPerson } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import type { Message } from "../../slack/message.ts";
import { modal } from "../../slack/modal.ts";
import { Menu } from "../../slack/overflow-menu.ts";
import { briefly, type PromptView, promptIds, type RoundView, title } from "../blocks.ts";
import { checkInTexts } from "../texts.ts";
import { awayTexts } from "./texts.ts";

export const awayIds = {
  form: "check_in.away_form",
  menu: "check_in.away_menu",
  open: "check_in.away_open",
  change: "check_in.away_change",
} as const;

export const awayMenu = new Menu(awayIds.menu, z.enum(["change", "end"]));

export const awayForm = new Form({
  id: awayIds.form,
  state: z.strictObject({
    /** The absence that is changed; null for a new one. */
    absenceId: z.string().nullable(),
  }),
  fields: z.object({ person: optionalPerson(), from: date(), until: date(), delegate: optionalPerson() }),
  required: (reader) => textsFor(checkInTexts, reader).fieldErrors.required,
});

export const stopForm = new Form({
  id: promptIds.stopForm,
  state: z.strictObject({ promptId: z.string() }),
  fields: z.object({}),
});

export interface ListedAbsence {
  id: string;
  name: string;
  from: LocalDate;
  until: LocalDate;
  /** The name of whoever answers meanwhile, where the absence names somebody. */
  delegate: string | null;
  source: "person" | "lead" | "slack-status";
  hasBegun: boolean;
}

export interface AwayFields {
  /** Slack user ids. */
  person: string;
  delegate: string | null;
  from: LocalDate;
  until: LocalDate;
}

const MOST_LISTED = 20;

/** `mayChoose`: whether this person enters absences of others too. */
export function awayView(
  reader: Reader,
  absenceId: string | null,
  view: { fields: AwayFields; absences: readonly ListedAbsence[]; mayChoose: boolean; notice?: string },
): ModalView {
  const texts = textsFor(awayTexts, reader).form;
  const { fields, absences } = view;
  const isNew = absenceId === null;
  const above: (KnownBlock | null)[] = [
    view.notice ? section(lineOf(view.notice)) : null,
    ...(absences.length > 0 && isNew
      ? [
          section(`*${texts.absences}*`),
          ...absences.slice(0, MOST_LISTED).map((absence) => absenceLine(reader, absence)),
          countLeft(absences.length - MOST_LISTED),
          divider(),
        ]
      : []),
  ];
  const person = { label: texts.who, initial: fields.person, hint: texts.whoHint, isRequired: true };
  return awayForm.view({
    state: { absenceId },
    title: isNew ? texts.title : texts.changeTitle,
    submit: texts.submit,
    close: texts.close,
    above: above.filter(isPresent),
    fields: {
      person: view.mayChoose && isNew ? person : null,
      from: { label: texts.from, initial: fields.from },
      until: { label: texts.until, initial: fields.until, hint: texts.hint },
      delegate: { label: texts.delegate, initial: fields.delegate, hint: texts.delegateHint },
    },
  });
}

function absenceLine(reader: Reader, absence: ListedAbsence): SectionBlock {
  const texts = textsFor(awayTexts, reader).form;
  const { id, name, from, until, delegate, source } = absence;
  const parts = [
    texts.line(name, longDate(reader, from), longDate(reader, until)),
    delegate && texts.delegateIs(delegate),
    source === "slack-status" ? texts.fromStatus : null,
    source === "lead" ? texts.enteredFor : null,
  ];
  const menu = awayMenu.overflow(id, { change: texts.change, end: absence.hasBegun ? texts.end : texts.cancel });
  return { ...plainSection(parts.filter((part) => part !== null).join(" · "), menu), block_id: `absence:${id}` };
}

/** The prompt as the delegate gets it: for whom, and what the answer will say. */
export function delegateMessage(
  reader: Reader,
  view: PromptView,
  { name, cover }: { name: string; cover: string },
): Message {
  const all = textsFor(checkInTexts, reader);
  const texts = textsFor(awayTexts, reader).asked;
  const value = view.promptId;
  const buttons = [
    button(promptIds.open, all.prompt.checkIn, { value, primary: true }),
    ...(view.quickAnswer === "nothing-to-report"
      ? [button(promptIds.nothing, all.prompt.nothingToReport, { value })]
      : []),
  ];
  return {
    text: lineOf(texts.fallback(view.cadence, view.program, name, view.due)),
    blocks: [
      title(view),
      section(texts.away(briefly(name), briefly(textsFor(coverTexts, reader).by(cover, name)))),
      context(escapeMrkdwn(`${view.round} · ${view.due}`)),
      actions("prompt", ...buttons),
      context(view.whoReads),
    ],
  };
}

/** Where they have not answered themselves. */
export function notAskedMessage(view: RoundView, line: string): Message {
  return { text: lineOf(line), blocks: [title(view), context(lineOf(line))] };
}

/** Before somebody opts out; where that is not allowed, what to do instead. */
export function stopView(
  reader: Reader,
  promptId: string,
  view: { cadence: string; program: string; isRequired: boolean },
): ModalView {
  const texts = textsFor(awayTexts, reader).stop;
  const names = [briefly(view.cadence), briefly(view.program)] as const;
  if (view.isRequired)
    return modal({
      title: texts.requiredTitle,
      close: texts.close,
      blocks: [
        section(texts.required(...names)),
        actions("away", button(awayIds.open, texts.away, { value: promptId })),
      ],
    });
  const { title: heading, submit, close } = texts;
  const above = [section(texts.what(...names))];
  return stopForm.view({ state: { promptId }, title: heading, submit, close, above, fields: {} });
}
