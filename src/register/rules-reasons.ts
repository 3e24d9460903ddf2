/** Why something was decided, as far as it was said: a reason is what the decider wrote. Pure. */

interface DecidedAsk {
  recommended?: number | null | undefined;
  why?: string | null | undefined;
  outcome?: { option: number | null; rationale?: string | undefined } | null | undefined;
}

/**
 * An ask as it is stored. Until November 2026 the author's recommendation was stored as the reason of whoever took it and
 * wrote none.
 */
export function askAsSaid<Ask extends DecidedAsk>(ask: Ask): Ask {
  if (!ask.outcome || !isRecommendation(ask, ask.outcome.rationale)) return ask;
  const { rationale: _, ...outcome } = ask.outcome;
  return { ...ask, outcome };
}

/** The same for the decision that answered an ask: what was recommended is named as such. */
export function decisionAsSaid<
  Decision extends { rationale?: string | undefined; recommendation?: string | undefined },
>(decision: Decision, ask: DecidedAsk): Decision {
  if (!isRecommendation(ask, decision.rationale)) return decision;
  return { ...decision, rationale: undefined, recommendation: decision.rationale };
}

/** What the author said for the option that was taken; null where the decider gave a reason of their own, or chose otherwise. */
export function recommendationTaken({ recommended, why, outcome }: DecidedAsk): string | null {
  const isTaken = outcome && outcome.option !== null && outcome.option === recommended;
  return isTaken && !outcome.rationale && why ? why : null;
}

function isRecommendation({ recommended, why, outcome }: DecidedAsk, rationale: string | undefined): boolean {
  return rationale !== undefined && rationale === why && (!outcome || outcome.option === recommended);
}
