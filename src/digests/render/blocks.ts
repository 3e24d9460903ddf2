import type { KnownBlock } from "@slack/types";
import { atOnce } from "../../platform/loop.ts";
import { header, lineOf, quote, shorten, type Words, words } from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { type FirstScreen, firstScreenInTurn } from "../compile/rules-first-screen.ts";
import type { Beside } from "../compile/rules-together.ts";
import { type DigestDocument, FILES_FROM, type Line } from "../document.ts";
import { type EditionNow, messageOf, withDay, withEarlier, withNotice } from "../editions/blocks.ts";
import { type Division, isPlace, type Part, type Place } from "../editions/divisions/division.ts";
import { editionTexts } from "../editions/texts.ts";
import { programsTold } from "../offers.ts";
import { type DigestPicture, pictureNamed, picturesOf } from "../pictures/pictures.ts";
import type { Sources } from "../sections/fields.ts";
import type { Item } from "../sections/line.ts";
import { digestTexts } from "../texts.ts";
import { besideTables, programTables } from "./blocks-table.ts";
import {
  bottomLineGroups,
  type Group,
  pack,
  pictureGroup,
  quoteRuns,
  restGroups,
  threadParts,
} from "./blocks-thread.ts";
import { type Outline, outlineInTurn, outlineOf, titleOf } from "./outline.ts";
import { moreTold, screenTexts } from "./texts-screen.ts";

/** Choices of an answer to read whole. */
const MOST_CHOICES = 25;

/**
 * The messages of an edition, or of a draft (`editionId` null). The first holds what fits on a screen; the whole of what
 * it shortens and the rest follow in its thread, asks first. Its buttons are there when the edition is stored.
 */
export function digestMessages(
  document: DigestDocument,
  editionId: string | null,
  now: EditionNow = {},
  beside: readonly Beside[] = [],
): [Message, ...Message[]] {
  const programs = programsTold([{ id: editionId ?? "", document }]);
  const of = { reader: document.reader, editionId };
  return messagesOf(divide(document, editionId, beside), of, { programs, ...now });
}

export function messagesOf(
  { parts }: Division,
  of: { reader: Reader; editionId: string | null },
  now: EditionNow = {},
): [Message, ...Message[]] {
  const [head, ...tail] = parts;
  const dated = (part: Part) => {
    const message = messageOf(part, of, now);
    return now.asItStood ? withDay(now.asItStood, message) : message;
  };
  const { earlier = [] } = now;
  const first = earlier.length === 0 ? dated(head) : withEarlier(of.reader, earlier, dated(head));
  return [now.replacedBy ? withNotice(of.reader, now.replacedBy, first) : first, ...tail.map(dated)];
}

/** What a message of the digest would show: at most one picture in the first, the others at the end of the thread. */
export function picturesIn(document: DigestDocument, { parts }: Division, part: number): DigestPicture[] {
  return (parts[part]?.pieces ?? []).flatMap((piece) =>
    isPlace(piece) && piece.place === "picture" ? (pictureNamed(document, piece.name) ?? []) : [],
  );
}

/**
 * Depends on the document alone, not on what has become of it: the room of what is made when it is sent is set aside.
 * `beside`: the shorter digests that it brings, of which its first screen says no more than their periods.
 */
export function divide(document: DigestDocument, editionId: string | null, beside: readonly Beside[] = []): Division {
  return atOnce(divideInTurn(document, editionId, beside));
}

/** The same in steps, none of which is long for a thousand programs. */
export function* divideInTurn(
  document: DigestDocument,
  editionId: string | null,
  beside: readonly Beside[] = [],
): Generator<void, Division> {
  const texts = digestTexts(document.reader);
  const { outline, screen, rest, pictures, notes } = yield* layoutInTurn(document, editionId, beside);
  yield;
  const title = titleOf(document);
  return {
    parts: [
      {
        text: lineOf(outline.announcement),
        pieces: [
          ...screenPieces(outline, screen, pictures.screen),
          ...notes.map((note) => words([{ text: note, italic: true }])),
          ...(editionId === null ? [] : [footOf(document, beside, screen)]),
        ],
      },
      ...threadParts(rest, (part) => texts.continued(title, part + 2, rest.length + 1)),
    ],
  };
}

/** What goes where. In the thread each ask has its own button, which gives way when it is sent. */
export function layoutOf(document: DigestDocument, editionId: string | null, beside: readonly Beside[]) {
  return atOnce(layoutInTurn(document, editionId, beside));
}

