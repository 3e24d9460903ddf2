/** What a sponsor is asked to do in person: put in their weekly message, answered with a press, reminded of, ticked. */
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { calendarLinks, icsOf } from "../../src/register/appearances/calendar.ts";
import { acceptAppearance, declineAppearance, tickAppearance } from "../../src/register/appearances/use-cases.ts";
import { reopenItem } from "../../src/register/use-cases-acts.ts";
import { databases } from "../support/databases.ts";
import { arrivals, LEA, leaveSlack, NINA, personIn, RAVI, SAM, SOFIA, TOM, textOf } from "../support/run.ts";
import { ATLAS, begin, enter, LEEDS, lines, POINTS, press, stateOf } from "./appearing.ts";

describe.each(databases)("an appearance, on %s", (database) => {
  it("comes as one line of the sponsor's weekly message, is accepted, reminded of and ticked", async () => {
    const run = await begin(database);
    await run.as("tom").command("/drumbeat appearance Leeds all-hands");
    expect(textOf(run.as("tom").view() ?? expect.fail())).toContain("Who should do it?");
    const tom = run.as("tom");
    for (const [field, value] of Object.entries({
      owner: run.as("sofia").userId,
      due: "2026-11-12",
      time: "10:00",
      place: "Leeds",
      minutes: "5",
      why: "why members come first",
      points: POINTS.join("\n"),
    }))
      tom.fill(field, value);
    await tom.submit();
    await run.settle();
    expect(arrivals(run, "sofia").filter(({ text }) => text.includes("Leeds"))).toEqual([]);
    await run.to("2026-11-03T10:00Z");
    expect(lines(run, "sofia", "Leeds")).toEqual([
      "11-03 *Be seen* · Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes: why members come first. Three sentences are ready.",
    ]);
    await press(run, "sofia", "Leeds", "I’ll do it");
    expect(lines(run, "sofia", "Leeds")).toEqual(["11-03 ✓ You speak in Leeds on Thu 12 Nov, 10:00. Tom Baker knows."]);
    await press(run, "sofia", "Leeds", "Add to calendar");
    expect(textOf(run.as("sofia").view() ?? expect.fail())).toContain(
      "[Google Calendar] [Outlook] [A file for any other]",
    );
    await run.as("sofia").pressInView({ label: "A file for any other" });
    await run.settle();
    await run.to("2026-11-03T10:10Z");
    expect(arrivals(run, "sofia").at(-1)?.text).toContain("[file: appearance-2026-11-12.ics]");
    await run.as("sofia").closeView();
    await press(run, "sofia", "Leeds", "See the sentences");
    expect(textOf(run.as("sofia").view() ?? expect.fail())).toContain("2. The stores decide.");
    await run.as("sofia").closeView();
    await run.to("2026-11-09T12:00Z");
    expect(lines(run, "tom", "Leeds")).toEqual([
      "11-09 Sofia Rossi will do it: Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes.",
    ]);
    await run.to("2026-11-11T08:00Z");
    expect(lines(run, "sofia", "Tomorrow")).toEqual([]);
    await run.to("2026-11-11T18:00Z");
    expect(lines(run, "sofia", /Tomorrow|^\d\./)).toEqual([
      "11-11 Tomorrow, 10:00, Leeds: your three sentences.",
      "11-11 1. Members pay for all we do.",
      "11-11 2. The stores decide.",
      "11-11 3. Thank you.",
    ]);
    await run.to("2026-11-16T12:00Z");
    expect(lines(run, "tom", "Did it happen")).toEqual([
      "11-16 Sofia Rossi: Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes. Did it happen?",
    ]);
    await press(run, "tom", "Did it happen", "It happened");
    expect(lines(run, "tom", "it happened")[0]).toContain(
      "✓ Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes: it happened.",
    );
    const { details } = await run.db
      .selectFrom("item")
      .select("details")
      .where("type", "=", "appearance")
      .executeTakeFirstOrThrow();
    expect(JSON.parse(details)).toMatchObject({ outcome: "happened" });
  });

  it("declined without a reason brings two weeks of rest, for every program", async () => {
    const run = await begin(database, {
      programs: [ATLAS, { key: "borea", title: "Borea", lead: "lea", sponsors: ["sofia"] }],
    });
    await enter(run);
    await run.to("2026-11-03T10:00Z");
    await press(run, "sofia", "Leeds", "Not this time");
    expect(lines(run, "sofia", "Noted")).toEqual([
      "11-03 Noted. Tom Baker knows, without a reason. No such request before Tuesday 17 November.",
    ]);
    await enter(run, { by: "lea", title: "Paris opening", on: "2026-12-10", program: "borea" });
    await enter(run, { by: "lea", title: "Lyon opening", on: "2026-11-16", program: "borea" });
    await run.to("2026-11-16T20:00Z");
    expect(lines(run, "sofia", "opening")).toEqual([]);
    expect(lines(run, "tom", "not this time")).toEqual([
      "11-09 Sofia Rossi, not this time: Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes. Ask somebody else, or for another day.",
    ]);
    expect(lines(run, "lea", "Lyon opening")[0]).toContain(
      "Pas encore demandé à Sofia Rossi : Lyon opening, lun. 16 nov., 10 h",
    );
    await run.to("2026-11-17T10:00Z");
    expect(lines(run, "sofia", "opening").map((line) => line.slice(0, 38))).toEqual([
      "11-17 *Be seen* · Paris opening, Thu 1",
    ]);
  });

  it("is put to nobody more than once in two weeks, the soonest first", async () => {
    const run = await begin(database);
    await enter(run, { title: "Late one", on: "2026-12-17" });
    await enter(run, { title: "Sooner one", on: "2026-11-26" });
    await enter(run, { title: "Middle one", on: "2026-12-03" });
    await run.to("2026-12-31T10:00Z");
    expect(lines(run, "sofia", "was planned")).toEqual([
      "11-03 Sooner one was planned for Thu 26 Nov, 10:00.",
      "11-17 Middle one was planned for Thu 3 Dec, 10:00.",
      "12-01 Late one was planned for Thu 17 Dec, 10:00.",
    ]);
  });

  it("comes with the message of the same day, where that is an hour away and the working day before has begun (SLOT11)", async () => {
    const run = await begin(database);
    await run.to("2026-11-03T06:00Z");
    await enter(run, { on: "2026-11-04" });
    await run.to("2026-11-03T18:00Z");
    const got = arrivals(run, "sofia").filter(({ text }) => text.includes("Leeds all-hands"));
    expect(got.map(({ at }) => at.slice(11, 16))).toEqual(["09:00"]);
  });

  it("goes to whom the sponsor sends, who may decline, and is back with nobody", async () => {
    const run = await begin(database);
    const item = await enter(run);
    await run.to("2026-11-03T10:00Z");
    await press(run, "sofia", "Leeds", "Send someone…");
    run.as("sofia").fill("who", run.as("sofia").userId);
    expect(await run.as("sofia").submit()).toEqual({
      errors: { who: "You are asked already. Choose somebody else." },
    });
    run.as("sofia").fill("who", run.as("nina").userId);
    await run.as("sofia").submit();
    await run.as("sofia").closeView();
    await run.settle();
    expect(lines(run, "sofia", "Leeds")).toEqual(["11-03 Leeds all-hands: Nina Diaz is asked instead."]);
    await run.to("2026-11-04T20:00Z");
    expect(lines(run, "nina", "Leeds")[0]).toContain("10:00 AM there, 5:00 AM where you are");
    expect(await stateOf(run, item)).toEqual(["open", "nina"]);
    await expect(acceptAppearance(run.app.services, await personIn(run, "sofia"), item.id)).rejects.toMatchObject({
      code: "APPEARANCE_NOT_YOURS",
    });
    await press(run, "nina", "Leeds", "Not this time");
    expect(await stateOf(run, item)).toEqual(["closed", "nina"]);
    await run.to("2026-11-10T10:00Z");
    expect(lines(run, "tom", /Nina/).join()).toContain("Nina Diaz, not this time");
  });

  it("says so when whoever accepted cannot go any more, at once where the day is near", async () => {
    const run = await begin(database);
    const item = await enter(run);
    await run.to("2026-11-03T10:00Z");
    await press(run, "sofia", "Leeds", "I’ll do it");
    await run.to("2026-11-11T13:00Z");
    await press(run, "sofia", "Tomorrow", "I can’t any more…");
    await run.as("sofia").submit();
    await run.settle();
    await run.to("2026-11-11T15:00Z");
    expect(await stateOf(run, item)).toEqual(["closed", "sofia"]);
    // What he was told on Monday says so now, and it comes anew.
    expect(lines(run, "tom", "not this time").slice(1)).toEqual([
      "11-11 Sofia Rossi, not this time: Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes. Ask somebody else, or for another day.",
    ]);
  });

  it("goes to the other sponsor when the first leaves the company the day before, and to one of two only", async () => {
    const run = await begin(database, { programs: [{ ...ATLAS, sponsors: ["sofia", "lea"] }] });
    const item = await enter(run);
    await run.to("2026-11-03T10:00Z");
    expect(lines(run, "lea", "Leeds")).toEqual([]);
    await press(run, "sofia", "Leeds", "I’ll do it");
    await run.to("2026-11-11T09:30Z");
    await leaveSlack(run, "sofia");
    await run.to("2026-11-11T13:00Z");
    expect(await stateOf(run, item)).toEqual(["open", "lea"]);
    expect(lines(run, "lea", "Être là")[0]).toContain(
      "*Être là* · Leeds all-hands, jeu. 12 nov., 10 h sur place, 11 h chez vous, 5 minutes : why members come first. Trois phrases sont prêtes.",
    );
  });
});

