/** What a sponsor is asked to do in person: put in their weekly message, answered with a press, reminded of, ticked. */
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { calendarLinks, icsOf } from "../../src/register/appearances/calendar.ts";
import { databases } from "../support/databases.ts";
import { arrivals, textOf } from "../support/run.ts";
import { begin, LEEDS, lines, POINTS, press } from "./appearing.ts";

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
    expect(lines(run, "tom", /Leeds all-hands, Thu/)).toEqual([
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
