/** What answers began and nobody confirmed: the lead's weekly page, and what becomes of it. */
import { describe, expect, it } from "vitest";
import { goAway } from "../../src/check-ins/away/use-cases.ts";
import { preferencesOf, savePreferences } from "../../src/people/preferences/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { answerAskBack, askBack } from "../../src/register/asks/use-cases.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import {
  aRun,
  arrivals,
  asItIsNow,
  LEA,
  NINA,
  openForm,
  personIn,
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

  it("is done, dropped, withdrawn or closed as the same from the page, which says so in place (C7)", async () => {
    const run = await atlas({ risk: SUPPLIER, dependency: TILLS, ask: "Two engineers until June" });
    const raised = await itemCalled(run, TILLS);
    const another = { ...raised, id: "another", number: 2, title: "Till software, second part", source_key: "another" };
    await run.db.insertInto("item").values(another).execute();
    await run.to("2026-11-16T10:00Z");
    const ask = await itemCalled(run, "Two engineers until June");
    await expect(choose(run, "done", "Two engineers until June")).rejects.toThrow("nothing to press");

    await choose(run, "same", TILLS);
    const sofia = run.as("sofia");
    expect(textOf(await sofia.waitForView())).toContain("── Same as… ──\nATL-DEP-1 · Till software from store IT");
    sofia.fill("kept", "another");
    const merged = await sofia.submit();
    expect("updated" in merged && textOf(merged.updated)).toContain("ATL-DEP-1 closed as a duplicate of ATL-DEP-2.");
    await run.settle();
    // What was said of it since takes the day back that it was told with.
    expect((await itemCalled(run, another.title)).lapses_at).toBe(null);
    await choose(run, "done", SUPPLIER);
    await choose(run, "drop", "Two engineers until June");
    await choose(run, "drop", "Till software, second part");
    expect(await eventsOf(run, TILLS)).toEqual(["raised", "closed"]);
    expect(await itemCalled(run, TILLS)).toMatchObject({ superseded_by: "another" });
    expect(await eventsOf(run, SUPPLIER)).toEqual(["raised", "closed"]);
    expect(await itemCalled(run, "Two engineers until June")).toMatchObject({ state: "withdrawn", id: ask.id });
    expect(await eventsOf(run, another.title)).toEqual(["restated", "dropped"]);
    await run.to("2026-11-16T10:05Z");
    expect(textOf(await page(run))).toMatchInlineSnapshot(`
      "NOTHING LEFT TO TIDY
      ✓ ATL-R-1 · The supplier may go bankrupt
      16 Nov 2026 · Sofia Rossi · closed
      [Open]
      ✓ ATL-DEP-1 · Till software from store IT
      16 Nov 2026 · Sofia Rossi · closed · Same as ATL-DEP-2
      [Open]
      ✓ ATL-ASK-1 · Two engineers until June
      16 Nov 2026 · Sofia Rossi · withdrawn
      [Open]
      ✓ ATL-DEP-2 · Till software, second part
      16 Nov 2026 · Sofia Rossi · dropped
      [Open]
      ⋯Why did I get this?"
    `);
    const before = (await sentAs(run, "tidying", "sofia")).length;
    await run.to("2026-11-23T10:00Z");
    expect((await sentAs(run, "tidying", "sofia")).length).toBe(before);
  });

  it("can be brought back by those who may change it, for 90 days (C7)", async () => {
    const run = await atlas({ risk: SUPPLIER });
    await run.to("2026-12-03T10:00Z");
    const open = async () => {
      if (run.as("sofia").view()) await run.as("sofia").closeView();
      await run.as("sofia").command("/drumbeat find ATL-R-1");
      return textOf(await run.as("sofia").waitForView());
    };
    expect(await open()).toContain("Bring back");
    await run.to("2027-03-02T17:59Z");
    expect(await open()).toContain("Bring back");
    await run.to("2027-03-02T18:01Z");
    await expect(run.as("sofia").pressInView({ label: "Bring back" })).resolves.toBeUndefined();
    await run.settle();
    expect(await eventsOf(run, SUPPLIER)).toEqual(["raised", "lapsed by nobody"]);
    expect(await open()).not.toContain("Bring back");
  });

  it("comes as its lines in the message of all that is due at that hour (C7)", async () => {
    const run = await atlas({ risk: SUPPLIER, dependency: TILLS });
    const sofia = await personIn(run, "sofia");
    const usual = await preferencesOf(run.db, sofia.workspace_id, sofia.id);
    const hours = { from: "09:00", until: "18:00" };
    await inTransaction(run.db, (tx) => savePreferences(run.app.services, tx, sofia, { ...usual, hours }));
    await run.to("2026-11-15T10:00Z");
    const given = { type: "action", details: {}, title: "Call the supplier", ownerId: sofia.id } as const;
    const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    await addItem(run.app.services, await personIn(run, "tom"), id, { ...given, sourceKey: "given" });
    await run.to("2026-11-16T10:00Z");
    const message = arrivals(run, "sofia").find(({ text }) => text.includes("2 updates for you"))?.message;
    if (!message) throw new Error("They came apart");
    const text = textOf(message);
    expect(text).toContain(
      "2 items to tidy. No one has confirmed them since answers mentioned them. Are they still right?\nATL-R-1 · ",
    );
    expect(text).toContain(
      "ATL-DEP-1 · Till software from store IT\nAtlas · raised Mon 2 Nov, 14 days ago · lapses on",
    );
    await run.as("sofia").press(message, { option: `keep:${(await itemCalled(run, TILLS)).id}` });
    await run.settle();
    expect(textOf(asItIsNow(run, message))).toContain("1 item to tidy.");
  });

  it("has with it the requests that wait for whoever asked, until they say more (P26)", async () => {
    const run = await atlas({ risk: SUPPLIER });
    const { services } = run.app;
    const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    const [tom, lea] = [await personIn(run, "tom"), await personIn(run, "lea")];
    const options = ["Yes", "Nothing"].map((label) => ({ label, doesNothing: label === "Nothing" }));
    const ask = { type: "ask", ownerId: lea.id, dueOn: "2026-12-18" } as const;
    const details = { kind: "decision", options, recommended: 0 } as const;
    const lacking = { ...ask, details, title: "Two engineers", sourceKey: "lacking" };
    await addItem(services, tom, id, lacking);
    const whole = { ...details, costOfWaiting: "A week" };
    const asked = await addItem(services, tom, id, { ...ask, details: whole, title: "A room", sourceKey: "asked" });
    await run.to("2026-11-11T10:00Z");
    await askBack(services, lea, asked.id, "For how many?");
    await run.to("2026-11-16T10:00Z");
    expect(textOf(await page(run))).toContain(
      "No one has confirmed them since answers mentioned them, or they’re missing details from the people who raised them. Are they still right?",
    );
    expect(textOf(await page(run))).toContain(
      "ATL-ASK-1 · Two engineers\nAtlas · raised Mon 2 Nov, 14 days ago · waiting for details from Tom Baker\n⋯Same as… ⋯Drop ⋯Open",
    );
    expect(textOf(await page(run))).not.toContain("ATL-ASK-2");
    await choose(run, "keep", SUPPLIER);
    await run.to("2026-11-23T10:00Z");
    expect(textOf(await page(run))).toContain(
      "They’re missing details from the people who raised them. Are they still needed?",
    );
    expect(textOf(await page(run))).toContain("ATL-ASK-2 · A room");
    await answerAskBack(services, tom, asked.id, "Six");
    await choose(run, "drop", "Two engineers");
    await run.to("2026-11-23T10:05Z");
    expect(textOf(await page(run))).toContain("NOTHING LEFT TO TIDY");
  });

  it("comes to the deputy while whoever leads is away for the week (C7)", async () => {
    const run = await atlas({ risk: SUPPLIER });
    const { services } = run.app;
    const span = { from: "2026-11-14", until: "2026-11-22", delegate: null };
    const sofia = await personIn(run, "sofia");
    await goAway(services, sofia, sofia, span);
    await run.to("2026-11-17T10:00Z");
    expect(await sentAs(run, "tidying", "sofia")).toEqual([]);
    expect(textOf(await page(run, "nina"))).toContain(SUPPLIER);
  });

  it("counts from the upgrade: five a week, and none lapses that has not stood on a page with its day (C7)", async () => {
    const run = await atlas({ risk: SUPPLIER });
    await run.to("2026-11-11T12:00Z");
    const first = await itemCalled(run, SUPPLIER);
    const old = { ...first, raised_at: "2026-03-02T10:00:00.000Z", updated_at: "2026-03-02T10:00:00.000Z" };
    for (let number = 2; number <= 200; number += 1)
      await run.db
        .insertInto("item")
        .values({ ...old, id: `old-${number}`, number, title: `Old ${number}`, source_key: `old-${number}` })
        .execute();
    // As an earlier version left it.
    await run.db.deleteFrom("tidying").execute();
    await run.stopApp();
    await run.startApp();
    await run.to("2026-11-16T10:00Z");
    expect(textOf(await page(run)).split("\n")[0]).toBe("5 ITEMS TO TIDY");
    for (const handle of ["lea", "nina", "tom"]) expect(await sentAs(run, "tidying", handle)).toEqual([]);
    await run.to("2026-12-11T17:59Z");
    expect(await lapsedIn(run)).toEqual([]);
    await run.to("2027-01-11T08:00Z");
    const lapsed = await lapsedIn(run);
    const entries = await run.db.selectFrom("tidying_entry").select("item_id").execute();
    const stood = new Set(entries.map(({ item_id }) => item_id));
    expect(lapsed.length).toBe(35);
    expect(lapsed.filter((id) => !stood.has(id))).toEqual([]);
    expect((await sentAs(run, "tidying", "sofia")).length).toBe(8);
  });
});

async function lapsedIn(run: Run): Promise<string[]> {
  const rows = await run.db.selectFrom("item_event").select("item_id").where("event", "=", "lapsed").execute();
  return rows.map(({ item_id }) => item_id);
}
