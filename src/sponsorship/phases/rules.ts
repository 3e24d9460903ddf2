/**
 * In which phase a program is: what it needs of its sponsor now. A phase is passed by facts alone, each of which is named, and
 * so is what lacks for the next. What only whoever leads may read counts for nothing here, so that the word is the same for
 * everybody. Pure.
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
  hasBudget: boolean;
  /** Put to somebody: neither drafts nor what was withdrawn. */
  asks: readonly AskFact[];
  /** Appearances by which a sponsor gave people, money or time. */
  given: readonly string[];
  /** With their owner's word: actions, and appearances that were accepted. */
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

export type Proof =
  | { is: "purpose" | "benefits" | "sponsor" | "budget" }
  | { is: "decided" | "resource-decided" | "given" | "obstacle-cleared"; code: string }
  | { is: "promises-kept"; promises: number }
  | { is: "rounds-kept"; kept: number; of: number };

export interface PhaseRead {
  phase: Phase;
  /** For the next phase; empty of the last one. */
  missing: Missing[];
  /** What the phases up to this one rest on, in their order. */
  proofs: Proof[];
}

/** A quarter: thirteen weeks. */
const QUARTER_DAYS = 91;

interface Gate {
  missing: Missing[];
  proofs: Proof[];
}

export function phaseOf(facts: PhaseFacts): PhaseRead {
  const gates = [alignment(facts), resources(facts), joined(obstacles(facts), sustained(facts))];
  const open = gates.findIndex(({ missing }) => missing.length > 0);
  const at = open < 0 ? gates.length : open;
  return {
    phase: PHASES[at] ?? "sustained",
    missing: gates[at]?.missing ?? [],
    proofs: gates.slice(0, at + 1).flatMap(({ proofs }) => proofs),
  };
}

/** Whether rounds have to be read to say in which phase it is. */
export function isByRounds(facts: Omit<PhaseFacts, "rounds">): boolean {
  const gates = [alignment(facts), resources(facts), obstacles(facts), practice(facts)];
  return gates.every(({ missing }) => missing.length === 0);
}

type WithoutRounds = Omit<PhaseFacts, "rounds">;

function alignment({ hasPurpose, hasBenefits, hasSponsor, firstDecision }: WithoutRounds): Gate {
  const held = [
    ["purpose", hasPurpose],
    ["benefits", hasBenefits],
    ["sponsor", hasSponsor],
  ] as const;
  return {
    missing: [
      ...held.flatMap(([is, isThere]): Missing[] => (isThere ? [] : [{ is }])),
      ...(firstDecision === null ? [{ is: "decision" as const }] : []),
    ],
    proofs: [
      ...held.flatMap(([is, isThere]): Proof[] => (isThere ? [{ is }] : [])),
      ...(firstDecision === null ? [] : [{ is: "decided" as const, code: firstDecision }]),
    ],
  };
}

/** What was asked is answered, and something was given: that nobody has asked proves nothing. */
function resources({ today, asks, given, hasBudget }: WithoutRounds): Gate {
  const asked = asks.filter(({ kind }) => kind === "resource");
  const proofs: Proof[] = [
    ...(hasBudget ? [{ is: "budget" as const }] : []),
    ...asked.flatMap(({ code, isDecided, isRefused }): Proof[] =>
      isDecided && !isRefused ? [{ is: "resource-decided", code }] : [],
    ),
    ...given.map((code): Proof => ({ is: "given", code })),
  ];
  const open = waiting(asked, "resource-asked", today);
  return { missing: open.length === 0 && proofs.length === 0 ? [{ is: "nothing-given" }] : open, proofs };
}

function obstacles({ today, asks }: WithoutRounds): Gate {
  const asked = asks.filter(({ kind }) => kind === "obstacle");
  return {
    missing: waiting(asked, "obstacle-asked", today),
    proofs: asked.flatMap(({ code, isDecided, isRefused }): Proof[] =>
      isDecided && !isRefused ? [{ is: "obstacle-cleared", code }] : [],
    ),
  };
}

/** A quarter with promises, all of them kept. */
function practice({ today, startedOn, promises }: WithoutRounds): Gate {
  const span = quarterUntil(today);
  const fates = promises.map((promise) => ({ promise, fate: fateIn(promise, span) }));
  const broken = fates.filter(({ fate }) => fate === "broken");
  const kept = fates.filter(({ fate }) => fate === "kept").length;
  const missing: Missing[] = broken.map(({ promise }) => ({ is: "promise-broken", code: promise.code }));
  if (kept === 0 && broken.length === 0) missing.push({ is: "no-promise" });
  if (startedOn > span.from) missing.push({ is: "too-young", until: addLocalDays(startedOn, QUARTER_DAYS) });
  return { missing, proofs: missing.length === 0 ? [{ is: "promises-kept", promises: kept }] : [] };
}

function sustained(facts: PhaseFacts): Gate {
  const known = facts.rounds.flatMap((outcomes) => isRoundKept(outcomes) ?? []);
  const counted = { kept: known.filter(Boolean).length, of: known.length };
  const rounds: Gate =
    counted.of === 0
      ? { missing: [{ is: "no-round" }], proofs: [] }
      : areMost(counted)
        ? { missing: [], proofs: [{ is: "rounds-kept", ...counted }] }
        : { missing: [{ is: "rounds-silent", ...counted }], proofs: [] };
  return joined(practice(facts), rounds);
}

function joined(one: Gate, other: Gate): Gate {
  return { missing: [...one.missing, ...other.missing], proofs: [...one.proofs, ...other.proofs] };
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
