/** A measure in a running workspace. */
import type { Item } from "../../src/register/items.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { personIn, type Run } from "../support/run.ts";

export interface MeasureGiven {
  title?: string;
  owner: string;
  program?: string;
  unit?: string;
  rhythm?: "monthly" | "quarterly";
}

/** Repeat purchases from 2.1 at the end of September to 4 points in a year, added by its program's lead. */
export async function aMeasure(run: Run, given: MeasureGiven): Promise<Item> {
  const { title = "Repeat purchases", owner, program = "atlas", unit = "points", rhythm = "monthly" } = given;
  const { id: programId } = await run.db
    .selectFrom("program")
    .select("id")
    .where("key", "=", program)
    .executeTakeFirstOrThrow();
  const lead = await personIn(run, "lea");
  const item = await addQuietly(acting(run.app.services, lead), {
    programId,
    type: "measure",
    details: {
      unit,
      direction: "rise",
      baseline: "2.1",
      baselineOn: "2026-09-30",
      target: "4",
      rhythm,
      knownOn: 2,
    },
    title,
    ownerId: (await personIn(run, owner)).id,
    dueOn: "2027-09-30",
    sourceKey: `test:${title}`,
  });
  await run.settle();
  return item;
}

/** Day and value of all that was entered, in order. */
export async function numbersIn(run: Run): Promise<string[]> {
  const entered = await run.db
    .selectFrom("measure_value")
    .select(["on_day", "value", "source"])
    .orderBy("entered_at")
    .orderBy("item_id")
    .orderBy("entry")
    .execute();
  return entered.map(({ on_day: on, value, source }) => `${on} ${value} ${source}`);
}
