/** Calendars as Outlook, Google, Exchange and others write them, byte by byte. The files n… are our own. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { daysFromIcs } from "../../src/calendars/ics.ts";

const FOLDER = join(import.meta.dirname, "cases");

/** Days with what they are called, then what is left out; or the line that is wrong, and why. */
const EXPECTED: Record<string, string> = {
  "i01-windows-tz": "2026-12-28 2026-12-29 2026-12-30 2026-12-31 (Plant shutdown) − timed Meeting",
  "i02-quoted-tz-colon": "2026-12-25 (Off) − timed Meeting",
  "i03-unquoted-tz-colon": "2026-12-25 (Off) − timed Meeting",
  "i04-allday-with-time": "2026-12-24 2026-12-31 (Closed, Off)",
  "i05-allday-only-with-time": "2026-12-24 (Closed)",
  "i07-latin1": "2026-12-24 (Veille de Noël)",
  "i08-utf16": "2026-12-24 (Noël)",
  "i09-bom-lf": "2026-12-24 (Noël)",
  "i10-cr-only": "2026-12-24 (Noël)",
  "i11-leap-count": "2024-02-29 2028-02-29 2032-02-29 (Leap day)",
  "i12-leap-endless": "02-29 (Leap day)",
  "i13-starts-later": "2028-03-08 2029-03-08 … 2046-03-08 (New holiday from 2028)",
  "i14-multi-feb":
    "2027-02-27 2027-02-28 2027-03-01 2028-02-27 2028-02-28 2028-02-29 2029-02-27 … 2046-03-01 (Three days)",
  "i15-us-thanksgiving": "line 7: repeats-otherwise",
  "i16-exdate": "2026-12-24 2027-12-24 2029-12-24 2030-12-24 (x)",
  "i17-underscore-prop": "2026-12-24 (x)",
  "i18-desc-unfolded": "line 9: not-a-calendar",
  "i19-empty-lines": "2026-12-24 (x)",
  "i20-dtend-same": "2026-12-24 (x)",
  "i21-no-value-date": "2026-12-24 2026-12-25 (x)",
  "i22-rdate-timed": "2026-12-25 (Off) − timed Meeting",
  "i23-until-local": "2025-12-24 2026-12-24 2027-12-24 (x)",
  "i24-until-utc-before": "2025-12-24 2026-12-24 2027-12-24 (x)",
  "i25-duration-pt24h": "2026-12-24 (x)",
  "i26-vtodo-alarm": "2026-12-24 (Off)",
  "i27-dup-lang": "2026-12-24 (Heiligabend, halber Tag; frei)",
  "i28-two-calendars": "2026-12-24 2026-12-25 (A, B)",
  "i29-trailing-garbage": "2026-12-24 (A)",
  "i30-lower": "2026-12-24 (a)",
  "i31-transparent": "2026-12-24 (Birthday)",
  "i32-recurrence-id-timed": "2026-12-25 (Off) − timed Meeting moved",
  "i33-param-quote": "2026-12-25 (Off)",
  "i34-param-bad-quote": "2026-12-25 (Off)",
  "i35-cn-empty": "2026-12-25 (Off)",
  "i36-param-no-value": "2026-12-25 (Off)",
  "i37-interval-1-wkst": "12-25 (Off)",
  "i38-rrule-trailing": "12-25 (Off)",
  "i39-byday-redundant": "line 7: repeats-otherwise",
  "i40-1900": "01-01 (New Year)",
  "i41-long-61": "2026-07-04 2026-07-05 … 2026-08-31 (Summer closing)",
  "i42-school": "line 7: too-long",
  "i43-vjournal": "2026-12-25 () − task 2026-12-01",
  "i44-label-emoji-cut": `2026-12-25 (${"x".repeat(99)})`,
  "i45-summary-backslash-n": "2026-12-25 (Line one line two <!channel> & <b>)",
  "i46-indented": "line 1: not-a-calendar",
  "i47-blank-first": "2026-12-25 (x)",
  "i48-allday-utc": " () − timed Christmas (Paris)",
  "i49-tz-value-date": "2026-09-01 (x)",
  "i50-cancelled-lower": "2026-09-02 (y) − cancelled x",
  "k02-method-cancel": " () − replied Office closed",
  "k03-sequence-moved": "2026-11-10 (Bridge day) − older Bridge day",
  "k07b-until-9999-and-another": "2026-12-24 2027-05-01 2027-12-24 … 2045-12-24 2046-12-24 (x, y)",
  "n01-fold-within-letter": "2026-12-24 (Veille de Noël, fermé)",
  "n02-series-moved":
    "2026-12-18 2026-12-23 2026-12-24 2027-07-14 2027-07-15 2028-12-21 2030-12-23 2030-12-24 (Party, Closed, Closed, moved) − cancelled Open in 2029",
  "n03-outlook-utc": "2026-12-24 2027-07-05 2028-12-24 2029-12-24 (Closed (Paris), Closed (New York))",
  "n04-broken-letter": "2026-12-24 (No\ufffdl)",
  "n05-date-moved-before-its-series":
    "2026-12-28 2027-12-30 2028-12-28 … 2046-12-28 (Closed, Closed later) − older Party",
};

async function shown(file: string): Promise<string> {
  const read = await daysFromIcs(readFileSync(join(FOLDER, `${file}.ics`)), "2026-11-29");
  if ("problem" in read) return `line ${read.problem.line}: ${read.problem.because}`;
  const labels = [...new Set(read.days.map(({ label }) => label))].join(", ");
  const leftOut = read.leftOut.map(({ because, name }) => ` − ${because} ${name}`);
  return `${read.days.map(({ on }) => on).join(" ")} (${labels})${leftOut.join("")}`;
}

describe("a calendar", () => {
  it.each(Object.entries(EXPECTED))("%s", async (file, expected) => {
    const [begin = "", end = begin] = expected.split(" … ");
    const read = await shown(file);
    expect([read.slice(0, begin.length), read.slice(-end.length)]).toEqual([begin, end]);
    if (begin === end) expect(read).toBe(expected);
  });

  it("is named here with what it gives", () => {
    expect(readdirSync(FOLDER)).toEqual(Object.keys(EXPECTED).map((file) => `${file}.ics`));
  });
});
