/** All programs of a reader at one instant: how they stand and moved, what is worst, what waits. Pure; nobody is ranked. */
import type { HealthColour } from "../../cadences/questions/health-scale.ts";
import { isProposedRed } from "../../health/rules.ts";
import type { LocalDate } from "../../platform/time.ts";
import { type Budget, type Label, sameLabel } from "../../programs/profile/rules.ts";
import type { DecidingBody } from "../../register/types/ask.ts";
import type { Rhythm } from "../table.ts";

/** From the worst. `grey`: asked, and nobody said it lately; `none`: nobody asks for it. */
export const STATES = ["red", "amber", "grey", "green", "none", "closed"] as const;
export type State = (typeof STATES)[number];

/** Where one program stands. */
export interface Standing {
  key: string;
  title: string;
  isFlagship: boolean;
  budget: Pick<Budget, "planned" | "currency"> | null;
  labels: readonly Label[];
  /** In the digest before. */
  from: State;
  to: State;
  /** So many in a row in this colour, of the digest of this rhythm; of others than colours 0. */
  periods: number;
  rhythm: Rhythm;
  /** Of grey, what was said last. */
  last: { colour: HealthColour; on: LocalDate } | null;
  /** Facts speak against its colour, and whoever gave that has not answered them. */
  isDoubted: boolean;
  hasRequest: boolean;
  /** Nobody answers: the day of the last answer, where it is known. */
  silence: { since: LocalDate | null } | null;
  overdue: readonly OverdueDecision[];
}

/** A request that was to be decided by a day that is over. `deciderId` null: a vote of the committee. */
export interface OverdueDecision {
  code: string;
  title: string;
  neededBy: LocalDate;
  isReaders: boolean;
  body: DecidingBody;
  deciderId: string | null;
}

export type Reason =
  | { is: "red-for"; periods: number; rhythm: Rhythm }
  | { is: "red-unasked" | "red" | "doubted" }
  | { is: "was-red"; on: LocalDate }
  | { is: "amber-for"; periods: number; rhythm: Rhythm };

export interface Cell {
  from: State;
  to: State;
  programs: number;
}

export type Counts = Partial<Record<State, number>>;

export interface Portfolio {
  programs: number;
  before: Counts;
  now: Counts;
  /** Every pair that there is, the worst first; together they count each program once. */
  matrix: Cell[];
  /** By weight: the flagship first, then the worse move, then the budget. */
  movers: Standing[];
  worst: { standing: Standing; reason: Reason }[];
  /** How many programs are off track for so many periods, two at least; the longest first. */
  repeated: { periods: number; rhythm: Rhythm; programs: number }[];
  overdue: {
    own: (OverdueDecision & { program: string })[];
    /** Of others, by the body that decides; `other` also counts those of a body of which fewer than three would be counted. */
    others: { body: DecidingBody; decisions: number }[];
  };
  /** `since`: of the one that is silent longest, as far as that is known. */
  silence: { programs: number; since: LocalDate | null };
  labels: { name: string; values: { value: string; programs: number; counts: Counts }[] }[];
}

const MOST_WORST = 10;
/** From so many holders on a role is named. */
const FEWEST_NAMED = 3;
const REPEATED_FROM = 2;

export function portfolioOf(standings: readonly Standing[]): Portfolio {
  return {
    programs: standings.length,
    before: countsOf(standings, ({ from }) => from),
    now: countsOf(standings, ({ to }) => to),
    matrix: matrixOf(standings),
    movers: moversOf(standings),
    worst: worstOf(standings),
    repeated: repeatedOf(standings),
    overdue: overdueOf(standings),
    silence: silenceOf(standings),
    labels: labelsOf(standings),
  };
}

function countsOf(standings: readonly Standing[], stateOf: (standing: Standing) => State): Counts {
  const counts: Counts = {};
  for (const standing of standings) counts[stateOf(standing)] = (counts[stateOf(standing)] ?? 0) + 1;
  return counts;
}

function matrixOf(standings: readonly Standing[]): Cell[] {
  const pairs = Map.groupBy(standings, ({ from, to }) => `${from} ${to}`);
  return STATES.flatMap((to) =>
    STATES.flatMap((from) => {
      const programs = pairs.get(`${from} ${to}`)?.length ?? 0;
      return programs > 0 ? [{ from, to, programs }] : [];
    }),
  );
}

/** To a colour or closed; what went silent is counted there. That a new program is on track is no move. */
function hasMoved({ from, to }: Standing): boolean {
  if (from === to || to === "grey" || to === "none") return false;
  return to !== "green" || from === "red" || from === "amber";
}

const WEIGHT: Record<State, number> = { red: 2, amber: 1, grey: 0, green: 0, none: 0, closed: 0 };

function moversOf(standings: readonly Standing[]): Standing[] {
  const byWorth = worthAmong(standings);
  const step = ({ from, to }: Standing) => WEIGHT[to] - WEIGHT[from];
  return standings
    .filter(hasMoved)
    .toSorted(
      (one, other) =>
        Number(other.isFlagship) - Number(one.isFlagship) ||
        step(other) - step(one) ||
        WEIGHT[other.to] - WEIGHT[one.to] ||
        byWorth(one, other),
    );
}

