import { later } from "../../platform/time.ts";
import type { ReadableFacts } from "../facts/readable-facts.ts";
import { riskLines, writtenLines } from "./answers.ts";
import { type Basis, basisOf, distinctSources, normalise } from "./basis.ts";
import { wordLines } from "./blockers-without-items.ts";
import { counts, itemLines, milestones, withoutItems } from "./items.ts";
import { behindTwice, measureLines, reportedMeasures } from "./measures.ts";
import { recommendationLines } from "./recommendations.ts";
import { LAST_DAY, LINE_KINDS, type Line, type LineKind, type Report } from "./report.ts";
import { againstGreen, noUpdate, reportedStatus, statusLines } from "./status.ts";
import { trackLines } from "./tracks.ts";

/** The report of a program for a period. What changed is the difference from the report before. Pure and total. */
export function compile({ facts }: ReadableFacts, previous: Report | null): Report {
  const basis = basisOf(facts, previous);
  const blocked = wordLines(basis, "blocked");
  const standing = blocked.filter(({ kind }) => kind === "blocked").map(({ text }) => normalise(text));
  const items = itemLines(basis, new Set(standing));
  const tracks = trackLines(basis);
  const measures = reportedMeasures(basis);
  const ofMeasures = measureLines(basis, measures);
  const lines = [
    ...statusLines(basis),
    ...againstGreen(basis, [...items, ...tracks, ...behindTwice(ofMeasures, measures)]),
    ...combined([
      ...items,
      ...withoutItems(basis, "blocked", blocked),
      ...withoutItems(basis, "request", wordLines(basis, "request")),
      ...withoutItems(basis, "open", riskLines(basis)),
      ...writtenLines(basis),
    ]),
    ...recommendationLines(basis),
    ...tracks,
    ...ofMeasures,
    ...noUpdate(basis),
  ];
  return {
    programId: facts.programId,
    rhythm: facts.rhythm,
    period: facts.period,
    fromAt: facts.fromAt,
    cutOffAt: facts.cutOffAt,
    ...reportedStatus(basis),
    lines: inOrder([...lines, ...linesOfLastSent(basis, lines)]),
    milestones: milestones(basis),
    ...(measures.length > 0 && { measures }),
    ...counts(basis),
    asked: facts.asked.length,
    answered: facts.answered.length,
  };
}

const STANDING: readonly LineKind[] = ["bottom-line", "value", "decided", "finished", "done"];

/** How a track stood says nothing of how it stands. */
function isStanding({ kind, track }: Line): boolean {
  return STANDING.includes(kind) && track === undefined;
}

/** Of each field of which the period has nothing, what the last report sent has; what is open again is not finished. */
function linesOfLastSent({ facts: { lastSent, items }, dayOf }: Basis, lines: readonly Line[]): Line[] {
  if (lastSent === undefined) return [];
  const isOpen = ({ kind, itemId }: Line) =>
    kind === "finished" && items.some(({ id, state }) => id === itemId && state === "open");
  const asOf = dayOf(lastSent.cutOffAt);
  return lastSent.lines
    .filter(
      (line) =>
        isStanding(line) && !lines.some((other) => isStanding(other) && other.kind === line.kind) && !isOpen(line),
    )
    .map((line) => ({ ...line, asOf }));
}

/** One text of one kind is one line, with the sources of all who wrote it. Items come first in `lines`. */
function combined(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  const indexes = new Map<string, number>();
  for (const line of lines) {
    const keys = keysOf(line);
    const index = keys.map((key) => indexes.get(key)).find((found) => found !== undefined);
    const same = index === undefined ? undefined : result[index];
    if (index !== undefined && same !== undefined && canCombine(same, line)) {
      result[index] = both(same, line);
      continue;
    }
    for (const key of keys) if (!indexes.has(key)) indexes.set(key, result.length);
    result.push(line);
  }
  return result;
}

/** What was written as done may be an item that is finished, and a decision the outcome of a request. */
function keysOf({ kind, text, outcome, type }: Line): string[] {
  const words = kind === "decided" && type === "request" && outcome !== undefined ? [text, outcome] : [text];
  return words.map((each) => `${kind === "finished" ? "done" : kind} ${normalise(each)}`);
}

/** Two items are two matters, but a request and its decision. */
function canCombine(line: Line, other: Line): boolean {
  return other.itemId === undefined || (other.type === "decision" && line.type === "request");
}

function both({ isLate, ...line }: Line, other: Line): Line {
  const since = [line.since, other.since].filter((day) => day !== null).sort()[0] ?? null;
  const writtenOn = later(line.writtenOn ?? "", other.writtenOn ?? "");
  return {
    ...line,
    since,
    ...(writtenOn !== "" && { writtenOn }),
    ...(isLate && other.isLate && { isLate }),
    sources: distinctSources([...line.sources, ...other.sources]),
  };
}

/** By weight, then by age, then by date; what is alike stays in its order. */
export function inOrder(lines: readonly Line[]): Line[] {
  const keyOf = ({ kind, since, due }: Line) =>
    [String(LINE_KINDS.indexOf(kind)).padStart(2, "0"), since ?? LAST_DAY, due ?? LAST_DAY].join(" ");
  return lines
    .map((line) => ({ line, key: keyOf(line) }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ line }) => line);
}
