import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { namesInShort, rewordButton, seemsWords } from "../../check-ins/proposals/offers.ts";
import type { TextGoingUp, TextOf } from "../../check-ins/sensitive/use-cases.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  lineOf,
  plain,
  quote,
  section,
  shorten,
} from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { goingUpTexts } from "./texts.ts";

/** Of a button that says of a text whether it goes up; `on`: the day on which it would, `until`: when that is settled. */
export const goesUpValue = z.strictObject({
  on: z.string(),
  until: z.string(),
  checkInId: z.string(),
  hash: z.string(),
  decision: z.enum(["yes", "lead"]),
});

export const goesUpPressed = /^digest\.goes_up:/;
const PRESSED = "digest.goes_up";

/** Which message, and the page of its view. */
export const allGoingUpValue = z.strictObject({ on: z.string(), isLast: z.boolean(), page: z.int().min(0) });
export type AllGoingUpValue = z.infer<typeof allGoingUpValue>;
export const allGoingUpPressed = /^digest\.all_going_up/;
const ALL_PRESSED = "digest.all_going_up";

/** So many have buttons in a message. */
export const MOST_SHOWN = 5;
/** Four blocks each. */
const ON_PAGE = 20;

/** Characters of a text. */
const LONGEST = { message: 300, view: 1500 };

export interface AllGoingUp {
  on: LocalDate;
  until: LocalDate;
  /** It is about what was written since another. */
  isLast: boolean;
  /** Names. */
  readers: string[];
  /** `text` null: it was changed since. `isSaid`: they have pressed, and were not only shown it. */
  lines: (TextOf & { text: TextGoingUp | null; isSaid: boolean })[];
}

export function goingUpTitle(reader: Reader, { on, readers, lines }: AllGoingUp): string {
  const to = namesInShort(reader, readers);
  return textsFor(goingUpTexts, reader).goes(lines.length, to, longDate(reader, on));
}

/** A few blocks for each of the first texts, below one heading; the others are behind a button. */
export function goingUpBlocks(reader: Reader, all: AllGoingUp): KnownBlock[] {
  const texts = textsFor(goingUpTexts, reader);
  const { on, isLast } = all;
  const others = all.lines.length - MOST_SHOWN;
  const value = JSON.stringify({ on, isLast, page: 0 } satisfies AllGoingUpValue);
  return [
    section(`*${escapeMrkdwn(goingUpTitle(reader, all))}*`),
    ...all.lines.slice(0, MOST_SHOWN).flatMap((line) => lineBlocks(reader, all, line, LONGEST.message)),
    ...(others > 0 ? [actions(`goes-up:${on}:others`, button(ALL_PRESSED, texts.others(others), { value }))] : []),
    context(texts.silent),
  ];
}

/** Every text, each with its buttons. */
export function allGoingUpView(reader: Reader, all: AllGoingUp, wanted: number): ModalView {
  const texts = textsFor(goingUpTexts, reader);
  const { on, isLast, lines } = all;
  const pages = Math.max(1, Math.ceil(lines.length / ON_PAGE));
  const page = Math.min(wanted, pages - 1);
  const state = (to: number) => JSON.stringify({ on, isLast, page: to } satisfies AllGoingUpValue);
  const turns = [
    ...(page > 0 ? [button(`${ALL_PRESSED}:earlier`, texts.earlier, { value: state(page - 1) })] : []),
    ...(page < pages - 1 ? [button(`${ALL_PRESSED}:later`, texts.later, { value: state(page + 1) })] : []),
  ];
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    private_metadata: state(page),
    blocks: [
      section(`*${escapeMrkdwn(goingUpTitle(reader, all))}*`),
      ...lines
        .slice(page * ON_PAGE, (page + 1) * ON_PAGE)
        .flatMap((line) => lineBlocks(reader, all, line, LONGEST.view)),
      context(pages > 1 ? `${texts.silent} ${texts.page(page + 1, pages)}` : texts.silent),
      ...(turns.length > 0 ? [actions("goes-up:turn", ...turns)] : []),
    ],
  };
}

function lineBlocks(
  reader: Reader,
  { on, until }: AllGoingUp,
  line: AllGoingUp["lines"][number],
  longest: number,
): KnownBlock[] {
  const texts = textsFor(goingUpTexts, reader);
  const { checkInId, hash, text: own, isSaid } = line;
  if (own === null) return [context(texts.gone)];
  const press = (label: string, decision: "yes" | "lead") =>
    button(`${PRESSED}:${decision}`, label, {
      value: JSON.stringify({ on, until, checkInId, hash, decision } satisfies z.infer<typeof goesUpValue>),
    });
  const shown = quote({ text: shorten(own.text, longest) });
  const place = `goes-up:${checkInId}:${hash.slice(0, 12)}`;
  if (own.said?.decision === "lead") return [shown, context(texts.kept), actions(place, press(texts.letGo, "yes"))];
  if (isSaid) return [shown, context(texts.saidFine), actions(place, press(texts.keep, "lead"))];
  const about = own.about === null ? [] : [context(seemsWords(reader, own.about))];
  const reword = own.mayReword ? [rewordButton(reader, own.promptId)] : [];
  return [shown, ...about, actions(place, press(texts.fine, "yes"), ...reword, press(texts.keep, "lead"))];
}

export function goingUpMessage(reader: Reader, all: AllGoingUp): Message {
  return { text: lineOf(goingUpTitle(reader, all)), blocks: goingUpBlocks(reader, all) };
}
