/** Whoever keeps the calendar of a sponsor gets date and place of what they accepted, and nothing else of it. */
import { expect, it } from "vitest";
import { acceptAppearance, giveDates } from "../../src/register/appearances/use-cases.ts";
import {
  arrivals,
  asItIsNow,
  LEA,
  leaveSlack,
  NINA,
  personIn,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";
import { ATLAS, begin, enter, LEEDS, press } from "./appearing.ts";

const SECRET = "Quillon";
/** In no program, six hours behind. */
const ANA = { handle: "ana", name: "Ana Cruz", tz: "America/Mexico_City", locale: "en-US" };
const OUTSIDE = { handle: "otto", name: "Otto Berg", tz: "Europe/London", locale: "en-GB", affiliation: "external" };

async function accepted(options: { isRestricted?: boolean } = {}): Promise<{ run: Run; itemId: string }> {
  const run = await begin("SQLite", {
    people: [TOM, SOFIA, SAM, NINA, LEA, RAVI, ANA, OUTSIDE],
    programs: [{ ...ATLAS, title: `${SECRET} merger` }],
  });
  const item = await enter(run, {
    title: `${SECRET} town hall`,
    details: { ...LEEDS, why: `${SECRET} is at risk`, points: [`${SECRET} closes.`] },
  });
  await run.to("2026-11-03T10:00Z");
  await acceptAppearance(run.app.services, await personIn(run, "sofia"), item.id);
  if (options.isRestricted)
    await run.db.updateTable("item").set({ disclosure: "lead" }).where("id", "=", item.id).execute();
  await run.settle();
  return { run, itemId: item.id };
}

/** All that somebody got, as it reads now: lines and files. */
function read(run: Run, handle: string): string[] {
  return arrivals(run, handle).flatMap(({ message }) => {
    const lines = textOf(asItIsNow(run, message)).replaceAll("\u00a0", " ").split("\n");
    return lines.filter((line) => /(calendar of|agenda de) [^.]*:|file:/.test(line));
  });
}

async function give(run: Run, to: string): Promise<unknown> {
  await press(run, "sofia", "Leeds", "Add to calendar");
  await run.as("sofia").pressInView({ label: "Give date and place…" });
  const view = textOf(await run.as("sofia").waitForView()).replaceAll("\u00a0", " ");
  expect(view).toContain("For the calendar of Sofia Rossi: Thu 12 Nov, 10:00, Leeds, 5 minutes.");
  run.as("sofia").fill("who", run.as(to).userId);
  const result = await run.as("sofia").submit();
  await run.settle();
  return result;
}

it("may be given by nobody but whoever accepted, and to nobody outside", async () => {
  const { run, itemId } = await accepted();
  const { services } = run.app;
  const ana = await personIn(run, "ana");
  for (const handle of ["tom", "nina", "ana"])
    await expect(
      giveDates(services, await personIn(run, handle), itemId, await personIn(run, "sam")),
    ).rejects.toThrow();
  expect(await give(run, "otto")).toMatchObject({ errors: { who: expect.stringContaining("Otto Berg") } });
  run.as("sofia").fill("who", run.as("ravi").userId);
  await leaveSlack(run, "ravi");
  expect(await run.as("sofia").submit()).toMatchObject({ errors: { who: expect.stringContaining("Ravi Nair") } });
  await run.db.updateTable("item").set({ state: "open" }).where("id", "=", itemId).execute();
  await expect(giveDates(services, await personIn(run, "sofia"), itemId, ana)).rejects.toMatchObject({
    code: "ITEM_MOVED_ON",
  });
  await run.to("2026-11-06T00:00Z");
  for (const handle of ["sam", "ana"]) expect(read(run, handle)).toEqual([]);
});
