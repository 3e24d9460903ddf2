/** Measures with their values, and objectives, for tests. */
import type { Dated } from "../../src/goals/line.ts";
import { enterValues } from "../../src/goals/values.ts";
import type { ActorContext } from "../../src/people/actors.ts";
import type { Item } from "../../src/register/items.ts";
import type { Disclosure } from "../../src/register/table.ts";
import { addQuietly } from "../support/acting.ts";

let count = 0;

interface SomeMeasure {
  title?: string;
  unit?: string;
  direction?: "rise" | "fall" | "above" | "below";
  baseline?: string;
  baselineOn?: string;
  target?: string;
  values?: readonly Dated[];
  ownerId?: string;
  disclosure?: Disclosure;
  rhythm?: "monthly" | "quarterly";
}

/** From 2 on 1 January 2026 to 4 on 31 December, unless something else is given. */
export async function aMeasure(
  ctx: ActorContext,
  programId: string,
  {
    title = "Repeat purchases",
    unit = "points",
    direction = "rise",
    baseline = "2",
    baselineOn = "2026-01-01",
    target = "4",
    rhythm = "monthly",
    values = [],
    ownerId = ctx.actor.id,
    disclosure = "program",
  }: SomeMeasure = {},
): Promise<Item> {
  count += 1;
  const details = { unit, direction, baseline, baselineOn, target, rhythm, knownOn: 2 };
  const given = { programId, type: "measure" as const, details, title, ownerId, disclosure, dueOn: "2026-12-31" };
  const measure = await addQuietly(ctx, { ...given, sourceKey: `measure:${count}` });
  const entered = values.map((value) => ({ measureId: measure.id, ...value, isSure: true }));
  if (entered.length > 0) await enterValues(ctx, { values: entered, source: "command" });
  return measure;
}

interface SomeObjective {
  title?: string;
  why?: string;
  year?: number;
  programIds?: string[];
  ownerId?: string;
}

export async function anObjective(
  ctx: ActorContext,
  programId: string,
  measures: readonly Item[],
  { title = "Customers come back", why = "", year = 2026, programIds = [], ownerId = ctx.actor.id }: SomeObjective = {},
): Promise<Item> {
  count += 1;
  const measureIds = measures.map(({ id }) => id);
  const details = { year, measureIds, programIds, ...(why !== "" && { why }) };
  const given = { programId, type: "objective" as const, details, title, ownerId, dueOn: null };
  return addQuietly(ctx, { ...given, sourceKey: `objective:${count}` });
}
