/** What became of what was asked in a round: the counts of rounds, whether their prompts are there or have gone. Pure. */

import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { jsonColumn } from "../../platform/json-column.ts";

/**
 * `silent`: they had it and said nothing. `unsent`: they never had it. `away`: and nobody was asked instead; `covered`: and
 * somebody was, who did not answer either.
 */
const OUTCOMES = ["answered", "skipped", "silent", "unsent", "away", "covered"] as const;
type Outcome = (typeof OUTCOMES)[number];

/** How many people each came of. Who opted out or left is none of them. */
export type Outcomes = Record<Outcome, number>;

/** What is known of what one person was asked; `answeredAt` null: they have not answered. */
export interface AskedOf {
  state: "planned" | "sent" | "answered" | "skipped" | "excused" | "missed";
  reason: string | null;
  sentAt: Instant | null;
  hasDelegate: boolean;
  answeredAt: Instant | null;
}

/** As it was at an instant, left out: in the end. Null: they were not asked, as they had left or opted out. */
export function outcomeOf({ state, reason, sentAt, hasDelegate, answeredAt }: AskedOf, at?: Instant): Outcome | null {
  const isBy = (instant: Instant) => at === undefined || instant <= at;
  if (answeredAt !== null && isBy(answeredAt)) return "answered";
  if (state === "excused") {
    if (reason === "opted-out" || reason === "left") return null;
    return hasDelegate ? "covered" : "away";
  }
  const wasSent = sentAt === null ? state !== "planned" && state !== "missed" : isBy(sentAt) && state !== "planned";
  if (!wasSent) return "unsent";
  return state === "skipped" ? "skipped" : "silent";
}

/** Whoever had it: they answered, skipped it or said nothing. */
export function isAsked(outcome: Outcome | null): boolean {
  return outcome === "answered" || outcome === "skipped" || outcome === "silent";
}

export function askedIn({ answered, skipped, silent }: Outcomes): number {
  return answered + skipped + silent;
}

/** How many answers had been given at which instants, in their order. */
const answeredBy = z.array(z.tuple([z.string(), z.int()]));
type AnsweredBy = z.infer<typeof answeredBy>;
const readAnsweredBy = jsonColumn(answeredBy);

/** Of a round, what became of those whose prompts have gone. */
export interface Gone {
  gone_answered: number;
  gone_skipped: number;
  gone_silent: number;
  gone_unsent: number;
  gone_away: number;
  gone_covered: number;
  gone_last_answer_at: Instant | null;
  gone_answered_by: string | null;
}

/** Of a round all of whose prompts are there. */
export const NOTHING_GONE: Gone = {
  gone_answered: 0,
  gone_skipped: 0,
  gone_silent: 0,
  gone_unsent: 0,
  gone_away: 0,
  gone_covered: 0,
  gone_last_answer_at: null,
  gone_answered_by: null,
};

export const GONE = [
  "round.gone_answered",
  "round.gone_skipped",
  "round.gone_silent",
  "round.gone_unsent",
  "round.gone_away",
  "round.gone_covered",
  "round.gone_last_answer_at",
  "round.gone_answered_by",
] as const satisfies `round.${keyof Gone}`[];

/** How many of those whose prompts have gone had answered by an instant: exact at the cut-offs of digests. */
export function goneAnsweredBy(round: Gone, at: Instant): number {
  const { gone_last_answer_at: last, gone_answered: answered, gone_answered_by: noted } = round;
  if (last === null || answered === 0) return 0;
  if (last <= at) return answered;
  return noted === null ? 0 : stepAt(readAnsweredBy(noted), at);
}

/** How often something was true before an instant, of the steps at which that is known. */
function stepAt(steps: AnsweredBy, at: Instant): number {
  return steps.findLast(([instant]) => instant <= at)?.[1] ?? 0;
}

/** What became of those of a round whose prompts have gone, as of an instant or in the end. */
export function outcomesGone(round: Gone, at?: Instant): Outcomes {
  const answered = at === undefined ? round.gone_answered : goneAnsweredBy(round, at);
  return {
    answered,
    skipped: round.gone_skipped,
    silent: round.gone_silent + round.gone_answered - answered,
    unsent: round.gone_unsent,
    away: round.gone_away,
    covered: round.gone_covered,
  };
}

/** The counts of a round: those that have gone, and each that is there. `people`: of how many such an entry is. */
export function outcomesOf(round: Gone, asked: Iterable<AskedOf & { people?: number }>, at?: Instant): Outcomes {
  const outcomes = outcomesGone(round, at);
  for (const one of asked) {
    const outcome = outcomeOf(one, at);
    if (outcome !== null) outcomes[outcome] += one.people ?? 1;
  }
  return outcomes;
}

/** With those of which the prompts go now; `cutOffs`: those of digests within the life of the round. */
export function withGone(round: Gone, going: readonly AskedOf[], cutOffs: readonly Instant[]): Gone {
  const answers = going.flatMap(({ answeredAt }) => answeredAt ?? []);
  const outcomes = outcomesOf(round, going);
  const last = [round.gone_last_answer_at ?? "", ...answers].reduce((one, other) => (one > other ? one : other));
  const known = round.gone_answered_by === null ? [] : readAnsweredBy(round.gone_answered_by).map(([at]) => at);
  const steps: AnsweredBy = [];
  for (const at of [...new Set([...known, ...cutOffs])].sort()) {
    const answered = goneAnsweredBy(round, at) + answers.filter((instant) => instant <= at).length;
    // All of them, or as many as before, need not be noted.
    if (answered > (steps.at(-1)?.[1] ?? 0) && at < last) steps.push([at, answered]);
  }
  return {
    gone_answered: outcomes.answered,
    gone_skipped: outcomes.skipped,
    gone_silent: outcomes.silent,
    gone_unsent: outcomes.unsent,
    gone_away: outcomes.away,
    gone_covered: outcomes.covered,
    gone_last_answer_at: last === "" ? null : last,
    gone_answered_by: steps.length === 0 ? null : JSON.stringify(steps),
  };
}
