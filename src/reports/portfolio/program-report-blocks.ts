/** One program's whole report as blocks: in the thread of a digest, where a program is opened, behind *Why this status*. */
import type { ActionsBlockElement, Button, KnownBlock } from "@slack/types";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";
import { actions, button, context, lineOf, plainSection, shorten, type Words, words } from "../../slack/blocks.ts";
import { MESSAGE_LIMITS } from "../../slack/limits.ts";
import type { Message } from "../../slack/message.ts";
import { digestIds, reportValue } from "../action-ids.ts";
import type { ReportedProgram, ScreenInput } from "../digest/screen.ts";
import { type OutlineItem, outlineOf, type ProgramOutline } from "./program-outline.ts";
import { worstFirst } from "./program-row.ts";
import { partTexts } from "./texts-part.ts";

interface PartOptions {
  /** The digest in which it stands; null: as of now. */
  digestId: string | null;
  /** What else can be done with the program, beside its sources. */
  acts?: readonly ActionsBlockElement[];
  /** Of the requests that have one beside their line, by the id of the item. */
  buttons?: ReadonlyMap<string, Button>;
  /** In one message: what does not fit is counted. */
  isMessage?: true;
}

/** Less than Slack takes: the escaping of a message and the blocks around it have room. */
const MOST_UNITS = MESSAGE_LIMITS.blocksUnits - 1200;
/** Of a section that is longer, the rest is a block of its own. */
const MOST_UNITS_OF_BLOCK = MOST_UNITS / 4;
/** More messages would bury the thread: the other programs are in the PDF. */
const MOST_MESSAGES = 16;
const LONGEST_TITLE = 150;

/** A block, with how many lines of the report it has. */
interface Piece {
  block: KnownBlock;
  lines: number;
}

export function programPart(program: ReportedProgram, input: ScreenInput, options: PartOptions): KnownBlock[] {
  const pieces = piecesOf(program, input, options);
  return options.isMessage ? fitting(input.reader, pieces) : blocksIn(pieces);
}

const NO_BUTTONS: ReadonlyMap<string, Button> = new Map();

function piecesOf(
  program: ReportedProgram,
  input: ScreenInput,
  { digestId, acts = [], buttons: beside = NO_BUTTONS }: PartOptions,
): Piece[] {
  const { reader } = input;
  const { title, status, notices, about, strip, sections, foot } = outlineOf(program, input);
  const value = reportValue.encode({ programId: program.id, digestId });
  // A report is open to the team by the week; what it rests on is not.
  const isTeams = program.isTeams ?? reader.role === "team";
  const sources = isTeams ? [] : [button(digestIds.sources, textsFor(partTexts, reader).sources, { value })];
  const buttons = [...acts, ...sources];
  const head = words(
    [{ text: `${status.shape} ` }, { text: shorten(title, LONGEST_TITLE), bold: true }, { text: ` · ${status.text}` }],
    ...(strip === null ? [] : [[{ text: `${strip.label} ${strip.shapes}` }]]),
    ...notices.map((notice): Words[] => [{ text: notice, italic: true }]),
    ...about.map(itemRuns),
  );
  const below = [
    ...(foot.length === 0 ? [] : [context(lineOf(foot.join("\n")))]),
    ...(buttons.length === 0 ? [] : [actions(`report:${program.id}`, ...buttons)]),
  ];
  return [
    { block: head, lines: 0 },
    ...sections.flatMap((section) => sectionPieces(section, beside)),
    ...below.map((block) => ({ block, lines: 0 })),
  ];
}

/** Those that have a button first, a block each, then the others together. */
function sectionPieces(
  { heading, items }: ProgramOutline["sections"][number],
  buttons: ReadonlyMap<string, Button>,
): Piece[] {
  const buttonOf = ({ itemId }: OutlineItem) => (itemId === undefined ? undefined : buttons.get(itemId));
  const pressed = items.flatMap((item) => {
    const press = buttonOf(item);
    return press ? [{ block: plainSection(textOf(item), press), lines: 1 }] : [];
  });
  const head = words([{ text: heading, bold: true }]);
  const plain = items.filter((item) => !buttonOf(item));
  if (pressed.length === 0) return plainPieces(plain, heading);
  return [{ block: head, lines: 0 }, ...pressed, ...plainPieces(plain)];
}

function plainPieces(items: readonly OutlineItem[], heading?: string): Piece[] {
  const pieceWith = (shown: readonly OutlineItem[], place = 0): Piece => ({
    block: words(
      ...(place === 0 && heading !== undefined ? [[{ text: heading, bold: true }]] : []),
      ...shown.map(itemRuns),
    ),
    lines: shown.length,
  });
  const groups: OutlineItem[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && unitsOf([pieceWith([...last, item])]) <= MOST_UNITS_OF_BLOCK) last.push(item);
    else groups.push([item]);
  }
  return groups.map((group, place) => pieceWith(group, place));
}

