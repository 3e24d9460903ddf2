/**
 * Checks that challenge a colour, each with its evidence; they never change it. Pure.
 * What the field calls watermelon reporting: green outside, red inside (cultivatedmanagement.com/watermelon-reporting).
 */

import { HEALTH_COLOURS, type HealthColour } from "../cadences/questions/health-scale.ts";
import type { LocalText } from "../cadences/questions/questions.ts";
import { mayTellRate } from "../people/rules-rates.ts";
import { daysBetween, type LocalDate } from "../platform/time.ts";
import type { Pace } from "./rules-pace.ts";

/** What a finding rests on, so that a reader can follow it: an item, a milestone, a check-in, a round. */
export interface Evidence {
  kind: "check-in" | "item" | "milestone" | "measure";
  id: string;
  revision: number;
}

/** Everything known of a program in a period. Working days are those of the owner. */
export interface Challenged {
  colour: HealthColour;
  /** Of the period before; null: none was given. */
  before: HealthColour | null;
  /** The answer that gave the colour. */
  givenBy: Evidence;
  blockers: { code: string; title: string; workingDaysOpen: number; evidence: Evidence }[];
  /** Target dates. `passedOn`: its day, where that lies behind and nobody has given it or another one since. */
  milestones: {
    label: LocalText;
    passedOn: LocalDate | null;
    movedByDays: number;
    /** How fast `date` moves away, where it does. */
    slipping: { date: LocalDate; pace: Pace } | null;
    evidence: Evidence;
  }[];
  risks: { code: string; title: string; isHigh: boolean; hasResponse: boolean; evidence: Evidence }[];
  /** But for those that are put off. */
  asks: { code: string; title: string; daysOverdue: number; evidence: Evidence }[];
  /** 1–10; null where nobody asks. */
  confidence: { now: number | null; before: number | null };
  /** What was written with the colour, the newest first, one text per period; null where nothing was. */
  texts: (string | null)[];
  /** The colours that the team gave, without the owner's. */
  teamColours: HealthColour[];
  participation: { answered: number; asked: number; people: number };
}

export const CHECK_THRESHOLDS = {
  blockerWorkingDays: 5,
  lowConfidence: 5,
  confidenceDrop: 2,
  sameText: 0.9,
  samePeriods: 3,
  movedDays: 1,
  teamAnswers: 5,
  participation: 0.5,
} as const;

interface Of {
  evidence: Evidence;
}

export type Finding =
  | ({ check: "W1"; code: string; title: string; workingDays: number } & Of)
  | ({ check: "W2"; late: "milestone"; label: LocalText; on: LocalDate } & Of)
  | ({ check: "W2"; late: "risk"; code: string; title: string } & Of)
  | ({ check: "W3"; now: number; before: number | null } & Of)
  | ({ check: "W4"; code: string; title: string; days: number } & Of)
  | ({ check: "W5"; because: "same" | "nothing"; periods: number } & Of)
  | ({ check: "W6"; label: LocalText; days: number } & Of)
  | ({ check: "W7"; team: HealthColour; answers: number } & Of)
  | ({ check: "W8"; answered: number; asked: number } & Of)
  | ({ check: "W9" } & Of)
  /** A forecast for a date, whatever the colour. */
  | ({ check: "P1"; label: LocalText; date: LocalDate; pace: Pace } & Of);

export type Forecast = Extract<Finding, { check: "P1" }>;

/** It questions a date: against the colour it says nothing. */
export function isForecast(finding: Finding): finding is Forecast {
  return finding.check === "P1";
}

/** Of items whose words are not told the code says whom to ask. */
export function withoutTitleOf<F extends Finding>(finding: F, ids: { has(id: string): boolean }): F {
  return "title" in finding && ids.has(finding.evidence.id) ? { ...finding, title: "" } : finding;
}

/** An ask's days past its date, not as on the day on which it was put to its owner but to this one. */
export function countedTo(today: LocalDate, finding: Finding, neededBy: LocalDate | null): Finding {
  if (finding.check !== "W4" || neededBy === null || neededBy >= today) return finding;
  return { ...finding, days: daysBetween(neededBy, today) };
}

/** What is put to whoever gave the colour: what speaks against it, then forecasts. */
export function findingsOf(program: Challenged): Finding[] {
  const forecasts = program.milestones.flatMap(({ label, slipping, evidence }): Finding[] =>
    slipping ? [{ check: "P1", label, ...slipping, evidence }] : [],
  );
  return [...againstColour(program, CHECK_THRESHOLDS), ...forecasts];
}

