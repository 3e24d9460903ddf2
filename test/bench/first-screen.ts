/**
 * Whether a first screen is worth its reader's two minutes: what it keeps of what careful editors kept, how long it is, how
 * much of it is repeated, empty or broken, and what it costs. Of the real half-year, where it is, of the built-in story
 * and of a year of a generated portfolio. `DRUMBEAT_FIRST_SCREENS` names a folder for the screens, to be read.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ShownLine, sizeOf } from "../support/screen.ts";
import { coverage } from "./coverage.ts";
import { historyFile, type Kept, keptOf } from "./first-screen-kept.ts";
import { speedRows } from "./first-screen-speed.ts";
import {
  type FirstScreen,
  generatedScreens,
  type Series,
  scenarioScreens,
  storyScreens,
  writeOut,
} from "./first-screens.ts";
import { median, type Row } from "./row.ts";

const FOLDER = process.env.DRUMBEAT_REAL_INPUT ?? "";
const [HISTORY, SCENARIO] = ["rust-goals-2025h1.json", "rust-goals-2025h1.scenario.json"] as const;
const LIMITS = { words: 350, weeklyWords: 150, repeated: 0.1, asked: 0.9, summaries: 8 / 13 } as const;

/** Only says that nobody said anything; what compares periods has an arrow. */
const NO_ANSWER =
  /no (?:recent )?(?:update|answer)|not (?:answered|reported)|answered none|no reply|silent|sans (?:mise à jour|réponse)|aucune réponse|n’(?:a|ont) pas répondu|n’ont répondu à aucun/i;
/** Heads what waits for a decision. */
const ASKS = /\b(?:asks?|decisions?|requests?)\b|demande|décision/i;
/** What people wrote stands below its line, or within it. */
const INLINE = /“([^”]+)”|« ([^»]+) »/g;
/** Fewer words in quotation marks are a name. */
const LEAST_QUOTED = 4;
/** A gap in the midst of a sentence, or what goes on with something that is not there. */
const BEGINS_BROKEN = /^(?:\[…\]|…|[,;.:)\]])/;
const ENDS_BROKEN = /[:,;(–-]\s*(?:\[…\]|…)?$|[^\s.!?…»”")\]]\s*(?:\[…\]|…)$/;

export async function bench(): Promise<Row[]> {
  // First, while the heap is small.
  const speed = await speedRows();
  const rows: Row[] = [];
  const real = FOLDER !== "" && existsSync(join(FOLDER, SCENARIO)) ? await scenarioScreens(read(SCENARIO)) : null;
  if (real) {
    rows.push(...keptRows(historyFile.parse(read(HISTORY)), real));
    rows.push(...screenRows("the real half-year", real));
    writeOut("real", real);
  } else
    process.stderr.write(
      "Skipped:\n  first-screen: name the folder of the real history in DRUMBEAT_REAL_INPUT to measure what is kept of it.\n",
    );
  const story = await storyScreens();
  const isWeekly = ([first]: Series) => first?.document.rhythm === "weekly";
  rows.push(
    ...screenRows(
      "the story",
      story.filter((series) => !isWeekly(series)),
    ),
  );
  rows.push(...weeklyRows(story.filter(isWeekly)));
  writeOut("story", story);
  const year = [generatedScreens(200)];
  rows.push(...screenRows("a year of 200 programs", year));
  writeOut("generated", year);
  return [...rows, ...speed];
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), "utf8"));
}

function keptRows(history: Parameters<typeof keptOf>[0], series: readonly Series[]): Row[] {
  const kept = series.flatMap((months) => keptOf(history, months));
  return (["help-wanted", "summary"] as const).flatMap((kind): Row[] => {
    const of = kept.filter((one) => one.kind === kind);
    const name = kind === "help-wanted" ? "calls for help" : "editors’ summaries";
    const least = kind === "help-wanted" ? LIMITS.asked : LIMITS.summaries;
    const share = shareOf(of, "ours");
    const newest = shareOf(of, "newest");
    return [
      {
        name: `first screen: ${name} of the real half-year told (goals with an odd number, by which it is tuned; even)`,
        ours: countsOf(of, "ours"),
        baseline: `at least ${Math.ceil(least * of.length)}`,
        ratio: least / Math.max(share, 0.001),
        bar: 1,
      },
      {
        name: `first screen: ${name} told, beside the newest sentences of the month, as long`,
        ours: countsOf(of, "ours"),
        baseline: countsOf(of, "newest"),
        ratio: share / Math.max(newest, 0.001),
        bar: null,
      },
    ];
  });
}

function shareOf(kept: readonly Kept[], by: "ours" | "newest"): number {
  return kept.filter((one) => one[by]).length / kept.length;
}

