import { describe, expect, it } from "vitest";
import { answerTo, aRun, LEA, type Run, SAM, savedWith, TOM, textOf } from "../support/run.ts";

const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", deputy: "sam", team: ["tom"] };
const STORY = { people: [LEA, TOM, SAM], programs: [ATLAS], cadences: [] };

async function shown(run: Run, handle: string): Promise<string> {
  return textOf(await run.as(handle).waitForView());
}

async function openSettings(run: Run): Promise<string> {
  const owner = run.sandbox.primaryOwner;
  await run.as(owner).command("/drumbeat admin");
  await run.as(owner).waitForView();
  return owner;
}

async function chooseRegion(run: Run, region: string): Promise<void> {
  const owner = await openSettings(run);
  run.as(owner).fill("region", region);
  await savedWith(run, owner);
}

async function startWeekly(run: Run, handle: string, template: string): Promise<void> {
  await run.as(handle).command("/drumbeat cadence new");
  await run.as(handle).waitForView();
  run.as(handle).fill("template", template);
  expect(await run.as(handle).submit()).toHaveProperty("updated");
  await run.as(handle).pressInView({ actionId: "cadence.more" });
}

describe("the public holidays of the workspace", () => {
  it("are with lists of one's own, line by line or from a file, with each fault at its line", async () => {
    const run = await aRun(STORY);
    const owner = await openSettings(run);
    const actor = run.as(owner);
    await actor.pressInView({ label: "Your own lists…" });
    expect(await shown(run, owner)).toContain("No lists yet.");
    await actor.pressInView({ label: "Add a list" });
    actor.fill("name", "Closure");
    actor.fill("days", "2026-12-24 Eve\nChristmas");
    expect(await actor.submit()).toEqual({
      errors: { days: "Line 2, “Christmas”: start with a date, like 2026-12-24 or 12-24." },
    });
    actor.fill("days", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261224\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR");
    expect(await actor.submit()).toHaveProperty("errors.days", expect.stringMatching(/^Line 4, “RRULE:FREQ=DAILY”: /));
    const timed = "BEGIN:VEVENT\nDTSTART:20261210T090000Z\nSUMMARY:Lunch\nEND:VEVENT\n";
    actor.fill(
      "days",
      `BEGIN:VCALENDAR\n${timed}BEGIN:VEVENT\nDTSTART:20261224\nSUMMARY:Eve\nEND:VEVENT\nEND:VCALENDAR`,
    );
    actor.fill("region", "Belgium");
    expect(await actor.submit()).toEqual({ closed: true });
    expect(await shown(run, owner)).toContain("*Closure*\nPublic holidays: Belgium; 1 custom day");
    expect(await shown(run, owner)).toContain("1 event is no day off and was left out: “Lunch” (with a time).");
    await actor.pressInView({ blockId: "calendar:closure", option: "Edit…" });
    expect(JSON.stringify(actor.view()?.blocks)).toContain("2026-12-24 Eve");
    actor.fill("region", "");
    actor.fill("days", "");
    expect(await actor.submit()).toEqual({
      errors: { days: "Enter at least one day, or choose a country’s holidays." },
    });
    actor.fill("days", "12-24 Eve <script>\n2026-12-28");
    expect(await actor.submit()).toEqual({ closed: true });
    expect(await shown(run, owner)).toContain("*Closure*\n2 custom days");
    await actor.closeView();
    await actor.closeView();
    await chooseRegion(run, "closure");
    await openSettings(run);
    await actor.pressInView({ label: "Your own lists…" });
    await actor.pressInView({ blockId: "calendar:closure", option: "Remove" });
    expect(await shown(run, owner)).toContain(
      "“Closure” is still in use by the workspace (/drumbeat admin). Choose another calendar there first.",
    );
  });
});

describe("a check-in and the public holidays", () => {
  it("says before it is saved which date moves, and why, in both languages", async () => {
    const run = await aRun({ ...STORY, start: "2026-12-14T08:00:00Z" });
    await chooseRegion(run, "FR");
    await startWeekly(run, "sam", "Weekly progress");
    const sam = run.as("sam");
    expect(JSON.stringify(sam.view()?.blocks)).toContain("Public holidays: France.");
    sam.fill("weekdays:week", ["Friday"]);
    sam.fill("holidays", "The working day after");
    expect(await sam.submit()).toHaveProperty("pushed");
    const preview = await shown(run, "sam");
    expect(preview).toContain("on the working day after if that’s a public holiday");
    expect(preview).toContain("*Moved or skipped dates*");
    expect(preview.replaceAll("\u00a0", " ")).toContain("Fri 25 Dec → Mon 28 Dec: Christmas Day");
    expect(preview.replaceAll("\u00a0", " ")).toContain("Fri 1 Jan → Mon 4 Jan: New Year's Day");
    await sam.submit();
    await run.settle();
    const { rule } = await run.db.selectFrom("cadence").select("rule").executeTakeFirstOrThrow();
    expect(JSON.parse(rule)).toMatchObject({ calendar: "workspace", holidays: "after" });

    await startWeekly(run, "lea", "Point hebdomadaire");
    const lea = run.as("lea");
    lea.fill("weekdays:week", ["Vendredi"]);
    lea.fill("holidays", "Ne pas envoyer");
    expect(await lea.submit()).toHaveProperty("pushed");
    expect((await shown(run, "lea")).replaceAll("\u00a0", " ")).toContain("ven. 25 déc. : pas d’envoi – Noël");
  });

  it("leaves out a date, adds one, and pauses, all from its own form", async () => {
    const run = await aRun(STORY);
    await startWeekly(run, "sam", "Weekly progress");
    const sam = run.as("sam");
    await sam.submit();
    await sam.submit();
    await run.settle();
    await sam.press(await answerTo(run, "sam", "/drumbeat cadence"), { actionId: "cadence.menu", option: "Edit…" });
    await sam.waitForView();
    await sam.pressInView({ label: "Individual dates…" });
    expect((await shown(run, "sam")).replaceAll("\u00a0", " ")).toContain("Thu 12 Nov");
    await sam.pressInView({ blockId: "date:2026-11-12", label: "Skip" });
    expect((await shown(run, "sam")).replaceAll("\u00a0", " ")).toContain("Thu 12 Nov: skipped");
    sam.fill("extra", "2026-11-01");
    expect(await sam.submit()).toEqual({ errors: { extra: "That date has passed." } });
    sam.fill("extra", "2026-11-10");
    sam.fill("pauseFrom", "2026-11-20");
    expect(await sam.submit()).toEqual({ errors: { pauseUntil: "Enter a first and a last day." } });
    sam.fill("pauseUntil", "2026-11-30");
    expect(await sam.submit()).toEqual({ closed: true });
    expect(await sam.submit()).toHaveProperty("pushed");
    const preview = (await shown(run, "sam")).replaceAll("\u00a0", " ");
    expect(preview).toContain("Thu 5 Nov · Tue 10 Nov · Thu 19 Nov · Thu 3 Dec");
    expect(preview).toContain("Thu 12 Nov: not sent – skipped");
    await sam.submit();
    const { rule } = await run.db.selectFrom("cadence").select("rule").executeTakeFirstOrThrow();
    expect(JSON.parse(rule)).toMatchObject({
      except: ["2026-11-12"],
      extra: ["2026-11-10"],
      pauses: [{ from: "2026-11-20", until: "2026-11-30" }],
    });
  });
});
