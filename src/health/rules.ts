import { HEALTH_DIMENSIONS, type HealthColour, type HealthDimension } from "../cadences/questions/health-scale.ts";
import type { HealthAnswer, PathToGreen } from "../cadences/questions/questions.ts";
import { isLeftEmpty } from "../register/drafts/rules-nothing.ts";

export type Trend = "better" | "same" | "worse";

/** In pictures and in print, where no word says it: each status has a shape of its own. */
export const HEALTH_SHAPES: Record<HealthColour | "grey", string> = { green: "●", amber: "▲", red: "■", grey: "○" };

/** In front of the word wherever a status is read: "🔴 Off track". */
export const STATUS_CIRCLES: Record<HealthColour | "grey", string> = {
  green: "🟢",
  amber: "🟠",
  red: "🔴",
  grey: "⚪",
};

const SEVERITY: Record<HealthColour, number> = { green: 0, amber: 1, red: 2 };

export function worstOf(colours: readonly HealthColour[]): HealthColour | null {
  return colours.reduce<HealthColour | null>(
    (worst, colour) => (worst === null || SEVERITY[colour] > SEVERITY[worst] ? colour : worst),
    null,
  );
}

/** The first of several alike; null where there is none. */
export function worstAmong<One extends { colour: HealthColour }>(all: readonly One[]): One | null {
  const worst = worstOf(all.map(({ colour }) => colour));
  return all.find(({ colour }) => colour === worst) ?? null;
}

/** Null when there was no colour before. */
export function trendOf(before: HealthColour | null, now: HealthColour): Trend | null {
  if (before === null) return null;
  const step = SEVERITY[now] - SEVERITY[before];
  return step === 0 ? "same" : step > 0 ? "worse" : "better";
}

/** `history` is oldest first and ends with the current period; one without a colour ends a run as another colour does. */
export function periodsInThisColour(history: readonly (HealthColour | "grey" | null)[]): number {
  const current = history.at(-1);
  return history.length - 1 - history.findLastIndex((colour) => colour !== current);
}

/** A reason is required with amber and red: without cause and action a colour is an opinion. */
export function needsReason(colour: HealthColour): boolean {
  return colour !== "green";
}

/** As typed; null where there is none, or it has no content: the colour stands without it. */
export function reasonIn({ reason }: { reason?: string | undefined }): string | null {
  return reason === undefined || isLeftEmpty(reason) ? null : reason;
}

/** Null where there is none, or it has no content: a date alone is no way. */
export function pathIn({ pathToGreen: path }: Pick<HealthAnswer, "pathToGreen">): PathToGreen | null {
  return path === undefined || isLeftEmpty(path.action) ? null : path;
}

/** The dimension with the worst colour, the first of several alike; null where none has one. */
export function worstDimension(
  dimensions: Partial<Record<HealthDimension, HealthColour>>,
): { dimension: HealthDimension; colour: HealthColour } | null {
  const given = HEALTH_DIMENSIONS.flatMap((dimension) => {
    const colour = dimensions[dimension];
    return colour ? [{ dimension, colour }] : [];
  });
  return worstAmong(given);
}

/**
 * Amber for so many periods in a row is shown as proposed red. Source:
 * blog.totallyoptimizedprojects.com/top-thinking/what-do-you-do-when-you-see-red
 */
const PROPOSED_RED_AFTER = 3;

export function isProposedRed(colour: HealthColour, periods: number): boolean {
  return colour === "amber" && periods >= PROPOSED_RED_AFTER;
}
