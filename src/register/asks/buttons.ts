/** The buttons of an ask: in its own message, in a digest, on Home. */

import type { ActionsBlock, ActionsBlockElement, Button, SectionBlock } from "@slack/types";
import { z } from "zod";
import { actions, button, plain, plainSection, shorten, shortenEscaped } from "../../platform/slack/blocks.ts";
import { COMPOSITION_LIMITS, ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import { Menu } from "../../platform/slack/menus.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Ask } from "./ask.ts";
import { shortStateLine } from "./state.ts";
import { askTexts } from "./texts.ts";

export const askIds = {
  /** `ask.take:<option>`: takes an option at once. */
  take: "ask.take",
  decide: "ask.decide",
  askBack: "ask.ask_back",
  delegate: "ask.delegate",
  defer: "ask.defer",
  menu: "ask.menu",
  undo: "ask.undo",
  complete: "ask.complete",
  withdraw: "ask.withdraw",
  answer: "ask.answer",
  vote: "ask.vote",
  fine: "ask.fine",
  cannotWait: "ask.cannot_wait",
  queue: "ask.queue",
  decideForm: "ask.decide_form",
  askBackForm: "ask.ask_back_form",
  delegateForm: "ask.delegate_form",
  deferForm: "ask.defer_form",
  completeForm: "ask.complete_form",
  answerForm: "ask.answer_form",
  committeeForm: "ask.committee_form",
  voteForm: "ask.vote_form",
  cannotWaitForm: "ask.cannot_wait_form",
} as const;

/** `isHere`: pressed on the ask's own message, which shows what came of it. */
export const takenValue = z.strictObject({
  id: z.string(),
  option: z.int().min(0),
  label: z.string(),
  isHere: z.boolean(),
});

const MOST_OPTION_BUTTONS = 3;

export const askMenu = new Menu(
  askIds.menu,
  z.enum(["decide", "askBack", "delegate", "defer", "acknowledge", "committee", "why"]),
);
export type AskChoice = "decide" | "askBack" | "delegate" | "defer" | "acknowledge" | "committee";

/**
 * What its decider can do with an ask: up to three options, the recommended one first, then the rest. None where there
 * is nothing to decide. `isBeside`: to somebody who may decide it beside them, and do nothing else. Whoever else presses them is told whose decision it is.
 */
export function askButtons(
  reader: Reader,
  ask: Ask,
  { isHere = false, isBeside = false }: { isHere?: boolean; isBeside?: boolean } = {},
): ActionsBlock[] {
  const texts = textsFor(askTexts, reader).buttons;
  if (ask.mayBeUndone) return [actions(`ask:${ask.id}`, undoButton(reader, ask.id))];
  if (ask.waitsFor !== "decider" && ask.waitsFor !== "asker") return [];
  const order = ask.options.map((_, index) => index);
  const recommendedFirst = order.sort((one, other) => rank(ask, one) - rank(ask, other)).slice(0, MOST_OPTION_BUTTONS);
  const isChoice = !ask.isIncomplete && ask.options.length > 1;
  const choices = isChoice
    ? recommendedFirst.map((index) => takeButton(reader, ask, index, isHere))
    : [button(askIds.decide, texts.decide, { value: ask.id, primary: true })];
  if (isBeside) {
    const words = isChoice ? [button(askIds.decide, texts.words, { value: ask.id })] : [];
    return [actions(`ask:${ask.id}`, ...choices, ...words)];
  }
  const menu = askMenu.overflow(ask.id, {
    ...(isChoice && { decide: texts.words }),
    ...(ask.state === "open" && { acknowledge: texts.acknowledge }),
    committee: texts.committee,
    ...(isHere && { why: texts.why }),
  });
  const elements: ActionsBlockElement[] = [
    ...choices,
    ...(ask.waitsFor === "asker" ? [] : [button(askIds.askBack, texts.askBack, { value: ask.id })]),
    button(askIds.delegate, texts.delegate, { value: ask.id }),
    button(askIds.defer, texts.defer, { value: ask.id }),
    menu,
  ];
  return [actions(`ask:${ask.id}`, ...elements)];
}

/** Among other decisions: what is recommended, and the form for all else. `isHere`: as of `askButtons`. */
export function shortButtons(reader: Reader, ask: Ask, { isHere = true } = {}): Button[] {
  const texts = textsFor(askTexts, reader).buttons;
  const { recommended } = ask;
  if (ask.isIncomplete || ask.options.length < 2 || recommended === null)
    return [button(askIds.decide, texts.decide, { value: ask.id, primary: true })];
  return [takeButton(reader, ask, recommended, isHere), button(askIds.decide, texts.words, { value: ask.id })];
}

/** In a digest: its options are told above. To somebody who may decide beside its decider, nothing else. */
function digestButtons(reader: Reader, ask: Ask, isBeside: boolean): ActionsBlock {
  const texts = textsFor(askTexts, reader).buttons;
  const menu = askMenu.overflow(ask.id, {
    ...(ask.waitsFor !== "asker" && { askBack: texts.askBack }),
    delegate: texts.delegate,
    defer: texts.defer,
    ...(ask.state === "open" && { acknowledge: texts.acknowledge }),
    committee: texts.committee,
  });
  return actions(`ask:${ask.id}`, ...shortButtons(reader, ask, { isHere: false }), ...(isBeside ? [] : [menu]));
}

const LONGEST_STATE = 240;

/**
 * What stands under an ask in a message about more than it, in one block: its buttons while its reader decides it; else
 * where it is, with *Undo* as long as they may take the decision back.
 */
export function askFoot(reader: Reader, ask: Ask, isDecider: boolean, isBeside = false): ActionsBlock | SectionBlock {
  const isToDecide = !ask.mayBeUndone && (ask.waitsFor === "decider" || ask.waitsFor === "asker");
  return isToDecide && (isDecider || isBeside)
    ? digestButtons(reader, ask, isBeside)
    : askStateBlock(reader, ask, isDecider);
}

/** Null while its reader decides it. */
export function askStateFoot(reader: Reader, ask: Ask, isDecider: boolean): SectionBlock | null {
  const isToDecide = isDecider && (ask.waitsFor === "decider" || ask.waitsFor === "asker");
  return isToDecide ? null : askStateBlock(reader, ask, isDecider);
}

function askStateBlock(reader: Reader, ask: Ask, isDecider: boolean): SectionBlock {
  const line = shorten(shortStateLine(reader, ask, isDecider) ?? "", LONGEST_STATE);
  return plainSection(line, isDecider && ask.mayBeUndone ? undoButton(reader, ask.id) : undefined);
}

/** Opens all that there is to decide by. */
export function decideButton(reader: Reader, { id }: { id: string }): Button {
  return button(askIds.decide, textsFor(askTexts, reader).buttons.decide, { value: id });
}

export function undoButton(reader: Reader, itemId: string): Button {
  return button(askIds.undo, textsFor(askTexts, reader).buttons.undo, { value: itemId });
}

function rank(ask: Ask, index: number): number {
  return index === ask.recommended ? -1 : index;
}

function takeButton(reader: Reader, ask: Ask, index: number, isHere: boolean): Button {
  const texts = textsFor(askTexts, reader).confirm;
  const label = ask.options[index]?.label ?? "";
  const value = { id: ask.id, option: index, label, isHere } satisfies z.infer<typeof takenValue>;
  // The longest name leaves room for the rest of the sentence.
  const said = texts.text(label, shorten(ask.program.title, 40), shorten(ask.asker.name, 40));
  return button(`${askIds.take}:${index}`, shortenEscaped(label, ELEMENT_LIMITS.buttonText), {
    value: JSON.stringify(value),
    primary: index === ask.recommended,
    confirm: {
      title: plain(texts.title(ask.code)),
      text: plain(shortenEscaped(said, COMPOSITION_LIMITS.confirmText)),
      confirm: plain(texts.confirm),
      deny: plain(texts.deny),
    },
  });
}
