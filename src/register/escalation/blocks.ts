/** What is shown of an item on its way up and down: the messages. */
import type { Button, KnownBlock, SectionBlock } from "@slack/types";
import { z } from "zod";
import {
  actions,
  button,
  context,
  isPresent,
  lineOf,
  plainSection,
  quote,
  section,
  shorten,
  type Words,
  words,
} from "../../platform/slack/blocks.ts";
import { Menu } from "../../platform/slack/menus.ts";
import type { Message } from "../../platform/slack/message.ts";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { decideButton } from "../asks/buttons.ts";
import { escalationIds, itemIds } from "../ids.ts";
import { codeOf, shownTitle } from "../rules.ts";
import { noteTold } from "../rules-told.ts";
import type { Item } from "../use-cases.ts";
import { stateLine, titleLine } from "../words.ts";
import type { EscalationStep } from "./facts.ts";
import type { Level } from "./rules.ts";
import { escalationTexts } from "./texts.ts";

/** The whole text stands in the item. */
const LONGEST_SHOWN = 600;

export interface Raised {
  item: Item;
  program: string;
  /** Nobody answers it: the record stays as it is. */
  isOfClosed: boolean;
  step: EscalationStep;
  /** Who passed it up; null by rule. */
  by: string | null;
  /** Whom the holder stands in for, or who had it before. */
  before: string;
  /** The level before, and its term; null where it had none. */
  below: { level: Level; days: number | null } | null;
  /** What has become of it, in one sentence; null while the holder has it and has not said that they have seen it. */
  state: string | null;
  /** The holder may still answer. */
  isOpen: boolean;
  isSeen: boolean;
  now: string;
}

export function raisedMessage(reader: Reader, raised: Raised): Message {
  const { item, program, isOfClosed, step, state, isOpen, isSeen, now } = raised;
  const texts = textsFor(escalationTexts, reader);
  const facts = [stateLine(reader, item, localDateOf(now, reader.zone), { isOfClosed }), program];
  const levels = list(
    reader,
    step.passed.map((level) => texts.level[level]),
  );
  const said: Words[][] = (["effect", "tried", "options", "recommendation"] as const).flatMap((field) => {
    const text = noteTold(item, step[field]);
    return text ? [[{ text: texts.raised[field], bold: true }, { text: shorten(text, LONGEST_SHOWN) }]] : [];
  });
  const notes = [
    step.matter && texts.raised.matter(texts.matter[step.matter]),
    step.passed.length > 0 && texts.raised.passed(levels),
    isOpen && step.term && texts.raised.terms(step.term.acknowledge, step.term.resolve),
  ].filter((note) => typeof note === "string");
  const line = texts.raised.fallback(codeOf(item), shownTitle(item));
  return {
    text: lineOf(state ?? line),
    blocks: [
      words([{ text: titleLine(item), bold: true }]),
      context(lineOf(shorten(facts.join(" · "), 900))),
      isOpen ? section(lineOf(reasonOf(reader, raised))) : null,
      item.description !== "" ? quote({ text: shorten(item.description, LONGEST_SHOWN) }) : null,
      said.length > 0 ? words(...said) : null,
      notes.length > 0 ? context(lineOf(notes.join(" "))) : null,
      state === null ? null : section(lineOf(state)),
      isOpen ? answerRow(reader, item, isSeen) : null,
    ].filter(isPresent),
  };
}

/** Among other messages: that it has come up, and why; when it is over, what has become of it. */
export function raisedLine(reader: Reader, raised: Raised): SectionBlock {
  const { item, state, isOpen } = raised;
  if (!isOpen) return escalationLine(reader, item, `${titleLine(item)}\n${state ?? ""}`.trimEnd());
  const line = textsFor(escalationTexts, reader).raised.fallback(codeOf(item), shownTitle(item));
  return escalationLine(reader, item, `${line}\n${reasonOf(reader, raised)}`);
}

function reasonOf(reader: Reader, { step, by, before, below }: Raised): string {
  const texts = textsFor(escalationTexts, reader);
  if (step.because === "away") return texts.raised.away(before);
  if (step.because === "left" || step.because === "declined") return texts.raised[step.because](before);
  if (by !== null) return texts.raised.byHand(by);
  return below?.days ? texts.raised.byRule(texts.level[below.level], below.days) : texts.raised.byItself;
}

function answerRow(reader: Reader, item: Item, isSeen: boolean): KnownBlock {
  const texts = textsFor(escalationTexts, reader).button;
  const value = item.id;
  const buttons: Button[] = [
    button(escalationIds.answer, texts.answer, { value, primary: true }),
    ...(isSeen ? [] : [button(escalationIds.seen, texts.seen, { value })]),
    button(escalationIds.escalate, texts.up, { value }),
    button(itemIds.open, texts.open, { value }),
  ];
  return actions(`escalation:${item.id}`, ...buttons);
}

/** A line of our own with a button that opens the item. `said`: what somebody wrote about it. */
export function escalationNote(
  reader: Reader,
  item: Item,
  line: string,
  { said = null, isToDecide = false }: { said?: string | null; isToDecide?: boolean } = {},
): Message {
  const told = noteTold(item, said);
  return {
    text: lineOf(line),
    blocks: [
      escalationLine(reader, item, line, isToDecide),
      ...(told === null ? [] : [quote({ text: shorten(told, LONGEST_SHOWN) })]),
    ],
  };
}

const STUCK_ACTS = ["solved", "still", "escalate", "open"] as const;
export const stuckMenu = new Menu(escalationIds.stuck, z.enum(STUCK_ACTS));

/** The line of what is stuck, with what its lead can do about it. */
export function stuckLine(reader: Reader, item: Item, line: string): SectionBlock {
  const { overdue, button: buttons } = textsFor(escalationTexts, reader);
  const { solved, still } = overdue.menu;
  return plainSection(
    line,
    stuckMenu.overflow(item.id, { solved, still, escalate: buttons.escalate, open: buttons.open }),
  );
}

/** `isToDecide`: its reader decides this ask, and may do so at once. */
export function escalationLine(reader: Reader, item: Item, line: string, isToDecide = false): SectionBlock {
  const { open } = textsFor(escalationTexts, reader).button;
  return plainSection(line, isToDecide ? decideButton(reader, item) : button(itemIds.open, open, { value: item.id }));
}
