import type { ImageBlock, KnownBlock } from "@slack/types";
import { whyDigestButton } from "../health/why-menu.ts";
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
import { type DigestPicture, picturesOf } from "./pictures/pictures.ts";
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
 * first. Its buttons are there when the edition is stored. `asks`: those it names, as they are now, by item; `files`: its
 * pictures that can be shown, name → Slack's file; how the digest is divided depends on neither.
 */
export function digestMessages(
  document: DigestDocument,
  editionId: string | null,
  asks: ReadonlyMap<string, Ask> = new Map(),
  files: ReadonlyMap<string, string> = new Map(),
): [Message, ...Message[]] {
  const [first, ...rest] = withRoomForPictures(document, editionId, asks);
  return [withFiles(first, files), ...rest.map((message) => withFiles(message, files))];
}

/** What a message of the digest would show: at most one picture in the first, the others at the end of the thread. */
export function picturesIn(document: DigestDocument, editionId: string, part: number): DigestPicture[] {
  const { screen, thread } = picturesOf(document);
  const names = withRoomForPictures(document, editionId, new Map())[part]?.blocks.map(nameOfPicture) ?? [];
  return [...(screen ? [screen] : []), ...thread].filter(({ name }) => names.includes(name));
}

function withRoomForPictures(
  document: DigestDocument,
  editionId: string | null,
  asks: ReadonlyMap<string, Ask>,
): [Message, ...Message[]] {
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
  const parts = rest.length + 1;
  return [
    {
      text: lineOf(outline.announcement),
      blocks: [
        ...screenBlocks(document, outline, screen, asks, pictures.screen),
        ...(editionId === null ? [] : [footOf(document, editionId, screen)]),
      ],
    },
    ...rest.map((blocks, index) => continuation(texts, outline, blocks, index + 2, parts)),
  ];
}

/** Until it is sent, the name of the picture stands for Slack's file. */
function roomFor({ name, altText }: DigestPicture): ImageBlock {
  return { type: "image", alt_text: altText, slack_file: { id: name } };
}

function nameOfPicture(block: KnownBlock): string | null {
  return block.type === "image" && "slack_file" in block && "id" in block.slack_file
    ? (block.slack_file.id ?? null)
    : null;
}

function withFiles({ text, blocks }: Message, files: ReadonlyMap<string, string>): Message {
  return {
    text,
    blocks: blocks.flatMap((block) => {
      const name = nameOfPicture(block);
      if (name === null || block.type !== "image") return [block];
      const id = files.get(name);
      return id === undefined ? [] : [{ type: "image", alt_text: block.alt_text, slack_file: { id } }];
    }),
  };
}

/** With the same facts in words, which stand there without the picture as well. */
function pictureGroup(picture: DigestPicture): Group {
  const facts = picture.facts.map((fact) => [{ text: fact }]);
  return [roomFor(picture), words([{ text: picture.title, bold: true }], ...facts)];
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
  picture: DigestPicture | null,
): KnownBlock[] {
  // What is asked comes first.
  const pictured = screen.sections.find(({ section }) => section !== "asks")?.section;
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
    ...screen.sections.flatMap(({ section, heading, items, more }) => [
      ...(picture && section === pictured ? [roomFor(picture)] : []),
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
    ...(hasColours(document) ? [whyDigestButton(document.reader, editionId)] : []),
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

function hasColours({ sections }: DigestDocument): boolean {
  return sections.some(({ lines }) =>
    lines.some(({ kind }) => kind === "health" || kind === "on-track" || kind === "portfolio"),
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
