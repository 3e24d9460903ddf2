/**
 * The objectives and measures that somebody reads. An objective is read by whoever reads the record of its place, or of a running
 * program that serves it; from there the measures of its own place are, too. A measure of another program is read by the record
 * of that one alone, and a program is named to whoever may know it.
 */
import { type FiscalYears, fiscalYearsIn } from "../cadences/recurrence/fiscal-years.ts";
import { workspaceCalendar } from "../calendars/calendars.ts";
import { dayOf, fiscalYearOf, isWorkingDay } from "../calendars/day-arithmetic.ts";
import { namesOf, type Person } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { placesKnownTo, placesOf } from "../programs/places-known.ts";
import type { Program, VisibleProgram } from "../programs/programs.ts";
import { listEveryGoal, type Measure, type Objective } from "../register/goals/every-goal.ts";
import { readableAmong } from "../register/item-rights.ts";
import { lastKnown } from "./asking.ts";
import { type Stands, standsOf } from "./how-measures-stand.ts";
import { type Dated, type Plan, planOf, type Standing, standingOf } from "./line.ts";
import { valuesOf } from "./values.ts";

export interface MeasureFound {
  measure: Measure;
  /** Null: not theirs to know. */
  place: Program | null;
  owner: string | null;
  /** Null: its baseline or target is missing. */
  plan: Plan | null;
  /** One a day. */
  values: readonly Dated[];
  standing: Standing | null;
  stands: Stands;
  /** They read it as an item, too. */
  mayOpen: boolean;
}

export interface ObjectiveFound {
  objective: Objective;
  place: Program | null;
  owner: string | null;
  measures: MeasureFound[];
  programs: Program[];
  /** Of its measures and programs so many are not theirs to know. */
  hidden: { measures: number; programs: number };
  mayOpen: boolean;
}

export interface GoalsFound {
  /** By place, then by title. */
  objectives: ObjectiveFound[];
  /** Open ones, by place, then by title. */
  measures: MeasureFound[];
  places: ReadonlyMap<string, VisibleProgram>;
  /** Fiscal years of all objectives that they read, wanted or not. */
  years: readonly number[];
  present: PresentYear;
}

/** The fiscal year of a workspace, by that in which it ends. */
export interface PresentYear {
  year: number;
  /** 1 to 12. */
  startMonth: number;
}

/** Of what they read. */
export interface Wanted {
  objective(objective: Objective, presentYear: number): boolean;
  /** Of those that are open. `isInObjective`: in an open one that they read. */
  measure(measure: Measure, isInObjective: boolean): boolean;
  /** Nobody reads the names of owners and programs: takes two statements fewer. */
  areUnnamed?: boolean;
}

type Reading = LookupContext & { db: Db | Tx };

/** A fixed number of statements, but for what they own where they have no role. */
export async function goalsFor(services: Reading, person: Person, wanted: Wanted): Promise<GoalsFound> {
  const { db, clock } = services;
  const { areUnnamed = false } = wanted;
  const known = areUnnamed ? placesOf : placesKnownTo;
  const places = await known(db, person, services);
  const every = await listEveryGoal(db, person.workspace_id);
  const standingsIn = (id: string) => places.get(id)?.standings ?? [];
  const readable = await readableAmong(services, person, [...every.objectives, ...every.measures], standingsIn);
  const mayOpen = new Set(readable.map(({ id }) => id));

  const serves = (id: string) => places.get(id)?.program.state === "active" && may(standingsIn(id), "read-record");
  const isRead = (objective: Objective) =>
    mayOpen.has(objective.id) ||
    (objective.disclosure === "program" && (objective.details.programIds ?? []).some(serves));
  const read = every.objectives.filter(isRead);
  const years = await fiscalYearsIn(db, person.workspace_id);
  const startMonth = years.startOf([]);
  const present = { year: fiscalYearOf(dayOf(localDateOf(clock.now(), person.zone)), startMonth), startMonth };
  const objectives = read.filter((objective) => wanted.objective(objective, present.year));
  const inOpen = new Set(read.flatMap(({ state, details }) => (state === "open" ? (details.measureIds ?? []) : [])));
  const measures = every.measures.filter(
    (measure) => mayOpen.has(measure.id) && measure.state === "open" && wanted.measure(measure, inOpen.has(measure.id)),
  );

  const byId = new Map(every.measures.map((measure) => [measure.id, measure]));
  const measuresOf = (objective: Objective) =>
    (objective.details.measureIds ?? []).flatMap((id) => {
      const measure = byId.get(id);
      return measure && (mayOpen.has(id) || isOfPlace(measure, objective)) ? [measure] : [];
    });
  const shown = [...new Set([...objectives.flatMap(measuresOf), ...measures])];
  const { find, names } = await foundBy(services, person, { shown, objectives, places, mayOpen, years, areUnnamed });

  const findObjective = (objective: Objective): ObjectiveFound => {
    const { measureIds = [], programIds = [] } = objective.details;
    const own = measuresOf(objective).map(find);
    const programs = programIds.flatMap((id) => places.get(id)?.program ?? []);
    return {
      objective,
      place: places.get(objective.program_id)?.program ?? null,
      owner: names.get(objective.owner_id ?? "") ?? null,
      measures: own,
      programs,
      hidden: { measures: measureIds.length - own.length, programs: programIds.length - programs.length },
      mayOpen: mayOpen.has(objective.id),
    };
  };

  return {
    objectives: objectives.map(findObjective).toSorted(byPlaceAndTitle(person)),
    measures: measures.map(find).toSorted((one, other) => titlesOf(person)(titleIn(one), titleIn(other))),
    places,
    years: read.map(({ details }) => details.year ?? present.year),
    present,
  };
}

