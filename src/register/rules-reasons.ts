/** Why something was decided, as far as it was said: a reason is what the decider wrote. Pure. */

interface DecidedAsk {
  recommended?: number | null | undefined;
  why?: string | null | undefined;
  outcome?: { option: number | null; rationale?: string | undefined } | null | undefined;
}

/** What the author said for the option that was taken; null where the decider gave a reason of their own, or chose otherwise. */
export function recommendationTaken({ recommended, why, outcome }: DecidedAsk): string | null {
  const isTaken = outcome && outcome.option !== null && outcome.option === recommended;
  return isTaken && !outcome.rationale && why ? why : null;
}
