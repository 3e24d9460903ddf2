/** Whoever keeps the calendar of a sponsor gets date and place of what they accepted, and nothing else of it. */
import { expect, it } from "vitest";
import type { SendContext } from "../../src/delivery/kinds.ts";
import { readerOf } from "../../src/people/use-cases.ts";
import { appearanceDatesFileKind } from "../../src/register/appearances/messages-keeper.ts";
import { acceptAppearance, declineAppearance, giveDates } from "../../src/register/appearances/use-cases.ts";
import { changeItem } from "../../src/register/use-cases-acts.ts";
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

/** The same, with all that Slack keeps of it. */
function got(run: Run, handle: string): string {
  return JSON.stringify(arrivals(run, handle).map(({ message }) => asItIsNow(run, message)));
}

/** The file for the calendar that somebody is given, with its name and title. */
async function fileFor(run: Run, handle: string, itemId: string): Promise<string> {
  const { db, app } = run;
  const keeper = await personIn(run, handle);
  const subject = { itemId, personId: (await personIn(run, "sofia")).id, keeperId: keeper.id };
  const send: SendContext = {
    ...{ db, events: app.services.events, now: run.clock.now(), workspaceId: app.workspace.id },
    ...{ reader: readerOf(keeper), slack: { channel: () => expect.fail(), permalink: () => expect.fail() } },
  };
  const files = await appearanceDatesFileKind.files?.(send, subject);
  return JSON.stringify(files).replaceAll("\\r\\n ", "");
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

it("gives whoever keeps the calendar date and place in their zone with a file, and what becomes of them", async () => {
  const { run, itemId } = await accepted();
  expect(await give(run, "sofia")).toEqual({
    errors: { who: "You have it already. Choose whoever keeps your calendar." },
  });
  run.as("sofia").fill("who", run.as("ana").userId);
  await run.as("sofia").submit();
  expect(textOf(run.as("sofia").view() ?? expect.fail())).toContain("Ana Cruz gets date and place");
  await run.to("2026-11-05T00:00Z");
  expect(read(run, "ana")).toEqual([
    "For the calendar of Sofia Rossi: Thu, Nov 12, 10:00 AM there, 4:00 AM where you are, Leeds, 5 minutes.",
    "[file: date-2026-11-12.ics]",
  ]);
  const file = await fileFor(run, "ana", itemId);
  expect(file).toContain("SUMMARY:Sofia Rossi: busy");
  expect(file).toContain("DTSTART:20261112T100000Z");
  expect(file).toContain("LOCATION:Leeds");
  expect(file).not.toContain(SECRET);

  expect(got(run, "ana")).toContain("Leeds");
  expect(got(run, "ana")).not.toContain(SECRET);
  const tom = await personIn(run, "tom");
  const {
    title,
    description,
    owner_id: ownerId,
    revision,
    details,
  } = await run.db.selectFrom("item").selectAll().where("id", "=", itemId).executeTakeFirstOrThrow();
  const typed = { type: "appearance" as const, details: JSON.parse(details) };
  await changeItem(
    run.app.services,
    tom,
    { id: itemId, revision },
    { title, description, ownerId, dueOn: "2026-11-13", typed },
  );
  await run.settle();
  await run.to("2026-11-06T00:00Z");
  expect(read(run, "ana")).toEqual([
    "For the calendar of Sofia Rossi: Fri, Nov 13, 10:00 AM there, 4:00 AM where you are, Leeds, 5 minutes.",
    "[file: date-2026-11-12.ics]",
    "[file: date-2026-11-13.ics]",
  ]);
  await declineAppearance(run.app.services, await personIn(run, "sofia"), itemId);
  await run.settle();
  await run.to("2026-11-07T00:00Z");
  expect(read(run, "ana")[0]).toBe("For the calendar of Sofia Rossi: what was to be on Fri, Nov 13 is off.");

  // Nothing of what it is about, in whatever way it comes, and no door to it.
  expect(got(run, "ana")).not.toContain(SECRET);
  await run.as("ana").openHome();
  expect(JSON.stringify(run.as("ana").home() ?? "")).not.toContain(SECRET);
  await run.as("ana").command("/drumbeat ATL-APP-1");
  expect(JSON.stringify(run.as("ana").view() ?? "")).not.toContain(SECRET);
});

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

it("gives date and time alone of what only whoever leads may read, in the language of whoever keeps it", async () => {
  const { run, itemId } = await accepted({ isRestricted: true });
  await giveDates(run.app.services, await personIn(run, "sofia"), itemId, await personIn(run, "lea"));
  await run.to("2026-11-05T00:00Z");
  expect(read(run, "lea")).toEqual([
    "Pour l’agenda de Sofia Rossi : jeu. 12 nov., 10 h sur place, 11 h chez vous, 5 minutes.",
    "[file: date-2026-11-12.ics]",
  ]);
  const file = (await fileFor(run, "lea", itemId)).replaceAll("\u00a0", " ");
  expect(file).toContain("SUMMARY:Sofia Rossi : indisponible");
  expect(file).not.toMatch(/Leeds|Quillon/);
});