it("is a draft until whoever leads puts it, where somebody of the team enters it", async () => {
  const run = await begin();
  const item = await enter(run, { by: "sam" });
  await run.to("2026-11-09T12:00Z");
  expect(await stateOf(run, item)).toEqual(["draft", "sofia"]);
  expect(lines(run, "sofia", "Leeds")).toEqual([]);
  expect(lines(run, "tom", "proposes")).toEqual([
    "11-09 Sam Poe proposes to ask Sofia Rossi: Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes.",
  ]);
  await press(run, "tom", "proposes", "Put it to them");
  await run.to("2026-11-10T10:00Z");
  expect(lines(run, "sofia", "*Be seen*")).toHaveLength(1);
  await press(run, "sofia", "*Be seen*", "Not this time");
  await reopenItem(run.app.services, await personIn(run, "tom"), item.id);
  await run.to("2026-11-11T20:00Z");
  expect(lines(run, "sofia", "*Be seen*")).toEqual([]);
});

it("comes at once where it is needed before the next weekly message, and not at all for a day that is over", async () => {
  const run = await begin();
  await run.to("2026-11-04T10:00Z");
  await enter(run, { on: "2026-11-09" });
  await run.to("2026-11-04T11:00Z");
  expect(lines(run, "sofia", "*Be seen*").map((line) => line.slice(0, 40))).toEqual([
    "11-04 *Be seen* · Leeds all-hands, Mon 9",
  ]);
  const over = await enter(run, { title: "Yesterday", on: "2026-11-03", to: "nina" });
  await run.to("2026-11-09T23:00Z");
  expect(lines(run, "nina", "Yesterday")).toEqual([]);
  await run.as("tom").command("/drumbeat appearance Long ago");
  run.as("tom").fill("due", "2026-11-05");
  expect(await run.as("tom").submit()).toMatchObject({
    errors: { due: "That date has passed. Choose today or later." },
  });
  const [sofia, tom] = [await personIn(run, "sofia"), await personIn(run, "tom")];
  await expect(declineAppearance(run.app.services, await personIn(run, "nina"), over.id)).rejects.toMatchObject({
    code: "APPEARANCE_OVER",
  });
  await expect(tickAppearance(run.app.services, sofia, over.id, "happened")).rejects.toMatchObject({
    code: "APPEARANCE_NOT_LED",
  });
  const coming = await enter(run, { title: "Coming", on: "2026-12-03" });
  await expect(tickAppearance(run.app.services, tom, coming.id, "happened")).rejects.toMatchObject({
    code: "APPEARANCE_NOT_OVER",
  });
});

