/** Which cadences a report is made of, and who gets digests of which rhythm. Pure. */
import { isReadAbove } from "../../cadences/audience/audience.ts";
import type { Cadence } from "../../cadences/cadences.ts";
import type { WrittenRule } from "../../cadences/recurrence/rule.ts";
import type { Disclosure } from "../../cadences/table.ts";
import type { SeatRole } from "../../programs/table.ts";
import type { Rhythm } from "../compile/report.ts";

type Every = WrittenRule["every"];

/** In which rhythm a report of its own is asked for. */
export const OWN: Record<Rhythm, Every> = { weekly: "week", monthly: "month", quarterly: "quarter", annual: "year" };

/**
 * Of several that are due on one day only the longest is asked, and counts for all: so the longer ones, too. A quarterly one
 * is asked after its quarter, and takes no place of theirs.
 */
const MADE_OF: Record<Rhythm, readonly Every[]> = {
  weekly: ["week", "month", "year"],
  monthly: ["week", "month", "year"],
  quarterly: ["quarter", "year"],
  annual: ["quarter", "year"],
};

/** The year takes in what was answered after its last quarter, by which nobody counts as asked. */
export function isTakenIn(rhythm: Rhythm, every: Every): boolean {
  return rhythm === "annual" && every === "quarter";
}

const RANKS: Record<Every | Rhythm, number> = {
  day: 0,
  week: 1,
  weekly: 1,
  month: 2,
  monthly: 2,
  quarter: 3,
  quarterly: 3,
  year: 4,
  annual: 4,
};

/** The longer, the higher. */
export function rankOf(rhythm: Every | Rhythm): number {
  return RANKS[rhythm];
}

/**
 * Whether what is answered in a cadence goes into a report. Weekly ones are of the program itself, and have daily answers
 * where nobody is asked by the week; all others are for those above, whom `readers` name.
 */
export function feedsReport(
  rhythm: Rhythm,
  cadence: { every: Every; readers: readonly string[]; disclosure: Disclosure; hasWeekly: boolean },
): boolean {
  const { every, readers, disclosure, hasWeekly } = cadence;
  if (rhythm === "weekly" && disclosure !== "team") return false;
  if (rhythm === "weekly" && every === "day") return !hasWeekly;
  if (!MADE_OF[rhythm].includes(every)) return false;
  return rhythm === "weekly" || isReadAbove(readers);
}

/** Whether a digest of this rhythm has a part that is written in one of these cadences of a program. */
export function isAskedFor(
  rhythm: Rhythm,
  cadences: readonly Pick<Cadence, "state" | "rule" | "readers" | "disclosure">[],
): boolean {
  return cadences.some(
    ({ state, rule: { every }, readers, disclosure }) =>
      state !== "archived" &&
      !isTakenIn(rhythm, every) &&
      feedsReport(rhythm, { every, readers, disclosure, hasWeekly: true }),
  );
}

/** By default. */
const RHYTHMS_OF_SEAT: Record<SeatRole, readonly Rhythm[]> = {
  lead: ["weekly", "annual"],
  deputy: ["weekly", "annual"],
  team: ["weekly"],
  sponsor: ["monthly", "annual"],
  steering: ["quarterly", "annual"],
  secretary: [],
};

/** Whether a seat gives its holder this digest: what they chose for the rhythm, else by default. */
export function givesDigest(role: SeatRole, rhythm: Rhythm, chosen: boolean | undefined): boolean {
  return chosen ?? RHYTHMS_OF_SEAT[role].includes(rhythm);
}
