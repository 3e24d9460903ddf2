/** Who decides a request first, and who is next above when they do not answer. */
import { expect, it } from "vitest";
import { firstDecider, nextAbove, type SeatNow } from "../../src/register/requests/ladder.ts";
import { levelFor, limitExceeded } from "../../src/register/requests/limits.ts";

const seat = (role: SeatNow["role"], personId: string, since: string): SeatNow => ({
  id: `${role} ${personId}`,
  role,
  person_id: personId,
  from_date: since,
  created_at: "2026-11-02T09:00:00.000Z",
});

const LEAD = seat("lead", "lea", "2026-01-01");
const SPONSORS = [seat("sponsor", "omar", "2026-03-01"), seat("sponsor", "sofia", "2026-02-01")];
const SEATS = [LEAD, ...SPONSORS, seat("steering", "ines", "2026-01-01")];
const disclosure = "program";

it.each([
  ["of a team member with the lead", "lea", "tom", "sofia"],
  ["of the lead with a team member", "tom", "lea", "sofia"],
  ["of a sponsor with the lead", "lea", "sofia", "ines"],
  ["of a sponsor with a team member", "tom", "omar", "ines"],
  ["of the lead with a sponsor", "sofia", "lea", "ines"],
  ["of the chair with a sponsor", "sofia", "ines", undefined],
])("a request %s goes above its owner and above its requester", (_, ownerId, requesterId, next) => {
  expect(nextAbove(SEATS, { ownerId, requesterId, disclosure })?.personId).toBe(next);
});

it("whoever has had it is passed over, and nobody is above the level up to which it goes", () => {
  const request = { ownerId: "lea", requesterId: "tom", disclosure } as const;
  expect(nextAbove(SEATS, { ...request, passed: ["sofia"] })?.personId).toBe("omar");
  expect(nextAbove(SEATS, { ...request, passed: ["sofia", "omar"] })?.personId).toBe("ines");
  expect(nextAbove(SEATS, { ...request, passed: ["sofia", "omar"], top: "sponsor" })).toBeNull();
});

it("where nobody is above whoever asks, somebody else of their own level decides, and never they themselves", () => {
  const first = (seats: SeatNow[]) => firstDecider(seats, { requesterId: "sofia", disclosure })?.personId;
  expect(first(SEATS)).toBe("ines");
  expect(first([LEAD, ...SPONSORS])).toBe("omar");
  expect(first([LEAD, seat("sponsor", "sofia", "2026-02-01")])).toBeUndefined();
});

const LIMITS = { currency: "EUR", lead: { amount: "5000", days: 5 }, sponsor: { amount: "50000", days: null } };

it.each([
  ["nothing", {}, "lead", "lea"],
  ["as much as the lead decides", { amount: "5000", days: 5 }, "lead", "lea"],
  ["a cent more", { amount: "5000.01" }, "sponsor", "sofia"],
  ["days alone that the lead does not decide", { amount: "100", days: 6 }, "sponsor", "sofia"],
  ["more than the sponsor decides", { amount: "50001", days: 400 }, "chair", "ines"],
] as const)("a team member who asks for %s asks the lowest level that decides it", (_, asked, level, decider) => {
  expect(levelFor(LIMITS, asked)).toBe(level);
  expect(firstDecider(SEATS, { requesterId: "tom", disclosure }, level)?.personId).toBe(decider);
});

it("what nobody is high enough for goes as high as somebody is", () => {
  const asked = { amount: "60000" };
  const first = firstDecider([LEAD, ...SPONSORS], { requesterId: "tom", disclosure }, levelFor(LIMITS, asked));
  expect(first).toEqual({ personId: "sofia", level: "sponsor" });
});

it("unanswered, it skips levels that decide less, unless nobody is higher", () => {
  const request = { ownerId: "lea", requesterId: "tom", disclosure, least: "chair" } as const;
  expect(nextAbove(SEATS, request)?.personId).toBe("ines");
  expect(nextAbove([LEAD, ...SPONSORS], request)?.personId).toBe("sofia");
});

it.each([
  ["the chair", "ines", { amount: "60000" }, null],
  ["another member of the committee, as anybody", "omar", { amount: "60000" }, "committee"],
  ["a sponsor", "sofia", { amount: "50000" }, null],
  ["the lead, with a sponsor above", "lea", { amount: "20000" }, "delegate"],
  ["somebody without a seat, as the lead", "sam", { days: 6 }, "delegate"],
  ["a sponsor, of an amount in another currency", "sofia", { amount: "1", currency: "USD" }, "committee"],
] as const)("the limit of %s is known, and what comes first beyond it", (_, personId, asked, instead) => {
  const seats = [...SEATS, seat("steering", "omar", "2026-05-01"), seat("steering", "noor", "2026-06-01")];
  const asking = { ...asked, raised_by: "tom", owner_id: personId, disclosure } as const;
  expect(limitExceeded(LIMITS, seats, { personId, asking })?.instead ?? null).toBe(instead);
});
