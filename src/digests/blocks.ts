import type { ImageBlock, KnownBlock } from "@slack/types";
import { whyDigestButton } from "../health/why-menu.ts";
import { header, lineOf, quote, shorten, type Words, words } from "../platform/slack/blocks.ts";
import { MESSAGE_LIMITS } from "../platform/slack/limits.ts";
import type { Message } from "../platform/slack/message.ts";
import type { Reader } from "../platform/texts/language.ts";
import { askOfRow, decideRow, type EditionNow, messageOf, withNotice } from "./blocks-edition.ts";
import { type Division, isPlace, type Part, type Place } from "./division.ts";
import type { DigestDocument, Sources } from "./document.ts";
import { type Item, type Outline, outlineOf, type ShownQuote } from "./outline.ts";
import { type DigestPicture, picturesOf } from "./pictures/pictures.ts";
import { type FirstScreen, firstScreenOf } from "./rules-first-screen.ts";
import { digestTexts } from "./texts.ts";

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
 * The messages of an edition, or of a draft (`editionId` null). The first holds what fits on a screen; the whole of what
 * it shortens and the rest follow in its thread, asks first. Its buttons are there when the edition is stored.
 */
export function digestMessages(
  document: DigestDocument,
  editionId: string | null,
  now: EditionNow = {},
): [Message, ...Message[]] {
  return messagesOf(divide(document, editionId), { reader: document.reader, editionId }, now);
}

export function messagesOf(
  { parts }: Division,
  of: { reader: Reader; editionId: string | null },
  now: EditionNow = {},
): [Message, ...Message[]] {
  const [head, ...tail] = parts;
  const first = messageOf(head, of, now);
  return [
    now.replacedBy ? withNotice(of.reader, now.replacedBy, first) : first,
    ...tail.map((part) => messageOf(part, of, now)),
  ];
}

/** What a message of the digest would show: at most one picture in the first, the others at the end of the thread. */
export function picturesIn(document: DigestDocument, { parts }: Division, part: number): DigestPicture[] {
  const { screen, thread } = picturesOf(document);
  const names = parts[part]?.pieces.flatMap((piece) =>
    isPlace(piece) && piece.place === "picture" ? [piece.name] : [],
  );
  return [...(screen ? [screen] : []), ...thread].filter(({ name }) => names?.includes(name));
}

/** Depends on the document alone, not on what has become of it: the room of what is made when it is sent is set aside. */
export function divide(document: DigestDocument, editionId: string | null): Division {
  const texts = digestTexts(document.reader);
  const { outline, screen, rest, pictures } = layoutOf(document, editionId);
  return {
    version: 1,
    parts: [
      {
        text: lineOf(outline.announcement),
        pieces: [
          ...screenPieces(document, outline, screen, pictures.screen),
          ...(editionId === null ? [] : [footOf(document, screen)]),
        ],
      },
      ...rest.map((blocks, index) => {
        const heading = texts.continued(outline.title, index + 2, rest.length + 1);
        return {
          text: lineOf(heading),
          pieces: [words([{ text: heading, italic: true }]), ...blocks.map(pieceOf)],
        };
      }),
    ],
  };
}

