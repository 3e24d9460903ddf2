/** In which month the years of programs begin: their quarterly rules say it, and annual ones where it is written in them. */
import type { WrittenRule } from "../rule.ts";

/** In which month it says that years begin, 1 to 12; null where it says nothing of them. */
export function yearStartIn(rule: WrittenRule): number | null {
  if (rule.every === "quarter") return rule.yearStartMonth ?? 1;
  return rule.every === "year" ? (rule.yearStartMonth ?? null) : null;
}

/** What one rule says. */
export interface YearSaid {
  programId: string;
  /** 1 to 12. */
  yearStartMonth: number;
  /** Whether its program is open. */
  isOpen: boolean;
}

export interface FiscalYears {
  /**
   * In which month the years of a program begin, or those of somebody with several, 1 to 12: what most of their own
   * rules say, of equals the earliest month. Where none of them has one, what most of the workspace say; January
   * where nobody says anything.
   */
  startOf(programIds: readonly string[]): number;
  /** Every month in which years of any program begin. */
  starts: readonly number[];
}

export function fiscalYears(said: readonly YearSaid[]): FiscalYears {
  const own = Map.groupBy(said, ({ programId }) => programId);
  const ofWorkspace = mostSaid(said.filter(({ isOpen }) => isOpen)) ?? 1;
  return {
    startOf: (programIds) => mostSaid(programIds.flatMap((id) => own.get(id) ?? [])) ?? ofWorkspace,
    starts: [...new Set([ofWorkspace, ...said.map(({ yearStartMonth }) => yearStartMonth)])],
  };
}

function mostSaid(said: readonly YearSaid[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { yearStartMonth: month } of said) counts.set(month, (counts.get(month) ?? 0) + 1);
  const [most] = [...counts].toSorted(([a, times], [b, timesAlso]) => timesAlso - times || a - b);
  return most?.[0];
}
