/** The buttons of an ask: in its own message, in a digest, on Home. */

import type { ActionsBlock, Button, SectionBlock } from "@slack/types";
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
  committee: "ask.committee",
  acknowledge: "ask.acknowledge",
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

export const takenValue = z.object({ id: z.string(), option: z.int().min(0), label: z.string() });

/** Of messages as they were sent before all else stood behind one button; today it says why the message came. */
export const askMenu = new Menu(
  askIds.menu,
  z.enum(["decide", "askBack", "delegate", "defer", "acknowledge", "committee", "why"]),
);
export type AskChoice = "decide" | "askBack" | "delegate" | "defer" | "acknowledge" | "committee";

/**
 * What its decider can do with an ask: take what is recommended, or open all else. None where there is nothing to decide.
 * `isOwn`: in the ask's own message. Whoever else presses them is told whose decision it is.
 */
export function askButtons(reader: Reader, ask: Ask, { isOwn = false }: { isOwn?: boolean } = {}): ActionsBlock[] {
  if (ask.mayBeUndone) return [actions(`ask:${ask.id}`, undoButton(reader, ask.id))];
  if (!isToDecide(ask)) return [];
  const why = askMenu.overflow(ask.id, { why: textsFor(askTexts, reader).buttons.why });
  return [actions(`ask:${ask.id}`, ...shortButtons(reader, ask), ...(isOwn ? [why] : []))];
}

/** What is recommended, and the form for all else. */
export function shortButtons(reader: Reader, ask: Ask): Button[] {
  const texts = textsFor(askTexts, reader).buttons;
  const { recommended } = ask;
  if (ask.isIncomplete || ask.options.length < 2 || recommended === null)
    return [button(askIds.decide, texts.decide, { value: ask.id, primary: true })];
  return [takeButton(reader, ask, recommended), button(askIds.decide, texts.words, { value: ask.id })];
}

/** In the form: what its decider can do besides deciding it. */
export function furtherButtons(reader: Reader, ask: Ask): Button[] {
  const texts = textsFor(askTexts, reader).buttons;
  if (!isToDecide(ask)) return [];
  return [
    ...(ask.waitsFor === "asker" ? [] : [button(askIds.askBack, texts.askBack, { value: ask.id })]),
    button(askIds.defer, texts.defer, { value: ask.id }),
    button(askIds.delegate, texts.delegate, { value: ask.id }),
    button(askIds.committee, texts.committee, { value: ask.id }),
    ...(ask.state === "open" ? [button(askIds.acknowledge, texts.acknowledge, { value: ask.id })] : []),
  ];
}

function isToDecide({ mayBeUndone, waitsFor }: Ask): boolean {
  return !mayBeUndone && (waitsFor === "decider" || waitsFor === "asker");
}

const LONGEST_STATE = 240;

/**
 * What stands under an ask in a message about more than it, in one block: its buttons while its reader decides it; else
 * where it is, with *Undo* as long as they may take the decision back.
 */
export function askFoot(reader: Reader, ask: Ask, isDecider: boolean, isBeside = false): ActionsBlock | SectionBlock {
  const [buttons] = isToDecide(ask) && (isDecider || isBeside) ? askButtons(reader, ask) : [];
  return buttons ?? askStateBlock(reader, ask, isDecider);
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

function takeButton(reader: Reader, ask: Ask, index: number): Button {
  const texts = textsFor(askTexts, reader).confirm;
  const label = ask.options[index]?.label ?? "";
  const value = { id: ask.id, option: index, label } satisfies z.infer<typeof takenValue>;
  // The longest name leaves room for the rest of the sentence.
  const said = texts.text(label, shorten(ask.program.title, 40), shorten(ask.asker.name, 40));
  return button(`${askIds.take}:${index}`, shortenEscaped(label, ELEMENT_LIMITS.buttonText), {
    value: JSON.stringify(value),
    primary: true,
    confirm: {
      title: plain(texts.title(ask.code)),
      text: plain(shortenEscaped(said, COMPOSITION_LIMITS.confirmText)),
      confirm: plain(texts.confirm),
      deny: plain(texts.deny),
    },
  });
}