/** What goes where. In the thread each ask has its own button, which gives way when it is sent. */
function layoutOf(document: DigestDocument, editionId: string | null) {
  const pictures = editionId === null ? { screen: null, thread: [] } : picturesOf(document);
  const texts = digestTexts(document.reader);
  const outline = outlineOf(document);
  const screen = firstScreenOf(outline, {
    more: (count) => texts.inThread(document.reader, count),
    buttons:
      editionId === null
        ? []
        : [
            texts.acknowledge.button,
            texts.sources.button,
            whyDigestButton(document.reader, editionId).text.text,
            texts.sources.readWhole,
          ],
    pictures: pictures.screen ? 1 : 0,
    askButtons: ({ ask }) => (editionId === null || ask === null ? null : roomForButtons(ask.options)),
  });
  const told = restGroups(screen.rest, editionId === null ? null : document.reader);
  // A thread is not begun for pictures alone: the first message says what matters of them.
  const rest = pack(told.length > 0 ? [...told, ...pictures.thread.map(pictureGroup)] : told);
  return { outline, screen, rest, pictures };
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
function pictureGroup(picture: DigestPicture): Group {
  const facts = picture.facts.map((fact) => [{ text: fact }]);
  return [roomFor(picture), words([{ text: picture.title, bold: true }], ...facts)];
}

/** All of it in one go, where there is no thread. */
export function wholeDigest(document: DigestDocument): KnownBlock[] {
  const outline = outlineOf(document);
  const { others } = outline.bottomLine;
  const groups: Group[] = [
    [header(outline.title), ...correctionBlocks(outline), words([{ text: outline.basis, italic: true }])],
    ...bottomLineGroups(outline),
    ...(others === null ? [] : [[words([{ text: others }])]]),
    ...wholeRest(outline),
  ];
  return groups.flat();
}

/** Parts of a digest: without what it counts over all of its programs. */
export function remainingDigest(document: DigestDocument): KnownBlock[] {
  const outline = outlineOf(document);
  const hasBottomLine = "program" in document.bottomLine;
  return [[header(outline.title)], ...(hasBottomLine ? bottomLineGroups(outline) : []), ...wholeRest(outline)].flat();
}

function bottomLineGroups({ bottomLine: { sentence, own } }: Outline): Group[] {
  return own ? chunked(own, { bold: true }) : sentence === null ? [] : [[quote({ text: sentence, bold: true })]];
}

function wholeRest({ remarks, original, heldBack, sections }: Outline): Group[] {
  return [
    ...remarks.map((remark) => [words([{ text: remark }])]),
    ...restGroups({ original, own: null, heldBack, sections }, null),
  ];
}

function screenPieces(
  document: DigestDocument,
  outline: Outline,
  screen: FirstScreen,
  picture: DigestPicture | null,
): Part["pieces"] {
  // What is asked comes first.
  const pictured = screen.sections.find(({ section }) => section !== "asks")?.section;
  const texts = digestTexts(document.reader);
  const { sentence, own, others } = screen.bottomLine;
  return [
    header(outline.title),
    ...correctionBlocks(outline),
    words([{ text: outline.basis, italic: true }]),
    ...(own
      ? [quote(...quoteRuns(own, { bold: true }))]
      : sentence === null
        ? []
        : [quote({ text: sentence, bold: true })]),
    ...(others === null ? [] : [words([{ text: others }])]),
    ...outline.remarks.map((remark) => words([{ text: remark }])),
    ...(screen.heldBack === null ? [] : [words([{ text: screen.heldBack, italic: true }])]),
    ...screen.sections.flatMap(({ section, heading, items, more }): Part["pieces"] => [
      ...(picture && section === pictured
        ? [{ place: "picture" as const, name: picture.name, altText: picture.altText }]
        : []),
      header(heading),
      ...items.flatMap((item): Part["pieces"] => [
        screenItem(item),
        ...(item.ask ? [{ place: "ask" as const, item: item.ask.id }] : []),
      ]),
      ...(more > 0 ? [words([{ text: texts.inThread(document.reader, more), italic: true }])] : []),
    ]),
  ];
}

function correctionBlocks({ correction }: Outline): KnownBlock[] {
  if (!correction) return [];
  return [
    screenItem({ label: [{ text: correction.sentence, bold: true }], quotes: [correction.reason], remark: null }),
  ];
}

/** A line with what people wrote in one block. */
function screenItem({ label, quotes, remark }: Pick<Item, "label" | "quotes" | "remark">): KnownBlock {
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

function footOf(document: DigestDocument, { shortenedItems }: FirstScreen): Place {
  const ids = new Set(shortenedItems.flatMap(({ sources }) => readWholeFrom(sources)));
  return {
    place: "foot",
    hasColours: hasColours(document),
    choices: document.citations
      .filter(({ source, author }) => author !== null && ids.has(source.id))
      .slice(0, MOST_CHOICES)
      .map(({ source, author, program }) => ({
        kind: source.kind === "item" ? "item" : "check-in",
        id: source.id,
        label: `${shorten(author ?? "", 36)} · ${shorten(program, 36)}`,
      })),
  };
}

/** The answers behind a line; of what no answer began, the items. */
function readWholeFrom(sources: Sources): string[] {
  const idsOf = (kind: "check-in" | "item") => sources.flatMap((source) => (source.kind === kind ? [source.id] : []));
  const answers = idsOf("check-in");
  return answers.length > 0 ? answers : idsOf("item");
}

function hasColours({ sections }: DigestDocument): boolean {
  return sections.some(({ lines }) =>
    lines.some(({ kind }) => kind === "health" || kind === "marker" || kind === "on-track" || kind === "portfolio"),
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
