/**
 * When an item that nobody answers moves up, and to whom. Pure. Terms in working days of
 * whoever holds it, stopped while they are away, then handed to their delegate; reminders, then up.
 */
import { z } from "zod";
import { dateOf, dayOf, type WorkingCalendar, workingDayFrom } from "../../calendars/rules-days.ts";
import { addLocalDays, type LocalDate, mondayOf } from "../../platform/time.ts";

export const LEVELS = ["team", "lead", "sponsor", "committee"] as const;
export type Level = (typeof LEVELS)[number];

export const MOST_DAYS_TO_SEE = 60;
export const MOST_DAYS_TO_ANSWER = 120;

/** Data per program: the levels in their order, with their terms in working days. */
export const ladderSchema = z
  .array(
    z.strictObject({
      level: z.enum(LEVELS),
      /** To say that one has seen it. */
      acknowledge: z.int().min(1).max(MOST_DAYS_TO_SEE),
      /** To answer it, or to pass it up. */
      resolve: z.int().min(1).max(MOST_DAYS_TO_ANSWER),
      /** Who is asked first of those who sit there; whoever has left is passed by. Default: the first seat. */
      person: z.string().optional(),
      /** Default: one at half time and one at the end; of an ask, which its own message shows, one at the end. */
      reminders: z.enum(["end", "none"]).optional(),
      /** Asked even where the rule lets a level be skipped: a red on a matter of law, safety or people. */
      isKept: z.literal(true).optional(),
    }),
  )
  .min(1)
  .max(LEVELS.length)
  .refine((ladder) => new Set(ladder.map(({ level }) => level)).size === ladder.length, "a level stands twice");
export type Ladder = z.infer<typeof ladderSchema>;

export const DEFAULT_LADDER: Ladder = [
  { level: "team", acknowledge: 1, resolve: 3 },
  { level: "lead", acknowledge: 1, resolve: 5 },
  { level: "sponsor", acknowledge: 2, resolve: 5 },
  { level: "committee", acknowledge: 5, resolve: 10 },
];

/** Where an item is. */
export interface Position {
  level: Level;
  holderId: string;
  /** When it was shown to them: the first day counts from the one after. */
  since: LocalDate;
  /** Of an ask, the date by which it is needed, where that had not passed as it came to them. */
  neededBy: LocalDate | null;
  isAsk: boolean;
  isAcknowledged: boolean;
  /** How many reminders this holder got. */
  reminded: 0 | 1 | 2;
  /** At the end of the ladder, since their term is over. */
  overdueSince: LocalDate | null;
  /** Everybody who has had it: it never comes to one of them twice. */
  everyHolder: readonly string[];
}

/** What is known of a person for whom a term runs. */
export interface Holder {
  isWorkingDay(date: LocalDate): boolean;
  isAway(date: LocalDate): boolean;
  delegateId: string | null;
  /** When somebody who would stand in, and is away as well, is back. */
  delegateBackOn?: LocalDate | null;
}

/** Who sits at a level today, in order; the first who has not had the item gets it. */
export type SeatedAt = (level: Level) => readonly string[];

export type Step =
  /** Nothing to do before this day. */
  | { kind: "wait"; until: LocalDate }
  | { kind: "remind"; which: 1 | 2 }
  /** The holder is away: somebody holds it for them, and their term begins anew. */
  | { kind: "hand-over"; to: string }
  | { kind: "escalate"; level: Level; to: string; passed: Level[] }
  /** Nobody is above, and the term of whoever has it is over since this day. */
  | { kind: "overdue"; since: LocalDate }
  /** Nobody is above, and no term runs. */
  | { kind: "stay" };

/** So many working days before a date, which is the last day on which what takes them may begin. */
export function lastDayFor(days: number, date: LocalDate, calendar: WorkingCalendar): LocalDate {
  let day = dayOf(date);
  for (let left = days; left > 0; left -= 1) day = workingDayFrom(day - 1, -1, calendar);
  return dateOf(day);
}

/** Looking further ahead than anybody is away. */
const MOST_DAYS = 400;

