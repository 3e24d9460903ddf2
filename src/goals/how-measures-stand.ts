/** How a measure stands in one word, and an objective by the worst of its measures. Pure. */
import type { ItemState } from "../register/types/item-type.ts";
import type { Standing } from "./line.ts";

/** The worst first. `no-line`: its baseline or target is missing. */
export const STANDS = [
  "not-reached",
  "behind-twice",
  "behind",
  "no-figure",
  "no-value",
  "no-line",
  "on-line",
  "reached",
  "dropped",
] as const;
export type Stands = (typeof STANDS)[number];

type InBrief = Pick<Standing, "isBehind" | "isBehindTwice" | "noFigureSince" | "latest">;

/** `standing`: null without a line. */
export function standsOf(state: ItemState, standing: InBrief | null): Stands {
  if (state === "not-reached" || state === "reached" || state === "dropped") return state;
  if (standing === null) return "no-line";
  if (standing.isBehindTwice) return "behind-twice";
  if (standing.isBehind) return "behind";
  if (standing.noFigureSince !== null) return "no-figure";
  return standing.latest === null ? "no-value" : "on-line";
}

/** The first of equals; null of none. */
export function worstOf<One extends { stands: Stands }>(measures: readonly One[]): One | null {
  const [worst = null] = measures.toSorted((one, other) => STANDS.indexOf(one.stands) - STANDS.indexOf(other.stands));
  return worst;
}