function isOfPlace(measure: Measure, objective: Objective): boolean {
  return measure.program_id === objective.program_id && measure.disclosure === "program";
}

function titlesOf({ locale }: Person) {
  return new Intl.Collator(locale, { numeric: true }).compare;
}

const titleIn = ({ place, measure }: MeasureFound) => `${place?.title ?? ""} ${measure.title}`;

/** What is over comes last. */
function byPlaceAndTitle(person: Person) {
  const compare = titlesOf(person);
  const rank = ({ objective }: ObjectiveFound) => Number(objective.state !== "open");
  return (one: ObjectiveFound, other: ObjectiveFound) =>
    rank(one) - rank(other) ||
    compare(one.place?.title ?? "", other.place?.title ?? "") ||
    compare(one.objective.title, other.objective.title);
}

/** Values, lines and names of these. */
async function foundBy(
  { db, clock }: Reading,
  person: Person,
  {
    shown,
    objectives,
    places,
    mayOpen,
    years,
    areUnnamed,
  }: {
    shown: readonly Measure[];
    objectives: readonly Objective[];
    places: GoalsFound["places"];
    mayOpen: ReadonlySet<string>;
    years: FiscalYears;
    areUnnamed: boolean;
  },
) {
  const workspaceId = person.workspace_id;
  const today = localDateOf(clock.now(), person.zone);
  const onLines = await measuresOnLines(db, workspaceId, shown, { today, years });
  const owners = areUnnamed ? [] : [...shown, ...objectives].map(({ owner_id: id }) => id);
  const names = await namesOf(db, workspaceId, owners);

  const find = (measure: Measure): MeasureFound => {
    const { id, state, program_id: programId } = measure;
    const { plan, values, standing } = onLines.get(id) ?? { plan: null, values: [], standing: null };
    return {
      measure,
      place: places.get(programId)?.program ?? null,
      owner: names.get(measure.owner_id ?? "") ?? null,
      plan,
      values,
      standing,
      stands: standsOf(state, standing),
      mayOpen: mayOpen.has(id),
    };
  };

  return { find, names };
}

/** Of each measure its line, its values and how it stands on a day. Two statements. */
export async function measuresOnLines(
  db: Db | Tx,
  workspaceId: string,
  measures: readonly Measure[],
  { today, years }: { today: LocalDate; years: FiscalYears },
): Promise<Map<string, Pick<MeasureFound, "plan" | "values" | "standing">>> {
  const valuesById = await valuesOf(
    db,
    workspaceId,
    measures.map(({ id }) => id),
  );
  const calendar = await workspaceCalendar(db, workspaceId);
  const isWorking = (day: LocalDate) => isWorkingDay(dayOf(day), calendar);
  return new Map(
    measures.map((measure) => {
      const plan = planOf(measure.details, measure.due_on);
      const values = valuesById.get(measure.id) ?? [];
      const yearStartMonth = years.startOf([measure.program_id]);
      const knownBy = lastKnown(measure, today, { isWorkingDay: isWorking, yearStartMonth });
      return [measure.id, { plan, values, standing: plan && standingOf(plan, values, { knownBy, yearStartMonth }) }];
    }),
  );
}
