import type { KnownBlock } from "@slack/types";
import { actions, button, header, lineOf, quote, shorten, type Words, words } from "../platform/slack/blocks.ts";
import { MESSAGE_LIMITS } from "../platform/slack/limits.ts";
import type { Message } from "../platform/slack/message.ts";
import type { DigestDocument } from "./document.ts";
import { type Item, type Outline, outlineOf, type ShownQuote } from "./outline.ts";
import { type DigestTexts, digestTexts } from "./texts.ts";

export const SHOW_SOURCES = "digest.show_sources";

/** One block of each message is kept free: the button of the first, the heading of those in its thread. */
const MOST_BLOCKS = MESSAGE_LIMITS.blocks - 1;
/** The size of all blocks of a message is limited to an unpublished number (`msg_blocks_too_long`): units of their JSON. */
const MOST_UNITS = 12_000;
/** Longest run of words in one block; longer ones continue in the next. */
const LONGEST_RUN = 2500;

/** Blocks that are not torn apart. */
type Group = KnownBlock[];

/**
 * The first message and those that follow in its thread. Together they are the whole digest, asks first: nothing is left
 * out for want of room. The button is there when the edition is stored.
 */
export function digestMessages(document: DigestDocument, editionId: string | null): [Message, ...Message[]] {
  const texts = digestTexts(document.reader);
  const outline = outlineOf(document);
  const [first = [], ...rest] = pack(groupsOf(outline));
  const sourcesButton = actions(
    "digest.actions",
    button(SHOW_SOURCES, texts.sources.button, { value: editionId ?? "" }),
  );
  const parts = rest.length + 1;
  return [
    {
      text: lineOf(outline.announcement),
      blocks: editionId === null ? first : [...first, sourcesButton],
    },
    ...rest.map((blocks, index) => continuation(texts, outline, blocks, index + 2, parts)),
  ];
}

function continuation(texts: DigestTexts, { title }: Outline, blocks: KnownBlock[], part: number, parts: number) {
  const heading = texts.continued(title, part, parts);
  return { text: lineOf(heading), blocks: [words([{ text: heading, italic: true }]), ...blocks] };
}

function groupsOf(outline: Outline): Group[] {
  const { sentence, own, others } = outline.bottomLine;
  const opening = sentence === null ? [] : [quote({ text: sentence, bold: true })];
  return [
    [header(outline.title), words([{ text: outline.basis, italic: true }])],
    ...(own ? chunked(own, { bold: true }) : [opening]),
    ...(others === null ? [] : [[words([{ text: others }])]]),
    ...(outline.heldBack === null ? [] : [[words([{ text: shorten(outline.heldBack, LONGEST_RUN), italic: true }])]]),
    ...outline.sections.flatMap(({ heading, items }) => withHeading(heading, itemGroups(items))),
  ];
}

/** A heading goes with what it heads. */
function withHeading(heading: string, [first = [], ...rest]: Group[]): Group[] {
  return [[header(heading), ...first], ...rest];
}

/** Lines without people's words share blocks. */
function itemGroups(items: readonly Item[]): Group[] {
  const groups: Group[] = [];
  let paragraphs: Words[][] = [];
  const flush = () => {
    if (paragraphs.length > 0) groups.push([words(...paragraphs)]);
    paragraphs = [];
  };
  for (const item of items) {
    if (item.quotes.length > 0) {
      flush();
      groups.push(...quotedGroups(item));
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
