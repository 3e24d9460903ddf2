/** What of what the human editors of the real half-year lifted stands on the first screens, and on what is as long. Pure. */
import { z } from "zod";
import { sentencesOf } from "../../src/platform/texts/sentences.ts";
import { contentWords, coverage, fromTheNewest, lengthOf } from "./coverage.ts";
import type { Series } from "./first-screens.ts";

/** A line tells a matter when it has so much of what a sentence of it says. */
const TOLD_FROM = 0.6;
/** A shorter sentence of a summary says too little to be found again. */
const LEAST_WORDS = 5;

export const historyFile = z.object({
  programs: z.array(z.object({ id: z.number(), title: z.string() })),
  checkIns: z.array(z.object({ date: z.string(), text: z.string() })),
  references: z.array(
    z.object({ program: z.number(), month: z.string(), kind: z.enum(["summary", "help-wanted"]), text: z.string() }),
  ),
});
type HistoryFile = z.infer<typeof historyFile>;
type Reference = HistoryFile["references"][number];

export interface Kept {
  kind: Reference["kind"];
  /** Of a goal with an odd number: by these the choices are tuned. */
  isOdd: boolean;
  /** On the first screen; by the newest sentences of the month, as long. */
  ours: boolean;
  newest: boolean;
}

export function keptOf(history: HistoryFile, months: Series): Kept[] {
  const titles = new Map(history.programs.map(({ id, title }) => [id, title]));
  return months.flatMap(({ document: { period, cutOffAt }, lines, text }, place) => {
    // What was answered after the cut-off of its month is told in the next.
    const next = months[place + 1]?.lines ?? [];
    const after = months[place - 1]?.document.cutOffAt ?? "";
    const written = history.checkIns.filter(({ date }) => date > after.slice(0, 10) && date <= cutOffAt.slice(0, 10));
    const wanted = history.references
      .filter(({ month }) => month === period.label)
      .map((one) => ({ ...one, title: titles.get(one.program) ?? "" }));
    const told = [lines, next].map((shown) =>
      toldBy(
        shown.flatMap((line) => (line.is === "buttons" ? [] : [line.text])),
        wanted,
      ),
    );
    const ours = new Set(told.flatMap((found) => [...found]));
    const texts = written.toSorted((one, other) => (one.date < other.date ? -1 : 1)).map((one) => one.text);
    const newest = toldBy(fromTheNewest(texts, lengthOf(text)).split("\n"), wanted);
    return wanted.map((one) => ({
      kind: one.kind,
      isOdd: one.program % 2 === 1,
      ours: ours.has(one),
      newest: newest.has(one),
    }));
  });
}

/** Two goals that ask for the same in the same words need a line each, or one that names both. */
function toldBy<One extends Reference & { title: string }>(lines: readonly string[], wanted: readonly One[]): Set<One> {
  const taken = new Set<string>();
  const told = new Set<One>();
  for (const one of wanted) {
    const telling = lines
      .map((line, index) => ({ line, key: `${index}` }))
      .filter(({ line }) => sentencesWanted(one).some((sentence) => coverage(sentence, line) >= TOLD_FROM));
    const line = telling.find((each) => each.line.includes(one.title)) ?? telling.find(({ key }) => !taken.has(key));
    if (!line) continue;
    taken.add(line.key);
    told.add(one);
  }
  return told;
}

/** Of a call for help its first sentence: the others say where to write to. */
function sentencesWanted({ kind, text }: Reference): string[] {
  const sentences = sentencesOf(text);
  return kind === "help-wanted"
    ? sentences.slice(0, 1)
    : sentences.filter((sentence) => contentWords(sentence).size >= LEAST_WORDS);
}
