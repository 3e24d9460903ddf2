import { describe, expect, it } from "vitest";
import {
  dateAndTime,
  ofMonth,
  ofName,
  shortDate,
  timeOfDay,
  whomToAsk,
  withFullStop,
} from "../../../src/platform/texts/language.ts";

const PARIS = { locale: "fr-FR", zone: "Europe/Paris" };
const LONDON = { locale: "en-GB", zone: "Europe/London" };
const BOSTON = { locale: "en-US", zone: "America/New_York" };
/** Half past ten in Paris on the first of a month, and the full hour after. */
const HALF_PAST = "2026-12-01T09:30:00.000Z";
const FULL = "2026-12-01T10:00:00.000Z";

/** No-break spaces made visible. */
const seen = (text: string) => text.replaceAll("\u00a0", "_");

describe("dates and times", () => {
  it.each([
    ["of a French reader", PARIS, ["10_h_30", "11_h", "mar._1er_déc. à_10_h_30", "mar._1er_déc. à_11_h"]],
    ["of an English reader", LONDON, ["9:30", "10:00", "Tue_1_Dec, 9:30", "Tue_1_Dec, 10:00"]],
    ["of an American reader", BOSTON, ["4:30_AM", "5:00_AM", "Tue,_Dec_1, 4:30_AM", "Tue,_Dec_1, 5:00_AM"]],
  ])("%s never break in the middle, and a full hour in French has no minutes", (_, reader, expected) => {
    const shown = [
      timeOfDay(reader, HALF_PAST),
      timeOfDay(reader, FULL),
      dateAndTime(reader, HALF_PAST),
      dateAndTime(reader, FULL),
    ];
    expect(shown.map(seen)).toEqual(expected);
  });

  it.each(["fr-FR", "en-GB", "en-CA", "en-AU", "en-US"])(
    "end a sentence of %s with one full stop (f2-18)",
    (locale) => {
      const reader = { locale, zone: "UTC" };
      for (const day of ["2026-10-29", "2026-05-29"]) expect(withFullStop(shortDate(reader, day))).toMatch(/[^.]\.$/);
      expect(timeOfDay(reader, "2026-10-29T17:00:00.000Z")).not.toMatch(/\.$/);
      expect(withFullStop("Reporté au 29 oct.")).toBe("Reporté au 29 oct.");
      expect(withFullStop("Put off")).toBe("Put off.");
    },
  );
});

describe("names in a sentence", () => {
  it("are a choice between them where one may ask any of them", () => {
    const names = ["Ana", "Tom", "Léa"];
    expect(whomToAsk(LONDON, names)).toBe("Ana, Tom or Léa");
    expect(whomToAsk(PARIS, names)).toBe("Ana, Tom ou Léa");
    expect(whomToAsk(PARIS, ["Ana"])).toBe("Ana");
  });

  it("take « de » or « d’ » before a month in French", () => {
    expect(["janvier", "avril", "août", "octobre"].map(ofMonth)).toEqual([
      "de janvier",
      "d’avril",
      "d’août",
      "d’octobre",
    ]);
  });
});

it("elides before a name in bold as before a plain one", () => {
  expect(["Entrepôt", "*Entrepôt*", "*Fidélité*"].map(ofName)).toEqual(["d’Entrepôt", "d’*Entrepôt*", "de *Fidélité*"]);
});
