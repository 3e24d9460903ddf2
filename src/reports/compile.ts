import type { ReadableFacts } from "./above.ts";
import { writtenLines } from "./compile-answers.ts";
import { basisOf, distinctSources, normalise } from "./compile-basis.ts";
import { counts, isItem, itemLines, milestones } from "./compile-items.ts";
import { againstGreen, noUpdate, reportedStatus, statusLines } from "./compile-status.ts";
import { wordLines } from "./compile-words.ts";
import { LINE_KINDS, type Line, type LineKind, type Report } from "./report.ts";

/** The report of a program for a period. What changed is the difference from the report before. Pure and total. */
export function compile({ facts }: ReadableFacts, previous: Report | null): Report {
  const basis = basisOf(facts, previous);
  const words = [...wordLines(basis, "blocked"), ...wordLines(basis, "request")];
  const blockers = new Set(words.filter(({ kind }) => kind === "blocked").map(({ text }) => normalise(text)));
  const items = itemLines(basis, blockers);
  const written = [...words, ...writtenLines(basis)].filter((line) => !canBeItem(line) || !isItem(basis, line));
  const lines = [
    ...statusLines(basis),
    ...againstGreen(basis, items),
    ...combined([...items, ...written]),
    ...noUpdate(basis),
  ];
  return {
    programId: facts.programId,
    rhythm: facts.rhythm,
    period: facts.period,
    fromAt: facts.fromAt,
    cutOffAt: facts.cutOffAt,
    ...reportedStatus(basis),
    lines: inOrder(lines),
    milestones: milestones(basis),
    ...counts(basis),
    asked: facts.asked.length,
    answered: facts.answered.length,
  };
}

function canBeItem({ kind }: Line): boolean {
  return kind === "blocked" || kind === "request" || kind === "open" || kind === "ended";
}

/** One text of one kind is one line, with the sources of all who wrote it. Items come first in `lines`. */
function combined(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const index = result.findIndex((other) => isSameMatter(other, line));
    const other = result[index];
    if (other === undefined) result.push(line);
    else result[index] = both(other, line);
  }
  return result;
}

/** Two items are two matters, but a decision that is the outcome of a request. */
function isSameMatter(line: Line, other: Line): boolean {
  const canCombine = other.itemId === undefined || (other.type === "decision" && line.type === "request");
  const isSameKind = line.kind === other.kind || (line.kind === "finished" && other.kind === "done");
  const texts = [line.text, ...(line.kind === "decided" && line.outcome !== undefined ? [line.outcome] : [])];
  return canCombine && isSameKind && texts.map(normalise).includes(normalise(other.text));
}

function both({ isLate, ...line }: Line, other: Line): Line {
  const since = [line.since, other.since].filter((day) => day !== null).sort()[0] ?? null;
  const writtenOn = [line.writtenOn, other.writtenOn]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  return {
    ...line,
    since,
    ...(writtenOn !== undefined && { writtenOn }),
    ...(isLate && other.isLate && { isLate }),
    sources: distinctSources([...line.sources, ...other.sources]),
  };
}

const WEIGHTS = new Map<LineKind, number>(LINE_KINDS.map((kind, index) => [kind, index]));
const LAST_DAY = "9999-12-31";

/** By weight, then by age, then by date; what is alike stays in its order. */
function inOrder(lines: readonly Line[]): Line[] {
  const keyOf = ({ kind, since, due }: Line) =>
    [String(WEIGHTS.get(kind)).padStart(2, "0"), since ?? LAST_DAY, due ?? LAST_DAY].join(" ");
  return lines
    .map((line) => ({ line, key: keyOf(line) }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ line }) => line);
}
