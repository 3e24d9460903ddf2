/**
 * How much of what a careful editor kept of a month our few sentences keep, at equal length beside two baselines: the
 * first sentences of the newest update, and random sentences of the month. Needs the real history: the generated
 * half-year has no editor. Without it, no row.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { nextOpenings } from "../../src/cadences/recurrence/rules.ts";
import { asQuote } from "../../src/digests/compile/rules-shortening.ts";
import { LONGEST_QUOTE, type Quote } from "../../src/digests/sections/fields.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { anAnswer, aProgram, fed, theDocument } from "../digests/facts.ts";
import { atRandom, coverage, fromTheNewest, lengthOf } from "./coverage.ts";
import type { Row } from "./row.ts";

const FOLDER = process.env.DRUMBEAT_REAL_INPUT ?? join(import.meta.dirname, "../../../shared/real-input");
const [HISTORY, SCENARIO] = ["rust-goals-2025h1.json", "rust-goals-2025h1.scenario.json"].map((name) =>
  join(FOLDER, name),
);

/** Characters of an answer: as on the first screen, between the two, and as in the thread. */
const LENGTHS = [150, 300, LONGEST_QUOTE] as const;
const DRAWS = 500;

const historyFile = z.object({
  references: z.array(z.object({ program: z.number(), month: z.string(), kind: z.string(), text: z.string() })),
});
const scenarioFile = z.object({
  events: z.array(
    z.object({
      at: z.string(),
      by: z.string(),
      cadence: z.string(),
      answers: z.object({ progress: z.string(), details: z.string().optional(), more: z.string().optional() }),
    }),
  ),
});

interface Month {
  reference: string;
  /** Of the goals, by hash: choices are tuned on the first half alone. */
  half: 0 | 1;
  /** All that was written, in order of time. */
  written: string[];
  /** Of the answers that the digest quotes: what they say was done. */
  quoted: string[];
}

export async function bench(): Promise<Row[]> {
  const months = readMonths();
  if (months.length === 0)
    process.stderr.write(
      "Skipped:\n  summaries: No month has an editor's summary to measure against: name the folder of the real history in DRUMBEAT_REAL_INPUT to run it.\n",
    );
  return months.length === 0 ? [] : LENGTHS.flatMap((most) => rowsOf(months, most));
}

function rowsOf(months: readonly Month[], most: number): Row[] {
  const random = seeded();
  const measured = months.map(({ reference, half, written, quoted }) => {
    const ours = quoted.map((text) => asQuote(text, most).text).join("\n");
    const words = lengthOf(ours);
    const draws = Array.from({ length: DRAWS }, () => coverage(reference, atRandom(written, words, random)));
    return {
      half,
      words,
      ours: coverage(reference, ours),
      newest: coverage(reference, fromTheNewest(written, words)),
      random: meanOf(draws),
    };
  });
  const kept = (of: "ours" | "newest" | "random", half?: 0 | 1) =>
    meanOf(measured.filter((one) => half === undefined || one.half === half).map((one) => one[of]));
  const cell = (of: "ours" | "newest" | "random") =>
    `${percent(kept(of))} (${percent(kept(of, 0))}, ${percent(kept(of, 1))})`;
  const words = Math.round(meanOf(measured.map((one) => one.words)));
  return (["newest", "random"] as const).map((baseline) => ({
    name: `summary kept, ${most} characters an answer, ${words} words a month, beside ${baseline === "newest" ? "the newest update" : "random sentences"} (halves)`,
    ours: cell("ours"),
    baseline: cell(baseline),
    ratio: kept("ours") / kept(baseline),
    bar: null,
  }));
}

/** Months of which there are an editor's summary and answers, of which some are longer than the digest tells whole. */
function readMonths(): Month[] {
  if (!HISTORY || !SCENARIO || !existsSync(HISTORY) || !existsSync(SCENARIO)) return [];
  const { references } = historyFile.parse(JSON.parse(readFileSync(HISTORY, "utf8")));
  const { events } = scenarioFile.parse(JSON.parse(readFileSync(SCENARIO, "utf8")));
  return references.flatMap(({ program, month, kind, text }): Month[] => {
    const { from, until } = coveredBy(month);
    const said = events.filter(
      ({ at, cadence }) => cadence === `goal-${program}-weekly` && instant(at) > from && instant(at) <= until,
    );
    if (kind !== "summary" || !said.some(({ answers }) => answers.progress.length > LONGEST_QUOTE)) return [];
    const told = quotesOf(said);
    return [
      {
        reference: text,
        half: halfOf(program),
        written: said.map(({ answers: { progress, details = "", more = "" } }) => [progress, details, more].join("\n")),
        quoted: said
          .map(({ answers }) => answers.progress)
          .filter((progress) => told.includes(asQuote(progress, LONGEST_QUOTE).text)),
      },
    ];
  });
}

/** What the digest of a portfolio, which has fewer quotes of each program, says was done. */
function quotesOf(said: z.infer<typeof scenarioFile>["events"]): string[] {
  const answers = said.map(({ at, by, answers: { progress } }, index) =>
    anAnswer("goal", [fed("progress", progress)], { checkInId: `${index}`, personId: by, answeredAt: instant(at) }),
  );
  const others = ["A", "B", "C"].map((key) => aProgram(key, []));
  const lines = theDocument([aProgram("goal", null, { answers }), ...others]).sections.flatMap(({ lines: all }) => all);
  return lines.flatMap((line) => (line.kind === "progress" ? line.done.map(textOf) : []));
}

/** As it shows: what was shortened is read as text already. */
function textOf({ text, isShortened }: Quote): string {
  return isShortened ? text : asQuote(text, LONGEST_QUOTE).text;
}

/** What the sponsor's digest of a month covers: from the third working day of it to that of the next. */
function coveredBy(month: string): { from: string; until: string } {
  const rule = { every: "month", on: { workingDay: 3 }, at: "09:00", zone: "participant" } as const;
  const after = addMs(`${month}-01T00:00:00.000Z`, -DAY);
  const [from, until] = nextOpenings(rule, { zone: "UTC", after, count: 2 });
  if (!from || !until) throw new Error(`${month} has no digest.`);
  return { from, until };
}

function halfOf(program: number): 0 | 1 {
  return (createHash("sha256").update(String(program)).digest()[0] ?? 0) % 2 === 0 ? 0 : 1;
}

function instant(at: string): string {
  return new Date(at).toISOString();
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** The same draws in each run: Lehmer's generator. */
function seeded(): () => number {
  let state = 20_251_120;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
