/** The first screen of a digest as one message. */
import type { Button, KnownBlock, StaticSelect } from "@slack/types";
import { deliveryTexts } from "../../delivery/texts.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { itemIds } from "../../register/ids.ts";
import { requestFoot } from "../../register/requests/cards.ts";
import type { Request } from "../../register/requests/request.ts";
import { registerTexts } from "../../register/texts.ts";
import {
  actions,
  button,
  context,
  header,
  image,
  lineOf,
  option,
  quote,
  select,
  shorten,
  type Words,
  words,
} from "../../slack/blocks.ts";
import { ELEMENT_LIMITS } from "../../slack/limits.ts";
import type { Message } from "../../slack/message.ts";
import { digestIds, FOOT_BLOCK, footMenu, reportValue } from "../action-ids.ts";
import { STATUS_SHAPES } from "../compile/status-and-dates-in-words.ts";
import { blockerFoot, needInWords, needsReader, type OwnBlocker } from "./needs.ts";
import { partsOfLine } from "./parts-of-line.ts";
import type { Need, ReportedProgram, Screen, ScreenInput, ScreenLine } from "./screen.ts";
import { digestTexts } from "./texts-digest.ts";

/** What surrounds a first screen, as it is when the message is made or updated. */
export interface DigestNow {
  /** Null: a preview, with nothing to press. */
  digestId: string | null;
  readerId: string;
  /** The programs that it is about, in the order of the menu. */
  programs: readonly ReportedProgram[];
  /** The requests and blockers of the screen by item: one that is missing has no buttons. */
  asks: ReadonlyMap<string, Request>;
  blockers: ReadonlyMap<string, OwnBlocker>;
  /** A picture that Slack has: below the facts that it shows, never in their place. */
  picture?: { fileId: string; altText: string };
  /** Whoever is above the programs says that they have seen it. */
  role?: ScreenInput["reader"]["role"] | null;
  isSeen?: boolean;
  /** To whoever leads: who has answered nothing; empty: nobody. */
  silent?: string;
}

/** A title of 200 letters leaves room for the matter. */
const LONGEST_PROGRAM = 60;
const LONGEST_NEED = 300;
/** Of more programs the menu is in a view of its own: Slack refuses a message whose blocks are too long. */
const MOST_IN_MENU = 20;

export function digestMessage(reader: Reader, screen: Screen, now: DigestNow): Message {
  const { title, basis, headline, sections } = screen;
  const { picture, silent = "" } = now;
  return {
    text: lineOf([title, headline ?? basis].join(" · ")),
    blocks: [
      header(title),
      ...[basis, silent].filter((text) => text !== "").map((text) => context(lineOf(text))),
      ...(headline === null ? [] : [quote({ text: headline, bold: true })]),
      ...needBlocks(reader, screen, now.digestId === null ? null : now),
      ...sections
        .filter(({ lines }) => lines.length > 0)
        .map(({ heading, lines }) =>
          words(
            [{ text: heading, bold: true }],
            ...lines.map((line, place) => screenLine(reader, line, lines[place - 1])),
          ),
        ),
      ...[screen.counts, screen.leftOut].filter((text) => text !== null).map((text) => context(lineOf(text))),
      ...(picture ? [image(picture.altText, picture.fileId)] : []),
      ...(now.digestId === null ? [] : footBlocks(reader, now.digestId, now)),
    ],
  };
}

/** Each with what decides it on the spot, or with what was decided since; `now` null: nothing to press. */
export function needBlocks(
  reader: Reader,
  { needsHeading, needs, moreNeeds }: Pick<Screen, "needsHeading" | "needs" | "moreNeeds">,
  now: Pick<DigestNow, "asks" | "blockers" | "readerId"> | null,
): KnownBlock[] {
  const open = needs.filter(needsReader);
  const mine = actions("report.more_needs", button(itemIds.mine, textsFor(registerTexts, reader).button.mine));
  return [
    ...(needsHeading === "" ? [] : [words([{ text: needsHeading, bold: true }])]),
    ...needs.flatMap((need) => [
      needBlock(reader, need, !needsReader(need) ? "" : `${open.indexOf(need) + 1}. `),
      ...(now === null ? [] : needButtons(reader, need, now)),
    ]),
    ...(moreNeeds === null ? [] : [context(lineOf(moreNeeds)), ...(now === null ? [] : [mine])]),
  ];
}

