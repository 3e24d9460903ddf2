/**
 * How a change takes hold, by quarter: what leaders answered, who agreed, who took part, what was kept. A rate of five people
 * or more; of fewer nothing is shown, since that would be about a person.
 */
import { sql } from "kysely";
import { z } from "zod";
import { fiscalYearsIn } from "../cadences/recurrence/fiscal-years.ts";
import { workspaceCalendar } from "../calendars/calendars.ts";
import { dayOf, isWorkingDay, quarterBegins, quarterOf, type WorkingCalendar } from "../calendars/day-arithmetic.ts";
import type { Person } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { programOf, standingsOf } from "../programs/programs.ts";
import { seatDay } from "../programs/seats.ts";
import { itemsOfPrograms, listItemsFor } from "../register/item-rights.ts";
import type { Item } from "../register/items.ts";
import { isForAll } from "./case.ts";
import { listPeople } from "./stakeholders.ts";

export const MEASURES = ["leadership", "alignment", "participation", "practice"] as const;
export type ChangeMeasure = (typeof MEASURES)[number];

export const FEWEST_PEOPLE = 5;
const QUARTERS = 4;
const YEAR_DAYS = 365;

export interface Quarter {
  /** `2026-Q4`. */
  label: string;
  from: LocalDate;
  /** The last day of which something is known. */
  until: LocalDate;
}

/** The last four quarters of the program's years, up to the one of this day, which is not over, the oldest first. */
export function lastQuarters(today: LocalDate, yearStartMonth: number): Quarter[] {
  return Array.from({ length: QUARTERS }, (_, place) => {
    const from = quarterBegins(today, yearStartMonth, place - (QUARTERS - 1));
    const last = addLocalDays(quarterBegins(from, yearStartMonth, 1), -1);
    return { label: quarterOf(dayOf(from), yearStartMonth), from, until: last < today ? last : today };
  });
}

/** One thing that could be kept, in whose hands it was. */
interface Commitment {
  on: LocalDate;
  personId: string;
  isMet: boolean;
}

/** Null: nothing was to be kept; `few`: by fewer than five people. */
export type Cell = { count: number; total: number } | "few" | null;

export function cellOf({ from, until }: Pick<Quarter, "from" | "until">, all: readonly Commitment[]): Cell {
  const within = all.filter(({ on }) => from <= on && on <= until);
  if (within.length === 0) return null;
  if (new Set(within.map(({ personId }) => personId)).size < FEWEST_PEOPLE) return "few";
  return { count: within.filter(({ isMet }) => isMet).length, total: within.length };
}

export interface ChangeShown {
  program: string;
  quarters: readonly Quarter[];
  cells: Record<ChangeMeasure, readonly Cell[]>;
  /** From request to answer, in working days, in these quarters; null: fewer than five people answered. */
  medianDays: number | null;
}

/** Null for whoever neither leads the program nor sits above it. */
export async function readChange(
  { clock }: { clock: Pick<Clock, "now"> },
  db: Db,
  person: Person,
  programId: string,
): Promise<ChangeShown | null> {
  const workspaceId = person.workspace_id;
  if (!may(await standingsOf(db, person, programId, { clock }), "read-above-answers")) return null;
  const program = await programOf(db, workspaceId, programId);
  const now = clock.now();
  const today = seatDay(now);
  const years = await fiscalYearsIn(db, workspaceId);
  const quarters = lastQuarters(today, years.startOf([programId]));
  const from = quarters[0]?.from ?? today;
  const items = (
    await itemsOfPrograms(db, workspaceId, [programId], {
      types: ["request", "action", "presence"],
      states: ["open", "decided", "done"],
    })
  ).filter(isForAll);
  const row = (isIts: (item: Item) => boolean) => {
    const commitments = items.filter(isIts).flatMap((item) => commitmentsOf(item, today));
    return quarters.map((quarter) => cellOf(quarter, commitments));
  };
  const checkIns = await checkInsOf(db, { workspaceId, programId, from, now });
  const stances = await notedStances(db, workspaceId, programId);
  const answered = items.filter((item) => (decidedAt(item) ?? "") >= from);
  const deciders = new Set(answered.map(deciderOf));
  return {
    program: program.title,
    quarters,
    cells: {
      leadership: row(({ type }) => type !== "action"),
      alignment: quarters.map(({ until }) => agreedBy(stances, until)),
      participation: quarters.map((quarter) => answeredIn(quarter, checkIns)),
      practice: row(({ type }) => type === "action"),
    },
    medianDays:
      deciders.size < FEWEST_PEOPLE ? null : medianOf(daysToAnswer(answered, await workspaceCalendar(db, workspaceId))),
  };
}

/** A request, action or presence with a day, once it was kept or that day has passed. */
function commitmentsOf(item: Item, today: LocalDate): Commitment[] {
  const { due_on: on } = item;
  const at = item.type === "request" ? decidedAt(item) : item.closed_at;
  const personId = deciderOf(item);
  if (on === null || personId === null || (at === null && on >= today)) return [];
  // Somebody was there on its day, whenever it is ticked.
  const isMet = at !== null && (item.type === "presence" || localDateOf(at, "UTC") <= on);
  return [{ on, personId, isMet }];
}

function decidedAt(item: Item): string | null {
  return item.type === "request" && item.state === "decided"
    ? (item.details.outcome?.decidedAt ?? item.closed_at)
    : null;
}

