import { describe, expect, it } from "vitest";
import { type DatedSeat, headsAt, headsOf, termsBefore } from "../../src/programs/rules-heads.ts";

const CREATED = "2026-01-05T10:00:00.000Z";
const NOW = "2026-11-20T12:00:00.000Z";

function seat(person_id: string, role: DatedSeat["role"], held: Partial<DatedSeat> = {}): DatedSeat {
  return {
    person_id,
    role,
    from_date: null,
    until_date: null,
    handed_on_at: null,
    earlier_terms: null,
    created_at: CREATED,
    is_deactivated: 0,
    updated_at: CREATED,
    ...held,
  };
}

describe("who led a program (A1)", () => {
  it("has not changed where nobody came or went, whoever else has a role", () => {
    const seats = [seat("tom", "lead"), seat("pia", "deputy"), seat("bo", "team", { until_date: "2026-06-01" })];
    expect(headsOf(seats, NOW)).toEqual({ leads: ["tom"], deputies: ["pia"] });
    expect(headsOf([], NOW)).toEqual({ leads: [], deputies: [] });
  });

  it("changes with the day on which one seat is over and another begins", () => {
    const seats = [
      seat("tom", "lead", { until_date: "2026-11-15", handed_on_at: "2026-11-17T08:00:00.000Z" }),
      seat("pia", "deputy", { until_date: "2026-11-15" }),
      seat("pia", "lead", { from_date: "2026-11-16", created_at: "2026-11-10T09:00:00.000Z" }),
    ];
    const before = { until: "2026-11-16T00:00:00.000Z", leads: ["tom"], deputies: ["pia"] };
    expect(headsOf(seats, NOW)).toEqual({ leads: ["pia"], deputies: [], ledBefore: [before] });
    const asOf = headsOf(seats, "2026-11-15T23:59:59.999Z");
    expect(asOf).toEqual({ leads: ["tom"], deputies: ["pia"] });
  });

  it("changes at the moment at which somebody was taken out, let in or left", () => {
    const seats = [
      seat("tom", "lead", { until_date: "2026-11-03", handed_on_at: "2026-11-04T13:00:00.000Z" }),
      seat("ana", "lead", { created_at: "2026-11-04T13:00:00.000Z" }),
      seat("pia", "deputy", { is_deactivated: 1, updated_at: "2026-11-10T15:00:00.000Z" }),
    ];
    expect(headsOf(seats, NOW)).toEqual({
      leads: ["ana"],
      deputies: [],
      ledBefore: [
        { until: "2026-11-04T13:00:00.000Z", leads: ["tom"], deputies: ["pia"] },
        { until: "2026-11-10T15:00:00.000Z", leads: ["ana"], deputies: ["pia"] },
      ],
    });
  });

  it("is the same where the same people go on, in another seat", () => {
    const seats = [
      seat("tom", "lead", { until_date: "2026-06-30" }),
      seat("ana", "lead"),
      seat("tom", "lead", { from_date: "2026-07-01" }),
    ];
    expect(headsOf(seats, NOW)).toEqual({ leads: ["ana", "tom"], deputies: [] });
  });

  it("is, while nobody did, as under those who did next", () => {
    const seats = [
      seat("tom", "lead", { until_date: "2026-06-30" }),
      seat("ana", "lead", { from_date: "2026-08-01", created_at: "2026-07-20T09:00:00.000Z" }),
    ];
    const heads = headsOf(seats, NOW);
    expect(
      ["2026-01-01", "2026-06-30", "2026-07-10"].map((day) => headsAt(heads, `${day}T12:00:00.000Z`).leads),
    ).toEqual([["tom"], ["tom"], ["ana"]]);
  });

  it("is told of any instant", () => {
    const heads = headsOf([seat("tom", "lead", { until_date: "2026-11-15" }), seat("ana", "lead")], NOW);
    expect(headsAt(heads, "2026-11-15T23:59:59.999Z").leads).toEqual(["tom", "ana"]);
    expect(headsAt(heads, "2026-11-16T00:00:00.000Z").leads).toEqual(["ana"]);
  });

  const TAKEN_OUT = { until_date: "2026-11-03", handed_on_at: "2026-11-04T13:00:00.000Z" };
  /** Tom is taken out on the 4th, and given his seat again `at` a moment. */
  const givenAgain = (at: string, held: Partial<DatedSeat> = {}) => {
    const tom = seat("tom", "lead", { ...TAKEN_OUT, ...held });
    const earlier_terms = termsBefore(tom, at.slice(0, 10), at);
    return { ...tom, from_date: at.slice(0, 10), until_date: null, handed_on_at: null, earlier_terms };
  };

  it("keeps the terms of whoever comes back, each to its moment, also by the seats of then", () => {
    const again = givenAgain("2026-11-18T09:00:00.000Z");
    const before = { until: "2026-11-04T13:00:00.000Z", leads: ["tom", "ana"], deputies: [] };
    const away = { until: "2026-11-18T09:00:00.000Z", leads: ["ana"], deputies: [] };
    const seats = [again, seat("ana", "lead")];
    expect(headsOf(seats, NOW)).toEqual({ leads: ["tom", "ana"], deputies: [], ledBefore: [before, away] });
    expect(headsOf(seats, "2026-11-18T08:59:00.000Z")).toEqual({ leads: ["ana"], deputies: [], ledBefore: [before] });
    expect(headsOf(seats, "2026-11-02T08:00:00.000Z").leads).toEqual(["tom", "ana"]);
    const twice = givenAgain("2026-11-19T18:00:00.000Z", {
      ...again,
      until_date: "2026-11-18",
      handed_on_at: "2026-11-19T09:00:00.000Z",
    });
    expect(headsOf([twice, seat("ana", "lead")], NOW).ledBefore).toEqual([before, away]);
  });

  it("has not changed where somebody was taken out by mistake, for less than a day", () => {
    const ana = seat("ana", "lead");
    expect(headsOf([givenAgain("2026-11-04T13:01:00.000Z"), ana], NOW)).toEqual({
      leads: ["tom", "ana"],
      deputies: [],
    });
    expect(headsOf([givenAgain("2026-11-05T12:59:00.000Z"), ana], NOW).ledBefore).toBeUndefined();
    expect(headsOf([givenAgain("2026-11-05T13:00:00.000Z"), ana], NOW).ledBefore).toHaveLength(2);
    const newcomer = givenAgain("2026-11-04T13:01:00.000Z", { created_at: "2026-11-04T12:00:00.000Z" });
    expect(headsOf([newcomer, ana], NOW).ledBefore).toEqual([
      { until: "2026-11-04T12:00:00.000Z", leads: ["ana"], deputies: [] },
    ]);
  });

  it("keeps what was of a seat that is put off to a later day, and not of one that was given that day", () => {
    const at = "2026-11-10T09:00:00.000Z";
    const putOff = (tom: DatedSeat) => ({
      ...tom,
      from_date: "2026-11-16",
      earlier_terms: termsBefore(tom, "2026-11-16", at),
    });
    const ana = seat("ana", "lead");
    const { ledBefore } = headsOf([putOff(seat("tom", "lead")), ana], NOW);
    expect(ledBefore?.map(({ until, leads }) => [until, ...leads])).toEqual([
      [at, "tom", "ana"],
      ["2026-11-16T00:00:00.000Z", "ana"],
    ]);
    const given = seat("tom", "lead", { created_at: "2026-11-10T08:59:00.000Z" });
    expect(putOff(given).earlier_terms).toBeNull();
    expect(termsBefore(seat("bo", "team", TAKEN_OUT), "2026-11-16", at)).toBeNull();
    expect(termsBefore(seat("tom", "lead"), "2026-06-01", at)).toBeNull();
  });
});
