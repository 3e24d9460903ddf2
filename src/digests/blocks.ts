import type { KnownBlock } from "@slack/types";
import {
  actions,
  button,
  header,
  lineOf,
  option,
  plain,
  quote,
  shorten,
  type Words,
  words,
} from "../platform/slack/blocks.ts";
import { MESSAGE_LIMITS } from "../platform/slack/limits.ts";
import type { Message } from "../platform/slack/message.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { askButtons, askIds } from "../register/ask-buttons.ts";
import type { Ask } from "../register/asks.ts";
import { askTexts } from "../register/texts-asks.ts";
import type { DigestDocument } from "./document.ts";
import { type Item, type Outline, outlineOf, type ShownQuote } from "./outline.ts";
import { type FirstScreen, firstScreenOf } from "./rules-first-screen.ts";
import { type DigestTexts, digestTexts } from "./texts.ts";

export const SHOW_SOURCES = "digest.show_sources";
export const ACKNOWLEDGE = "digest.acknowledge";
export const READ_WHOLE = "digest.read_whole";

/** One block of each message is kept free: the heading of those in the thread. */
const MOST_BLOCKS = MESSAGE_LIMITS.blocks - 1;
/** The size of all blocks of a message is limited to an unpublished number (`msg_blocks_too_long`): units of their JSON. */
const MOST_UNITS = 12_000;
/** Longest run of words in one block; longer ones continue in the next. */
const LONGEST_RUN = 2500;
/** Choices of an answer to read whole. */
const MOST_CHOICES = 25;

/** Blocks that are not torn apart. */
type Group = KnownBlock[];

/**
 * The first message holds what fits on a screen; the whole of what it shortens and the rest follow in its thread, asks
 * first. Its buttons are there when the edition is stored. `asks`: those it names, as they are now, by item; how the digest
 * is divided does not depend on them.
 */
export function digestMessages(
  document: DigestDocument,
  editionId: string | null,
  asks: ReadonlyMap<string, Ask> = new Map(),
): [Message, ...Message[]] {
  const texts = digestTexts(document.reader);
  const outline = outlineOf(document);
  const screen = firstScreenOf(outline, {
    more: (count) => texts.inThread(document.reader, count),
    buttons: editionId === null ? [] : [texts.acknowledge.button, texts.sources.button, texts.sources.readWhole],
    askButtons: ({ ask }) => (editionId === null || ask === null ? null : roomForButtons(ask.options)),
  });
  const rest = pack(restGroups(screen.rest, editionId === null ? null : document.reader));
  const parts = rest.length + 1;
  return [
    {
      text: lineOf(outline.announcement),
      blocks: [
        ...screenBlocks(document, outline, screen, asks),
        ...(editionId === null ? [] : [footOf(document, editionId, screen)]),
      ],
    },
    ...rest.map((blocks, index) => continuation(texts, outline, blocks, index + 2, parts)),
  ];
}

/** All of it in one go, where there is no thread. */
export function wholeDigest(document: DigestDocument): KnownBlock[] {
  const outline = outlineOf(document);
  const { sentence, own, others } = outline.bottomLine;
  const groups: Group[] = [
    [header(outline.title), words([{ text: outline.basis, italic: true }])],
    ...(own ? chunked(own, { bold: true }) : sentence === null ? [] : [[quote({ text: sentence, bold: true })]]),
    ...(others === null ? [] : [[words([{ text: others }])]]),
    ...outline.remarks.map((remark) => [words([{ text: remark }])]),
    ...restGroups(
      { original: outline.original, own: null, heldBack: outline.heldBack, sections: outline.sections },
      null,
    ),
  ];
  return groups.flat();
}

function continuation(texts: DigestTexts, { title }: Outline, blocks: KnownBlock[], part: number, parts: number) {
  const heading = texts.continued(title, part, parts);
  return { text: lineOf(heading), blocks: [words([{ text: heading, italic: true }]), ...blocks] };
}

function screenBlocks(
  document: DigestDocument,
  outline: Outline,
  screen: FirstScreen,
  asks: ReadonlyMap<string, Ask>,
): KnownBlock[] {
  const texts = digestTexts(document.reader);
  const { sentence, own, others } = screen.bottomLine;
  return [
    header(outline.title),
    words([{ text: outline.basis, italic: true }]),
    ...(own
      ? [quote(...quoteRuns(own, { bold: true }))]
      : sentence === null
        ? []
        : [quote({ text: sentence, bold: true })]),
    ...(others === null ? [] : [words([{ text: others }])]),
    ...outline.remarks.map((remark) => words([{ text: remark }])),
    ...(screen.heldBack === null ? [] : [words([{ text: screen.heldBack, italic: true }])]),
    ...screen.sections.flatMap(({ heading, items, more }) => [
      header(heading),
      ...items.flatMap((item) => {
        const ask = item.ask && asks.get(item.ask.id);
        return [screenItem(item), ...(ask ? askButtons(document.reader, ask) : [])];
      }),
      ...(more > 0 ? [words([{ text: texts.inThread(document.reader, more), italic: true }])] : []),
    ]),
  ];
}

/** A line with what people wrote in one block. */
function screenItem({ label, quotes, remark }: Item): KnownBlock {
  return {
    type: "rich_text",
    elements: [
      ...words(label).elements,
      ...quotes.flatMap((one) => quote(...quoteRuns(one)).elements),
      ...(remark === null ? [] : words([{ text: remark, italic: true }]).elements),
    ],
  };
}