/** By budget, then by title. Budgets of several currencies are not compared. */
function worthAmong(standings: readonly Standing[]): (one: Standing, other: Standing) => number {
  const isComparable = new Set(standings.flatMap(({ budget }) => budget?.currency ?? [])).size === 1;
  const worth = ({ budget }: Standing) => (isComparable ? (budget?.planned ?? 0) : 0);
  return (one, other) => worth(other) - worth(one) || compare(one.title, other.title) || compare(one.key, other.key);
}

const REASONS: readonly Reason["is"][] = ["red-for", "red-unasked", "red", "was-red", "doubted", "amber-for"];

function worstOf(standings: readonly Standing[]): Portfolio["worst"] {
  const byWorth = worthAmong(standings);
  const all = standings.flatMap((standing) => {
    const reason = reasonFor(standing);
    return reason ? [{ standing, reason }] : [];
  });
  return all
    .toSorted(
      (one, other) =>
        REASONS.indexOf(one.reason.is) - REASONS.indexOf(other.reason.is) ||
        other.standing.periods - one.standing.periods ||
        Number(other.standing.isFlagship) - Number(one.standing.isFlagship) ||
        byWorth(one.standing, other.standing),
    )
    .slice(0, MOST_WORST);
}

function reasonFor({ to, periods, rhythm, last, isDoubted, hasRequest }: Standing): Reason | null {
  if (to === "red" && periods >= REPEATED_FROM) return { is: "red-for", periods, rhythm };
  if (to === "red") return { is: hasRequest ? "red" : "red-unasked" };
  if (to === "grey" && last?.colour === "red") return { is: "was-red", on: last.on };
  if (to === "green" && isDoubted) return { is: "doubted" };
  return to === "amber" && isProposedRed(to, periods) ? { is: "amber-for", periods, rhythm } : null;
}

function repeatedOf(standings: readonly Standing[]): Portfolio["repeated"] {
  const red = standings.filter(({ to, periods }) => to === "red" && periods >= REPEATED_FROM);
  return [...Map.groupBy(red, ({ periods, rhythm }) => `${periods} ${rhythm}`).values()]
    .flatMap(([first, ...rest]) =>
      first ? [{ periods: first.periods, rhythm: first.rhythm, programs: rest.length + 1 }] : [],
    )
    .toSorted((one, other) => other.periods - one.periods || compare(one.rhythm, other.rhythm));
}

function overdueOf(standings: readonly Standing[]): Portfolio["overdue"] {
  const all = standings.flatMap(({ title, overdue }) => overdue.map((one) => ({ ...one, program: title })));
  const own = all
    .filter(({ isReaders }) => isReaders)
    .toSorted((one, other) => compare(one.neededBy, other.neededBy) || compare(one.code, other.code));
  const decisions = new Map<DecidingBody, number>();
  for (const [body, theirs] of Map.groupBy(
    all.filter(({ isReaders }) => !isReaders),
    ({ body }) => body,
  )) {
    const isVote = theirs.every(({ deciderId }) => deciderId === null);
    const holders = new Set(theirs.flatMap(({ deciderId }) => deciderId ?? [])).size;
    const named = isVote || holders >= FEWEST_NAMED ? body : "other";
    decisions.set(named, (decisions.get(named) ?? 0) + theirs.length);
  }
  const others = [...decisions]
    .map(([body, count]) => ({ body, decisions: count }))
    .toSorted((one, other) => other.decisions - one.decisions || compare(one.body, other.body));
  return { own, others };
}

function silenceOf(standings: readonly Standing[]): Portfolio["silence"] {
  const silent = standings.flatMap(({ silence }) => silence ?? []);
  const [since = null] = silent.flatMap((one) => one.since ?? []).toSorted();
  return { programs: silent.length, since };
}

/** Of each name that two programs share at least. */
function labelsOf(standings: readonly Standing[]): Portfolio["labels"] {
  const labelled = standings.flatMap((standing) => standing.labels.map((label) => ({ ...label, standing })));
  const [sameName, sameValue] = [asFirstSaid(), asFirstSaid()];
  return [...Map.groupBy(labelled, ({ name }) => sameName(name))]
    .filter(([, those]) => new Set(those.map(({ standing }) => standing)).size > 1)
    .map(([name, those]) => ({
      name,
      values: [...Map.groupBy(those, ({ value }) => sameValue(value))]
        .map(([value, theirs]) => {
          const programs = [...new Set(theirs.map(({ standing }) => standing))];
          return { value, programs: programs.length, counts: countsOf(programs, ({ to }) => to) };
        })
        .toSorted((one, other) => other.programs - one.programs || compare(one.value, other.value)),
    }))
    .toSorted((one, other) => compare(one.name, other.name));
}

/** Whatever its capitals, a label is said as it is first here. */
function asFirstSaid(): (name: string) => string {
  const said: string[] = [];
  return (name) => {
    const same = said.find((one) => sameLabel(one, name));
    if (same === undefined) said.push(name);
    return same ?? name;
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
