/** What a measure and an objective must be, whichever way they come in, and why one is not. */
import type { ActorContext } from "../../people/actors.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { type DrumbeatError, errorTable } from "../../platform/errors.ts";
import { compareDecimals } from "../../platform/texts/decimals.ts";
import type { LocalDate } from "../../platform/time.ts";
import { covers, placeOf } from "../../programs/coverage.ts";
import { listProgramsFor, type Program, programOf } from "../../programs/programs.ts";
import { codeInProgram, codeOf } from "../codes-and-transitions.ts";
import { listItemsFor } from "../item-rights.ts";
import type { Details, TypedDetails } from "../item-types.ts";
import { type Item, listItems } from "../repository.ts";

/** So many objectives may be open at once in a program or portfolio and a year: more than a body can steer by. */
export const MOST_OBJECTIVES = 5;

export const goalFailure = errorTable({
  TARGET_IS_BASELINE: {
    en: () => "The target is the baseline, so nothing would rise or fall. Choose another target, or “Should stay…”.",
    fr: () =>
      "La cible est la valeur de départ\u00a0: rien ne monterait ni ne baisserait. Choisissez une autre cible, ou «\u00a0Doit rester…\u00a0».",
  },
  TARGET_NOT_ABOVE: {
    en: () => "A measure that should rise has its target above its baseline.",
    fr: () => "La cible d’un indicateur qui doit monter est au-dessus de sa valeur de départ.",
  },
  TARGET_NOT_BELOW: {
    en: () => "A measure that should fall has its target below its baseline.",
    fr: () => "La cible d’un indicateur qui doit baisser est au-dessous de sa valeur de départ.",
  },
  TARGET_NOT_LATER: {
    en: () => "The target must be later than the day of the baseline.",
    fr: () => "La cible doit être postérieure au jour de la valeur de départ.",
  },
  TARGET_DAY_MISSING: {
    en: () => "Give the day by which the target is to be reached.",
    fr: () => "Indiquez la date à laquelle la cible doit être atteinte.",
  },
  WAYPOINT_OUTSIDE: {
    en: () => "Each waypoint has a day of its own between the baseline and the target.",
    fr: () => "Chaque valeur intermédiaire a sa propre date, entre la valeur de départ et la cible.",
  },
  OBJECTIVES_FULL: {
    en: ({ most, year, place }) =>
      `${place} has ${most} open objectives for ${year} already. Close one first, or choose another year.`,
    fr: ({ most, year, place }) =>
      `${place} a déjà ${most} objectifs ouverts pour ${year}. Fermez-en d’abord un, ou choisissez une autre année.`,
  },
  MEASURE_MISSING: {
    en: () => "An objective is shown by one to three measures. Add the measure first.",
    fr: () => "Un objectif se suit par un à trois indicateurs. Ajoutez d’abord l’indicateur.",
  },
  GOAL_NAME_UNKNOWN: {
    en: ({ name, objective }) =>
      `“${objective}”: nothing here is called “${name}”. Use the code of a measure or the key of a program.`,
    fr: ({ name, objective }) =>
      `«\u00a0${objective}\u00a0»\u00a0: rien ici ne s’appelle «\u00a0${name}\u00a0». Utilisez le code d’un indicateur ou la clé d’un programme.`,
  },
  MEASURE_ELSEWHERE: {
    en: ({ place }) => `Choose open measures of ${place}, or of a program that serves this objective.`,
    fr: ({ place }) => `Choisissez des indicateurs ouverts de ${place}, ou d’un programme qui y contribue.`,
  },
  PROGRAM_ELSEWHERE: {
    en: ({ place }) => `Choose running programs that you read and that ${place} covers.`,
    fr: ({ place }) => `Choisissez des programmes en cours que vous lisez et que couvre ${place}.`,
  },
});

/** `field`: of the type, or `due`. */
export interface GoalProblem {
  field: string;
  error: DrumbeatError;
}

/** Pure. What is missing is asked for elsewhere. */
export function problemOfMeasure(
  { direction, baseline, baselineOn, target, waypoints = [] }: Details["measure"],
  dueOn: LocalDate | null,
): GoalProblem | null {
  if (dueOn === null) return { field: "due", error: goalFailure("TARGET_DAY_MISSING") };
  if (baseline === undefined || target === undefined || baselineOn === undefined) return null;
  const way = compareDecimals(target, baseline);
  const isMoving = direction === "rise" || direction === "fall";
  if (isMoving && way === 0) return { field: "target", error: goalFailure("TARGET_IS_BASELINE") };
  if (direction === "rise" && way < 0) return { field: "target", error: goalFailure("TARGET_NOT_ABOVE") };
  if (direction === "fall" && way > 0) return { field: "target", error: goalFailure("TARGET_NOT_BELOW") };
  if (dueOn <= baselineOn) return { field: "due", error: goalFailure("TARGET_NOT_LATER") };
  const days = waypoints.map(({ on }) => on);
  const isBetween = days.every((on) => on > baselineOn && on < dueOn) && new Set(days).size === days.length;
  return isBetween ? null : { field: "waypoints", error: goalFailure("WAYPOINT_OUTSIDE") };
}

interface Given {
  programId: string;
  /** Of what is changed; null: it is new. */
  item: Pick<Item, "id"> | null;
  typed: TypedDetails;
  dueOn: LocalDate | null;
}

