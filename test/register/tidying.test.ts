/** What answers began and nobody confirmed: the lead's weekly page, and what becomes of it. */
import { describe, expect, it } from "vitest";
import {
  aRun,
  asItIsNow,
  LEA,
  NINA,
  openForm,
  type Run,
  SOFIA,
  sentAs,
  textOf as shownAs,
  TOM,
} from "../support/run.ts";

const textOf = (shown: Parameters<typeof shownAs>[0]) => shownAs(shown).replaceAll("\u00a0", " ");

const WEEKLY = {
  key: "weekly",
  program: "atlas",
  questions: [
    { key: "risk", type: "long-text", label: "Risks", feeds: "risk" },
    { key: "dependency", type: "long-text", label: "Dependencies", feeds: "dependency" },
    { key: "ask", type: "long-text", label: "What do you need?", feeds: "ask" },
  ],
  rule: { every: "week", on: ["mo"], at: "09:00", zone: "Europe/London" },
  audience: ["team"],
};
const ATLAS = { key: "atlas", title: "Atlas", lead: "sofia", deputy: "nina", sponsors: ["lea"], team: ["tom"] };
const SUPPLIER = "The supplier may go bankrupt";
const TILLS = "Till software from store IT";

async function atlas(answers: Record<string, string>): Promise<Run> {
  const run = await aRun({ people: [TOM, SOFIA, LEA, NINA], programs: [ATLAS], cadences: [WEEKLY] });
  await run.to("2026-11-02T10:00Z");
  await openForm(run, "tom", "weekly");
  for (const [key, text] of Object.entries(answers)) run.as("tom").fill(`answer:${key}`, text);
  await run.as("tom").submit();
  await run.settle();
  return run;
}

async function itemCalled(run: Run, title: string) {
  return run.db.selectFrom("item").selectAll().where("title", "=", title).executeTakeFirstOrThrow();
}

async function eventsOf(run: Run, title: string): Promise<string[]> {
  const { id } = await itemCalled(run, title);
  const rows = await run.db
    .selectFrom("item_event")
    .selectAll()
    .where("item_id", "=", id)
    .orderBy("revision")
    .execute();
  return rows.map(({ event, actor_id }) => (actor_id === null ? `${event} by nobody` : event));
}

async function page(run: Run, handle = "sofia") {
  const found = (await sentAs(run, "tidying", handle)).at(-1);
  if (!found) throw new Error(`No page came to ${handle}`);
  return asItIsNow(run, found.message);
}

/** In the menu beside an item. */
async function choose(run: Run, choice: string, title: string): Promise<void> {
  const { id } = await itemCalled(run, title);
  await run.as("sofia").press(await page(run), { option: `${choice}:${id}` });
  await run.settle();
}

describe("what answers began and nobody confirmed", () => {
  it("stands on the lead's page once it is a week old, and lapses on the day that it told, by nobody (C7)", async () => {
    const run = await atlas({ risk: SUPPLIER, dependency: TILLS });
    await run.to("2026-11-16T08:59Z");
    expect(await sentAs(run, "tidying", "sofia")).toEqual([]);
    await run.to("2026-11-16T10:00Z");
    expect(textOf(await page(run))).toMatchInlineSnapshot(`
      "2 ITEMS TO TIDY
      No one has confirmed them since answers mentioned them. Are they still right?
      ATL-R-1 · The supplier may go bankrupt
      Atlas · raised Mon 2 Nov, 14 days ago · lapses on Wed 2 Dec
      ⋯Keep ⋯Done ⋯Same as… ⋯Drop ⋯Open
      ATL-DEP-1 · Till software from store IT
      Atlas · raised Mon 2 Nov, 14 days ago · lapses on Wed 2 Dec
      ⋯Keep ⋯Done ⋯Same as… ⋯Drop ⋯Open
      Items that lapse are closed and can be brought back for 90 days.
      ⋯Why did I get this?"
    `);
    expect(await sentAs(run, "tidying", "nina")).toEqual([]);
    expect(await sentAs(run, "tidying", "lea")).toEqual([]);

    await choose(run, "keep", TILLS);
    expect(textOf(await page(run))).toContain("· Sofia Rossi · kept");
    await run.to("2026-12-02T17:59Z");
    expect(await eventsOf(run, SUPPLIER)).toEqual(["raised"]);
    await run.to("2026-12-02T18:01Z");
    expect(await eventsOf(run, SUPPLIER)).toEqual(["raised", "lapsed by nobody"]);
    expect(await itemCalled(run, SUPPLIER)).toMatchObject({ state: "closed", lapses_at: null });
    expect(await eventsOf(run, TILLS)).toEqual(["raised", "kept"]);
    const first = (await sentAs(run, "tidying", "sofia"))[0];
    expect(first && textOf(asItIsNow(run, first.message))).toContain(
      "✓ ATL-R-1 · The supplier may go bankrupt\n2 Dec 2026 · Drumbeat · lapsed: no one confirmed it",
    );
  });
});
