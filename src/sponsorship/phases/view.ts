/** The phase of a program and what both sides have promised, in the view of the program. */
import type { KnownBlock } from "@slack/types";
import { readMenu } from "../../digests/offers.ts";
import { phaseWord } from "../../digests/phases/texts.ts";
import { actions, button, context, shorten, type Words, words } from "../../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { isOverdue } from "../../register/rules.ts";
import type { Item } from "../../register/use-cases.ts";
import { dateLine, titleLine } from "../../register/words.ts";
import { changeTexts } from "../change/texts.ts";
import { changeIds } from "../ids.ts";
import { phaseViewTexts } from "./texts.ts";
import type { PhaseShown } from "./use-cases.ts";

const MISSING_SHOWN = 6;
const PROOFS_SHOWN = 8;
const PROMISES_SHOWN = 5;
const LONGEST_LINE = 250;

/** `today`: where they read. */
export function phaseBlocks(reader: Reader & { today: LocalDate }, shown: PhaseShown): KnownBlock[] {
  const texts = textsFor(phaseViewTexts, reader);
  const { phase, missing, proofs, hidden, promised } = shown;
  const lacks = [
    ...cut(reader, missing, MISSING_SHOWN, (one) => `• ${texts.missingOne(reader, one)}`),
    ...(hidden > 0 ? [`• ${texts.hidden(reader, hidden)}`] : []),
  ];
  const rests = cut(reader, proofs, PROOFS_SHOWN, (one) => `✓ ${texts.proof(reader, one)}`);
  const items = [...promised.sponsors.slice(0, PROMISES_SHOWN), ...promised.team.slice(0, PROMISES_SHOWN)];
  const choices = items.map((item) => ({
    kind: "item" as const,
    id: item.id,
    editionId: "",
    label: titleLine(item),
  }));
  return [
    words(
      [{ text: texts.phase(phaseWord(reader, phase)), bold: true }],
      [{ text: texts.needs[phase] }],
      ...(lacks.length > 0 ? [[{ text: texts.missing, italic: true }], ...linesOf(lacks)] : []),
      ...(rests.length > 0 ? [[{ text: texts.proofs, italic: true }], ...linesOf(rests)] : []),
    ),
    context(texts.basis),
    words(
      [{ text: texts.expectations, bold: true }],
      ...sideLines(reader, texts.sponsors, promised.sponsors),
      ...sideLines(reader, texts.team, promised.team),
    ),
    actions(
      "program.promises",
      ...(choices.length > 0 ? [readMenu(texts.openPromise, choices)] : []),
      button(changeIds.open, textsFor(changeTexts, reader).open, { value: shown.programId }),
    ),
  ];
}

function linesOf(lines: readonly string[]): Words[][] {
  return lines.map((text) => [{ text }]);
}

function cut<One>(reader: Reader, all: readonly One[], most: number, say: (one: One) => string): string[] {
  const { more } = textsFor(phaseViewTexts, reader);
  return [...all.slice(0, most).map(say), ...(all.length > most ? [more(reader, all.length - most)] : [])];
}

function sideLines(reader: Reader & { today: LocalDate }, side: string, items: readonly Item[]): Words[][] {
  const texts = textsFor(phaseViewTexts, reader);
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
