/** Working days of a workspace: its week, less the public holidays of a region or a list of days off. */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import {
  findRegion,
  type HolidayName,
  holidaysOf,
  mayLieIn,
  regionName,
  regionsOfCountry,
} from "../platform/holidays.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { prepared } from "../platform/prepared-queries.ts";
import type { Language } from "../platform/texts/language.ts";
import { addLocalDays, type LocalDate, WEEKDAYS } from "../platform/time.ts";
import { dateOf, dayOf, type Holidays, WORKSPACE_CALENDAR, type WorkingCalendar } from "./day-arithmetic.ts";
import { type DayOff, dayOffSchema, labelOn } from "./days-off-typed.ts";

/** A workspace's own list of days off, perhaps with the holidays of a region. */
export interface CalendarTable {
  workspace_id: string;
  /** Name in rules. */
  key: string;
  name: string;
  /** Region whose public holidays are included: `FR`, or null. */
  region: string | null;
  /** JSON of `DayOff[]`. */
  days: string;
  updated_at: Instant;
}

declare module "../platform/database.ts" {
  interface Tables {
    calendar: CalendarTable;
  }
}

const failure = errorTable({
  CALENDAR_UNKNOWN: {
    en: ({ name, parts }) =>
      `There’s no calendar “${name}”. ${parts ? `For this country, choose from ${parts}.` : "Use two letters for a country (FR, GB) or a code for a region (FR-67, GB-SCT)."}`,
    fr: ({ name, parts }) =>
      `Il n’y a pas de calendrier «\u00a0${name}\u00a0». ${parts ? `Pour ce pays, choisissez parmi ${parts}.` : "Indiquez deux lettres pour un pays (FR, GB) ou un code pour une région (FR-67, GB-SCT)."}`,
  },
});

const readWeek = jsonColumn(z.array(z.enum(WEEKDAYS)));
const NO_HOLIDAYS: Holidays = { has: () => false, nameOn: () => null };
const PARTS_NAMED = 12;

/** A rule's calendar: a name, dates, or none. */
type RuleCalendar = string | LocalDate[] | undefined;

export interface WorkspaceDays {
  working_week: string;
  holiday_region: string | null;
}

/**
 * The working days of a rule: the workspace's week, less holidays of the rule's calendar or else of the workspace's. A
 * calendar that no longer exists has none. One statement, only for a list of the workspace.
 */
export async function workingCalendarFor(
  db: Db | Tx,
  workspaceId: string,
  days: WorkspaceDays,
  calendar: RuleCalendar = WORKSPACE_CALENDAR,
): Promise<WorkingCalendar> {
  const weekdays = new Set(readWeek(days.working_week).map((weekday) => WEEKDAYS.indexOf(weekday)));
  if (typeof calendar === "object") return { weekdays, holidays: new Set(calendar.map(dayOf)) };
  const name = calendar === WORKSPACE_CALENDAR ? days.holiday_region : calendar;
  const holidays = name === null ? null : await holidaysNamed(db, workspaceId, name);
  return { weekdays, holidays: holidays ?? NO_HOLIDAYS };
}

/** The working days of the workspace itself. */
export async function workspaceCalendar(db: Db | Tx, workspaceId: string): Promise<WorkingCalendar> {
  return workingCalendarFor(db, workspaceId, await getWorkspaceDays(db, workspaceId));
}

/** The zone for days of reports: that of most people with a role in a program. */
export interface WorkspaceTime {
  zone: string;
  working: WorkingCalendar;
}

export async function workspaceTime(db: Db | Tx, workspaceId: string): Promise<WorkspaceTime> {
  const { zone, ...days } = await db
    .selectFrom("workspace")
    .select(["working_week", "holiday_region"])
    .select(({ selectFrom }) =>
      // From the roles to the people: many in a workspace have none.
      selectFrom((roles) =>
        roles
          .selectFrom("seat")
          .select(["seat.workspace_id", "seat.person_id"])
          .distinct()
          .whereRef("seat.workspace_id", "=", "workspace.id")
          .as("seated"),
      )
        .innerJoin("person", (join) =>
          join.onRef("person.workspace_id", "=", "seated.workspace_id").onRef("person.id", "=", "seated.person_id"),
        )
        .select("zone")
        .where("is_deactivated", "=", 0)
        .where("is_bot", "=", 0)
        .groupBy("zone")
        .orderBy(({ fn }) => fn.countAll(), "desc")
        .orderBy("zone")
        .limit(1)
        .as("zone"),
    )
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();

  return { zone: zone ?? "UTC", working: await workingCalendarFor(db, workspaceId, days) };
}

/** As `workingCalendarFor`, for a rule that is not stored. Throws CALENDAR_UNKNOWN. */
export async function calendarOfRule(
  db: Db | Tx,
  workspaceId: string,
  { calendar }: { calendar?: RuleCalendar },
): Promise<WorkingCalendar> {
  if (typeof calendar === "string") await refuseUnknownCalendar(db, workspaceId, calendar);
  return workingCalendarFor(db, workspaceId, await getWorkspaceDays(db, workspaceId), calendar);
}

