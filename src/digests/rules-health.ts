/** The colour of a program in a period, and what came before it. Source: governance-practice.md §2. */
import type { HealthAnswer } from "../cadences/questions.ts";
import type { Rule } from "../cadences/rule.ts";
import { type HealthColour, periodsInThisColour, type Trend, trendOf } from "../health/rules.ts";
import { lastSaid, RECENT_DAYS, type Stand, standAt } from "../health/rules-standing.ts";
import { DAY, msBetween } from "../platform/time.ts";
import type { AnswerFacts, CadenceFacts, DigestFacts, GivenFacts, ProgramFacts } from "./facts.ts";

export interface ProgramHealth {
  /** Grey: somebody is asked, and no answer stands. Null: nobody is asked. */
  colour: HealthColour | "grey" | null;
  before: HealthColour | "grey" | null;
  trend: Trend | null;
  /** How many periods in this colour, this one included; of grey 0. */
  periods: number;
  /** What gave the colour. */
  givenBy: GivenFacts[];
  /** Of grey what was said last. */
  last: Stand<GivenFacts> | null;
  /** Of the periods before, oldest first. */
  history: (HealthColour | null)[];
  /** The same with silence: grey where somebody had been asked and nothing stood, null where nobody had. */
  past: (HealthColour | "grey" | null)[];
}

const RANK: Record<Rule["every"], number> = { day: 0, week: 1, month: 2, quarter: 3, year: 4 };

/**
 * As the program stands at the cut-off, and stood at those of the periods before. A quarter or a year that had another
 * colour at the end of one of its months has turned since: it was not unchanged, nor is its colour the first.
 */
export function healthOf(
  program: Pick<ProgramFacts, "leads" | "deputies" | "given" | "asked" | "asksHealth">,
  { cutOffAt, earlierCutOffs, months }: Pick<DigestFacts, "cutOffAt" | "earlierCutOffs" | "months">,
): ProgramHealth {
  const past = earlierCutOffs.map((at) => colourAt(program, at)).reverse();
  const history = past.map((colour) => (colour === "grey" ? null : colour));
  const last = history.at(-1) ?? null;
  const before = last ?? (history.some((colour) => colour !== null) ? "grey" : null);
  const stand = standAt(program.given, program, cutOffAt);
  if (!stand) {
    const isGrey = program.asksHealth;
    const last = isGrey ? lastSaid(program.given, program, cutOffAt) : null;
    return { colour: isGrey ? "grey" : null, before, trend: null, periods: 0, givenBy: [], last, history, past };
  }
  const ends = months.map(({ at }) => standAt(program.given, program, at)?.colour ?? null);
  const turned = ends.findLast((colour) => colour !== null && colour !== stand.colour) ?? null;
  return {
    colour: stand.colour,
    before: turned ?? before,
    trend: trendOf(turned ?? last, stand.colour),
    periods: turned ? 1 : periodsInThisColour([...history, stand.colour]),
    givenBy: stand.givenBy,
    last: null,
    history,
    past,
  };
}

/** How it stood at an instant: grey where somebody had been asked and nothing stood, null where nobody had. */
export function colourAt(
  program: Pick<ProgramFacts, "leads" | "deputies" | "given" | "asked">,
  at: string,
): HealthColour | "grey" | null {
  const wasAsked = ({ opensAt, every }: ProgramFacts["asked"][number]) =>
    opensAt <= at && msBetween(opensAt, at) < RECENT_DAYS[every] * DAY;
  return standAt(program.given, program, at)?.colour ?? (program.asked.some(wasAsked) ? "grey" : null);
}

/** The reason as typed; null where there is none. */
export function reasonOf({ fed }: AnswerFacts): string | null {
  for (const { feed, value } of fed)
    if (feed === "health" && isHealthAnswer(value)) return value.reason?.trim() ? value.reason : null;
  return null;
}

function isHealthAnswer(value: AnswerFacts["fed"][number]["value"]): value is HealthAnswer {
  return typeof value === "object" && !Array.isArray(value);
}

/**
 * The cadence with the longest rhythm among `ids` that is no longer than the digest's; of two alike the one that comes
 * first in the program's list.
 */
export function longestCadence(
  program: { cadences: readonly Pick<CadenceFacts, "id" | "every" | "isBeyond">[] },
  ids: ReadonlySet<string>,
): string | null {
  const candidates = program.cadences.filter((cadence) => ids.has(cadence.id));
  const rank = (cadence: (typeof candidates)[number]) => (cadence.isBeyond ? -1 : RANK[cadence.every]);
  return candidates.toSorted((a, b) => rank(b) - rank(a))[0]?.id ?? null;
}
