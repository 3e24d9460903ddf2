/**
 * In which phase a program is: what it needs of its sponsor now. The phase is the furthest for which something is recorded,
 * whatever was not written down before it; that is named as missing, and so is what lacks for the next. What only whoever leads
 * may read counts for nothing here, so that the word is the same for everybody. Pure.
 */
import type { Outcomes } from "../../cadences/outcomes/rules.ts";
import { addLocalDays, type LocalDate } from "../../platform/time.ts";
import { areMost, fateIn, isRoundKept, type Promised } from "../kept/rules.ts";

/** In the order in which a program goes through them. */
export const PHASES = ["alignment", "resources", "obstacles", "sustained"] as const;
export type Phase = (typeof PHASES)[number];

export interface AskFact {
  code: string;
  kind: "decision" | "resource" | "obstacle";
  dueOn: LocalDate | null;
  /** Else it waits for an answer, whoever has it. */
  isDecided: boolean;
  /** The option that was taken does nothing. */
  isRefused: boolean;
}

export interface PhaseFacts {
  today: LocalDate;
  startedOn: LocalDate;
  hasPurpose: boolean;
  hasBenefits: boolean;
  hasSponsor: boolean;
  /** Its code; null: nothing has been decided. */
  firstDecision: string | null;
  /** Put to somebody: neither drafts nor what was withdrawn. */
  asks: readonly AskFact[];
  /** A milestone was reached. */
  hasReached: boolean;
  /** With their owner's word: actions and presences. */
  promises: readonly Promised[];
  /** Of those that were due in the last quarter, what came of each. */
  rounds: readonly Outcomes[];
}

/** `code`: of an item. */
export type Missing =
  | { is: "purpose" | "benefits" | "sponsor" | "decision" }
  | { is: "nothing-given" }
  | { is: "resource-asked" | "obstacle-asked"; code: string; isOverdue: boolean }
  | { is: "promise-broken"; code: string }
  | { is: "no-promise" }
  | { is: "no-round" }
  | { is: "rounds-silent"; kept: number; of: number }
  | { is: "too-young"; until: LocalDate };

export interface PhaseRead {
  /** Null: nothing is recorded that says it. */
  phase: Phase | null;
  /** For the next phase, or not recorded of those before; empty of the last one. */
  missing: Missing[];
}

/** A quarter: thirteen weeks. */
const QUARTER_DAYS = 91;

export function phaseOf(facts: PhaseFacts): PhaseRead {
  const gates = [alignment(facts), resources(facts), [...obstacles(facts), ...practice(facts), ...rounds(facts)]];
  if (gates.flat().length === 0) return { phase: "sustained", missing: [] };
  const at = furthest(facts);
  return { phase: at === null ? null : (PHASES[at] ?? null), missing: gates.slice(0, (at ?? 0) + 1).flat() };
}

/** An index of `PHASES`; null: nothing is recorded. */
function furthest(facts: PhaseFacts): number | null {
  const { hasPurpose, hasBenefits, hasSponsor, firstDecision, hasReached } = facts;
  if (hasReached || isGiven(facts)) return PHASES.indexOf("obstacles");
  if (hasSponsor && firstDecision !== null) return PHASES.indexOf("resources");
  return hasPurpose || hasBenefits || hasSponsor || firstDecision !== null ? PHASES.indexOf("alignment") : null;
}

/** Whether rounds have to be read to say in which phase it is. */
export function isByRounds(facts: Omit<PhaseFacts, "rounds">): boolean {
  const gates = [alignment(facts), resources(facts), obstacles(facts), practice(facts)];
  return gates.every((missing) => missing.length === 0);
}

type WithoutRounds = Omit<PhaseFacts, "rounds">;

function alignment({ hasPurpose, hasBenefits, hasSponsor, firstDecision }: WithoutRounds): Missing[] {
  return [
    ...(hasPurpose ? [] : [{ is: "purpose" as const }]),
    ...(hasBenefits ? [] : [{ is: "benefits" as const }]),
    ...(hasSponsor ? [] : [{ is: "sponsor" as const }]),
    ...(firstDecision === null ? [{ is: "decision" as const }] : []),
  ];
}

/** What was asked is answered, and something was given: that nobody has asked proves nothing. */
function resources(facts: WithoutRounds): Missing[] {
  const asked = facts.asks.filter(({ kind }) => kind === "resource");
  const open = waiting(asked, "resource-asked", facts.today);
  return open.length === 0 && !isGiven(facts) && !facts.hasReached ? [{ is: "nothing-given" }] : open;
}

function isGiven({ asks }: WithoutRounds): boolean {
  return asks.some(({ kind, isDecided, isRefused }) => kind === "resource" && isDecided && !isRefused);
}

function obstacles({ today, asks }: WithoutRounds): Missing[] {
  return waiting(
    asks.filter(({ kind }) => kind === "obstacle"),
    "obstacle-asked",
    today,
  );
}

/** A quarter with promises, all of them kept. */
function practice({ today, startedOn, promises }: WithoutRounds): Missing[] {
  const span = quarterUntil(today);
  const fates = promises.map((promise) => ({ promise, fate: fateIn(promise, span) }));
  const broken = fates.filter(({ fate }) => fate === "broken");
  const missing: Missing[] = broken.map(({ promise }) => ({ is: "promise-broken", code: promise.code }));
  if (broken.length === 0 && !fates.some(({ fate }) => fate === "kept")) missing.push({ is: "no-promise" });
  if (startedOn > span.from) missing.push({ is: "too-young", until: addLocalDays(startedOn, QUARTER_DAYS) });
  return missing;
}

function rounds({ rounds: outcomes }: PhaseFacts): Missing[] {
  const known = outcomes.flatMap((each) => isRoundKept(each) ?? []);
  const counted = { kept: known.filter(Boolean).length, of: known.length };
  if (counted.of === 0) return [{ is: "no-round" }];
  return areMost(counted) ? [] : [{ is: "rounds-silent", ...counted }];
}

function waiting(asks: readonly AskFact[], is: "resource-asked" | "obstacle-asked", today: LocalDate): Missing[] {
  return asks
    .filter(({ isDecided }) => !isDecided)
    .map(({ code, dueOn }) => ({ is, code, isOverdue: dueOn !== null && dueOn < today }));
}

/** The thirteen weeks that end with this day. */
export function quarterUntil(today: LocalDate): { from: LocalDate; until: LocalDate } {
  return { from: addLocalDays(today, -QUARTER_DAYS), until: today };
}
