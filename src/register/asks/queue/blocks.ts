/** What is shown of the decisions that come in one weekly message, and of those that wait for the next. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { MOST_DECISIONS } from "../../../delivery/rules-queue.ts";
import {
  actions,
  button,
  context,
  lineOf,
  plain,
  plainSection,
  section,
  shorten,
} from "../../../platform/slack/blocks.ts";
import { longDate, type Reader, shortDate, textsFor } from "../../../platform/texts/language.ts";
import type { LocalDate } from "../../../platform/time.ts";
import type { Ask } from "../ask.ts";
import { askReasons } from "../blocks.ts";
import { askIds, shortButtons } from "../buttons.ts";
import { queueTexts } from "./texts.ts";

/** One of several decisions in one message: the first three with their buttons, each further one in one line. */
export function decisionLine(reader: Reader, ask: Ask, place: number): KnownBlock[] {
  return place <= MOST_DECISIONS ? shortAsk(reader, ask) : [furtherLine(reader, ask)];
}

function shortAsk(reader: Reader, ask: Ask): KnownBlock[] {
  const reasons = askReasons(reader, ask);
  return [
    section(`*${textsFor(queueTexts, reader).decide}* · ${lineOf(titleOf(reader, ask))}`),
    ...(reasons.length > 0 ? [plainSection(reasons.join("\n"))] : []),
    actions(`ask:${ask.id}`, ...shortButtons(reader, ask)),
  ];
}

function furtherLine(reader: Reader, ask: Ask): KnownBlock {
  const { open } = textsFor(queueTexts, reader);
  return plainSection(titleOf(reader, ask), button(askIds.decide, open, { value: ask.id }));
}

function titleOf(reader: Reader, { title, code, program, neededBy }: Ask): string {
  const { by } = textsFor(queueTexts, reader);
  return [title, code, program.title, ...(neededBy === null ? [] : [by(shortDate(reader, neededBy))])].join(" · ");
}

/** That an ask waits for the next weekly message of whoever decides it. */
export interface QueuedShown {
  ask: Ask;
  name: string;
  /** Which message was full, by its day, and how many decisions went in it. */
  on: LocalDate;
  ahead: number;
  goesOn: LocalDate;
  /** From then to the day by which it is needed; null where there is none. */
  days: number | null;
  isFine: boolean;
}

/** `revision`: in the key of the message that waits. */
export const fineValue = z.strictObject({ itemId: z.string(), revision: z.int(), ahead: z.int() });

export function queuedBlocks(reader: Reader, shown: QueuedShown, revision: number): KnownBlock[] {
  const texts = textsFor(queueTexts, reader);
  const { ask, name, goesOn, days, isFine } = shown;
  if (isFine) return [section(lineOf(texts.accepted(ask.code, name, longDate(reader, goesOn))))];
  const value = ask.id;
  return [
    section(lineOf(`${fullLine(reader, shown)} ${texts.goes(longDate(reader, goesOn), days)}`)),
    actions(
      `ask-queued:${value}`,
      button(askIds.fine, texts.fine, {
        value: JSON.stringify({ itemId: value, revision, ahead: shown.ahead } satisfies z.infer<typeof fineValue>),
      }),
      button(askIds.cannotWait, texts.cannotWait, { value }),
      button(askIds.queue, texts.see, { value }),
    ),
  ];
}

function fullLine(reader: Reader, { ask, name, on, ahead }: QueuedShown): string {
  const title = shorten(ask.title, LONGEST_TITLE);
  return textsFor(queueTexts, reader).full({ name, on: longDate(reader, on), ahead, code: ask.code, title });
}

const LONGEST_TITLE = 150;

export interface QueueEntry {
  code: string;
  title: string;
  neededBy: LocalDate | null;
  on: LocalDate;
  /** It has waited for one message, and goes then; else it may have to wait for room. */
  isSure: boolean;
}

/** `entries`: of programs that its reader may read; `others`: how many there are beside them. */
export function queueView(
  reader: Reader,
  { name, entries, others }: { name: string; entries: readonly QueueEntry[]; others: number },
): ModalView {
  const { view, by } = textsFor(queueTexts, reader);
  const shown = entries.slice(0, MOST_SHOWN);
  const rest = others + entries.length - shown.length;
  return {
    type: "modal",
    title: plain(view.title),
    close: plain(view.close),
    blocks: [
      section(lineOf(entries.length + others === 0 ? view.none(name) : view.intro(name))),
      ...shown.flatMap(({ code, title, neededBy, on, isSure }, index) => [
        plainSection(view.entry(index + 1, code, shorten(title, LONGEST_TITLE))),
        context(
          lineOf(
            [
              ...(neededBy === null ? [] : [by(longDate(reader, neededBy))]),
              (isSure ? view.goes : view.notBefore)(longDate(reader, on)),
            ].join(" · "),
          ),
        ),
      ]),
      ...(rest > 0 ? [context(view.others(rest))] : []),
    ],
  };
}

/** Two blocks each. */
const MOST_SHOWN = 40;
