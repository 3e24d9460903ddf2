/** What an approver gets, the form for other words, and the form that says who approves. */

import type { Button, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { Wording } from "../../kernel/approval/rules.ts";
import { menu, optionalPerson, radioOf } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import type { Instant } from "../../platform/clock.ts";
import { assertNever } from "../../platform/errors.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  lineOf,
  option,
  plain,
  section,
  shorten,
  words,
} from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { dateAndTime, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { correctButton } from "../corrections/blocks.ts";
import type { DigestDocument } from "../document.ts";
import { HELD_RHYTHMS } from "../holds/rules.ts";
import { homeTexts } from "../home/texts.ts";
import { digestMessages } from "../render/blocks.ts";
import { outlineOf } from "../render/outline.ts";
import type { Rhythm } from "../table.ts";
import { approvalTexts } from "./texts.ts";
import { wordingFields, wordingSaid } from "./wording-fields.ts";

export const approvalIds = {
  read: "digest_approval.read",
  approve: "digest_approval.approve",
  hold: "digest_approval.hold",
  word: "digest_approval.word",
  wordForm: "digest_approval.word_form",
  setForm: "digest_approval.set_form",
} as const;

export const partOfDraftSchema = z.strictObject({ draftId: z.string(), programId: z.string() });
type PartOfDraft = z.infer<typeof partOfDraftSchema>;

const LONGEST_NAME = 80;

interface Act {
  by: string;
  at: Instant;
}

/** What one approver can do about a part, or what has been done. */
export type PartNow =
  | { kind: "asked" }
  /** Put into words by this person, so that others approve it. */
  | { kind: "worded" | "elsewhere"; who: string[] }
  | { kind: "not-needed" }
  | ({ kind: "approved" } & Act)
  | ({ kind: "held" } & Act)
  | { kind: "sent"; at: Instant; approved: Act | null; held: Act | null; rhythm: Rhythm; period: string }
  | { kind: "dropped"; held: Act | null };

export interface ShownPart extends PartOfDraft {
  program: string;
  rhythm: Rhythm;
  period: string;
  to: string;
  sendAt: Instant;
  isLate: boolean;
  document: DigestDocument;
  /** Asked again: the draft stands whole in the first message. */
  isReminder: boolean;
  state: PartNow;
}

export function approvalMessage(reader: Reader, shown: ShownPart): Message {
  const texts = textsFor(approvalTexts, reader);
  const document = { ...shown.document, reader: { ...shown.document.reader, ...reader } };
  const [first, ...others] = shown.isReminder ? [] : digestMessages(document, null);
  const intro = introOf(reader, shown, outlineOf(document).title);
  const { draftId, programId } = shown;
  const buttons = buttonsOf(reader, shown);
  return {
    text: lineOf(intro),
    blocks: [
      words([{ text: intro, bold: shown.state.kind !== "asked" }]),
      ...(first?.blocks ?? []),
      ...(others.length > 0 ? [section(texts.more)] : []),
      ...(buttons.length > 0 ? [actions(`approval:${draftId}:${programId}`, ...buttons)] : []),
    ],
  };
}

/** So many have a button; the rest are on Home. */
const IN_ONE_MESSAGE = 5;

/** Parts among other messages, each of its blocks: those to approve below one heading, then what has become of the others. */
export function approvalLines(reader: Reader, parts: readonly ShownPart[]): KnownBlock[][] {
  const { line: texts } = textsFor(approvalTexts, reader);
  const isAsked = ({ state }: ShownPart) => state.kind === "asked";
  const asked = parts.filter(isAsked);
  const rest = asked.length - IN_ONE_MESSAGE;
  const heading = asked.length > 1 ? [section(`*${texts.several(asked.length)}*`)] : [];
  const lineOfAsked = (part: ShownPart, index: number): KnownBlock[] => {
    // What is left out counts, too.
    if (index >= IN_ONE_MESSAGE) return index === IN_ONE_MESSAGE ? [context(texts.more(rest))] : [];
    const said = askedLine(reader, part);
    if (asked.length === 1) return [section(`*${texts.one}* · ${said}`, readButton(reader, part))];
    return [...(index === 0 ? heading : []), section(`• ${said}`, readButton(reader, part))];
  };
  const lineOfOther = (part: ShownPart): KnownBlock[] => {
    const [act] = buttonsOf(reader, { ...part, isReminder: true });
    return [section(lineOf(introOf(reader, part, outlineOf(part.document).title)), act)];
  };
  return [...asked.map(lineOfAsked), ...parts.filter((part) => !isAsked(part)).map(lineOfOther)];
}

function askedLine(reader: Reader, { program, rhythm, period, to, sendAt, isLate }: ShownPart): string {
  const { line: texts } = textsFor(approvalTexts, reader);
  const digest = textsFor(homeTexts, reader).digest(reader, { rhythm, period });
  const at = dateAndTime(reader, sendAt);
  const draft = texts.draft(digest, shorten(to, LONGEST_NAME), shorten(program, LONGEST_NAME));
  return escapeMrkdwn(`${draft} · ${isLate ? texts.late(at) : texts.goes(at)}`);
}

/** What is asked, or who did what and when. */
function introOf(reader: Reader, { to: name, sendAt, isLate, state }: ShownPart, title: string): string {
  const texts = textsFor(approvalTexts, reader);
  const { now } = texts;
  const to = shorten(name, LONGEST_NAME);
  const at = dateAndTime(reader, sendAt);
  const said = (act: Act, say: (who: string, on: string) => string) =>
    say(shorten(act.by, LONGEST_NAME), dateAndTime(reader, act.at));
  switch (state.kind) {
    case "asked":
      return isLate ? texts.late(title, to, at) : texts.asked(title, to, at);
    case "worded":
      return `${title}. ${state.who.length > 0 ? now.worded(list(reader, state.who)) : now.wordedAlone}`;
    case "elsewhere":
      return `${title}. ${now.elsewhere(list(reader, state.who))}`;
    case "not-needed":
      return `${title}. ${now.notNeeded(to, at)}`;
    case "approved":
      return `${title}. ${said(state, now.approved)} ${isLate ? now.goesWithOthers(to) : now.goes(to, at)}`;
    case "held":
      return `${title}. ${said(state, now.held)} ${now.goesWithout(to)}`;
    case "sent": {
      const on = dateAndTime(reader, state.at);
      if (state.held) return `${title}. ${said(state.held, now.held)} ${now.sentWithout(to, on)}`;
      return `${title}. ${state.approved ? said(state.approved, now.approved) : now.unasked} ${now.sent(to, on)}`;
    }
    case "dropped":
      return `${title}. ${state.held ? `${said(state.held, now.held)} ` : ""}${now.dropped(to)}`;
    default:
      return assertNever(state);
  }
}

/** None that would only refuse. */
function buttonsOf(reader: Reader, { draftId, programId, isReminder, state }: ShownPart): Button[] {
  const read = isReminder ? [readButton(reader, { draftId, programId })] : [];
  const [approve, ...others] = approvalButtons(reader, { draftId, programId });
  switch (state.kind) {
    case "asked":
      return [...read, approve, ...others];
    case "worded":
    case "approved":
      return [...read, ...others];
    case "sent": {
      const rhythm = HELD_RHYTHMS.find((held) => held === state.rhythm);
      return rhythm && !state.held ? [correctButton(reader, { programId, rhythm, period: state.period })] : [];
    }
    case "elsewhere":
    case "not-needed":
    case "held":
    case "dropped":
      return [];
    default:
      return assertNever(state);
  }
}

/** Opens the draft as it would go. */
export function readButton(reader: Reader, { draftId, programId }: PartOfDraft): Button {
  const value = JSON.stringify({ draftId, programId } satisfies PartOfDraft);
  return button(approvalIds.read, textsFor(approvalTexts, reader).read, { value });
}

/** On the message and on Home. */
export function approvalButtons(reader: Reader, part: PartOfDraft): [Button, Button, Button] {
  const texts = textsFor(approvalTexts, reader);
  const value = JSON.stringify(part);
  const confirm = {
    title: plain(texts.hold),
    text: plain(texts.holdConfirm),
    confirm: plain(texts.hold),
    deny: plain(texts.cancel),
  };
  return [
    button(approvalIds.approve, texts.approve, { value, primary: true }),
    button(approvalIds.hold, texts.hold, { value, confirm }),
    button(approvalIds.word, texts.word, { value }),
  ];
}

export const wordForm = new Form({
  id: approvalIds.wordForm,
  state: partOfDraftSchema,
  fields: z.object(wordingFields),
});

export function wordingView(
  reader: Reader,
  part: PartOfDraft,
  bottomLine: { original: string; wording: Wording | null },
): ModalView {
  const { form: texts, cancel: close } = textsFor(approvalTexts, reader);
  const { title, submit } = texts;
  return wordForm.view({ state: part, title, submit, close, fields: wordingSaid(texts, bottomLine) });
}

export const APPROVAL_MODES = ["none", "lead", "person"] as const;

export const approverForm = new Form({
  id: approvalIds.setForm,
  state: z.string(),
  fields: z.strictObject({ program: menu(), mode: radioOf(APPROVAL_MODES), person: optionalPerson() }),
});

export function approvalSettingView(reader: Reader, programs: readonly { id: string; title: string }[]): ModalView {
  const { setting: texts, cancel: close } = textsFor(approvalTexts, reader);
  const [only] = programs;
  const all = programs.slice(0, 100).map(({ id, title }) => option(id, title));
  const modes = APPROVAL_MODES.map((mode) => option(mode, texts.mode[mode]));
  return approverForm.view({
    state: "",
    title: texts.title,
    submit: texts.submit,
    close,
    above: [section(texts.intro)],
    fields: {
      program: { label: texts.program, options: all, initial: programs.length === 1 ? only?.id : undefined },
      mode: { label: texts.who, options: modes, initial: "lead" },
      person: { label: texts.person, hint: texts.personHint },
    },
  });
}
