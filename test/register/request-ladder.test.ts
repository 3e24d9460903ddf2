import { describe, expect, it } from "vitest";
import { firstDecider, nextAbove, type SeatNow } from "../../src/register/requests/ladder.ts";

const SINCE = "2026-01-01T09:00:00.000Z";
let seatCount = 0;
const seat = (role: SeatNow["role"], person: string, from: string | null = null): SeatNow => ({
  id: `seat-${++seatCount}`,
  role,
  person_id: person,
  from_date: from,
  created_at: SINCE,
});

const SEATS = [
  seat("team", "priya"),
  seat("deputy", "dan"),
  seat("lead", "tom"),
  seat("sponsor", "hugo", "2026-03-01"),
  seat("sponsor", "margaret", "2025-09-01"),
  seat("steering", "nina", "2025-09-01"),
  seat("steering", "otto", "2024-01-01"),
];
const open = { disclosure: "program" } as const;

describe("who decides unless somebody was chosen", () => {
  it.each([
    ["the lead for the team", "priya", "tom"],
    ["the longest seated sponsor for the lead", "tom", "margaret"],
    ["the chair of the committee for a sponsor", "margaret", "otto"],
    ["the lead for whoever has no seat", "guest", "tom"],
  ])("is %s", (_, requesterId, expected) => {
    expect(firstDecider(SEATS, { requesterId, ...open })?.personId).toBe(expected);
  });

  it("is nobody where whoever asks is alone", () => {
    expect(firstDecider([seat("lead", "tom")], { requesterId: "tom", ...open })).toBeNull();
  });
});

describe("who is next above", () => {
  const above = (ownerId: string, requesterId = "priya", seats = SEATS, passed: string[] = []) =>
    nextAbove(seats, { ownerId, requesterId, passed, ...open })?.personId ?? null;

  it("is the sponsor, then the chair, then nobody", () => {
    expect([above("tom"), above("margaret"), above("otto")]).toEqual(["margaret", "otto", null]);
  });

  it("of somebody without a seat is whoever is above the one who asks", () => {
    expect([above("guest"), above("guest", "tom")]).toEqual(["tom", "margaret"]);
  });

  it("counts a lead who is also the sponsor once, and never comes to whoever asks", () => {
    const both = [seat("lead", "tom"), seat("sponsor", "tom"), seat("steering", "otto")];
    expect(above("tom", "priya", both)).toBe("otto");
    expect(above("tom", "otto", both)).toBeNull();
  });

  it("passes over whoever had it or is away throughout, and a blocker stays with the sponsor", () => {
    expect(above("tom", "priya", SEATS, ["margaret", "hugo"])).toBe("otto");
    expect(nextAbove(SEATS, { ownerId: "margaret", requesterId: null, top: "sponsor", ...open })).toBeNull();
  });

  it("is for a lead who is away the deputy, and for a sponsor another one", () => {
    const standIn = (ownerId: string) =>
      nextAbove(SEATS, { ownerId, requesterId: "priya", isStandIn: true, ...open })?.personId;
    expect([standIn("tom"), standIn("margaret")]).toEqual(["dan", "hugo"]);
  });

  it.each(["team", "lead"] as const)("of what is for the %s alone is nobody above the lead", (disclosure) => {
    expect(nextAbove(SEATS, { ownerId: "priya", requesterId: "priya", disclosure })?.personId).toBe("tom");
    expect(nextAbove(SEATS, { ownerId: "tom", requesterId: "priya", disclosure })).toBeNull();
  });
});