/** Programs of a digest whose reports go into one message of its thread. */
export interface ThreadGroup {
  programIds: string[];
  /** Of a program that takes several messages: which one, from 0, of how many. */
  piece?: { place: number; count: number };
  /** Of the last: how many programs have no room in the thread. */
  left: number;
}

export async function threadGroups(input: ScreenInput, digestId: string): Promise<ThreadGroup[]> {
  const groups: (ThreadGroup & { pieces: Piece[] })[] = [];
  let left = 0;
  for (const program of input.programs.toSorted(worstFirst(input.reader.locale))) {
    await yieldToEventLoop();
    const messages = left > 0 ? [] : messagesOf(piecesOf(program, input, { digestId }));
    const [only = []] = messages;
    const count = messages.length;
    const last = groups.at(-1);
    if (count === 1 && last && !last.piece && fits([...last.pieces, ...only])) {
      last.programIds.push(program.id);
      last.pieces.push(...only);
    } else if (count > 0 && groups.length + count <= MOST_MESSAGES) {
      for (const [place, pieces] of messages.entries())
        groups.push({ programIds: [program.id], pieces, left: 0, ...(count > 1 && { piece: { place, count } }) });
    } else {
      left += 1;
    }
  }
  return groups.map(({ pieces: _, ...group }, index) => ({ ...group, left: index === groups.length - 1 ? left : 0 }));
}

/** Its reports whole. What a correction has made too long for its messages is counted. */
export function threadMessage(
  input: ScreenInput,
  digestId: string,
  { left, piece }: Pick<ThreadGroup, "left" | "piece">,
): Message {
  const { reader } = input;
  const programs = input.programs.toSorted(worstFirst(reader.locale));
  const parts = programs.map((program) => piecesOf(program, input, { digestId }));
  const { place, count } = piece ?? { place: 0, count: 1 };
  const messages = messagesOf(parts.flat());
  const shown = place < count - 1 ? messages.slice(place, place + 1) : messages.slice(place);
  const mostUnits = Math.floor(MOST_UNITS / programs.length);
  const blocks =
    shown.length > 1
      ? parts.flatMap((part) => fitting(reader, piece ? shown.flat() : part, mostUnits))
      : blocksIn(shown.flat());
  const more = left > 0 ? [context(lineOf(textsFor(partTexts, reader).morePrograms(reader, left)))] : [];
  return {
    text: lineOf(programs.map(({ title }) => title).join(", ")),
    blocks: [...blocks.slice(0, MESSAGE_LIMITS.blocks - more.length), ...more],
  };
}

/** As many of its lines as fit, the others counted. */
function fitting(reader: Reader, pieces: readonly Piece[], mostUnits = MOST_UNITS): KnownBlock[] {
  const [first = [], ...others] = messagesOf(pieces, mostUnits);
  const left = others.flat().reduce((sum, { lines }) => sum + lines, 0);
  const below = others.flat().filter(({ lines }) => lines === 0);
  const more = left === 0 ? [] : [context(lineOf(textsFor(partTexts, reader).more(reader, left)))];
  return [...blocksIn(first), ...more, ...blocksIn(below)];
}

/** In as many messages as it takes. */
function messagesOf(pieces: readonly Piece[], mostUnits = MOST_UNITS): Piece[][] {
  const messages: Piece[][] = [];
  for (const piece of pieces) {
    const last = messages.at(-1);
    if (last && fits([...last, piece], mostUnits)) last.push(piece);
    else messages.push([piece]);
  }
  return messages;
}

function fits(pieces: readonly Piece[], mostUnits = MOST_UNITS): boolean {
  return pieces.length < MESSAGE_LIMITS.blocks && unitsOf(pieces) <= mostUnits;
}

function unitsOf(pieces: readonly Piece[]): number {
  return JSON.stringify(blocksIn(pieces)).length;
}

function blocksIn(pieces: readonly Piece[]): KnownBlock[] {
  return pieces.map(({ block }) => block);
}

/** “*Why* · A third of receipts is rejected”; “• Tills reject receipts · since 12 Oct · LOY-I-4” */
function itemRuns({ label, text, facts }: OutlineItem): Words[] {
  // What nobody wrote has its age alone.
  const parts = [text, ...facts].filter((part) => part !== "");
  return [
    label === null ? { text: "• " } : { text: `${label} · `, bold: true },
    ...parts.map((part, place) => ({ text: place === 0 ? part : ` · ${part}` })),
  ];
}

function textOf(item: OutlineItem): string {
  return itemRuns(item)
    .map(({ text }) => text)
    .join("");
}
