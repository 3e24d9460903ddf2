/** Single dates of a cadence: left out, added, or within a pause. */
import type { LocalDate } from "../../platform/time.ts";
import type { WrittenRule } from "./rule.ts";

/** Rules are read at each tick, so the number of single dates is limited. */
const MOST_DATES = 200;

export interface FormDates {
  extra: LocalDate | null;
  pauseFrom: LocalDate | null;
  pauseUntil: LocalDate | null;
}

export type FormDatesProblem = { at: keyof FormDates; because: "past" | "missing" | "ends-before" | "full" };

/** Leaves out a nominal date; a date that was added is removed. */
export function withoutDate(rule: WrittenRule, date: LocalDate): WrittenRule {
  const { extra = [], except = [] } = rule;
  if (extra.includes(date)) return withDates(rule, { extra: extra.filter((other) => other !== date) });
  return except.includes(date) ? rule : withDates(rule, { except: [...except, date].sort() });
}

/** Puts back a date that was left out. */
export function withDateAgain(rule: WrittenRule, date: LocalDate): WrittenRule {
  return withDates(rule, { except: rule.except?.filter((other) => other !== date) });
}

export function withoutPause(rule: WrittenRule, from: LocalDate): WrittenRule {
  return withDates(rule, { pauses: rule.pauses?.filter((pause) => pause.from !== from) });
}

/** Applies the form's dates. `today`: the first day that has not passed anywhere. */
export function withFormDates(
  rule: WrittenRule,
  { extra, pauseFrom, pauseUntil }: FormDates,
  today: LocalDate,
): { rule: WrittenRule } | { problem: FormDatesProblem } {
  const { extra: added = [], except = [], pauses = [] } = rule;
  const isFull = added.length + except.length + pauses.length >= MOST_DATES;
  if (isFull && (extra ?? pauseFrom) !== null) return problem(extra ? "extra" : "pauseFrom", "full");
  if (extra !== null && extra < today) return problem("extra", "past");
  if (pauseFrom === null && pauseUntil !== null) return problem("pauseFrom", "missing");
  if (pauseFrom !== null && pauseUntil === null) return problem("pauseUntil", "missing");
  let written = rule;
  if (extra !== null) {
    const again = withDateAgain(written, extra);
    written = withDates(again, { extra: [...new Set([...added, extra])].sort() });
  }
  if (pauseFrom !== null && pauseUntil !== null) {
    if (pauseUntil < pauseFrom) return problem("pauseUntil", "ends-before");
    if (pauseUntil < today) return problem("pauseUntil", "past");
    const pause = { from: pauseFrom, until: pauseUntil };
    const others = pauses.filter(({ from }) => from !== pauseFrom);
    written = withDates(written, { pauses: [...others, pause].sort((a, b) => (a.from < b.from ? -1 : 1)) });
  }
  return { rule: written };
}

function problem(at: FormDatesProblem["at"], because: FormDatesProblem["because"]): { problem: FormDatesProblem } {
  return { problem: { at, because } };
}

/** Omits empty lists, so that an undone change leaves the rule as before. */
function withDates(rule: WrittenRule, dates: Pick<WrittenRule, "extra" | "except" | "pauses">): WrittenRule {
  const { extra: _extra, except: _except, pauses: _pauses, ...rest } = rule;
  const all = { extra: rule.extra, except: rule.except, pauses: rule.pauses, ...dates };
  return {
    ...rest,
    ...(all.extra?.length && { extra: all.extra }),
    ...(all.except?.length && { except: all.except }),
    ...(all.pauses?.length && { pauses: all.pauses }),
  };
}
