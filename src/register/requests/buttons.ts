/** The buttons of a request: in its own message, in a digest, on Home. */
import type { ActionsBlock, Button, SectionBlock } from "@slack/types";
import { z } from "zod";
import { isRestricted } from "../../people/rules-restricted.ts";
import { actions, button, plain, plainSection, shorten, shortenEscaped } from "../../platform/slack/blocks.ts";
import { COMPOSITION_LIMITS, ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import { Menu } from "../../platform/slack/menus.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { choicesOf, type Request } from "./request.ts";
import { isUndoable, shortStateLine } from "./state.ts";
import { requestTexts } from "./texts.ts";

export const requestIds = {
  /** `ask.take:<option>`: takes an option at once. */
  take: "ask.take",
  decide: "ask.decide",
  question: "ask.question",
  delegate: "ask.delegate",
  postpone: "ask.postpone",
  committee: "ask.committee",
  menu: "ask.menu",
  undo: "ask.undo",
  details: "ask.details",
  withdraw: "ask.withdraw",
  reply: "ask.reply",
  vote: "ask.vote",
  decideForm: "ask.decide_form",
  questionForm: "ask.question_form",
  delegateForm: "ask.delegate_form",
  postponeForm: "ask.postpone_form",
  detailsForm: "ask.details_form",
  replyForm: "ask.reply_form",
  committeeForm: "ask.committee_form",
  voteForm: "ask.vote_form",
} as const;

export const takenValue = z.object({ id: z.string(), option: z.int().min(0), label: z.string() });

/** What is rarer, and why the message came. */
export const requestMenu = new Menu(requestIds.menu, z.enum(["postpone", "committee", "why"]));

const LONGEST_STATE = 240;
const YES_AND_NO = 2;

/**
 * What its decider can press: what is recommended, or *Yes* and *No* where there are no options; words of their own; to ask and
 * to delegate. Whoever else presses them is told whose decision it is.
 */
export function decideButtons(reader: Reader, request: Request): Button[] {
  const texts = textsFor(requestTexts, reader).buttons;
  const value = request.id;
  // While a question is open nothing is recommended to be pressed.
  if (request.waitsFor === "question") return [button(requestIds.decide, texts.answer, { value })];
  const taken = takeButtons(reader, request);
  return [
    ...taken,
    button(requestIds.decide, taken.length > 0 ? texts.words : texts.decide, { value, primary: taken.length === 0 }),
  ];
}

export function requestButtons(reader: Reader, request: Request, { hasMenu = false } = {}): ActionsBlock {
  const texts = textsFor(requestTexts, reader).buttons;
  const value = request.id;
  const { postpone, committee, why } = texts;
  return actions(
    `ask:${value}`,
    ...decideButtons(reader, request),
    ...(request.waitsFor === "question" ? [] : [button(requestIds.question, texts.question, { value })]),
    button(requestIds.delegate, texts.delegate, { value }),
    ...(hasMenu ? [requestMenu.overflow(value, { postpone, committee, why })] : []),
  );
}

function takeButtons(reader: Reader, request: Request): Button[] {
  // The words of what is for the lead alone stand in views.
  if (isRestricted(request)) return [];
  const { options, recommended } = request;
  if (options.length > 0) return recommended === null ? [] : [takeButton(reader, request, recommended)];
  return Array.from({ length: YES_AND_NO }, (_, index) => takeButton(reader, request, index, index === 0));
}

function takeButton(reader: Reader, request: Request, index: number, isPrimary = true): Button {
  const texts = textsFor(requestTexts, reader).confirm;
  const { label = "" } = choicesOf(request, reader)[index] ?? {};
  const value = { id: request.id, option: index, label } satisfies z.infer<typeof takenValue>;
  // The longest name leaves room for the rest of the sentence.
  const said = texts.text(label, shorten(request.asker.name, 40));
  return button(`${requestIds.take}:${index}`, shortenEscaped(label, ELEMENT_LIMITS.buttonText), {
    value: JSON.stringify(value),
    ...(isPrimary && { primary: true }),
    confirm: {
      title: plain(shortenEscaped(request.title, COMPOSITION_LIMITS.confirmTitle)),
      text: plain(shortenEscaped(said, COMPOSITION_LIMITS.confirmText)),
      confirm: plain(texts.confirm),
      deny: plain(texts.deny),
    },
  });
}

/**
 * What stands under a request in a message about more than it, in one block: its buttons while its reader decides it; else
 * where it is, with *Undo* as long as they may undo their decision.
 */
export function requestFoot(reader: Reader, request: Request, readerId: string): ActionsBlock | SectionBlock {
  if (request.waitsFor === "decider" && request.decider?.id === readerId) return requestButtons(reader, request);
  const line = shorten(shortStateLine(reader, request, readerId) ?? "", LONGEST_STATE);
  return plainSection(line, stateButton(reader, request, readerId));
}

/** What can be pressed beside the state: *Undo*, or to answer all the same while it waits for a reply. */
export function stateButton(reader: Reader, request: Request, readerId: string): Button | undefined {
  const texts = textsFor(requestTexts, reader).buttons;
  if (isUndoable(request, readerId)) return undoButton(reader, request.id);
  const mayAnswer = request.decider?.id === readerId && request.waitsFor === "question";
  return mayAnswer ? button(requestIds.decide, texts.answer, { value: request.id }) : undefined;
}

/** Opens all that there is to decide by. */
export function answerButton(reader: Reader, { id }: { id: string }): Button {
  return button(requestIds.decide, textsFor(requestTexts, reader).buttons.answer, { value: id });
}

export function questionButton(reader: Reader, { id }: { id: string }): Button {
  return button(requestIds.question, textsFor(requestTexts, reader).buttons.question, { value: id });
}

export function undoButton(reader: Reader, itemId: string): Button {
  return button(requestIds.undo, textsFor(requestTexts, reader).buttons.undo, { value: itemId });
}
