/** What a presence shows beside what every item has. */
import { expect, it } from "vitest";
import type { Reader } from "../../src/platform/texts/language.ts";
import { addItem } from "../../src/register/acts.ts";
import type { Item } from "../../src/register/items.ts";
import { calendarButtons, presenceLines } from "../../src/register/presence.ts";
import { aRun, LEA, personIn, SOFIA, TOM, textOf } from "../support/run.ts";

const ATLAS = { key: "atlas", title: "Atlas", lead: "sofia", sponsors: ["lea"], team: ["tom"] };

const LONDON: Reader = { locale: "en-GB", zone: "Europe/London" };
const PARIS: Reader = { locale: "fr-FR", zone: "Europe/Paris" };

const leeds = (details: Extract<Item, { type: "presence" }>["details"]) => ({
  title: "Leeds all-hands",
  due_on: "2026-11-12",
  details,
});

it("says its time by the clock of the place, and by the reader's where that is another", () => {
  const item = leeds({ time: "10:00", zone: "Europe/London", place: "Leeds", points: ["Thank you."] });
  expect(presenceLines(LONDON, item)).toEqual(["10:00, Leeds", "• Thank you."]);
  expect(presenceLines(PARIS, item)[0]).toBe("10\u00a0h sur place, 11\u00a0h chez vous, Leeds");
});

it("adds an hour to a calendar, or the whole day where no time is given", () => {
  const linksOf = (item: ReturnType<typeof leeds>) =>
    calendarButtons(LONDON, item).map(({ url = "" }) => [...new URL(url).searchParams.values()].join(" "));
  expect(linksOf(leeds({ time: "10:00", zone: "Europe/Paris", place: "Paris" }))).toEqual([
    "TEMPLATE Leeds all-hands 20261112T090000Z/20261112T100000Z Paris",
    "/calendar/action/compose addevent Leeds all-hands 2026-11-12T09:00:00.000Z 2026-11-12T10:00:00.000Z Paris",
  ]);
  expect(linksOf(leeds({}))[0]).toBe("TEMPLATE Leeds all-hands 20261112/20261113 ");
});

it("stands once in the message of whoever it was given to two days before", async () => {
  const run = await aRun({
    people: [TOM, SOFIA, { ...LEA, locale: "en-GB" }],
    programs: [ATLAS],
    cadences: [],
    isTogether: true,
  });
  await run.to("2026-11-06T12:00Z");
  const [sofia, lea] = [await personIn(run, "sofia"), await personIn(run, "lea")];
  const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const presence = { type: "presence", title: "Leeds all-hands", details: { place: "Leeds" } } as const;
  const given = { ...presence, ownerId: lea.id, dueOn: "2026-11-12", sourceKey: "leeds" };
  await addItem(run.app.services, sofia, id, given);
  await run.to("2026-11-10T12:00Z");
  const told = run.as("lea").dm().map(textOf).join("\n");
  expect(told.match(/Leeds all-hands/g)).toHaveLength(1);
  expect(told).toContain("Sofia Rossi assigned you ATL-PRE-1");
  expect(told).toContain("[Add to Outlook]");
});