export function nextStep(
  ladder: Ladder,
  position: Position,
  holder: Holder,
  seatedAt: SeatedAt,
  today: LocalDate,
): Step {
  const terms = ladder.find(({ level }) => level === position.level);
  const up = upFrom(ladder, position, seatedAt);
  if (!terms && up.kind === "escalate") return up;
  const isAway = holder.isAway(today);
  const { delegateId } = holder;
  if (isAway && delegateId !== null && !position.everyHolder.includes(delegateId))
    return { kind: "hand-over", to: delegateId };
  if (up.kind === "stay" && position.overdueSince !== null) return { kind: "overdue", since: position.overdueSince };
  const isDated = terms !== undefined && position.neededBy !== null;
  if (isAway && !isDated) return { kind: "wait", until: firstDayBack(holder, today) };
  if (!terms) return overdueFrom(addLocalDays(position.since, 1), today);
  const { on } = leaving(ladder, position, holder, up);
  const ended: Step = up.kind === "escalate" ? up : { kind: "overdue", since: on };
  if (isDated && today >= on) return ended;
  const days = remindingDays(terms, position, holder, on);
  const due = days.findLast(({ which, day }) => which > position.reminded && day <= today);
  if (due && !isAway && (due.which === 2 || today < on)) return { kind: "remind", which: due.which };
  if (today >= on) return ended;
  const next = [...days.map(({ day }) => day), ...(isAway ? [firstDayBack(holder, today)] : [])];
  return { kind: "wait", until: next.filter((day) => day > today && day < on).sort()[0] ?? on };
}

/** Of a level that the ladder leaves out, with nobody above. */
function overdueFrom(since: LocalDate, today: LocalDate): Step {
  return today < since ? { kind: "wait", until: since } : { kind: "overdue", since };
}

/**
 * When an item leaves its holder if nobody answers: without a date by which it is needed, at the end of their own term, from
 * the day on which it was *shown* to them. Else “on the later of: the day that leaves only the next level’s answer term
 * (before *needed by*); the end of the holder’s own term; at the latest on the working day after *needed by*. Where both
 * cannot be kept, holder, author and next level are told at once and both may decide” (`isTight`). With nobody above it is
 * overdue then, and never before the end of that term.
 */
export function leaving(
  ladder: Ladder,
  position: Position,
  holder: Holder,
  up: Step,
): { on: LocalDate; isTight: boolean } {
  const terms = ladder.find(({ level }) => level === position.level);
  const term = (position.isAcknowledged ? terms?.resolve : terms?.acknowledge) ?? 0;
  const ownEnd = dayOfWork(holder, position.since, term + 1);
  if (position.neededBy === null) return { on: ownEnd, isTight: false };
  const last = nextWorkingDay(holder, position.neededBy);
  if (up.kind !== "escalate") return { on: ownEnd > last ? ownEnd : last, isTight: false };
  const next = ladder.find(({ level }) => level === up.level)?.resolve ?? 0;
  const leaves = workingDaysBefore(holder, position.neededBy, next);
  const later = ownEnd > leaves ? ownEnd : leaves;
  return { on: later < last ? later : last, isTight: ownEnd > leaves };
}

/** Whether an answer is owed by then: to say that one has seen it would not keep it longer. */
export function owesAnswer(ladder: Ladder, position: Position, holder: Holder, up: Step): boolean {
  const { on } = leaving(ladder, position, holder, up);
  return position.isAcknowledged || leaving(ladder, { ...position, isAcknowledged: true }, holder, up).on <= on;
}

/** The days on which whoever has it is reminded before it leaves them; of an ask only the last. */
function remindingDays(
  terms: Ladder[number],
  position: Position,
  holder: Holder,
  on: LocalDate,
): { which: 1 | 2; day: LocalDate }[] {
  if (terms.reminders === "none") return [];
  let last = addLocalDays(on, -1);
  while (last > position.since && !counts(holder, last)) last = addLocalDays(last, -1);
  if (last <= position.since) return [];
  const isOnce = terms.reminders === "end" || position.isAsk;
  const term = position.isAcknowledged ? terms.resolve : terms.acknowledge;
  const half = dayOfWork(holder, position.since, Math.ceil(term / 2));
  return [...(isOnce || half >= last ? [] : [{ which: 1 as const, day: half }]), { which: 2, day: last }];
}