/** `place`: “1. ” of one that is open. */
function needBlock(reader: Reader, need: Need, place: string): KnownBlock {
  const shown = needInWords(reader, { ...need, program: shorten(need.program, LONGEST_PROGRAM) });
  const facts: Words[][] = shown.facts === "" ? [] : [[{ text: shorten(shown.facts, LONGEST_NEED) }]];
  const head: Words[] = [
    { text: place },
    { text: shorten(shown.title, LONGEST_NEED), bold: true },
    { text: shown.due === "" ? "" : ` · ${shown.due}` },
  ];
  return words(head, ...facts);
}

function needButtons(
  reader: Reader,
  { itemId, isVote }: Need,
  { asks, blockers, readerId }: Pick<DigestNow, "asks" | "blockers" | "readerId">,
): KnownBlock[] {
  const ask = asks.get(itemId);
  const blocker = blockers.get(itemId);
  return [
    ...(ask ? [requestFoot(reader, ask, { readerId, isVoter: isVote === true })] : []),
    ...(blocker ? [blockerFoot(reader, blocker)] : []),
  ];
}

/** “🔴 *Loyalty:* a third of receipts rejected (since 12 Oct)”; a program’s next matter stands below, without its name. */
function screenLine(reader: Reader, line: ScreenLine, before: ScreenLine | undefined): Words[] {
  const { name, text, isBelow } = partsOfLine(
    reader,
    { ...line, program: shorten(line.program, LONGEST_PROGRAM) },
    before,
  );
  if (isBelow) return [{ text: `\u2003· ${text}` }];
  return [{ text: line.status === null ? "" : `${STATUS_SHAPES[line.status]} ` }, { text: name, bold: true }, { text }];
}

function footBlocks(reader: Reader, digestId: string, { programs, role, isSeen = false }: DigestNow): KnownBlock[] {
  const texts = textsFor(digestTexts, reader).foot;
  const isAbove = role === "sponsor" || role === "steering";
  const foot = actions(
    FOOT_BLOCK,
    ...openProgram(reader, digestId, programs),
    ...(isAbove && !isSeen ? [button(digestIds.seen, texts.seen, { value: digestId })] : []),
    button(digestIds.forward, texts.forward, { value: digestId }),
    ...(programs.some((program) => program.hasChannel)
      ? [button(digestIds.thank, texts.thank, { value: digestId })]
      : []),
    footMenu.overflow(digestId, {
      pdf: texts.pdf,
      md: texts.md,
      csv: texts.csv,
      why: textsFor(deliveryTexts, reader).why.ask,
    }),
  );
  return [...(isAbove && isSeen ? [context(texts.isSeen)] : []), foot];
}

function openProgram(
  reader: Reader,
  digestId: string,
  programs: readonly ReportedProgram[],
): [] | [Button | StaticSelect] {
  const texts = textsFor(digestTexts, reader).foot;
  const [only, ...others] = programs;
  if (!only) return [];
  if (others.length === 0) {
    return [button(digestIds.openProgram, texts.open, { value: reportValue.encode({ programId: only.id, digestId }) })];
  }
  if (programs.length > MOST_IN_MENU) return [button(digestIds.chooseProgram, texts.open, { value: digestId })];
  return [programMenu(reader, digestId, programs)];
}

/** In groups of as many as Slack takes in one. */
export function programMenu(
  reader: Reader,
  digestId: string,
  programs: readonly Pick<ReportedProgram, "id" | "title">[],
): StaticSelect {
  const options = programs.map(({ id, title }) => option(reportValue.encode({ programId: id, digestId }), title));
  const most = ELEMENT_LIMITS.selectOptions;
  const groups = Array.from({ length: Math.ceil(options.length / most) }, (_, place) => ({
    label: `${place * most + 1}–${Math.min((place + 1) * most, options.length)}`,
    options: options.slice(place * most, (place + 1) * most),
  }));
  const placeholder = textsFor(digestTexts, reader).foot.open;
  return select(digestIds.openProgram, groups.length > 1 ? groups : options, { placeholder });
}
