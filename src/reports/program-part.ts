/** One program's whole report as blocks: in the thread of a digest, where a program is opened, behind *Why this status*. */
import type { ActionsBlockElement, KnownBlock } from "@slack/types";
import { letOthersRun } from "../platform/loop.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button, context, lineOf, shorten, type Words, words } from "../slack/blocks.ts";
import { MESSAGE_LIMITS } from "../slack/limits.ts";
import type { Message } from "../slack/message.ts";
import { digestIds, reportValue } from "./ids.ts";
import { type OutlineItem, outlineOf, type ProgramOutline } from "./program-outline.ts";
import { worstFirst } from "./program-row.ts";
import type { ReportedProgram, ScreenInput } from "./screen.ts";
import { partTexts } from "./texts-part.ts";

interface PartOptions {
  /** The digest in which it stands; null: as of now. */
  digestId: string | null;
  /** What else can be done with the program, beside its sources. */
  acts?: readonly ActionsBlockElement[];
  /** Of its blocks together, in units of their JSON. */
  mostUnits?: number;
}

/** Less than Slack takes: the escaping of a message and the blocks around it have room. */
const MOST_UNITS = MESSAGE_LIMITS.blocksUnits - 1200;
/** More messages would bury the thread: the other programs are in the PDF. */
const MOST_MESSAGES = 16;
const LONGEST_TITLE = 150;

/** Whole, or as much as fits into a message: the rest is counted and stands in the PDF. */
export function programPart(
  program: ReportedProgram,
  input: ScreenInput,
  { digestId, acts = [], mostUnits = MOST_UNITS }: PartOptions,
): KnownBlock[] {
  const outline = outlineOf(program, input);
  const value = reportValue.encode({ programId: program.id, digestId });
  // A report is open to the team by the week; what it rests on is not.
  const sources =
    input.reader.role === "team"
      ? []
      : [button(digestIds.sources, textsFor(partTexts, input.reader).sources, { value })];
  const buttons = [...acts, ...sources];
  const foot = buttons.length === 0 ? [] : [actions(`report:${program.id}`, ...buttons)];
  const all = itemsIn(outline);
  const made = (shown: number) => [...blocksOf(input.reader, outline, shown), ...foot];
  if (unitsOf(made(all)) <= mostUnits) return made(all);
  let [low, high] = [0, all];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (unitsOf(made(middle)) <= mostUnits) low = middle;
    else high = middle - 1;
  }
  return made(low);
}

/** Programs of a digest whose reports go into one message of its thread. */
export interface ThreadGroup {
  programIds: string[];
  /** Of the last: how many programs have no room in the thread. */
  left: number;
}

export async function threadGroups(input: ScreenInput, digestId: string): Promise<ThreadGroup[]> {
  const groups: (ThreadGroup & { blocks: KnownBlock[] })[] = [];
  let left = 0;
  for (const program of input.programs.toSorted(worstFirst(input.reader.locale))) {
    await letOthersRun();
    const part = left > 0 ? null : programPart(program, input, { digestId });
    const last = groups.at(-1);
    if (part && last && fits([...last.blocks, ...part])) {
      last.programIds.push(program.id);
      last.blocks.push(...part);
    } else if (part && groups.length < MOST_MESSAGES) {
      groups.push({ programIds: [program.id], blocks: [...part], left: 0 });
    } else {
      left += 1;
    }
  }
  return groups.map(({ programIds }, index) => ({ programIds, left: index === groups.length - 1 ? left : 0 }));
}

/** Its reports whole. Where a correction has made them longer, each has its share of the room. */
export function threadMessage(input: ScreenInput, digestId: string, left: number): Message {
  const { reader } = input;
  const programs = input.programs.toSorted(worstFirst(reader.locale));
  const whole = programs.flatMap((program) => programPart(program, input, { digestId }));
  const mostUnits = Math.floor(MOST_UNITS / programs.length);
  const blocks = fits(whole)
    ? whole
    : programs.flatMap((program) => programPart(program, input, { digestId, mostUnits }));
  const more = left > 0 ? [context(lineOf(textsFor(partTexts, reader).morePrograms(reader, left)))] : [];
  return {
    text: lineOf(programs.map(({ title }) => title).join(", ")),
    blocks: [...blocks.slice(0, MESSAGE_LIMITS.blocks - more.length), ...more],
  };
}

function fits(blocks: readonly KnownBlock[]): boolean {
  return blocks.length < MESSAGE_LIMITS.blocks && unitsOf(blocks) <= MOST_UNITS;
}

function unitsOf(blocks: readonly KnownBlock[]): number {
  return JSON.stringify(blocks).length;
}

function itemsIn({ sections }: ProgramOutline): number {
  return sections.reduce((count, { items }) => count + items.length, 0);
}

/** With so many of its lines, the weightiest. */
function blocksOf(reader: Reader, outline: ProgramOutline, shown: number): KnownBlock[] {
  const { title, status, notices, about, strip, sections, foot } = outline;
  let room = shown;
  const parts = sections.flatMap(({ heading, items }) => {
    const kept = items.slice(0, room);
    room -= kept.length;
    return kept.length === 0 ? [] : [words([{ text: heading, bold: true }], ...kept.map(itemRuns))];
  });
  const more = itemsIn(outline) - shown;
  return [
    words(
      [
        { text: `${status.shape} ` },
        { text: shorten(title, LONGEST_TITLE), bold: true },
        { text: ` · ${status.text}` },
      ],
      ...(strip === null ? [] : [[{ text: `${strip.label} ${strip.shapes}` }]]),
      ...notices.map((notice): Words[] => [{ text: notice, italic: true }]),
      ...about.map(itemRuns),
    ),
    ...parts,
    ...(more === 0 ? [] : [context(lineOf(textsFor(partTexts, reader).more(reader, more)))]),
    ...(foot.length === 0 ? [] : [context(lineOf(foot.join("\n")))]),
  ];
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