it("says where it is not a working day of whoever is asked, and the time of the reader beside that of the place", async () => {
  const run = await begin("SQLite", {
    people: [TOM, RAVI, { ...SOFIA, tz: "Europe/Paris", locale: "fr-FR" }, SAM, NINA, LEA],
  });
  const sofia = await personIn(run, "sofia");
  await run.db.updateTable("workspace").set({ holiday_region: "FR" }).execute();
  await run.as("tom").command("/drumbeat appearance Réunion de Lyon");
  const tom = run.as("tom");
  // The sponsor is whom an appearance is asked of, unless somebody else is chosen.
  expect(textOf(tom.view() ?? expect.fail())).toContain(`(owner) ${run.as("sofia").userId}`);
  for (const [field, value] of Object.entries({
    due: "2026-11-11",
    time: "18:30",
    zone: "Asia/Kolkata",
    place: "Pune",
  }))
    tom.fill(field, value);
  await tom.submit();
  expect(textOf(tom.view() ?? expect.fail()).replaceAll("\u00a0", " ")).toContain(
    "Wed 11 Nov is not a working day for Sofia Rossi.",
  );
  await run.settle();
  await run.to("2026-11-03T12:00Z");
  expect(lines(run, sofia.handle, "Lyon")).toEqual([
    "11-03 *Être là* · Réunion de Lyon, mer. 11 nov., 18 h 30 sur place, 14 h chez vous. Ce n’est pas un jour ouvré pour vous.",
  ]);
  await press(run, "sofia", "Lyon", "Je m’en charge");
  expect(lines(run, sofia.handle, "Pune")).toEqual([
    "11-03 ✓ Vous intervenez à Pune le mer. 11 nov. à 18 h 30 sur place, 14 h chez vous. Tom Baker en a connaissance.",
  ]);
  await run.to("2026-11-10T20:00Z");
  expect(lines(run, sofia.handle, "Demain")).toEqual(["11-10 Demain, 18 h 30 sur place, 14 h chez vous, Pune."]);
});

