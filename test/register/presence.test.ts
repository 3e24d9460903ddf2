/** What a presence shows beside what every item has. */
import { expect, it } from "vitest";
import type { Reader } from "../../src/platform/texts/language.ts";
import type { Item } from "../../src/register/items.ts";
import { calendarButtons, presenceLines } from "../../src/register/presence-in-words.ts";

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
