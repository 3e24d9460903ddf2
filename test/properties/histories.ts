/**
 * Random histories of two programs over a quarter: three check-ins each that feed different readers, answers with their
 * revisions, target dates in some of them, silence, absences, holds, approvals, roles and accounts that end, a program that
 * is finished, or closed and reopened. Imports nothing of `src`: the oracle reads it as the product's record is made of it.
 */
import fc from "fast-check";

export type Colour = "green" | "amber" | "red";
export type Every = "week" | "month" | "quarter";
export type Viewer = "sponsor" | "steering" | "lead" | "team";
/** As a check-in names whose digests it feeds. */
export type Readers = "sponsors" | "steering" | "team";
export type HeldRhythm = "monthly" | "quarterly" | "annual";

const [MINUTE, DAY] = [60_000, 86_400_000];

export const EVERY = ["week", "month", "quarter"] as const satisfies Every[];
/** The third working days of 2025, 09:00 UTC; drafts are made a working day before. */
export const SENDINGS = ["2025-02-05", "2025-03-05", "2025-04-03"].map((day) => `${day}T09:00:00.000Z`);
export const DRAFTINGS = ["2025-02-04", "2025-03-04", "2025-04-02"].map((day) => `${day}T09:00:00.000Z`);
const ALL_SENT = "2025-04-05T12:30:00.000Z";
/** After the sendings of January. */
export const START = "2025-01-06T12:00:00.000Z";
/** Opened at 09:00 UTC of the day and due a day later. */
export const ROUNDS: Record<Every, readonly string[]> = {
  week: weeksFrom("2025-01-09", 14),
  month: ["2025-01-31", "2025-02-28", "2025-03-31"],
  quarter: ["2024-12-31", "2025-03-31"],
};
export const TITLES = ["Alder", "Birch"] as const;
/** The first two lead, the third is the deputy, the fourth of the team. */
export const PEOPLE = ["anna", "boris", "dana", "tim"] as const;

export interface Said {
  at: string;
  /** Null: it took the colour back, or gave none. */
  colour: Colour | null;
  /** In the reason and in the own line: a word that stands nowhere else. */
  mark: string;
  asks: boolean;
  isBlocked: boolean;
  /** The target date, where it is asked for and given: most often one of a year to come that stands nowhere else. */
  date: string | null;
}

/** What one person was asked in one round; without a revision they did not answer. */
export interface Given {
  program: number;
  every: Every;
  key: string;
  person: number;
  isAway: boolean;
  revisions: Said[];
}

export interface Program {
  /** Whether the second lead leads it, beside the first. */
  isLedByTwo: boolean;
  readers: Record<Every, readonly Readers[]>;
  /** Its check-ins that ask for a target date. */
  dated: readonly Every[];
  /** Rounds of the weekly check-in that never were. */
  skipped: readonly string[];
  /** The last day of the first lead. */
  leadUntil: string | null;
  closedAt: string | null;
  /** Null: it stays closed. */
  reopenedAt: string | null;
  /** The deputy approves the drafts of these sendings. */
  approval: { since: string; approved: readonly boolean[] } | null;
  holds: readonly { at: string; rhythm: HeldRhythm }[];
}

export interface Look {
  at: string;
  viewer: Viewer;
}

export interface History {
  /** The fiscal year of both programs begins in April. */
  isApril: boolean;
  programs: readonly Program[];
  given: readonly Given[];
  /** The account of this lead is deactivated. */
  gone: { person: number; at: string } | null;
  looks: readonly Look[];
}

const FEEDS: readonly (readonly Readers[])[] = [
  ["sponsors", "steering"],
  ["sponsors"],
  ["steering"],
  ["sponsors", "steering", "team"],
  ["team"],
];
const feeds = fc.constantFrom(...FEEDS);
const [LAST, FIRST] = [Date.parse("2025-04-18T12:30:00.000Z"), Date.parse("2025-01-13T12:30:00.000Z")];
/** Half past twelve, so that nothing else happens at the same instant. */
const noon = fc.integer({ min: 0, max: (LAST - FIRST) / DAY }).map((day) => instantOf(FIRST + day * DAY));
const rarely = (times: number) => fc.integer({ min: 1, max: times }).map((drawn) => drawn === times);

