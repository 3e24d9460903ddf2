import { describe, expect, it } from "vitest";
import { contactFactsOf } from "../../src/calendars/availability.ts";
import { submitForm } from "../../src/demo/answer-check-in.ts";
import { workingTimesOf } from "../../src/people/preferences.ts";
import { CHANGE } from "../../src/settings/events.ts";
import type { PreferenceGroup } from "../../src/settings/preferences/preferences-screen.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, personIn, type Run, SOFIA, savedWith, sentAs, TOM, textOf } from "../support/run.ts";

const DAILY = {
  key: "daily",
  program: "atlas",
  questions: [{ key: "moved", type: "long-text", label: "What moved?", feeds: "progress" }],
  // Past the hours of a new workspace, and within those of an older one.
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "18:30", zone: "Europe/London" },
  audience: ["team"],
};
const STORY = {
  people: [LEA, TOM, SOFIA],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
  cadences: [DAILY],
};

/** With the hints at its fields. */
async function openPreferences(run: Run, handle: string, group: PreferenceGroup = "hours"): Promise<string> {
  if (run.as(handle).view()) await run.as(handle).closeView({ all: true });
  await run.as(handle).command("/drumbeat preferences");
  await run.as(handle).waitForView();
  await run.as(handle).pressInView({ actionId: CHANGE, value: group });
  const view = await run.as(handle).waitForView();
  return `${textOf(view)}\n${JSON.stringify(view.blocks)}`;
}

const save = async (run: Run, handle: string) => expect(await submitForm(run.as(handle))).toEqual({ closed: true });

/** What an admin fills in, and what is then said to have changed. */
async function settle(run: Run, filled: Record<string, string | string[]>): Promise<string> {
  const owner = run.sandbox.primaryOwner;
  await run.as(owner).command("/drumbeat admin");
  await run.as(owner).waitForView();
  for (const [field, value] of Object.entries(filled)) run.as(owner).fill(field, value);
  const said = await savedWith(run, owner);
  await run.settle();
  return said;
}

async function factsOf(run: Run, handle: string) {
  const { id } = await personIn(run, handle);
  return contactFactsOf(run.db, run.app.workspace.id, id, { from: "2026-11-01", until: "2026-12-31" });
}

const promptsTo = async (run: Run, handle: string) => (await sentAs(run, "prompt", handle)).map(({ at }) => at);

describe.each(databases)("a workspace that begins, on %s", (database) => {
  it("has messages come from 8:30 until 18:00, until an admin decides", async () => {
    const run = await aRun({ ...STORY, database, hasNewHours: true });
    expect(await factsOf(run, "tom")).toMatchObject({ hours: { from: "08:30", until: "18:00" } });
    const form = await openPreferences(run, "tom");
    expect(form).toContain("Default for everyone: 8:30–18:00, your time.");
    await run.to("2026-11-02T20:00:00Z");
    expect(await promptsTo(run, "tom")).toEqual([]);
    // Longer hours let go what waits for the next day.
    expect(await settle(run, { until: "21:00", charter: ["own-hours"] })).toBe("Settings saved: message hours.");
    expect(await promptsTo(run, "tom")).toEqual(["2026-11-02T20:00:00.000Z"]);
  });

  it("keeps to its own hours once an admin has fixed them, and gives each their own back", async () => {
    const run = await aRun({ ...STORY, database });
    const tom = run.as("tom");
    await openPreferences(run, "tom");
    tom.fill("from", "07:00");
    tom.fill("until", "22:00");
    await save(run, "tom");
    const person = await personIn(run, "tom");
    const working = async () => (await workingTimesOf(run.db, person.workspace_id, [person.id])).get(person.id)?.hours;
    const own = { hours: { from: "07:00", until: "22:00" } };
    expect([await factsOf(run, "tom"), await working()]).toMatchObject([own, { from: "07:00", to: "22:00" }]);

    expect(await settle(run, { from: "09:00", until: "18:00", charter: [] })).toBe(
      "Settings saved: message hours and people’s own hours.",
    );
    expect(await factsOf(run, "tom")).toMatchObject({ hours: { from: "09:00", until: "18:00" } });
    expect(await working()).toBeNull();
    const form = await openPreferences(run, "tom");
    expect(form).toContain("Messages arrive between 9:00 and 18:00, your time: these hours are set for everyone here.");
    expect(form).not.toContain("Send me messages from");
    await run.to("2026-11-02T21:00:00Z");
    expect(await promptsTo(run, "tom")).toEqual([]);

    await settle(run, { charter: ["own-hours"] });
    expect(await factsOf(run, "tom")).toMatchObject(own);
    expect(await promptsTo(run, "tom")).toEqual(["2026-11-02T21:00:00.000Z"]);
  });
});

describe("the hours of a workspace", () => {
  it("are not changed by preferences that were opened before they were fixed, nor is the choice of somebody", async () => {
    const run = await aRun(STORY);
    const tom = run.as("tom");
    await openPreferences(run, "tom");
    await settle(run, { charter: [] });
    tom.fill("from", "06:00");
    tom.fill("until", "23:00");
    await save(run, "tom");
    expect(await factsOf(run, "tom")).toMatchObject({ hours: { from: "08:00", until: "20:00" } });
    await settle(run, { charter: ["own-hours"] });
    expect(await factsOf(run, "tom")).toMatchObject({ hours: { from: "08:00", until: "20:00" } });
  });
});