function countsOf(kept: readonly Kept[], by: "ours" | "newest"): string {
  const count = (all: readonly Kept[]) => `${all.filter((one) => one[by]).length} of ${all.length}`;
  return `${count(kept)} (${count(kept.filter(({ isOdd }) => isOdd))}; ${count(kept.filter(({ isOdd }) => !isOdd))})`;
}

function screenRows(name: string, all: readonly Series[]): Row[] {
  const screens = all.flat();
  const words = screens.map(({ blocks }) => sizeOf(blocks).words);
  const repeated = all.flatMap((series) => series.slice(1).map((one, place) => repeatedIn(one, series[place])));
  const empty = screens.map(({ lines }) => emptyIn(lines));
  const broken = screens.flatMap(({ lines }) => quotesIn(lines).filter(isBroken));
  for (const quote of broken) process.stderr.write(`  ${name}, broken: ${quote.slice(0, 60)} … ${quote.slice(-60)}\n`);
  return [
    limit(
      `first screen: most words, ${name} (median ${median(words)}, ${screens.length} screens)`,
      Math.max(...words),
      LIMITS.words,
    ),
    {
      name: `first screen: lines of the edition before told again, decisions left out, ${name} (most ${percent(Math.max(...repeated))})`,
      ours: percent(mean(repeated)),
      baseline: percent(LIMITS.repeated),
      ratio: mean(repeated) / LIMITS.repeated,
      bar: 1,
    },
    {
      name: `first screen: words that say that nobody answered, ${name} (most ${percent(Math.max(...empty))})`,
      ours: percent(mean(empty)),
      baseline: "",
      ratio: mean(empty),
      bar: null,
    },
    {
      name: `first screen: quotes that begin or end broken, ${name}, of ${screens.flatMap(({ lines }) => quotesIn(lines)).length}`,
      ours: String(broken.length),
      baseline: "0",
      ratio: broken.length,
      bar: 0,
    },
  ];
}

function weeklyRows(all: readonly Series[]): Row[] {
  const words = all.flat().map(({ blocks }) => sizeOf(blocks).words);
  return [
    limit(
      `first screen: median words of a weekly digest, the story (most ${Math.max(...words)})`,
      median(words),
      LIMITS.weeklyWords,
    ),
  ];
}

function limit(name: string, ours: number, most: number): Row {
  return { name, ours: String(ours), baseline: String(most), ratio: ours / most, bar: 1 };
}

/** The share of its lines that stood in the one before, word for word. */
function repeatedIn(screen: FirstScreen, before: FirstScreen | undefined): number {
  const told = new Set((before ? newsIn(before) : []).map(plain));
  const news = newsIn(screen);
  return news.length === 0 ? 0 : news.filter((line) => told.has(plain(line))).length / news.length;
}

/** Its lines without headings, buttons and what it says of a decision that somebody waits for. */
function newsIn({ lines, document }: FirstScreen): string[] {
  const asks = asksIn(document);
  const isOfAsk = ({ text }: ShownLine) => asks.some((ask) => coverage(text, ask) >= 0.6);
  let isAmongAsks = false;
  return lines.flatMap((line) => {
    if (line.is === "heading") isAmongAsks = ASKS.test(line.text);
    return line.is === "heading" || line.is === "buttons" || isAmongAsks || isOfAsk(line) ? [] : [line.text];
  });
}

/** All that the document has of each ask. */
function asksIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(asksIn);
  if (typeof value !== "object" || value === null) return [];
  const isAsk = "kind" in value && (value.kind === "ask" || value.kind === "standing-ask");
  return isAsk ? [JSON.stringify(value)] : Object.values(value).flatMap(asksIn);
}

function plain(line: string): string {
  return line.toLowerCase().replace(/\s+/g, " ").trim();
}

function emptyIn(lines: readonly ShownLine[]): number {
  const wordsOf = (some: readonly ShownLine[]) => some.flatMap(({ text }) => text.match(/\S+/g) ?? []).length;
  return wordsOf(lines.filter(({ text }) => NO_ANSWER.test(text) && !text.includes("→"))) / wordsOf(lines);
}

/** What people wrote: without what it answers and who they are. */
function quotesIn(lines: readonly ShownLine[]): string[] {
  return lines.flatMap(({ is, text }) => {
    const [said = "", by] = text.split("\n— ");
    if (is === "quote" && by !== undefined) return [said.trim()];
    const within = [...text.replaceAll("\u00a0", " ").matchAll(INLINE)].map(
      ([, english, french]) => english ?? french ?? "",
    );
    return within.filter((quote) => quote.split(" ").length >= LEAST_QUOTED);
  });
}

function isBroken(quote: string): boolean {
  return BEGINS_BROKEN.test(quote) || ENDS_BROKEN.test(quote);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
