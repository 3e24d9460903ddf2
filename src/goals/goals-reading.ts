/** Objectives, by year and label, each with its measures and the programs that serve it, and the measures beside them. */
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { defineReading } from "../platform/define-reading.ts";
import type { LookupContext } from "../platform/events.ts";
import { decimalText } from "../platform/texts/decimals.ts";
import { labelOfCoverage } from "../programs/coverage.ts";
import { type Label, labelKey, labelsOf } from "../programs/labels.ts";
import type { Program } from "../programs/programs.ts";
import { codeOf } from "../register/codes-and-transitions.ts";
import { DIRECTIONS, MEASURE_RHYTHMS } from "../register/types/goals.ts";
import { ITEM_STATES } from "../register/types/item-type.ts";
import { type GoalsFound, goalsFor, type MeasureFound, type ObjectiveFound } from "./goals-found.ts";
import { STANDS, worstOf } from "./how-measures-stand.ts";

const day = z.iso.date();
const dated = z.object({ on: day, value: decimalText });

const measureFacts = z.object({
  id: z.string(),
  /** `LOY-KPI-1`; null: of a program of which the viewer may not know. */
  code: z.string().nullable(),
  title: z.string(),
  /** Of its program or portfolio; null: as for its code. */
  place: z.string().nullable(),
  unit: z.string(),
  direction: z.enum(DIRECTIONS),
  rhythm: z.enum(MEASURE_RHYTHMS),
  owner: z.string().nullable(),
  state: z.enum(ITEM_STATES),
  dueOn: day.nullable(),
  /** Baseline, waypoints and target, by day; none while the baseline or target is missing. */
  corners: z.array(dated),
  /** One a day, by day. */
  values: z.array(dated),
  /** The value before the last, or the baseline; null without a line. */
  before: dated.nullable(),
  latest: dated.nullable(),
  /** For the day of the last value. */
  planned: decimalText.nullable(),
  isBehind: z.boolean(),
  stands: z.enum(STANDS),
  /** Two months or quarters without a value: since this day. */
  noFigureSince: day.nullable(),
  /** The target as it was first, where it has moved. */
  firstTarget: decimalText.nullable(),
  mayOpen: z.boolean(),
});
export type MeasureFacts = z.infer<typeof measureFacts>;

const objectiveFacts = z.object({
  id: z.string(),
  code: z.string().nullable(),
  title: z.string(),
  place: z.string().nullable(),
  /** The fiscal year, by that in which it ends. */
  year: z.int(),
  owner: z.string().nullable(),
  why: z.string(),
  state: z.enum(ITEM_STATES),
  /** Of its worst measure that the viewer reads; null: they read none. */
  worst: z.object({ measureId: z.string(), stands: z.enum(STANDS) }).nullable(),
  measures: z.array(measureFacts),
  programs: z.array(z.object({ id: z.string(), title: z.string() })),
  /** So many of its measures and programs the viewer may not know. */
  hidden: z.object({ measures: z.int(), programs: z.int() }),
  mayOpen: z.boolean(),
});
export type ObjectiveFacts = z.infer<typeof objectiveFacts>;

const label = z.object({ key: z.string(), name: z.string(), value: z.string() });

const choice = z.strictObject({
  year: z.union([z.literal(["present", "all"]), z.int()]),
  /** The key of one of the labels; null: any. */
  label: z.string().nullable(),
});

type Viewer = Pick<ActorContext, "db"> & LookupContext & { actor: Person };

export const goalsReading = defineReading({
  name: "goals",
  choice,
  schema: z.object({
    objectives: z.array(objectiveFacts),
    /** Open measures that stand in none of the objectives. */
    apart: z.array(measureFacts),
    /** Those that objectives have, and the present one, the latest first. */
    years: z.array(z.int()),
    presentYear: z.int(),
    /** Whether years are those of a calendar. */
    areCalendarYears: z.boolean(),
    /** Of the programs and portfolios that the viewer knows. */
    labels: z.array(label),
    /** They may add to the record of some program or portfolio. */
    mayAdd: z.boolean(),
  }),
  async read(viewer: Viewer, { year, label: key }) {
    const found = await goalsFor(viewer, viewer.actor, {
      objective: ({ details }, present) =>
        year === "all" || (details.year ?? present) === (year === "present" ? present : year),
      measure: (_, isInObjective) => !isInObjective,
    });
    const isOfLabel = (places: readonly (Program | null)[]) =>
      key === null || places.some((place) => place !== null && labelsIn(place).some((one) => labelKey(one) === key));
    const { present } = found;
    return {
      objectives: found.objectives
        .filter((each) => isOfLabel([each.place, ...each.programs]))
        .map((each) => objectiveFactsOf(each, present.year)),
      apart: found.measures.filter(({ place }) => isOfLabel([place])).map(measureFactsOf),
      years: [...new Set([present.year, ...found.years])].toSorted((one, other) => other - one),
      presentYear: present.year,
      areCalendarYears: present.startMonth === 1,
      labels: labelsKnown(found.places),
      mayAdd: [...found.places.values()].some(
        ({ program, standings }) => program.state === "active" && may(standings, "add-to-record"),
      ),
    };
  },
});
export type ReadGoals = z.infer<typeof goalsReading.schema>;

/** Those of a program; of a portfolio the one by which it covers. */
function labelsIn(place: Program): Label[] {
  if (place.kind === "program") return labelsOf(place);
  const label = labelOfCoverage(place);
  return label === null ? [] : [label];
}

function labelsKnown(places: GoalsFound["places"]): z.infer<typeof label>[] {
  const labels = [...places.values()].flatMap(({ program }) => labelsIn(program));
  const byKey = new Map(labels.map((label) => [labelKey(label), label]));
  return [...byKey]
    .map(([key, { name, value }]) => ({ key, name, value }))
    .toSorted((one, other) => one.name.localeCompare(other.name) || one.value.localeCompare(other.value));
}

export function measureFactsOf({ measure, place, owner, plan, values, ...found }: MeasureFound): MeasureFacts {
  const { details } = measure;
  return {
    id: measure.id,
    code: place === null ? null : codeOf(measure),
    title: measure.title,
    place: place?.title ?? null,
    unit: details.unit ?? "",
    direction: details.direction,
    rhythm: details.rhythm,
    owner,
    state: measure.state,
    dueOn: measure.due_on,
    corners: [...(plan?.corners ?? [])],
    values: [...values],
    before: found.standing?.before ?? null,
    latest: values.at(-1) ?? null,
    planned: found.standing?.planned ?? null,
    isBehind: found.standing?.isBehind ?? false,
    stands: found.stands,
    noFigureSince: found.standing?.noFigureSince ?? null,
    firstTarget: details.firstTarget === details.target ? null : (details.firstTarget ?? null),
    mayOpen: found.mayOpen,
  };
}

export function objectiveFactsOf(
  { objective, place, owner, measures, programs, hidden, mayOpen }: ObjectiveFound,
  presentYear: number,
): ObjectiveFacts {
  const { year = presentYear, why = "" } = objective.details;
  const shown = measures.map(measureFactsOf);
  const worst = worstOf(shown);
  return {
    id: objective.id,
    code: place === null ? null : codeOf(objective),
    title: objective.title,
    place: place?.title ?? null,
    year,
    owner,
    why,
    state: objective.state,
    worst: worst && { measureId: worst.id, stands: worst.stands },
    measures: shown,
    programs: programs.map(({ id, title }) => ({ id, title })),
    hidden,
    mayOpen,
  };
}
