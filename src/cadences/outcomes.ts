/** What became of what was asked in a round. Pure. */

import type { Instant } from "../platform/clock.ts";

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

export function askedIn({ answered, skipped, silent }: Outcomes): number {
  return answered + skipped + silent;
}

/** The counts of what was asked, as of an instant or in the end. `people`: of how many such an entry is. */
export function outcomesOf(asked: Iterable<AskedOf & { people?: number }>, at?: Instant): Outcomes {
  const outcomes: Outcomes = { answered: 0, skipped: 0, silent: 0, unsent: 0, away: 0, covered: 0 };
  for (const one of asked) {
    const outcome = outcomeOf(one, at);
    if (outcome !== null) outcomes[outcome] += one.people ?? 1;
  }
  return outcomes;
}
