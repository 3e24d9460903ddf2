/**
 * What the first screen of a monthly digest has to name, counted by hand from a generated history. Written from what is
 * promised (docs/sponsor.md), and calls nothing of the product.
 */
import type { GeneratedProgram } from "./portfolio-generated.ts";

/** Places that are kept for each kind of fact. */
export const PLACES = { decisions: 3, changed: 5, doubted: 2, value: 2 } as const;
/** What a reader takes in within two minutes. */
export const MOST = { words: 350, characters: 3000, blocks: 50 } as const;

export const STATUSES = ["green", "amber", "red", "none"] as const;
type Counts = Record<(typeof STATUSES)[number], number>;

export interface Expected {
  /** What is asked of the reader; no two are the same. */
  overdue: string[];
  decisions: string[];
  /** Titles of programs, each once. */
  newReds: string[];
  /** What changed, the weightiest first: those of one rank beside each other. */
  ranked: string[][];
  /** All of them. */
  changed: string[];
  closed: string[];
  slipped: string[];
  recovered: string[];
  doubted: string[];
  value: string[];
  silent: string[];
  /** How many have each status, as the digest before told it and now. */
  before: Counts;
  now: Counts;
  /** Of all programs. */
  titles: string[];
  /** Sentences that people wrote: no two are the same. */
  written: string[];
}

/** `day`: on which the digest goes. */
export function expectedOf(history: readonly GeneratedProgram[], month: number, day: string): Expected {
  const closed = history.filter(({ closedIn }) => closedIn === month);
  const running = runningIn(history, month);
  const titles = (of: readonly GeneratedProgram[]) => of.map(({ title }) => title);
  const waiting = running.flatMap(({ asks }) =>
    asks.filter(
      ({ isReaders, askedIn, decidedIn }) => isReaders && askedIn <= month && (decidedIn === null || decidedIn > month),
    ),
  );
  const is = (colour: string | null, program: GeneratedProgram) => program.months[month]?.colour === colour;
  const was = (program: GeneratedProgram) =>
    program.months.slice(0, month).findLast(({ colour }) => colour !== null)?.colour ?? null;
  const reds = running.filter((one) => is("red", one));
  const newReds = reds.filter((one) => was(one) !== "red");
  const slipped = running.filter((one) => isSlipped(one, month));
  // After a month without a status nobody says from what it comes.
  const recovered = running.filter(
    (one) => is("green", one) && ["red", "amber"].includes(one.months[month - 1]?.colour ?? ""),
  );
  const ranked = [
    reds,
    // Silent since they were off track.
    running.filter((one) => is(null, one) && was(one) === "red"),
    closed,
    slipped,
    running.filter((one) => is("amber", one)),
    running.filter((one) => isAnother(one, month)),
    recovered,
  ].map(titles);
  return {
    overdue: waiting.filter(({ neededBy }) => neededBy < day).map(({ title }) => title),
    decisions: waiting.map(({ title }) => title),
    newReds: titles(newReds),
    ranked,
    changed: [...new Set(ranked.flat())],
    closed: titles(closed),
    slipped: titles(slipped),
    recovered: titles(recovered),
    doubted: titles(running.filter(({ months }) => (months[month]?.doubts ?? 0) > 0)),
    value: titles(running.filter(({ months }) => typeof months[month]?.value === "string")),
    silent: titles(running.filter(({ months }) => months[month]?.colour === null)),
    before: countsIn(history, month - 1),
    now: countsIn(history, month),
    titles: titles(history),
    written: running.flatMap(({ months, asks }) => {
      const { reason = "", progress = "", next = "", value = null } = months[month] ?? {};
      return [reason, progress, next, value ?? "", ...asks.map(({ title }) => title)].filter((text) => text !== "");
    }),
  };
}

function runningIn(history: readonly GeneratedProgram[], month: number): GeneratedProgram[] {
  return history.filter(({ closedIn }) => closedIn === null || closedIn > month);
}

/** Later than planned, said while the day was still to come; another date once it has come is a new one. */
function isSlipped({ months }: GeneratedProgram, month: number): boolean {
  const [before, now] = [months[month - 1], months[month]];
  if (!before || !now || now.colour === null) return false;
  return now.target > before.target && before.target > now.on;
}

/** Its day came in this month, or before another was given. */
function isAnother({ months }: GeneratedProgram, month: number): boolean {
  const said = months.slice(0, month + 1).filter(({ colour }) => colour !== null);
  const [now, before] = [said.at(-1), said.at(-2)];
  if (!now) return false;
  const isNew = now === months[month] && before !== undefined && before.target !== now.target;
  return isNew ? before.target <= now.on : now.target.slice(0, 7) === months[month]?.on.slice(0, 7);
}

function countsIn(history: readonly GeneratedProgram[], month: number): Counts {
  const counts: Counts = { green: 0, amber: 0, red: 0, none: 0 };
  for (const { months } of runningIn(history, month)) counts[months[month]?.colour ?? "none"] += 1;
  return counts;
}
