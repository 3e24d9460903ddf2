/** What somebody can do with a request, and its buttons: in its own message, in a digest, on Home. */
import type { Button } from "@slack/types";
import { z } from "zod";
import { isRestricted } from "../../people/rules-restricted.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { button, plain, shorten, shortenEscaped } from "../../slack/blocks.ts";
import { COMPOSITION_LIMITS, ELEMENT_LIMITS } from "../../slack/limits.ts";
import { Menu } from "../../slack/menus.ts";
import { choicesOf, type Request } from "./request.ts";
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
  reply: "ask.reply",
  vote: "ask.vote",
} as const;

export const takenValue = z.object({ id: z.string(), option: z.int().min(0), label: z.string() });

/** What is rarer, and why the message came. */
export const requestMenu = new Menu(requestIds.menu, z.enum(["postpone", "committee", "why"]));

const YES_AND_NO = 2;

/** Whom a message about a request is for. */
export interface Viewer {
  readerId: string;
  as: "decider" | "requester" | "voter";
}

/** `answer`: all the same, while the decider's question is open or it is postponed. Null: nothing but to read. */
export type Doing = "decide" | "answer" | "undo" | "reply" | "vote" | null;

export function doingOf({ waitsFor, decider, pending, question }: Request, { readerId, as }: Viewer): Doing {
  if (waitsFor === null) return null;
  if (as === "requester") return question && question.answer === null ? "reply" : null;
  if (pending?.by.id === readerId) return "undo";
  if (waitsFor === "committee") return as === "voter" ? "vote" : null;
  if (decider.id !== readerId) return null;
  if (waitsFor === "decider") return "decide";
  return waitsFor === "question" || waitsFor === "date" ? "answer" : null;
}

/** The first ones: what is recommended, or *Yes* and *No* where there are no options; and words of their own. */
export function firstButtons(reader: Reader, request: Request, viewer: Viewer): Button[] {
  const texts = textsFor(requestTexts, reader).buttons;
  const value = request.id;
  switch (doingOf(request, viewer)) {
    case "decide": {
      const taken = takeButtons(reader, request);
      const isAlone = taken.length === 0;
      return [...taken, button(requestIds.decide, isAlone ? texts.decide : texts.words, { value, primary: isAlone })];
    }
    case "answer":
      return [button(requestIds.decide, texts.answer, { value })];
    case "undo":
      return [undoButton(reader, value)];
    case "reply":
      return [button(requestIds.reply, texts.reply, { value, primary: true })];
    case "vote":
      return [button(requestIds.vote, texts.vote, { value, primary: true })];
    case null:
      return [];
  }
}

/** And to ask, and to delegate. */
export function allButtons(reader: Reader, request: Request, viewer: Viewer): Button[] {
  const texts = textsFor(requestTexts, reader).buttons;
  const doing = doingOf(request, viewer);
  const value = request.id;
  return [
    ...firstButtons(reader, request, viewer),
    ...(doing === "decide" ? [button(requestIds.question, texts.question, { value })] : []),
    ...(doing === "decide" || doing === "answer" ? [button(requestIds.delegate, texts.delegate, { value })] : []),
  ];
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

export function undoButton(reader: Reader, itemId: string): Button {
  return button(requestIds.undo, textsFor(requestTexts, reader).buttons.undo, { value: itemId });
}
