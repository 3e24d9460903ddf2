/** In which order candidates for a sponsor stand, by scores with their evidence, and who has what the first lacks. Pure. */

/** By what a sponsor is chosen, in the order of the form. */
export const CRITERIA = ["vision", "influence", "desire", "credibility", "customer"] as const;
export type Criterion = (typeof CRITERIA)[number];

export const ANSWERS = ["yes", "talk", "no"] as const;
export type Answer = (typeof ANSWERS)[number];

export const MOST_SCORERS = 3;
export const SCORES = ["1", "2", "3", "4", "5"] as const;

export interface Score {
  criterion: Criterion;
  byId: string;
  /** 1 to 5. */
  score: number;
  evidence: string;
}

/** Whoever scores a candidate does so under all criteria at once. */
export function hasScored(scores: readonly Score[], byId: string): boolean {
  return scores.some((score) => score.byId === byId);
}

/** Nobody sees how others scored a candidate before they have entered their own. */
export function seenBy(scores: readonly Score[], viewerId: string): Score[] {
  return hasScored(scores, viewerId) ? [...scores] : [];
}

/** Of 1 to 5; null: nobody has scored. `criterion` left out: over all of them. */
export function meanOf(scores: readonly Score[], criterion?: Criterion): number | null {
  const counted = scores.filter((score) => criterion === undefined || score.criterion === criterion);
  return counted.length === 0 ? null : counted.reduce((sum, { score }) => sum + score, 0) / counted.length;
}

/** Below the middle of the scale something lacks. */
const MIDDLE = 3;

export function lacking(scores: readonly Score[]): Criterion[] {
  return CRITERIA.filter((criterion) => (meanOf(scores, criterion) ?? MIDDLE) < MIDDLE);
}

interface Scored {
  called: string;
  scores: readonly Score[];
}

/** By the mean, then by name; those whom nobody has scored last. */
export function ranked<Candidate extends Scored>(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted(
    (one, other) => (meanOf(other.scores) ?? 0) - (meanOf(one.scores) ?? 0) || one.called.localeCompare(other.called),
  );
}

/** Who has what another lacks: the middle of the scale or more, the highest first. */
export function alliesFor<Candidate extends Scored>(criterion: Criterion, others: readonly Candidate[]): Candidate[] {
  const meanIn = ({ scores }: Candidate) => meanOf(scores, criterion) ?? 0;
  return others
    .filter((other) => meanIn(other) >= MIDDLE)
    .toSorted((one, other) => meanIn(other) - meanIn(one) || one.called.localeCompare(other.called));
}

/** Asked, or wanting to talk: nobody else is asked meanwhile. */
export function isRunning({ answer }: { answer: Answer | "withdrawn" | null }): boolean {
  return answer === null || answer === "talk";
}