/** Null for whatever is no measure or objective. */
export async function problemOfGoal(
  ctx: ActorContext<Db | Tx>,
  { programId, item, typed, dueOn }: Given,
): Promise<GoalProblem | null> {
  if (typed.type === "measure") return problemOfMeasure(typed.details, dueOn);
  if (typed.type !== "objective") return null;
  return problemOfObjective(ctx, { programId, item, details: typed.details });
}

/** Throws what `problemOfGoal` finds. */
export async function refuseUnsoundGoal(ctx: ActorContext<Db | Tx>, goal: Given): Promise<void> {
  const problem = await problemOfGoal(ctx, goal);
  if (problem) throw problem.error;
}

/** A measure whose target moves keeps its first. */
export function withFirstTarget(before: TypedDetails, given: TypedDetails): TypedDetails {
  if (given.type !== "measure" || before.type !== "measure") return given;
  const { target, firstTarget } = before.details;
  const first = firstTarget ?? (given.details.target === target ? undefined : target);
  return { ...given, details: { ...given.details, ...(first !== undefined && { firstTarget: first }) } };
}

async function problemOfObjective(
  ctx: ActorContext<Db | Tx>,
  { programId, item, details }: Pick<Given, "programId" | "item"> & { details: Details["objective"] },
): Promise<GoalProblem | null> {
  const { db, actor } = ctx;
  const { year = 0, measureIds = [], programIds = [] } = details;
  if (measureIds.length === 0) return { field: "measureIds", error: goalFailure("MEASURE_MISSING") };
  const place = await programOf(db, actor.workspace_id, programId);
  const open = await listItems(db, actor.workspace_id, {
    programIds: [programId],
    types: ["objective"],
    states: ["open"],
  });
  const beside = open.filter(
    (other) => other.type === "objective" && other.details.year === year && other.id !== item?.id,
  );
  if (beside.length >= MOST_OBJECTIVES)
    return {
      field: "year",
      error: goalFailure("OBJECTIVES_FULL", { most: MOST_OBJECTIVES, year, place: place.title }),
    };

  const programs = await readablePrograms(ctx);
  const serving = new Set(programsToServe(place, programs).map(({ id }) => id));
  // What was named before may have closed or left the label since.
  const before = new Set(item ? await namedBefore(db, actor.workspace_id, item.id) : []);
  if (programIds.some((id) => !serving.has(id) && !before.has(id)))
    return { field: "programIds", error: goalFailure("PROGRAM_ELSEWHERE", { place: place.title }) };
  const offered = new Set((await measuresToOffer(ctx, [place], programs)).map(({ id }) => id));
  if (measureIds.some((id) => !offered.has(id) && !before.has(id)))
    return { field: "measureIds", error: goalFailure("MEASURE_ELSEWHERE", { place: place.title }) };
  return null;
}

async function namedBefore(db: Db | Tx, workspaceId: string, id: string): Promise<string[]> {
  const [item] = await listItems(db, workspaceId, { ids: [id] });
  if (item?.type !== "objective") return [];
  return [...(item.details.measureIds ?? []), ...(item.details.programIds ?? [])];
}

/** The programs that one reads, running or not. */
export async function readablePrograms(ctx: ActorContext<Db | Tx>): Promise<Program[]> {
  return (await listProgramsFor(ctx.db, ctx.actor, ctx)).map(({ program }) => program);
}

/**
 * The running programs that may serve an objective of a place: of a portfolio what it covers, of a program all others.
 * `readable`: those that whoever chooses reads.
 */
export function programsToServe(place: Program, readable: readonly Program[]): Program[] {
  const running = readable.filter(({ state }) => state === "active");
  if (place.kind === "program") return running.filter(({ id }) => id !== place.id);
  return running.filter((program) => covers("committee", place, placeOf(program)));
}

/** The open measures that objectives of these places may have: those of the place and of the programs that it covers. */
export async function measuresToOffer(
  ctx: ActorContext<Db | Tx>,
  places: readonly Program[],
  readable: readonly Program[],
): Promise<Item[]> {
  const within = places.flatMap((place) =>
    place.kind === "portfolio" ? [place, ...programsToServe(place, readable)] : [place],
  );
  const programIds = [...new Set(within.map(({ id }) => id))];
  return listItemsFor(ctx, ctx.actor, { types: ["measure"], states: ["open"], programIds });
}

/** What an imported objective names by codes, keys or titles, by ids. Throws GOAL_NAME_UNKNOWN. */
export async function withIds(
  ctx: ActorContext<Db | Tx>,
  { typed, program, title }: { typed: TypedDetails; program: Program; title: string },
): Promise<TypedDetails> {
  if (typed.type !== "objective") return typed;
  const readable = await readablePrograms(ctx);
  const measures = await measuresToOffer(ctx, [program], readable);
  const programs = programsToServe(program, readable);
  const find = <One extends { id: string; title: string }>(
    name: string,
    all: readonly One[],
    called: (one: One) => string[],
  ) => {
    const wanted = name.toLowerCase();
    const found = all.find((one) => [one.title, ...called(one)].some((each) => each.toLowerCase() === wanted));
    if (!found) throw goalFailure("GOAL_NAME_UNKNOWN", { name, objective: title });
    return found.id;
  };
  const { measureIds = [], programIds = [], ...details } = typed.details;
  return {
    type: "objective",
    details: {
      ...details,
      measureIds: measureIds.map((name) => find(name, measures, (item) => [codeOf(item), codeInProgram(item)])),
      programIds: programIds.map((name) => find(name, programs, ({ key, short_key }) => [key, short_key])),
    },
  };
}