/** The day on which it leaves its holder if nobody answers, as their days are known; null where the level has no term. */
export function upOn(ladder: Ladder, position: Position, holder: Holder, up: Step, today: LocalDate): LocalDate | null {
  if (!ladder.some(({ level }) => level === position.level)) return null;
  const { on } = leaving(ladder, position, holder, up);
  const tomorrow = addLocalDays(today, 1);
  return on > tomorrow ? on : tomorrow;
}

/** The next level where somebody sits who has not had it; levels without such a person are named as passed. */
export function upFrom(ladder: Ladder, position: Pick<Position, "level" | "everyHolder">, seatedAt: SeatedAt): Step {
  const from = ladder.findIndex(({ level }) => level === position.level);
  const passed: Level[] = [];
  for (const { level, person: first } of ladder.slice(from + 1)) {
    const seated = seatedAt(level);
    const inOrder = first !== undefined && seated.includes(first) ? [first, ...seated] : seated;
    const to = inOrder.find((person) => !position.everyHolder.includes(person));
    if (to !== undefined) return { kind: "escalate", level, to, passed };
    passed.push(level);
  }
  return { kind: "stay" };
}

function counts(holder: Holder, date: LocalDate): boolean {
  return holder.isWorkingDay(date) && !holder.isAway(date);
}

function nextWorkingDay(holder: Holder, after: LocalDate): LocalDate {
  let date = addLocalDays(after, 1);
  for (let step = 0; step < MOST_DAYS && !holder.isWorkingDay(date); step += 1) date = addLocalDays(date, 1);
  return date;
}

/** The last working day that leaves so many of them up to and including a date. */
function workingDaysBefore(holder: Holder, by: LocalDate, days: number): LocalDate {
  let date = by;
  let left = days;
  for (let step = 0; step < MOST_DAYS && (left > 0 || !holder.isWorkingDay(date)); step += 1) {
    if (holder.isWorkingDay(date)) left -= 1;
    date = addLocalDays(date, -1);
  }
  return date;
}

/** The day on which so many days have counted. */
function dayOfWork(holder: Holder, since: LocalDate, days: number): LocalDate {
  let left = days;
  let date = since;
  for (let step = 0; step < MOST_DAYS && left > 0; step += 1) {
    date = addLocalDays(date, 1);
    if (counts(holder, date)) left -= 1;
  }
  return date;
}

const LEAST_BETWEEN_DAYS = 4;

/**
 * At the end of the ladder it is told on the day after the term, then each Monday, so that all that stands there comes
 * together: the last of these days, and the next.
 */
export function overdueDays(since: LocalDate, today: LocalDate): { on: LocalDate; next: LocalDate } {
  const first = addLocalDays(mondayOf(addLocalDays(since, LEAST_BETWEEN_DAYS - 1)), 7);
  if (today < first) return { on: since, next: first };
  const on = mondayOf(today);
  return { on, next: addLocalDays(on, 7) };
}

function firstDayBack(holder: Holder, today: LocalDate): LocalDate {
  let date = addLocalDays(today, 1);
  for (let step = 0; step < MOST_DAYS && holder.isAway(date); step += 1) date = addLocalDays(date, 1);
  return date;
}

/** How many items of a program may move up by rule in seven days: the sponsor's attention is what is scarce. */
export const MOST_UP_A_WEEK = 3;

/**
 * Those that may go up now, by how long they have waited; the others wait, and the lead is told how many. What has a date by
 * which it is needed is not held back.
 */
export function withinMeasure<Item extends { since: LocalDate; isDated: boolean }>(
  ready: readonly Item[],
  wentUpThisWeek: number,
): { up: Item[]; wait: Item[] } {
  const inOrder = ready
    .filter(({ isDated }) => !isDated)
    .toSorted((one, other) => (one.since < other.since ? -1 : one.since > other.since ? 1 : 0));
  const free = Math.max(0, MOST_UP_A_WEEK - wentUpThisWeek);
  const dated = ready.filter(({ isDated }) => isDated);
  return { up: [...dated, ...inOrder.slice(0, free)], wait: inOrder.slice(free) };
}
