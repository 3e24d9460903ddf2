import type { ImageBlock, KnownBlock } from "@slack/types";
import { whyDigestButton } from "../health/why-menu.ts";
import type { Instant } from "../platform/clock.ts";
import {
  actions,
  button,
  context,
  header,
  lineOf,
  option,
  plain,
  quote,
  section,
  shorten,
  type Words,
  words,
} from "../platform/slack/blocks.ts";
import { MESSAGE_LIMITS } from "../platform/slack/limits.ts";
import type { Message } from "../platform/slack/message.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { askFoot, askIds, askStateFoot } from "../register/ask-buttons.ts";
import type { Ask } from "../register/asks.ts";
import { askTexts } from "../register/texts-asks.ts";
import type { DigestDocument, Sources } from "./document.ts";
import { type Item, type Outline, outlineOf, type ShownQuote } from "./outline.ts";
import { type DigestPicture, picturesOf } from "./pictures/pictures.ts";
import { type FirstScreen, firstScreenOf } from "./rules-first-screen.ts";
import { type DigestTexts, digestTexts } from "./texts.ts";
import { editionTexts } from "./texts-editions.ts";

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

/** What an edition shows that is not part of it, and changes after it was sent. */
export interface EditionNow {
  /** Those it names, by item. Without one, its buttons are not there. */
  asks?: ReadonlyMap<string, Ask>;
  /** Only who decides an ask gets its buttons. Left out: whoever reads it does. */
  readerId?: string;
  /** Its pictures that can be shown: name → Slack's file. */
  files?: ReadonlyMap<string, string>;
  /** When its reader acknowledged it. */
  acknowledgedAt?: Instant | null;
  /** The newest edition of the same digest, where that is another one. */
  replacedBy?: Replacement | null;
}

/** `sentAt` and `link` are null while it has not been sent. */
export interface Replacement {
  edition: number;
  sentAt: Instant | null;
  link: string | null;
}

/**
 * The first message holds what fits on a screen; the whole of what it shortens and the rest follow in its thread, asks
 * first. Its buttons are there when the edition is stored. How it is divided depends on its document alone, not on what
 * has become of it.
 */
export function digestMessages(
  document: DigestDocument,
  editionId: string | null,
  now: EditionNow = {},
): [Message, ...Message[]] {
  const [first, ...rest] = divided(document, editionId, now);
  const { files = new Map() } = now;
  const shown = now.replacedBy ? withNotice(document.reader, now.replacedBy, first) : first;
  return [withFiles(shown, files), ...rest.map((message) => withFiles(message, files))];
}

/** The ids of the asks that each message of it shows with buttons, as long as they wait for its reader. */
export function asksIn(document: DigestDocument, editionId: string): string[][] {
  const { screen, rest } = layoutOf(document, editionId);
  return [
    screen.sections.flatMap(({ items }) => items.flatMap(({ ask }) => ask?.id ?? [])),
    ...rest.map((blocks) => blocks.flatMap((block) => askIdOf(block) ?? [])),
  ];
}

/** What a message of the digest would show: at most one picture in the first, the others at the end of the thread. */
export function picturesIn(document: DigestDocument, editionId: string, part: number): DigestPicture[] {
  const { screen, thread } = picturesOf(document);
  const names = divided(document, editionId, {})[part]?.blocks.map(nameOfPicture) ?? [];
  return [...(screen ? [screen] : []), ...thread].filter(({ name }) => names.includes(name));
}

function divided(document: DigestDocument, editionId: string | null, now: EditionNow): [Message, ...Message[]] {
  const texts = digestTexts(document.reader);
  const { outline, screen, rest, pictures } = layoutOf(document, editionId);
  const parts = rest.length + 1;
  return [
    {
      text: lineOf(outline.announcement),
      blocks: [
        ...screenBlocks(document, outline, screen, now, pictures.screen),
        ...(editionId === null ? [] : footOf(document, editionId, screen, now)),
      ],
    },
    ...rest.map((blocks, index) =>
      continuation(
        texts,
        outline,
        blocks.flatMap((block) => threadBlock(document.reader, block, now)),
        index + 2,
        parts,
      ),
    ),
  ];
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

/** What was decided in the meantime is said in place of the button; a corrected edition leaves asks to the newer one. */
function threadBlock(reader: Reader, block: KnownBlock, now: EditionNow): KnownBlock[] {
  const id = askIdOf(block);
  if (id === null) return [block];
  if (now.replacedBy) return [];
  const ask = now.asks?.get(id);
  return [(ask && askStateFoot(reader, ask, decides(ask, now))) ?? block];
}

function decides(ask: Ask, { readerId }: EditionNow): boolean {
  return readerId === undefined || ask.decider?.id === readerId;
}

const ASK_BLOCK = "ask:";

function askIdOf({ block_id: id }: KnownBlock): string | null {
  return id?.startsWith(ASK_BLOCK) ? id.slice(ASK_BLOCK.length) : null;
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

/** What is superseded says so before all else. */
function withNotice(reader: Reader, by: Replacement, { blocks }: Message): Message {
  const texts = textsFor(editionTexts, reader);
  const sentence = texts.replaced(reader, by);
  const linked = by.link === null ? "" : ` <${by.link}|${texts.readNewer}>`;
  return { text: lineOf(sentence), blocks: [section(`*${sentence}*${linked}`), ...blocks] };
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
    [header(outline.title), ...correctionBlocks(outline), words([{ text: outline.basis, italic: true }])],
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
  now: EditionNow,
  picture: DigestPicture | null,
): KnownBlock[] {
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
    ...screen.sections.flatMap(({ section, heading, items, more }) => [
      ...(picture && section === pictured ? [roomFor(picture)] : []),
      header(heading),
      ...items.flatMap((item) => {
        const ask = item.ask && !now.replacedBy && now.asks?.get(item.ask.id);
        return [screenItem(item), ...(ask ? [askFoot(document.reader, ask, decides(ask, now))] : [])];
      }),
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

function decideButton(reader: Reader, itemId: string): KnownBlock {
  const label = textsFor(askTexts, reader).buttons.decide;
  return actions(`${ASK_BLOCK}${itemId}`, button(askIds.decide, label, { value: itemId }));
}

/** Every source is a press away; an answer that is shortened above is read whole at once. */
function footOf(
  document: DigestDocument,
  editionId: string,
  { shortenedItems }: FirstScreen,
  { acknowledgedAt = null, replacedBy = null }: EditionNow,
): KnownBlock[] {
  const { sources: texts, acknowledge } = digestTexts(document.reader);
  const ids = new Set(shortenedItems.flatMap(({ sources }) => readWholeFrom(sources)));
  const choices = document.citations
    .filter(({ source, author }) => author !== null && ids.has(source.id))
    .slice(0, MOST_CHOICES);
  const foot = actions(
    "digest.actions",
    ...(acknowledgedAt === null && replacedBy === null
      ? [button(ACKNOWLEDGE, acknowledge.button, { value: editionId })]
      : []),
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
                JSON.stringify(source.kind === "item" ? { itemId: source.id } : { editionId, checkInId: source.id }),
                `${shorten(author ?? "", 36)} · ${shorten(program, 36)}`,
              ),
            ),
          },
        ]),
  );
  return acknowledgedAt === null ? [foot] : [foot, context(acknowledge.seen(document.reader, acknowledgedAt))];
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
