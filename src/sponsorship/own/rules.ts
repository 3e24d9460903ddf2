/** What of a program concerns one person alone, for that person alone. Pure. */
import type { LocalDate } from "../../platform/time.ts";
import { fateIn, type Promised, type Span } from "../kept/rules.ts";

export interface OwnDecision {
  /** Working days from ask to decision. */
  days: number;
  dueOn: LocalDate | null;
  decidedOn: LocalDate;
}

export interface OwnNumbers {
  promises: { kept: number; of: number };
  /** `median`: in working days; null: they decided nothing. `inTime`: of those with a day. */
  decisions: { count: number; median: number | null; inTime: number; dated: number };
}

export function ownNumbers(span: Span, promises: readonly Promised[], decisions: readonly OwnDecision[]): OwnNumbers {
  const fates = promises.flatMap((promise) => fateIn(promise, span) ?? []);
  const taken = decisions.filter(({ decidedOn }) => span.from <= decidedOn && decidedOn <= span.until);
  const dated = taken.flatMap(({ dueOn, decidedOn }) => (dueOn === null ? [] : [decidedOn <= dueOn]));
  return {
    promises: { kept: fates.filter((fate) => fate === "kept").length, of: fates.length },
    decisions: {
      count: taken.length,
      median: medianOf(taken.map(({ days }) => days)),
      inTime: dated.filter(Boolean).length,
      dated: dated.length,
    },
  };
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
