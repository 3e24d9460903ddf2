/** When tasks that come after each other begin and end, by working days. Pure. */
import { daysBetween, type LocalDate } from "../platform/time.ts";
import { type IsWorkingDay, workingDaysFrom } from "../platform/working-days.ts";

export interface Task {
  key: string;
  /** Of each group any one is enough. */
  after: readonly (readonly string[])[];
  /** Working days that it was given. */
  term: number;
  /** It begins so many working days after the last of these. */
  daysAfter: number;
  notBefore: LocalDate | null;
  /** When it began, and when it ended or is to end; null: it has not begun. */
  actual: { from: LocalDate; to: LocalDate } | null;
}

export interface Span {
  from: LocalDate;
  to: LocalDate;
}

export interface Schedule {
  planned: ReadonlyMap<string, Span>;
  now: ReadonlyMap<string, Span>;
  end: LocalDate;
  /** How many days after the planned end; negative: before. */
  later: number;
  /** What alone moves the end most, and by how many days; null: nothing does alone. */
  mover: { key: string; days: number } | null;
}

export function scheduleOf(
  tasks: readonly Task[],
  { start, today, isWorkingDay }: { start: LocalDate; today: LocalDate; isWorkingDay: IsWorkingDay },
): Schedule {
  const add = (day: LocalDate, count: number) => workingDaysFrom(day, count, isWorkingDay);
  const asPlanned = ({ term }: Task, from: LocalDate) => ({ from, to: add(from, term) });
  const asItIs = (task: Task, from: LocalDate) => task.actual ?? asPlanned(task, from);
  const notBeforeToday = (task: Task, from: LocalDate) => asItIs(task, latest(from, today));
  const spans = (spanOf: typeof asPlanned) => spansOf(tasks, spanOf, beginOf);
  const beginOf = ({ after, daysAfter, notBefore }: Task, ended: ReadonlyMap<string, Span>) => {
    const ends = after.map((group) => group.flatMap((key) => ended.get(key)?.to ?? []).toSorted()[0] ?? start);
    return latest(add(latest(start, ...ends), daysAfter), notBefore ?? start);
  };

  const planned = spans(asPlanned);
  const now = spans(notBeforeToday);
  const end = endOf(now);

  // What the end would be, had this one taken its term and no more.
  const moves = ({ key }: Task) => {
    const inTerm = spans((each, from) => (each.key === key ? asPlanned(each, from) : asItIs(each, from)));
    return daysBetween(endOf(inTerm), endOf(spans(asItIs)));
  };
  const [mover] = tasks
    .flatMap((task) => (task.actual ? [{ key: task.key, days: moves(task) }] : []))
    .toSorted((a, b) => b.days - a.days);

  const later = daysBetween(endOf(planned), end);
  return { planned, now, end, later, mover: mover && mover.days > 0 ? mover : null };
}

/** What ends first comes first, so that of a group the first to end counts. */
function spansOf(
  tasks: readonly Task[],
  spanOf: (task: Task, from: LocalDate) => Span,
  beginOf: (task: Task, ended: ReadonlyMap<string, Span>) => LocalDate,
): ReadonlyMap<string, Span> {
  const ended = new Map<string, Span>();
  for (;;) {
    const [next] = tasks
      .filter(({ key, after }) => !ended.has(key) && after.every((group) => group.some((one) => ended.has(one))))
      .map((task) => ({ key: task.key, span: spanOf(task, beginOf(task, ended)) }))
      .toSorted((a, b) => a.span.to.localeCompare(b.span.to));
    if (!next) return ended;
    ended.set(next.key, next.span);
  }
}

function latest(...days: LocalDate[]): LocalDate {
  return days.toSorted().at(-1) ?? "";
}

function endOf(spans: ReadonlyMap<string, Span>): LocalDate {
  return latest(...[...spans.values()].map(({ to }) => to));
}