/**
 * Holidays between two days, both included. `name`: a region, `FR-67`, or the key of a list. None for an unknown name.
 */
export async function holidaysBetween(
  db: Db | Tx,
  workspaceId: string,
  name: string,
  { from, until }: { from: LocalDate; until: LocalDate },
): Promise<ReadonlySet<LocalDate>> {
  const holidays = await holidaysNamed(db, workspaceId, name);
  const dates = new Set<LocalDate>();
  if (holidays)
    for (let date = from; date <= until; date = addLocalDays(date, 1)) if (holidays.has(dayOf(date))) dates.add(date);
  return dates;
}

/** The public holidays of a region, `FR-67`; null if unknown. */
export async function regionHolidays(name: string): Promise<Holidays | null> {
  const region = await holidaysOf(name);
  return region && named((date) => region.nameOn(date));
}

/** Regions are upper case, keys of lists lower case. */
export function isRegion(name: string): boolean {
  return /^[A-Z]/.test(name);
}

/** The default holiday calendar in a zone: the workspace's, unless that is a region in which the zone does not lie. */
export function calendarForZone(zone: string, ofWorkspace: string | null): string | null {
  return ofWorkspace === null || !isRegion(ofWorkspace) || mayLieIn(zone, ofWorkspace) ? ofWorkspace : null;
}

/** Holidays of a region or list; null for an unknown name. */
async function holidaysNamed(db: Db | Tx, workspaceId: string, name: string): Promise<Holidays | null> {
  if (isRegion(name)) return regionHolidays(name);
  const own = await findCalendar(db, workspaceId, name);
  if (!own) return null;
  const label = labelOn(own.days);
  const region = own.region === null ? null : await holidaysOf(own.region);
  return named((date) => {
    const written = label(date);
    if (written === null) return region?.nameOn(date) ?? null;
    const shown = written || own.name;
    return { en: shown, fr: shown };
  });
}

function named(nameOn: (date: LocalDate) => HolidayName | null): Holidays {
  return { has: (day) => nameOn(dateOf(day)) !== null, nameOn: (day) => nameOn(dateOf(day)) };
}

/** `name`: a region, the key of a list, or `workspace`. Throws CALENDAR_UNKNOWN. */
export async function refuseUnknownCalendar(db: Db | Tx, workspaceId: string, name: string): Promise<void> {
  if (name === WORKSPACE_CALENDAR) return;
  if (!(await holidaysNamed(db, workspaceId, name))) throw await unknownCalendarError(name);
}

/**
 * The calendar for a typed region code, country in English or French, or name or key of a list. Throws
 * CALENDAR_UNKNOWN.
 */
export async function resolveCalendarName(db: Db | Tx, workspaceId: string, typed: string): Promise<string> {
  const wanted = typed.trim().toLowerCase();
  const own = (await listCalendars(db, workspaceId)).find(
    ({ key, name }) => key === wanted || name.toLowerCase() === wanted,
  );
  const found = own?.key ?? (await findRegion(typed.trim()));
  if (found === null) throw await unknownCalendarError(typed);
  return found;
}

export async function unknownCalendarError(name: string) {
  const parts = await regionsOfCountry(name.slice(0, 2).toUpperCase());
  const shown = parts.slice(0, PARTS_NAMED).join(", ");
  return failure("CALENDAR_UNKNOWN", { name, parts: parts.length > PARTS_NAMED ? `${shown}…` : shown });
}

/** The name of a calendar for a reader: “France”, “Company days”; null if unknown. */
export async function calendarName(
  db: Db | Tx,
  workspaceId: string,
  name: string,
  language: Language,
): Promise<string | null> {
  if (isRegion(name)) return regionName(name, language);
  return (await findCalendar(db, workspaceId, name))?.name ?? null;
}

export type Calendar = Omit<Selectable<CalendarTable>, "days"> & { days: readonly DayOff[] };

const readDays = jsonColumn(z.array(dayOffSchema));

/** By name. */
export async function listCalendars(db: Db | Tx, workspaceId: string): Promise<Calendar[]> {
  const rows = await db.selectFrom("calendar").selectAll().where("workspace_id", "=", workspaceId).execute();
  const { compare } = new Intl.Collator();
  return rows.map((row) => ({ ...row, days: readDays(row.days) })).sort((a, b) => compare(a.name, b.name));
}

export async function findCalendar(db: Db | Tx, workspaceId: string, key: string): Promise<Calendar | undefined> {
  const row = await db
    .selectFrom("calendar")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("key", "=", key)
    .executeTakeFirst();
  return row && { ...row, days: readDays(row.days) };
}

const daysOfWorkspace = prepared((db, params: { workspaceId: string }) =>
  db.selectFrom("workspace").select(["working_week", "holiday_region"]).where("id", "=", params.workspaceId),
);

export async function getWorkspaceDays(db: Db | Tx, workspaceId: string) {
  const [days] = (await daysOfWorkspace(db, { workspaceId })).rows;
  if (!days) throw new Error(`No workspace ${workspaceId}`);
  return days;
}
