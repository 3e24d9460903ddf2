/** What goes into the thread of a digest: packed into as few messages as hold it. */
import type { ImageBlock, KnownBlock } from "@slack/types";
import { header, lineOf, quote, shorten, type Words, words } from "../../platform/slack/blocks.ts";
import { MESSAGE_LIMITS } from "../../platform/slack/limits.ts";
import type { Reader } from "../../platform/texts/language.ts";
import type { FirstScreen } from "../compile/rules-first-screen.ts";
import type { DigestDocument } from "../document.ts";
import { askOfRow, decideRow } from "../editions/blocks.ts";
import { type Division, isPlace, type Part, type Place } from "../editions/divisions/division.ts";
import { type DigestPicture, type PictureName, picturesOf } from "../pictures/pictures.ts";
import type { Item, ShownQuote } from "../sections/line.ts";
import { digestTexts } from "../texts.ts";
import { type Outline, outlineOf } from "./outline.ts";

/** Kept free: the heading of those in the thread; of a digest there, that it is replaced and as of when it tells. */
const MOST_BLOCKS = MESSAGE_LIMITS.blocks - 2;
/** The size of all blocks of a message is limited to an unpublished number (`msg_blocks_too_long`): units of their JSON. */
const MOST_UNITS = 12_000;
/** Longest run of words in one block; longer ones continue in the next. */
const LONGEST_RUN = 2500;

/** Pictures of how programs stood, whose columns are the periods of the digest. */
const OF_PERIODS: readonly PictureName[] = ["moved", "standing", "health", "heat-map", "colours"];

/** Blocks that are not torn apart. */
export type Group = KnownBlock[];

/**
 * A digest that goes in the thread of a longer one's message, each part under a heading: `left`, what the longer has not
 * told of it, and its own pictures. Nothing surrounds it: it is seen with that message.
 */
export function divideInThread({ document, left }: { document: DigestDocument; left: DigestDocument }): Division {
  const outline = outlineOf(left);
  const texts = digestTexts(left.reader);
  const { remarks, original, heldBack, sections } = outline;
  const { screen, thread } = picturesOf(document);
  const [first = [], ...others] = [
    ...bottomLineGroups(outline),
    ...remarks.map((remark) => [words([{ text: remark }])]),
    ...restGroups({ original, own: null, heldBack, sections }, left.reader),
    // The asks stand in the first message, and the basis says how many answered.
    ...[...(screen ? [screen] : []), ...thread].filter(({ name }) => OF_PERIODS.includes(name)).map(pictureGroup),
  ];
  const packed = pack([[header(outline.title), words([{ text: outline.basis, italic: true }]), ...first], ...others]);
  const [head = [], ...rest] = packed;
  return {
    parts: [
      { text: lineOf(outline.title), pieces: head.map(pieceOf) },
      ...threadParts(rest, (part) => texts.continued(outline.title, part + 2, packed.length)),
    ],
  };
}

export function threadParts(messages: readonly (KnownBlock | Place)[][], headingOf: (part: number) => string): Part[] {
  return messages.map((blocks, part) => {
    const heading = headingOf(part);
    const pieces = blocks.map((block) => (isPlace(block) ? block : pieceOf(block)));
    const [table] = pieces.flatMap((piece) => (isPlace(piece) && piece.place === "table" ? piece : []));
    return {
      text: lineOf(table ? `${heading}; ${table.said}` : heading),
      pieces: [words([{ text: heading, italic: true }]), ...pieces],
    };
  });
}

/** In the thread as it is packed, a row and the name of a picture stand for what is made when it is sent. */
function pieceOf(block: KnownBlock): Part["pieces"][number] {
  const item = askOfRow(block);
  if (item !== null) return { place: "decide", item };
  const name = nameOfPicture(block);
  return name !== null && block.type === "image" ? { place: "picture", name, altText: block.alt_text } : block;
}

function roomFor({ name, altText }: DigestPicture): ImageBlock {
  return { type: "image", alt_text: altText, slack_file: { id: name } };
}

function nameOfPicture(block: KnownBlock): string | null {
  return block.type === "image" && "slack_file" in block && "id" in block.slack_file
    ? (block.slack_file.id ?? null)
    : null;
}

/** With the same facts in words, which stand there without the picture as well. */
export function pictureGroup(picture: DigestPicture): Group {
  const facts = picture.facts.map((fact) => [{ text: fact }]);
  return [roomFor(picture), words([{ text: picture.title, bold: true }], ...facts)];
}

export function bottomLineGroups({ bottomLine: { sentence, own } }: Outline): Group[] {
  return [
    ...(sentence === null ? [] : [[quote({ text: sentence, bold: true })]]),
    ...(own ? chunked(own, { bold: sentence === null }) : []),
  ];
}

/** `decider`: whose asks can be decided here; null where nothing can be pressed. */
export function restGroups(
  { original, own, heldBack, sections }: FirstScreen["rest"],
  decider: Reader | null,
): Group[] {
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
    const decide = decider && item.ask ? [[decideRow(decider, item.ask.id)]] : [];
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

export function quoteRuns({ role, text, by }: ShownQuote, { bold = false } = {}): Words[] {
  return [...(role === null ? [] : [{ text: `${role} · `, bold: true }]), { text, bold }, ...signature(by)];
}

function signature(by: string): Words[] {
  return by === "" ? [] : [{ text: `\n— ${by}`, italic: true }];
}

export function chunked({ role, text, by }: ShownQuote, { bold = false } = {}): Group[] {
  const pieces = split(text, LONGEST_RUN);
  return pieces.map((piece, index) => [
    quote(
      ...(role !== null && index === 0 ? [{ text: `${role} · `, bold: true }] : []),
      { text: piece, bold },
      ...(index === pieces.length - 1 ? signature(by) : []),
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

export function pack(groups: readonly Group[]): KnownBlock[][] {
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
