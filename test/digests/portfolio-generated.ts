/**
 * A portfolio made by chance from a seed, month by month for a year: colours that turn, dates that move, silence, decisions
 * asked of the reader and of others, what speaks against an on track, what was delivered, numbers, closings. `aHistory` is
 * plain data, by which an oracle judges; `factsOf` says the same as a digest reads it, each month with what was told before.
 * No two sentences are the same: a number in each, its mark, tells them apart. The same for the same seed; the first
 * programs of a longer portfolio are those of a shorter one.
 */
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { DigestFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import { addLocalDays, type LocalDate } from "../../src/platform/time.ts";
import { type Chance, chanceFrom } from "../faults/driver/chance.ts";
import { anAnswer, anAsk, aProgram, aRound, fed } from "./facts.ts";

export interface GeneratedMonth {
  /** When everybody is asked, and answers. */
  on: LocalDate;
  /** Null: no answer came. */
  colour: HealthColour | null;
  reason: string;
  progress: string;
  next: string;
  value: string | null;
  /** In use so far, of a hundred; null: its lead gives no numbers. */
  inUse: number | null;
  target: LocalDate;
  /** Facts that speak against its on track, which its lead was asked about and left. */
  doubts: number;
}

export interface GeneratedAsk {
  title: string;
  /** Whoever reads decides it. */
  isReaders: boolean;
  askedIn: number;
  neededBy: LocalDate;
  decidedIn: number | null;
}

export interface GeneratedProgram {
  key: string;
  title: string;
  lead: string;
  isFlagship: boolean;
  months: GeneratedMonth[];
  asks: GeneratedAsk[];
  /** Place of the month in which it was closed. */
  closedIn: number | null;
}

/** How often something happens, in percent of programs and months. */
export interface Liveliness {
  turns: number;
  slips: number;
  silent: number;
  asks: number;
  doubted: number;
  value: number;
  closes: number;
}
/** A portfolio as most are: of a hundred programs a handful has something to say in a month. */
export const USUAL: Liveliness = { turns: 9, slips: 5, silent: 6, asks: 2, doubted: 3, value: 8, closes: 1 };
/** One in which a screen has no room for all that happened. */
export const BUSY: Liveliness = { turns: 25, slips: 15, silent: 20, asks: 10, doubted: 10, value: 20, closes: 3 };

export const MONTHS = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, "0")}`);
const REGIONS = ["Northern", "Southern", "Eastern", "Western", "Central"];
const AREAS =
  "checkout,payments,loyalty,returns,search,stores,warehouse,delivery,care,pricing,catalogue,identity,data,finance,people,marketing,mobile,partners,fraud,energy".split(
    ",",
  );
const AIMS = "renewal,at peak,for partners,in one place,self-service,quality,cost,migration,in real time,audit".split(
  ",",
);
const REASONS: Record<HealthColour, readonly string[]> = {
  green: [""],
  amber: ["Supplier {n} is two weeks behind.", "Test run {n} found gaps that one more week closes."],
  red: ["Batch {n} fails for a third of the sites.", "Contract {n} is stopped and has no second bidder."],
};
const PROGRESS = ["Site group {n} has moved over.", "Test plan {n} was signed.", "Lot {n} went through the review."];
const VALUES = ["Order path {n} takes two days instead of nine.", "Team {n} answers calls in half the time."];
const ASKS = ["May we hire one engineer for lot {n}?", "Accept the wording of contract {n}?", "Stop pilot {n}?"];

export function aHistory(of: { programs: number; seed: number; liveliness?: Liveliness }): GeneratedProgram[] {
  return Array.from({ length: of.programs }, (_, index) => aLife(index, of.seed, of.liveliness ?? USUAL));
}

function aLife(index: number, seed: number, live: Liveliness): GeneratedProgram {
  const chance = chanceFrom(seed * 100_003 + index * 7919);
  const happens = (percent: number) => chance.between(0, 100) < percent;
  const marks = Array.from({ length: 100 }, (_, mark) => 10_000 + index * 100 + mark).values();
  const say = (texts: readonly string[]) => chance.pick(texts).replace("{n}", String(marks.next().value));
  const hasNumbers = happens(25);
  const firstTarget = addLocalDays("2026-09-01", chance.whole(0, 400));
  const program: GeneratedProgram = {
    key: `p${String(index).padStart(4, "0")}`,
    title: titleOf(index),
    lead: `Lead ${index + 1}`,
    isFlagship: index % 25 === 0,
    months: [],
    asks: [],
    closedIn: null,
  };
  let colour: HealthColour = chance.pick<HealthColour>(["green", "green", "green", "green", "green", "amber", "red"]);
  let [target, inUse] = [firstTarget, chance.whole(0, 30)];
  for (const month of MONTHS.keys()) {
    if (program.closedIn !== null) break;
    if (month > 0 && happens(live.closes)) program.closedIn = month;
    if (month > 0 && happens(colour === "green" ? live.turns : 4 * live.turns)) colour = turned(colour, chance);
    const isSilent = month > 0 && happens(live.silent);
    const on = lastDay(month);
    if (!isSilent && month > 0 && (target <= on || happens(live.slips)))
      target = addLocalDays(target > on ? target : on, 7 * chance.whole(1, 9));
    if (!isSilent) inUse = Math.min(100, inUse + chance.whole(0, 9));
    program.months.push({
      on,
      colour: isSilent ? null : colour,
      reason: say(REASONS[colour]),
      progress: say(PROGRESS),
      next: say(PROGRESS).replace(/ (has moved|was signed|went).*/, " is next."),
      value: !isSilent && happens(live.value) ? say(VALUES) : null,
      inUse: hasNumbers && !isSilent ? inUse : null,
      target,
      doubts: !isSilent && colour === "green" && happens(live.doubted) ? chance.whole(1, 3) : 0,
    });
    if (!isSilent && program.closedIn === null && happens(live.asks)) program.asks.push(anAskOf(month, chance, say));
  }
  return program;
}

function anAskOf(month: number, chance: Chance, say: (texts: readonly string[]) => string): GeneratedAsk {
  return {
    title: say(ASKS),
    isReaders: chance.between(0, 100) < 70,
    askedIn: month,
    neededBy: addLocalDays(cutOff(month).slice(0, 10), chance.whole(-2, 40)),
    decidedIn: chance.between(0, 100) < 70 ? month + chance.whole(1, 4) : null,
  };
}

function turned(colour: HealthColour, chance: Chance): HealthColour {
  if (colour === "amber") return chance.pick<HealthColour>(["green", "green", "red"]);
  return colour === "red" ? chance.pick<HealthColour>(["amber", "green"]) : chance.pick<HealthColour>(["amber", "red"]);
}

/** None is part of another. */
function titleOf(index: number): string {
  const [region, area, aim] = [
    REGIONS[Math.floor(index / 200) % 5],
    AREAS[index % 20],
    AIMS[Math.floor(index / 20) % 10],
  ];
  return `${region} ${area} ${aim}`;
}

/** Of the month's digest: early in the next one. */
export function cutOff(month: number): string {
  const next = MONTHS[month + 1] ?? (month < 0 ? "2026-01" : "2027-01");
  return `${next}-05T09:00:00.000Z`;
}

/** What its reader is sent for a month. `toldBefore`: as the digest before told it. */
export function factsOf(
  history: readonly GeneratedProgram[],
  month: number,
  { locale = "en-GB", toldBefore = null }: { locale?: string; toldBefore?: DigestFacts["toldBefore"] } = {},
): DigestFacts {
  const told = history.filter(({ closedIn }) => closedIn === null || closedIn >= month);
  const cutOffs = Array.from(MONTHS.keys(), (earlier) => cutOff(month - 1 - earlier)).slice(0, Math.max(month, 1));
  const label = MONTHS[month] ?? "";
  return {
    reader: { handle: "sponsor", name: "Sponsor", locale, zone: "UTC" },
    rhythm: "monthly",
    period: { label, from: `${label}-01`, until: addLocalDays(`${cutOff(month).slice(0, 7)}-01`, -1) },
    fromAt: cutOff(month - 1),
    cutOffAt: cutOff(month),
    earlierCutOffs: cutOffs,
    toldAt: cutOffs,
    months: [],
    programs: told.map((program) => programFacts(program, month)),
    toldBefore,
    silentPeople: told.filter((one) => one.closedIn !== month && one.months[month]?.colour === null).length,
  };
}

function programFacts(program: GeneratedProgram, month: number): ProgramFacts {
  const { key, title, isFlagship, months } = program;
  const known = { id: key, key, title, isFlagship };
  if (program.closedIn === month)
    return {
      ...aProgram(key, null, { ...known, cadences: [], rounds: [] }),
      closed: { at: `${MONTHS[month]}-20T10:00:00.000Z`, by: program.lead },
    };
  const answers = months.slice(0, month + 1).flatMap((_, place) => answerOf(program, place) ?? []);
  const [last] = answers.slice(-1);
  const own = last?.checkInId === checkInOf(program, month) ? last : undefined;
  const before = own ? answers.slice(0, -1) : answers;
  const bare = aProgram(key, null, known);
  return aProgram(key, null, {
    ...known,
    cadences: bare.cadences.map((one) => ({ ...one, lastAnsweredAt: last?.answeredAt ?? null })),
    answers: own ? [own] : [],
    plans: before.slice(-1).filter(({ checkInId }) => checkInId === checkInOf(program, month - 1)),
    measured: before.slice(-1),
    asked: months.slice(0, month + 1).map((_, place) => ({
      cadenceId: `${key}-monthly`,
      opensAt: `${lastDay(place)}T08:00:00.000Z`,
      every: "month",
    })),
    given: before.map((answer, index) => ({
      ...answer,
      every: "month",
      colour: months.filter(({ colour }) => colour !== null)[index]?.colour ?? null,
      standsUntil: `${lastDay(Number(answer.roundPeriod.slice(5)))}T17:00:00.000Z`,
    })),
    rounds: [
      {
        ...aRound(key, { asked: 1, answered: own ? 1 : 0 }),
        id: `${key}-round-${month}`,
        key: lastDay(month),
        period: MONTHS[month] ?? "",
      },
    ],
    markers: own ? markersOf(program, month) : [],
    milestones: milestonesOf(program, month),
    asks: asksOf(program, month),
  });
}

function answerOf(program: GeneratedProgram, month: number) {
  const said = program.months[month];
  if (!said || said.colour === null) return null;
  const { colour, reason, inUse, value } = said;
  return anAnswer(
    program.key,
    [
      fed("health", { colour, ...(reason !== "" && { reason }) }),
      fed("progress", said.progress),
      fed("next", said.next),
      fed("milestone", said.target, "date"),
      ...(value === null ? [] : [fed("value", value)]),
      ...(inUse === null
        ? []
        : [number("in-use", "Sites in use", "Sites en service", inUse), number("in-use-total", "Sites", "Sites", 100)]),
      ...program.asks.filter(({ askedIn }) => askedIn === month).map(({ title }) => fed("ask", title)),
    ],
    {
      checkInId: checkInOf(program, month),
      author: program.lead,
      roundId: `${program.key}-round-${month}`,
      roundKey: lastDay(month),
      roundPeriod: MONTHS[month] ?? "",
      answeredAt: `${lastDay(month)}T10:00:00.000Z`,
    },
  );
}

function number(key: string, en: string, fr: string, value: number): ProgramFacts["answers"][number]["fed"][number] {
  return { feed: "metric", key, type: "number", label: { en, fr }, value };
}

function markersOf(program: GeneratedProgram, month: number): ProgramFacts["markers"] {
  const { colour, doubts = 0 } = program.months[month] ?? {};
  const findings = Array.from({ length: doubts }, (_, index) => ({
    check: "W1" as const,
    workingDays: 14 + index,
    code: `${program.key.toUpperCase()}-I-${month * 10 + index}`,
    title: `Blocker ${program.key}-${month}-${index}`,
    evidence: { kind: "item" as const, id: `${program.key}-blocker-${month}-${index}`, revision: 1 },
  }));
  const [first, ...others] = findings;
  if (!first || !colour) return [];
  return [
    {
      questionId: `${program.key}-question-${month}`,
      colour,
      askedAt: `${cutOff(month).slice(0, 7)}-03T09:00:00.000Z`,
      shownAt: cutOff(month),
      checkInId: checkInOf(program, month),
      revision: 1,
      cadenceId: `${program.key}-monthly`,
      datedIn: new Map(),
      findings: [first, ...others],
      items: [],
    },
  ];
}

/** One given once the day before it had come is of another target. */
function milestonesOf(program: GeneratedProgram, month: number): ProgramFacts["milestones"] {
  const said = program.months
    .slice(0, month + 1)
    .flatMap((one, place) => (one.colour === null ? [] : [{ ...one, place }]));
  const [last, before] = [said.at(-1), said.at(-2)];
  if (!last) return [];
  let [original, moves] = [said[0]?.target ?? last.target, 0];
  let passed: LocalDate | null = null;
  for (const [index, { target, on }] of said.entries()) {
    const known = said[index - 1]?.target ?? target;
    if (target !== known && known <= on) {
      [original, moves] = [target, 0];
      passed = known;
    } else if (target !== known) moves += 1;
  }
  const isNew = last.place === month && before !== undefined && before.target !== last.target;
  const given = ({ place, on }: { place: number; on: LocalDate }) => ({
    checkInId: checkInOf(program, place),
    revision: 1,
    author: program.lead,
    roundPeriod: MONTHS[place] ?? "",
    answeredAt: `${on}T10:00:00.000Z`,
  });
  return [
    {
      id: `${program.key}-milestone`,
      cadenceId: `${program.key}-monthly`,
      key: "milestone",
      label: { en: "Target date", fr: "Date cible" },
      original,
      before: (last.place === month ? before : last)?.target ?? null,
      current: last.target,
      moves,
      outcome: null,
      passed,
      passedOutcome: null,
      change: !isNew ? null : moves > 0 ? { kind: "moved", from: before.target } : { kind: "another" },
      pace: null,
      differing: [],
      givenBy: before ? [given(last), given(before)] : [given(last)],
    },
  ];
}

/** Those that wait, and those decided since the digest before. */
function asksOf(program: GeneratedProgram, month: number): ProgramFacts["asks"] {
  return program.asks.flatMap((ask, index) => {
    const { askedIn, decidedIn, isReaders, neededBy, title } = ask;
    const isDecided = decidedIn !== null && decidedIn <= month;
    if (askedIn > month || (isDecided && decidedIn < month)) return [];
    return [
      anAsk(program.key, {
        itemId: `${program.key}-ask-${index}`,
        code: `${program.key.toUpperCase()}-ASK-${index + 1}`,
        title,
        asker: program.lead,
        isReaders,
        decider: isReaders ? "Sponsor" : "Priya Nair",
        isNew: askedIn === month,
        askedAt: `${lastDay(askedIn)}T10:00:00.000Z`,
        saidOn: lastDay(askedIn),
        neededBy,
        waitsFor: isDecided ? null : "decider",
        isOpen: !isDecided,
        options: ["Go ahead", "Leave it"],
        recommended: "Go ahead",
        costOfWaiting: "One week at the end",
        toldAs: askedIn < month ? { at: cutOff(askedIn), neededBy, isWithdrawn: false } : null,
        checkInId: checkInOf(program, askedIn),
        namedIn: [{ checkInId: checkInOf(program, askedIn), question: "ask" }],
        outcome: isDecided
          ? {
              text: "Go ahead",
              decidedAt: `${MONTHS[decidedIn] ?? ""}-12T10:00:00.000Z`,
              body: "sponsor",
              days: 9,
              isNew: true,
            }
          : null,
      }),
    ];
  });
}

function checkInOf({ key }: GeneratedProgram, month: number): string {
  return `${key}-check-in-${month}`;
}

/** On which everybody is asked; also of months beyond the year. */
function lastDay(month: number): LocalDate {
  return addLocalDays(`${cutOff(month).slice(0, 7)}-01`, -2);
}