function* layoutInTurn(document: DigestDocument, editionId: string | null, beside: readonly Beside[]) {
  const pictures = editionId === null ? { screen: null, thread: [] } : picturesOf(document);
  yield;
  const outline = yield* outlineInTurn(
    document,
    beside.map((one) => one.document),
  );
  yield;
  const notes = notesOf(document.reader, beside);
  const screen = yield* firstScreenInTurn(document, outline, {
    notes,
    more: (...left) => moreTold(document.reader, ...left),
    buttons:
      editionId === null
        ? []
        : [textsFor(editionTexts, document.reader).foot.open.one, textsFor(editionTexts, document.reader).foot.forward],
    pictures: pictures.screen ? 1 : 0,
    askButtons: ({ ask }) => (editionId === null || ask === null ? null : roomForButtons(ask.options)),
  });
  yield;
  const tables = programTables(document, outline);
  yield;
  const beyond = besideTables(screen.rest, tables);
  const isInLines = editionId !== null && document.programs.length >= FILES_FROM;
  const told = restGroups(
    isInLines ? inLines(beyond, screen, document.reader) : beyond,
    editionId === null ? null : document.reader,
  );
  // A thread is not begun for pictures alone: the first message says what matters of them.
  const packed = pack(told.length > 0 ? [...told, ...pictures.thread.map(pictureGroup)] : told);
  const rest = [...tables.map((table) => [table]), ...packed];
  return { outline, screen, rest, pictures, notes };
}

/**
 * Of a portfolio that comes with its files the decisions whole, the others a line each: what is said of each program is in
 * the file, and opened from the first message.
 */
function inLines(rest: FirstScreen["rest"], { lines }: FirstScreen, reader: Reader): FirstScreen["rest"] {
  const kept = (wanted: "asks" | "rhythm") => rest.sections.filter(({ section }) => section === wanted);
  const heading = screenTexts(reader).lines;
  const [first] = lines.items;
  if (!first) return { ...rest, sections: [...kept("asks"), ...kept("rhythm")] };
  const more =
    lines.more === 0 ? [] : [{ ...first, label: [{ text: screenTexts(reader).inWhole(reader, lines.more) }] }];
  const others = { section: "portfolio" as const, heading, items: [...lines.items, ...more] };
  return { ...rest, sections: [...kept("asks"), others, ...kept("rhythm")] };
}

/** Where the shorter digests are. */
function notesOf(reader: Reader, beside: readonly Beside[]): string[] {
  const texts = digestTexts(reader);
  const [more, nothing] = [true, false].map((isMore) =>
    beside.filter(({ left }) => (left !== null) === isMore).map(({ document }) => document),
  );
  return [
    ...(more && more.length > 0 ? [texts.besideInThread(reader, more)] : []),
    ...(nothing && nothing.length > 0 ? [texts.nothingBeside(reader, nothing)] : []),
  ];
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

function wholeRest({ remarks, original, heldBack, sections }: Outline): Group[] {
  return [
    ...remarks.map((remark) => [words([{ text: remark }])]),
    ...restGroups({ original, own: null, heldBack, sections }, null),
  ];
}

function screenPieces(outline: Outline, screen: FirstScreen, picture: DigestPicture | null): Part["pieces"] {
  // What is asked comes first.
  const pictured = screen.sections.find(({ section }) => section !== "asks")?.section;
  const { sentence, own, others } = screen.bottomLine;
  return [
    header(outline.title),
    ...correctionBlocks(outline),
    words([{ text: outline.basis, italic: true }]),
    ...(sentence === null ? [] : [quote({ text: sentence, bold: true })]),
    ...(own ? [quote(...quoteRuns(own, { bold: sentence === null }))] : []),
    ...(others === null ? [] : [words([{ text: others }])]),
    ...outline.remarks.map((remark) => words([{ text: remark }])),
    ...(screen.heldBack === null ? [] : [words([{ text: screen.heldBack, italic: true }])]),
    ...screen.sections.flatMap(({ section, heading, items, more }): Part["pieces"] => [
      ...(picture && section === pictured
        ? [{ place: "picture" as const, name: picture.name, altText: picture.altText }]
        : []),
      ...groupPieces(heading, items, more),
    ]),
  ];
}

/** What has buttons in a block of its own, above these; all else below its heading. */
function groupPieces(heading: string, items: readonly Item[], more: string | null): Part["pieces"] {
  const pressed = items.filter(({ ask }) => ask !== null);
  const others = items.filter(({ ask }) => ask === null);
  const title: Words[][] = heading === "" ? [] : [[{ text: heading, bold: true }]];
  const rest = [...others.map(({ label }) => label), ...(more === null ? [] : [[{ text: more, italic: true }]])];
  return [
    ...(pressed.length > 0 ? [words(...title)] : []),
    ...pressed.flatMap((item): Part["pieces"] => [
      screenItem(item),
      ...(item.ask ? [{ place: "ask" as const, item: item.ask.id }] : []),
    ]),
    ...(pressed.length > 0 ? [] : [words(...title, ...rest)]),
    ...(pressed.length > 0 && rest.length > 0 ? [words(...rest)] : []),
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
  return [...options.slice(0, 1).map((label) => shorten(label, 75)), "other", "answer", "more"].join(" ");
}

function footOf(document: DigestDocument, beside: readonly Beside[], { shortenedItems }: FirstScreen): Place {
  const ids = new Set(shortenedItems.flatMap(({ sources }) => readWholeFrom(sources)));
  return {
    place: "foot",
    hasColours: hasColours(document) || beside.some((one) => hasColours(one.document)),
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

const WITH_COLOURS: readonly Line["kind"][] = ["health", "marker", "on-track", "portfolio"];

function hasColours({ sections }: DigestDocument): boolean {
  return sections.some(({ lines }) => lines.some((line) => "last" in line || WITH_COLOURS.includes(line.kind)));
}
