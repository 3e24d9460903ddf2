/** The phase of a program, what is missing until it is finished and what both sides have promised, on the program's screen. */
import type { KnownBlock } from "@slack/types";
import { type Person, readerAt } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { actions, button, context, shorten, type Words, words } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { isOverdue } from "../../register/rules.ts";
import type { Item } from "../../register/use-cases.ts";
import { dateLine, titleLine } from "../../register/words.ts";
import { changeTexts } from "../change/texts.ts";
import { changeIds } from "../ids.ts";
import { phaseTexts } from "./texts.ts";
import { type PhaseShown, showPhase } from "./use-cases.ts";

const MISSING_SHOWN = 6;
const PROMISES_SHOWN = 5;
const LONGEST_LINE = 250;

type DatedReader = Reader & { today: LocalDate };

/** None for whoever neither leads the program nor sits above it, and of one that is closed. */
export async function phaseOnScreen(services: Services, person: Person, programId: string): Promise<KnownBlock[]> {
  const shown = await showPhase(services, person, programId);
  const now = services.clock.now();
  return shown ? phaseBlocks({ ...readerAt(person, now), today: localDateOf(now, person.zone) }, shown) : [];
}

function phaseBlocks(reader: DatedReader, { programId, phase, missing, hidden, promised }: PhaseShown): KnownBlock[] {
  const texts = textsFor(phaseTexts, reader);
  const lacks = [
    ...cut(reader, missing, MISSING_SHOWN, (each) => `• ${texts.lacks(reader, each)}`),
    ...(hidden > 0 ? [`• ${texts.hidden(reader, hidden)}`] : []),
  ];
  return [
    words(
      [{ text: texts.title(phase === null ? texts.unknown : texts.phase[phase]), bold: true }],
      [{ text: phase === null ? texts.nothingRecorded : texts.needs[phase] }],
      ...(lacks.length > 0 ? [[{ text: texts.missing, italic: true }], ...linesOf(lacks)] : []),
      [{ text: texts.expectations, bold: true }],
      ...sideLines(reader, texts.sponsors, promised.sponsors),
      ...sideLines(reader, texts.team, promised.team),
    ),
    context(texts.basis),
    actions("program.change", button(changeIds.open, textsFor(changeTexts, reader).open, { value: programId })),
  ];
}

function linesOf(lines: readonly string[]): Words[][] {
  return lines.map((text) => [{ text }]);
}

function cut<Each>(reader: Reader, all: readonly Each[], most: number, say: (each: Each) => string): string[] {
  const { more } = textsFor(phaseTexts, reader);
  return [...all.slice(0, most).map(say), ...(all.length > most ? [more(reader, all.length - most)] : [])];
}

function sideLines(reader: DatedReader, side: string, items: readonly Item[]): Words[][] {
  const texts = textsFor(phaseTexts, reader);
  const lines = cut(reader, items, PROMISES_SHOWN, (item) => {
    const facts = [
      shorten(titleLine(item), LONGEST_LINE),
      ...[dateLine(reader, item)].flatMap((date) => date ?? []),
      ...(isOverdue(item, reader.today) ? [texts.overdue] : []),
    ];
    return `• ${facts.join(" · ")}`;
  });
  return [[{ text: side, italic: true }], ...linesOf(lines.length > 0 ? lines : [`• ${texts.nothing}`])];
}