/** The buttons of an ask are made when the message is sent: their room is set aside when it is divided. */
function roomForButtons(options: readonly string[]): string {
  return [
    ...options.slice(0, 3).map((label) => shorten(label, 75)),
    ...Array.from({ length: 12 }, () => "button"),
  ].join(" ");
}

function decideButton(reader: Reader, itemId: string): KnownBlock {
  const label = textsFor(askTexts, reader).buttons.decide;
  return actions(`ask:${itemId}`, button(askIds.decide, label, { value: itemId }));
}

/** Every source is a press away; an answer that is shortened above is read whole at once. */
function footOf(document: DigestDocument, editionId: string, { shortenedItems }: FirstScreen): KnownBlock {
  const texts = digestTexts(document.reader).sources;
  const ids = new Set(shortenedItems.flatMap(({ sources }) => sources.map(({ id }) => id)));
  const choices = document.citations
    .filter(({ source, author }) => source.kind === "check-in" && author !== null && ids.has(source.id))
    .slice(0, MOST_CHOICES);
  return actions(
    "digest.actions",
    button(ACKNOWLEDGE, digestTexts(document.reader).acknowledge.button, { value: editionId }),
    button(SHOW_SOURCES, texts.button, { value: editionId }),
    ...(choices.length === 0
      ? []
      : [
          {
            type: "static_select" as const,
            action_id: READ_WHOLE,
            placeholder: plain(texts.readWhole),
            options: choices.map(({ source, author, program }) =>
              option(
                JSON.stringify({ editionId, checkInId: source.id }),
                `${shorten(author ?? "", 36)} · ${shorten(program, 36)}`,
              ),
            ),
          },
        ]),
  );
}

/** `decider`: whose asks can be decided here; null where nothing can be pressed. */
function restGroups({ original, own, heldBack, sections }: FirstScreen["rest"], decider: Reader | null): Group[] {
  return [
    ...(original === null ? [] : split(original, LONGEST_RUN).map((text) => [words([{ text, italic: true }])])),
    ...(own ? chunked(own, { bold: true }) : []),
    ...(heldBack === null ? [] : [[words([{ text: shorten(heldBack, LONGEST_RUN), italic: true }])]]),
    ...sections.flatMap(({ heading, items }) => withHeading(heading, itemGroups(items, decider))),
  ];
}

/** A heading goes with what it heads. */
function withHeading(heading: string, [first = [], ...rest]: Group[]): Group[] {
  return [[header(heading), ...first], ...rest];
}

/** Lines without people's words share blocks. */
function itemGroups(items: readonly Item[], decider: Reader | null): Group[] {
  const groups: Group[] = [];
  let paragraphs: Words[][] = [];
  const flush = () => {
    if (paragraphs.length > 0) groups.push([words(...paragraphs)]);
    paragraphs = [];
  };
  for (const item of items) {
    const decide = decider && item.ask ? [[decideButton(decider, item.ask.id)]] : [];
    if (item.quotes.length > 0 || decide.length > 0) {
      flush();
      groups.push(...quotedGroups(item), ...decide);
      continue;
    }
    if (lengthOf(paragraphs.flat()) + lengthOf(item.label) > LONGEST_RUN) flush();
    paragraphs.push(item.label);
  }
  flush();
  return groups;
}

function quotedGroups(item: Item): Group[] {
  const quoted = item.quotes.flatMap((one) => chunked(one));
  const [first = [], ...rest] = quoted;
  const remark = item.remark === null ? [] : [[words([{ text: item.remark, italic: true }])]];
  return [[words(item.label), ...first], ...rest, ...remark];
}

function quoteRuns({ role, text, by }: ShownQuote, { bold = false } = {}): Words[] {
  return [
    ...(role === null ? [] : [{ text: `${role} · `, bold: true }]),
    { text, bold },
    { text: `\n— ${by}`, italic: true },
  ];
}

function chunked({ role, text, by }: ShownQuote, { bold = false } = {}): Group[] {
  const pieces = split(text, LONGEST_RUN);
  return pieces.map((piece, index) => [
    quote(
      ...(role !== null && index === 0 ? [{ text: `${role} · `, bold: true }] : []),
      { text: piece, bold },
      ...(index === pieces.length - 1 ? [{ text: `\n— ${by}`, italic: true }] : []),
    ),
  ]);
}

/** Cuts after a blank where there is one, never within a surrogate pair. The pieces joined are the text. */
function split(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const head = rest.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "");
    const blank = Math.max(head.lastIndexOf(" "), head.lastIndexOf("\n")) + 1;
    const end = blank > limit / 2 ? blank : head.length;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}

function lengthOf(runs: readonly Words[]): number {
  return runs.reduce((length, run) => length + run.text.length, 0);
}

function pack(groups: readonly Group[]): KnownBlock[][] {
  const messages: KnownBlock[][] = [];
  let current: KnownBlock[] = [];
  let units = 0;
  for (const group of groups) {
    const weight = JSON.stringify(group).length;
    if (current.length > 0 && (current.length + group.length > MOST_BLOCKS || units + weight > MOST_UNITS)) {
      messages.push(current);
      current = [];
      units = 0;
    }
    current.push(...group);
    units += weight;
  }
  return current.length > 0 ? [...messages, current] : messages;
}
