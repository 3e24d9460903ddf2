/** Facts for tests of the rules: October 2026, each program with one lead who answered one monthly round. */

import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { AnswerValue, Feed } from "../../src/cadences/questions/questions.ts";
import type {
  AnswerFacts,
  AskFacts,
  DigestFacts,
  FedAnswer,
  GivenFacts,
  MilestoneFacts,
  ProgramFacts,
  RoundFacts,
} from "../../src/digests/compile/facts.ts";
import { compileDocument } from "../../src/digests/compile/rules.ts";
import type { DigestDocument } from "../../src/digests/document.ts";

export function fed(feed: Feed, value: AnswerValue, type: FedAnswer["type"] = "long-text"): FedAnswer {
  return { feed, key: feed, type: feed === "health" ? "health" : type, label: { en: feed, fr: feed }, value };
}

export function anAnswer(key: string, answers: FedAnswer[], more: Partial<AnswerFacts> = {}): AnswerFacts {
  return {
    checkInId: `${key.slice(0, 40)}-check-in`,
    revision: 1,
    cadenceId: `${key}-monthly`,
    roundId: `${key}-round`,
    roundKey: "2026-10-30",
    roundPeriod: "2026-10",
    personId: `${key}-lead`,
    author: `Lead of ${key}`,
    zone: "Europe/London",
    answeredAt: "2026-10-30T10:00:00.000Z",
    isRevised: false,
    nothingToReport: false,
    fed: answers,
    ...more,
  };
}

export function aProgram(key: string, answers: FedAnswer[] | null, more: Partial<ProgramFacts> = {}): ProgramFacts {
  const program: ProgramFacts = {
    id: key,
    // No longer than keys can be.
    key: key.slice(0, 80),
    title: key,
    isFlagship: false,
    leads: [`${key}-lead`],
    deputies: [],
    cadences: [
      {
        id: `${key}-monthly`,
        every: "month",
        isBeyond: false,
        isActive: true,
        asksHealth: true,
        title: null,
        lastAnsweredAt: null,
      },
    ],
    answers: answers === null ? [] : [anAnswer(key, answers)],
    plans: [],
    measured: [],
    saidBefore: [],
    people: peopleOf(key, more.rounds ?? []),
    asksHealth: false,
    asked: [],
    given: [],
    markers: [],
    doubts: [],
    milestones: [],
    rounds: [aRound(key, { asked: 1, answered: answers === null ? 0 : 1 })],
    counted: [],
    asks: [],
    decisions: [],
    dependencies: [],
    appearancesOn: [],
    overdue: [],
    blockers: [],
    alive: [],
    openItems: [],
    ...more,
  };
  return {
    ...program,
    asksHealth: program.cadences.some(({ isActive, asksHealth }) => isActive && asksHealth),
    given: [...program.given, ...program.answers.flatMap(givenIn)],
    doubts: [...program.doubts, ...program.markers],
  };
}

/** As many as its largest round asked. */
function peopleOf(key: string, rounds: readonly Pick<RoundFacts, "asked">[]): ProgramFacts["people"] {
  const most = Math.max(1, ...rounds.map(({ asked }) => asked));
  const asked = new Set(Array.from({ length: most }, (_, place) => `${key} ${place}`));
  return { asked, answering: asked };
}

/** The colour of an answer of a monthly check-in, or of a weekly one by its name. */
export function givenIn({ fed: answers, ...answer }: AnswerFacts): GivenFacts[] {
  return answers.flatMap(({ feed, value }) =>
    feed === "health" && typeof value === "object" && "colour" in value
      ? [
          {
            ...answer,
            every: answer.cadenceId.endsWith("weekly") ? ("week" as const) : ("month" as const),
            colour: value.colour,
            standsUntil: null,
          },
        ]
      : [],
  );
}

export function aRound(key: string, participation: Pick<RoundFacts, "asked" | "answered">): RoundFacts {
  return {
    id: `${key}-round`,
    cadenceId: `${key}-monthly`,
    key: "2026-10-30",
    period: "2026-10",
    isMissed: false,
    missedReason: null,
    missedCount: 0,
    toldBefore: 0,
    away: 0,
    ...participation,
  };
}