function deciderOf(item: Item): string | null {
  return (item.type === "request" ? item.details.outcome?.decidedBy : null) ?? item.owner_id;
}

interface CheckIns {
  months: readonly { on: LocalDate; isAnswered: boolean; count: number }[];
  /** Who was asked in which month. */
  people: readonly { on: LocalDate; personId: string }[];
}

function answeredIn({ from, until }: Pick<Quarter, "from" | "until">, { months, people }: CheckIns): Cell {
  const isWithin = ({ on }: { on: LocalDate }) => from <= on && on <= until;
  const sum = (months: CheckIns["months"]) => months.reduce((total, { count }) => total + count, 0);
  const had = months.filter(isWithin);
  if (had.length === 0) return null;
  if (new Set(people.filter(isWithin).map(({ personId }) => personId)).size < FEWEST_PEOPLE) return "few";
  return { count: sum(had.filter(({ isAnswered }) => isAnswered)), total: sum(had) };
}

/** Of check-ins that people had. What one person answered is summed nowhere. */
async function checkInsOf(
  db: Db,
  { workspaceId, programId, from, now }: { workspaceId: string; programId: string; from: LocalDate; now: string },
): Promise<CheckIns> {
  const asked = db
    .selectFrom("round")
    .innerJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .select(sql<LocalDate>`substr(round.key, 1, 7) || '-01'`.as("on"))
    .where("round.workspace_id", "=", workspaceId)
    .where("round.program_id", "=", programId)
    .where("round.key", ">=", from)
    .where("round.due_at", "<=", now)
    .where("prompt.state", "!=", "excused")
    .where((where) => where.or([where("prompt.state", "=", "answered"), where("prompt.sent_at", "is not", null)]));
  const people = await asked.select("prompt.person_id as personId").distinct().execute();
  const months = await asked
    .select(({ fn, eb }) => [eb("prompt.state", "=", "answered").as("is_answered"), fn.countAll().as("count")])
    .groupBy(["on", "is_answered"])
    .execute();
  return {
    people,
    months: months.map(({ on, is_answered: is, count }) => ({ on, isAnswered: Boolean(is), count: Number(count) })),
  };
}

interface NotedStance {
  id: string;
  on: LocalDate;
  stance: string;
}

const noted = jsonColumn(z.object({ details: z.object({ stance: z.string() }).optional() }));
const nothingNoted = { details: undefined };

/** The stances of the people of a program as they were noted, the oldest first. */
async function notedStances(db: Db, workspaceId: string, programId: string): Promise<NotedStance[]> {
  const people = await listPeople(db, workspaceId, programId);
  const rows = await db
    .selectFrom("item_event")
    .select(["item_id", "at", "before", "after"])
    .where("workspace_id", "=", workspaceId)
    .where("item_id", "in", ["", ...people.map(({ id }) => id)])
    .orderBy("at")
    .orderBy("revision")
    .execute();
  const events = rows.map(({ before, after, ...event }) => ({
    ...event,
    before: before === null ? nothingNoted : noted(before),
    after: after === null ? nothingNoted : noted(after),
  }));
  return people.flatMap(({ id, details }) => {
    const theirs = events.filter((event) => event.item_id === id);
    // The first event says who it is, and the first change which stance they had before.
    const first = theirs.find(({ before }) => before.details)?.before.details?.stance ?? details.stance;
    return theirs.flatMap(({ at, after }, place): NotedStance[] => {
      const stance = place === 0 ? first : after.details?.stance;
      return stance === undefined ? [] : [{ id, on: localDateOf(at, "UTC"), stance }];
    });
  });
}

/** How many of the people whose yes the program needs had agreed by then. */
export function agreedBy(stances: readonly NotedStance[], until: LocalDate): Cell {
  const last = new Map(stances.filter(({ on }) => on <= until).map(({ id, stance }) => [id, stance]));
  if (last.size === 0) return null;
  if (last.size < FEWEST_PEOPLE) return "few";
  return { count: [...last.values()].filter((stance) => stance === "agreed").length, total: last.size };
}

/** What somebody alone is shown of themselves. */
export interface OwnDecisions {
  count: number;
  /** From request to answer, in working days. */
  medianDays: number;
}

/** Their decisions of the last year, for them alone; null: they took none. */
export async function ownDecisions(
  services: LookupContext & { db: Db },
  person: Person,
  programId: string,
): Promise<OwnDecisions | null> {
  const { db, clock } = services;
  const items = await listItemsFor(services, person, {
    programIds: [programId],
    types: ["request"],
    states: ["decided"],
  });
  const since = addLocalDays(localDateOf(clock.now(), person.zone), -YEAR_DAYS);
  const own = items.filter((item) => deciderOf(item) === person.id && (decidedAt(item) ?? "") >= since);
  const medianDays = medianOf(daysToAnswer(own, await workspaceCalendar(db, person.workspace_id)));
  return medianDays === null ? null : { count: own.length, medianDays };
}

/** Of each request the working days after the one on which it was put. */
function daysToAnswer(items: readonly Item[], calendar: WorkingCalendar): number[] {
  return items.map((item) => {
    const asked = localDateOf(item.raised_at, "UTC");
    const decided = localDateOf(decidedAt(item) ?? "", "UTC");
    let days = 0;
    for (let day = dayOf(asked) + 1; day <= dayOf(decided); day += 1) if (isWorkingDay(day, calendar)) days += 1;
    return days;
  });
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