const drawnProgram = fc.record({
  isLedByTwo: fc.boolean(),
  readers: fc.record({ week: feeds, month: feeds, quarter: feeds }),
  dated: perhaps(fc.subarray([...EVERY], { minLength: 1 }), 6).map((drawn) => drawn ?? []),
  skipped: fc.subarray([...ROUNDS.week], { maxLength: 6 }),
  leadUntil: perhaps(
    noon.map((at) => at.slice(0, 10)),
    25,
  ),
  closed: perhaps(
    fc.record({
      at: noon.map((at) => at.replace("12:30", "08:10")),
      // By mistake, for five minutes; for good; else for so many days.
      forDays: fc.oneof(fc.constantFrom(0, null, null), fc.integer({ min: 2, max: 50 })),
    }),
    35,
  ),
  approval: perhaps(
    fc.record({
      since: noon.map((at) => at.replace("12:30", "08:20")),
      approved: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    }),
    35,
  ),
  holds: fc.array(
    fc.record({
      at: noon.map((at) => at.replace("12:30", "08:30")),
      rhythm: fc.constantFrom<HeldRhythm>("monthly", "monthly", "quarterly", "annual"),
    }),
    { maxLength: 2 },
  ),
});

const program: fc.Arbitrary<Program> = drawnProgram.map(({ closed, holds, ...rest }): Program => {
  const { at = null, forDays = null } = closed ?? {};
  const reopenedAt =
    at === null || forDays === null ? null : instantOf(Date.parse(at) + forDays * DAY).replace("08:10", "08:15");
  // What a hold is worth that was made before it was closed, the guides do not say.
  return { ...rest, closedAt: at, reopenedAt, holds: reopenedAt === null ? holds : [] };
});

type Dating = "new" | "last" | number | null;

const OWN_SECOND_MS: Record<Every, number> = { week: 17_000, month: 18_000, quarter: 19_000 };

const given = fc
  .constantFrom<Every>("week", "week", "month", "month", "quarter")
  .chain((every) =>
    fc.record({
      program: fc.nat({ max: 1 }),
      every: fc.constant(every),
      key: fc.constantFrom(...ROUNDS[every]),
      person: fc.constantFrom(0, 0, 0, 1, 1, 2, 3),
      isAway: rarely(4),
      revisions: fc.uniqueArray(
        fc.record({
          // Mostly in time; else after it was due, or after the next round began.
          after: fc.oneof(
            fc.integer({ min: 1, max: 23 * 60 }),
            fc.integer({ min: 1, max: 23 * 60 }),
            fc.integer({ min: 24 * 60 + 1, max: 7 * 24 * 60 }),
            fc.integer({ min: 7 * 24 * 60, max: 40 * 24 * 60 }),
          ),
          colour: fc.constantFrom<Colour | null>("green", "green", "green", "amber", "amber", "red", "red", null),
          asks: rarely(5),
          isBlocked: rarely(5),
          // A new one; the one that was given last; one that comes so many days later; none.
          dating: fc.constantFrom<Dating>("new", "new", "new", "last", 6, 20, 40, null),
        }),
        { maxLength: 3, selector: ({ after }) => after, size: "max" },
      ),
    }),
  )
  .map(({ revisions, ...rest }) => {
    const opens = Date.parse(`${rest.key}T09:00:00.000Z`);
    const said = revisions
      .toSorted((one, other) => one.after - other.after)
      // Seconds of its own, so that it coincides with nothing: nobody answers two check-ins in one instant.
      .map(({ after, ...one }) => ({ ...one, at: instantOf(opens + after * MINUTE + OWN_SECOND_MS[rest.every]) }))
      .filter(({ at }) => at > START);
    return { ...rest, isAway: rest.isAway && said.length === 0, revisions: said };
  });