/** Newest first: the colours of the periods before this one, each given on the 30th and over with the round after it. */
export function earlier(key: string, ...colours: (HealthColour | null)[]): GivenFacts[] {
  return colours.flatMap((colour, index) =>
    colour === null
      ? []
      : [
          {
            checkInId: `${key.slice(0, 40)}-${index + 1}-ago`,
            revision: 1,
            cadenceId: `${key}-monthly`,
            every: "month" as const,
            personId: `${key}-lead`,
            author: `Lead of ${key}`,
            roundKey: `2026-0${9 - index}-30`,
            roundPeriod: `2026-0${9 - index}`,
            answeredAt: `2026-0${9 - index}-30T10:00:00.000Z`,
            colour,
            standsUntil: `2026-${String(10 - index).padStart(2, "0")}-30T17:00:00.000Z`,
          },
        ],
  );
}

/** Of the months before. */
export const EARLIER_CUT_OFFS = ["10-05", "09-03", "08-05", "07-03", "06-03", "05-05"].map(
  (day) => `2026-${day}T09:00:00.000Z`,
);

/** A target date of the lead, told before as the one but the last of `dates`. */
export function aMilestone(key: string, ...dates: string[]): MilestoneFacts {
  const given = (name: string) => ({
    checkInId: `${key.slice(0, 40)}-${name}`,
    revision: 1,
    author: `Lead of ${key}`,
    roundPeriod: "2026-10",
    answeredAt: "2026-10-30T10:00:00.000Z",
  });
  return {
    id: `${key}-milestone`,
    cadenceId: `${key}-monthly`,
    key: "milestone",
    label: { en: "Target date", fr: "Date cible" },
    original: dates[0] ?? null,
    before: dates.at(-2) ?? null,
    current: dates.at(-1) ?? null,
    moves: dates.length - 1,
    passed: null,
    outcome: null,
    passedOutcome: null,
    change: dates.length > 1 ? { kind: "moved", from: dates.at(-2) ?? "" } : null,
    pace: null,
    differing: [],
    givenBy: [given("check-in"), given("plan")],
  };
}

/** Asked on 30 October, for the reader to decide, in no digest yet. */
export function anAsk(key: string, more: Partial<AskFacts> = {}): AskFacts {
  return {
    itemId: `${key}-item`,
    revision: 1,
    code: "ASK-1",
    title: `One engineer for ${key}?`,
    description: "",
    asker: `Lead of ${key}`,
    isReaders: true,
    decider: "Sponsor",
    isByRule: false,
    isOpen: true,
    wentUp: null,
    cameUp: null,
    passedOn: null,
    withdrawn: null,
    vote: null,
    raisedAgain: null,
    toldAs: null,
    backOn: null,
    dueAsPutOff: null,
    isNew: true,
    isDraft: false,
    askedAt: "2026-10-30T10:00:00.000Z",
    saidOn: "2026-10-30",
    neededBy: "2026-11-10",
    waitsFor: "decider",
    isToVote: false,
    options: ["Yes, from Analytics", "Do nothing"],
    recommended: "Yes, from Analytics",
    costOfWaiting: "One week of launch per week",
    checkInId: null,
    namedIn: [],
    outcome: null,
    ...more,
  };
}

export function theFacts(programs: ProgramFacts[], more: Partial<DigestFacts> = {}): DigestFacts {
  return {
    reader: { handle: "sponsor", name: "Sponsor", locale: "en-GB", zone: "UTC" },
    rhythm: "monthly",
    period: { label: "2026-10", from: "2026-10-01", until: "2026-10-31" },
    fromAt: "2026-10-05T09:00:00.000Z",
    cutOffAt: "2026-11-04T09:00:00.000Z",
    earlierCutOffs: EARLIER_CUT_OFFS,
    toldAt: more.earlierCutOffs ?? EARLIER_CUT_OFFS,
    months: [],
    programs,
    toldBefore: null,
    silentPeople: programs.filter(({ rounds }) => rounds.every(({ answered }) => answered === 0)).length,
    ...more,
  };
}

export function theDocument(programs: ProgramFacts[], more: Partial<DigestFacts> = {}): DigestDocument {
  const document = compileDocument(theFacts(programs, more));
  if (!document) throw new Error("No document");
  return document;
}

export const green = fed("health", { colour: "green" });
export const amber = fed("health", { colour: "amber", reason: "Slower than planned" });
export const red = fed("health", { colour: "red", reason: "Stopped" });
