import { describe, expect, it } from "vitest";
import {
  lapsesAt,
  oldestOf,
  planningAfter,
  readerAmong,
  reopeningOf,
  type Untidied,
  weekOf,
} from "../../src/register/tidying/rules.ts";

const RAISED = "2026-09-01T09:00:00.000Z";
const draft: Untidied = {
  id: "r1",
  type: "risk",
  details: {},
  state: "draft",
  due_on: null,
  raised_at: RAISED,
  updated_at: RAISED,
  confirmed_at: null,
  tidied_at: null,
  lapses_at: null,
};
const page = { begunAt: "2026-01-01T00:00:00.000Z", periodDays: 7, pageOn: "2026-09-07", zone: "Europe/London" };

describe("what nobody has confirmed", () => {
  it("lapses after 30 days, or one and a half periods of its check-in where that is longer, and a week after its page (C7)", () => {
    expect(lapsesAt(draft, page)).toBe("2026-10-01T17:00:00.000Z");
    expect(lapsesAt(draft, { ...page, periodDays: null })).toBe("2026-10-01T17:00:00.000Z");
    expect(lapsesAt(draft, { ...page, periodDays: 31 })).toBe("2026-10-18T17:00:00.000Z");
    expect(lapsesAt(draft, { ...page, periodDays: 92 })).toBe("2027-01-17T18:00:00.000Z");
    expect(lapsesAt(draft, { ...page, pageOn: "2026-11-02" })).toBe("2026-11-09T18:00:00.000Z");
  });

  it("counts from the upgrade where it is older, and keeps the day that was told (C7)", () => {
    expect(lapsesAt(draft, { ...page, begunAt: "2026-11-23T12:00:00.000Z", pageOn: "2026-11-30" })).toBe(
      "2026-12-23T18:00:00.000Z",
    );
    const told = { ...draft, lapses_at: "2026-10-01T17:00:00.000Z" };
    expect(lapsesAt(told, { ...page, pageOn: "2026-09-28" })).toBe("2026-10-01T17:00:00.000Z");
  });

  it("does not lapse with a date, as a blocker, as a request, as a high risk, or once somebody stands by it (C7)", () => {
    const lasting: Untidied[] = [
      { ...draft, due_on: "2026-09-30" },
      { ...draft, type: "issue", details: { blocksWork: true } },
      { ...draft, type: "ask", details: { kind: "decision" } },
      { ...draft, type: "risk", details: { probability: 5, impact: 3 } },
      { ...draft, confirmed_at: RAISED },
      { ...draft, state: "closed" },
    ];
    expect(lasting.map((item) => lapsesAt(item, page))).toEqual(lasting.map(() => null));
    const others: Untidied[] = [
      { ...draft, type: "risk", details: { probability: 2, impact: 3 } },
      { ...draft, type: "issue", details: { blocksWork: false } },
      { ...draft, type: "decision", details: {} },
    ];
    expect(others.map((item) => lapsesAt(item, page) !== null)).toEqual([true, true, true]);
  });

  it("stands on the page by its age, five at once, and behind what has not stood there yet (C7)", () => {
    const items = ["06", "03", "05", "01", "07", "02", "04"].map((day) => ({
      ...draft,
      id: day,
      raised_at: `2026-09-${day}T09:00:00.000Z`,
    }));
    expect(oldestOf(items).map(({ id }) => id)).toEqual(["01", "02", "03", "04", "05"]);
    const next = items.map((item) => (item.id <= "05" ? { ...item, tidied_at: "2026-09-14T08:00:00.000Z" } : item));
    expect(oldestOf(next).map(({ id }) => id)).toEqual(["06", "07", "01", "02", "03"]);
  });

  it("comes to whoever leads and works in that week, on their first day (C7)", () => {
    const now = "2026-09-06T10:00:00.000Z";
    expect([weekOf(now), weekOf("2026-09-06T09:59:00.000Z")]).toEqual(["2026-09-07", "2026-08-31"]);
    expect(planningAfter(now)).toBe("2026-09-13T10:00:00.000Z");
    const workingDays = ["mo", "tu", "we", "th", "fr"] as const;
    const days = { zone: "Europe/London", workingDays, holidays: new Set(["2026-09-07"]), away: [] };
    const away = { ...days, away: [{ from: "2026-09-01", until: "2026-09-30" }] };
    const facts = new Map([
      ["tom", days],
      ["lea", away],
    ]);
    const found = readerAmong(["lea", "tom"], (id) => facts.get(id), { monday: "2026-09-07", now });
    expect(found).toMatchObject({ personId: "tom", on: "2026-09-08", at: "2026-09-08T08:00:00.000Z" });
    expect(readerAmong(["lea"], (id) => facts.get(id), { monday: "2026-09-07", now })).toBe(null);
  });

  it("can be brought back for 90 days; what somebody closed, at any time (C7)", () => {
    const closed = { state: "closed", closed_at: RAISED } as const;
    const [soon, late] = ["2026-11-30T08:00:00.000Z", "2026-11-30T09:00:00.000Z"];
    const lapsed = [{ event: "raised" }, { event: "lapsed" }] as const;
    expect([soon, late].map((now) => reopeningOf(closed, lapsed, now))).toEqual(["bring-back", null]);
    expect(reopeningOf(closed, [{ event: "closed" }], late)).toBe("reopen");
    expect(reopeningOf({ state: "open", closed_at: null }, [{ event: "reopened" }], soon)).toBe(null);
  });
});