/** What speaks against a green, or asks what was not seen before a sudden red; in the order of the checks. */
function againstColour(program: Challenged, limits: Limits): Finding[] {
  const { colour, before, givenBy } = program;
  if (colour === "red" && before === "green") return [{ check: "W9", evidence: givenBy }];
  if (colour !== "green") return [];
  return [
    ...program.blockers.flatMap(({ code, title, workingDaysOpen, evidence }): Finding[] =>
      workingDaysOpen > limits.blockerWorkingDays
        ? [{ check: "W1", code, title, workingDays: workingDaysOpen, evidence }]
        : [],
    ),
    ...program.milestones.flatMap(({ label, passedOn, evidence }): Finding[] =>
      passedOn === null ? [] : [{ check: "W2", late: "milestone", label, on: passedOn, evidence }],
    ),
    ...program.risks.flatMap(({ code, title, isHigh, hasResponse, evidence }): Finding[] =>
      isHigh && !hasResponse ? [{ check: "W2", late: "risk", code, title, evidence }] : [],
    ),
    ...confidenceFinding(program, limits),
    ...program.asks.flatMap(({ code, title, daysOverdue, evidence }): Finding[] =>
      daysOverdue > 0 ? [{ check: "W4", code, title, days: daysOverdue, evidence }] : [],
    ),
    ...textFinding(program, limits),
    ...program.milestones.flatMap(({ label, movedByDays, evidence }): Finding[] =>
      before === colour && movedByDays >= limits.movedDays ? [{ check: "W6", label, days: movedByDays, evidence }] : [],
    ),
    ...teamFinding(program, limits),
    ...participationFinding(program, limits),
  ];
}

type Limits = typeof CHECK_THRESHOLDS;

function confidenceFinding({ confidence: { now, before }, givenBy }: Challenged, limits: Limits): Finding[] {
  if (now === null) return [];
  const fell = before !== null && before - now >= limits.confidenceDrop;
  return now <= limits.lowConfidence || fell ? [{ check: "W3", now, before, evidence: givenBy }] : [];
}

/** Nothing was written this time, or the same as in the periods before. */
function textFinding({ texts, givenBy }: Challenged, { samePeriods, sameText }: Limits): Finding[] {
  const recent = texts.slice(0, samePeriods);
  if (recent.length < samePeriods) return [];
  if (recent.every((text) => !text?.trim()))
    return [{ check: "W5", because: "nothing", periods: samePeriods, evidence: givenBy }];
  const [newest, ...older] = recent;
  const isSame = newest?.trim() && older.every((text) => text && similarity(newest, text) >= sameText);
  return isSame ? [{ check: "W5", because: "same", periods: samePeriods, evidence: givenBy }] : [];
}

/** Never of fewer answers than a person could be known by. */
function teamFinding({ colour, teamColours, givenBy }: Challenged, { teamAnswers }: Limits): Finding[] {
  if (teamColours.length < teamAnswers) return [];
  const steps = teamColours.map((each) => HEALTH_COLOURS.indexOf(each)).sort((one, other) => one - other);
  const median = steps[Math.floor((steps.length - 1) / 2)] ?? 0;
  const team = HEALTH_COLOURS[median];
  return team && median > HEALTH_COLOURS.indexOf(colour)
    ? [{ check: "W7", team, answers: teamColours.length, evidence: givenBy }]
    : [];
}

function participationFinding({ participation, givenBy }: Challenged, limits: Limits): Finding[] {
  const { answered, asked, people } = participation;
  return mayTellRate(people) && answered / asked < limits.participation
    ? [{ check: "W8", answered, asked, evidence: givenBy }]
    : [];
}

/** How much of two texts is the same, from 0 to 1: the share of neighbouring word pairs in common (Dice 1945). */
export function similarity(one: string, other: string): number {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  if (left.length === 0 || right.length === 0) return left.join() === right.join() ? 1 : 0;
  const rest = [...right];
  let common = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at === -1) continue;
    rest.splice(at, 1);
    common += 1;
  }
  return (2 * common) / (left.length + right.length);
}

function pairsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 1 ? words : words.slice(1).map((word, index) => `${words[index]} ${word}`);
}
