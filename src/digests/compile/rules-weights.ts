/** How much a fact weighs among those of its kind, the same for the first line and for a screen. Pure. */
import type { LineOf } from "../document.ts";

export interface Weighed<Kind> {
  kind: Kind;
  /** Among facts of one kind the larger comes first; the first number that differs says. */
  weight: readonly number[];
}

/** What counts of the program that a line is about. */
export interface Program {
  isFlagship?: boolean | undefined;
  asksNothing?: boolean | undefined;
}

/** `kinds`: the first of them first. */
export function byWeight<Kind>(kinds: readonly Kind[]): (one: Weighed<Kind>, other: Weighed<Kind>) => number {
  return (one, other) => {
    const place = one.weight.findIndex((weight, index) => weight !== other.weight[index]);
    const heavier = (other.weight[place] ?? 0) - (one.weight[place] ?? 0);
    return kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || heavier;
  };
}

/** A status that is new before one that stands, off track without a request first; a date by how far it moved. */
export function weightOf(
  line: LineOf<"health" | "marker" | "closed" | "reopened" | "moved-date" | "decided-ask" | "decision">,
  { isFlagship = false, asksNothing = false }: Program,
): readonly number[] {
  const flagship = Number(isFlagship);
  switch (line.kind) {
    case "health": {
      const isNew = Number(line.before !== line.colour || line.between !== undefined);
      if (line.colour === "red") return [isNew, Number(asksNothing), flagship, line.periods];
      if (line.colour === "amber") return [Number(line.periods > 2), isNew, flagship, line.periods];
      const from = recoveredFrom(line);
      return from === null ? [flagship] : [Number(from === "red"), flagship];
    }
    case "marker":
      return [line.findings.length, -Date.parse(line.askedOn)];
    case "closed":
    case "reopened":
      return [flagship, Date.parse(line.on)];
    case "moved-date":
      return [Math.abs(Date.parse(line.to) - Date.parse(line.from)) * Math.max(1, line.moves) * (1 + flagship)];
    case "decided-ask":
    case "decision":
      return [Date.parse(line.decidedOn)];
  }
}

/** Of what is on track now, the worst that it was before or within the period; null: it was on track. */
export function recoveredFrom({ colour, before, between }: LineOf<"health">): "red" | "amber" | null {
  const earlier = colour === "green" ? [before, between?.isCorrected ? undefined : between?.colour] : [];
  return (["red", "amber"] as const).find((one) => earlier.includes(one)) ?? null;
}

/** How much of the way to its target a number moved; null where that has none. */
export function shareOfWay({ value, from, target }: LineOf<"progress">["metrics"][number]): number | null {
  if (from === undefined || target === undefined || target === from) return null;
  return Math.abs((value - from) / (target - from));
}