const look: fc.Arbitrary<Look> = fc.record({
  at: fc.oneof(noon, fc.constantFrom(...SENDINGS), noon),
  viewer: fc.constantFrom<Viewer>("sponsor", "sponsor", "sponsor", "steering", "steering", "lead", "team"),
});

export const history: fc.Arbitrary<History> = fc
  .record({
    isApril: fc.boolean(),
    programs: fc.tuple(program, program),
    given: fc.uniqueArray(given, {
      minLength: 8,
      maxLength: 32,
      selector: (one) => `${one.program} ${one.every} ${one.key} ${one.person}`,
    }),
    gone: perhaps(fc.record({ person: fc.nat({ max: 1 }), at: noon.map((at) => at.replace("12:30", "08:40")) }), 50),
    looks: fc.array(look, { minLength: 2, maxLength: 2 }),
  })
  .map(({ given: drawn, ...rest }): History => {
    let marks = 0;
    const mark = () => {
      marks += 1;
      return `Mark${String(marks).padStart(3, "0")}`;
    };
    const isDated = rest.programs.some(({ dated }) => dated.length > 0);
    const dates = new Map<string, string>();
    const dateOf = ({ program: of, every }: Pick<Given, "program" | "every">, at: string, dating: Dating) => {
      if (dating === null || !rest.programs[of]?.dated.includes(every)) return null;
      const last = dates.get(`${of} ${every}`);
      if (dating === "last" && last !== undefined) return last;
      const date =
        typeof dating === "number"
          ? instantOf(Date.parse(at) + dating * DAY).slice(0, 10)
          : new Date(Date.UTC(2026, Math.floor(marks / 10), 10 + (marks % 10))).toISOString().slice(0, 10);
      dates.set(`${of} ${every}`, date);
      return date;
    };
    return {
      ...rest,
      looks: rest.looks
        // So late that what was put to somebody about a date may be told.
        .map((one, place) => (place === 0 && isDated && one.at < ALL_SENT ? { ...one, at: ALL_SENT } : one))
        .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
      given: drawn
        .filter(({ program: of, every, key }) => isAsked(rest.programs[of], every, key))
        .map((one) => ({
          ...one,
          revisions: one.revisions
            .filter(({ at }) => canAnswer(rest, one, at))
            .map(({ dating, colour, ...said }) => {
              const date = dateOf(one, said.at, dating);
              // Mostly on track, beside which a date that moves or passes is a fact.
              return { ...said, mark: mark(), date, colour: date !== null && colour !== "red" ? "green" : colour };
            }),
        })),
    };
  });

/** A round that was, in a program that ran when it was to open. */
export function isAsked(program: Program | undefined, every: Every, key: string): boolean {
  if (!program || (every === "week" && program.skipped.includes(key))) return false;
  const { closedAt, reopenedAt } = program;
  const opens = `${key}T09:00:00.000Z`;
  return closedAt === null || reopenedAt === null || opens < closedAt || opens > reopenedAt;
}

/** Not once the account is deactivated or while the program is closed. */
function canAnswer(
  { programs, gone }: Pick<History, "programs" | "gone">,
  { program: of, person }: Pick<Given, "program" | "person">,
  at: string,
): boolean {
  const { closedAt = null, reopenedAt = null } = programs[of] ?? {};
  const isOpen = closedAt === null || at < closedAt || (reopenedAt !== null && at > reopenedAt);
  return isOpen && !(gone?.person === person && at > gone.at);
}

/** In so many of a hundred. */
function perhaps<T>(drawn: fc.Arbitrary<T>, percent: number): fc.Arbitrary<T | null> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 100 - percent, arbitrary: fc.constant(null) },
    { weight: percent, arbitrary: drawn },
  );
}

function weeksFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, week) => instantOf(Date.parse(first) + week * 7 * DAY).slice(0, 10));
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}