it("is a file that other calendars read, with time and place and nothing else", () => {
  const planned = {
    id: "item-1",
    title: "Leeds all-hands; with us, all\nof us",
    on: "2026-11-12",
    span: { from: "2026-11-12T10:00:00.000Z", until: "2026-11-12T10:05:00.000Z" },
    details: { ...LEEDS, points: POINTS },
  };
  const read = (text: string) =>
    new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent") ?? expect.fail());
  const text = icsOf(planned, "2026-11-03T09:00:00.000Z");
  const event = read(text);
  expect(event.startDate.toJSDate().toISOString()).toBe(planned.span.from);
  expect(event.endDate.toJSDate().toISOString()).toBe(planned.span.until);
  expect([event.summary, event.location, event.uid]).toEqual([planned.title, "Leeds", "item-1@drumbeat"]);
  expect(text).not.toMatch(/Members|members/);
  const { time: _, ...untimed } = planned.details;
  const whole = read(icsOf({ ...planned, details: untimed }, "2026-11-03T09:00:00.000Z"));
  expect([whole.startDate.isDate, whole.startDate.toString(), whole.endDate.toString()]).toEqual([
    true,
    "2026-11-12",
    "2026-11-13",
  ]);
  const links = calendarLinks(planned);
  expect(new URL(links.google).searchParams.get("dates")).toBe("20261112T100000Z/20261112T100500Z");
  expect(new URL(links.outlook).searchParams.get("location")).toBe("Leeds");
});
