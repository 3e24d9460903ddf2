import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, type ContactFacts, type Counted, decideContact } from "../../src/delivery/rules-contact.ts";
import { MOST_DECISIONS } from "../../src/delivery/rules-queue.ts";
import { AS_IT_HAPPENS, type SlotFacts } from "../../src/delivery/rules-slots.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addLocalDays, addMs, DAY, HOUR, instantOf, localDateOf, MINUTE, WEEKDAYS } from "../../src/platform/time.ts";

const ZONE = "Europe/Paris";
/** Tuesday 3 November 2026, in Paris, when the weekly message comes. */
const at = (time: string, date = "2026-11-03") => instantOf(date, time, ZONE);
const TUESDAY = at("09:00");
const NEXT = at("09:00", "2026-11-10");
const SPONSOR: SlotFacts = { isAsItHappens: false, isLead: false, weeklyOn: "tu", isWeeklyOnly: true };
const FACTS: ContactFacts = {
  zone: ZONE,
  workingDays: WEEKDAYS.slice(0, 5),
  hours: { from: "08:00", until: "20:00" },
  preferredAt: null,
  holidays: new Set(),
  away: [],
  caps: { perDay: 5, perWeek: 10 },
  takesUrgent: false,
};

function ask(id: string, changes: Partial<Candidate> = {}): Candidate {
  return {
    id,
    key: `ask:${id}`,
    contact: "prompt",
    slot: "weekly",
    slotAt: null,
    isForItsDay: false,
    neededBy: null,
    decision: { hasCost: false, cannotWaitSince: null },
    queuedAt: null,
    dueAt: TUESDAY,
    isUrgent: false,
    hasLine: true,
    firstDueAt: at("15:00", "2026-10-29"),
    expiresAt: null,
    ...changes,
  };
}
const day = (date: string) => instantOf(date, "00:00", ZONE);
const cannotWait = (id: string, since: Instant, changes: Partial<Candidate> = {}) =>
  ask(id, { decision: { hasCost: false, cannotWaitSince: since }, dueAt: since, ...changes });

function decide(
  now: Instant,
  candidates: Candidate[],
  { slots = SPONSOR, sent = [], ...facts }: Partial<ContactFacts> & { slots?: SlotFacts; sent?: Counted[] } = {},
) {
  return decideContact({ facts: { ...FACTS, ...facts }, slots, now, sent, candidates });
}
const idsIn = ({ send }: ReturnType<typeof decide>) => send.flatMap(({ ids }) => ids);
const waits = (id: string, ahead = MOST_DECISIONS) => ({ id, until: NEXT, because: "queue", ahead });

describe("a weekly message (SLOT7)", () => {
  it("has three decisions; what is needed first goes first, then what has a cost of waiting, then what came first", () => {
    const asks = [
      ask("late", { firstDueAt: at("15:00", "2026-11-02") }),
      ask("early"),
      ask("dear", { decision: { hasCost: true, cannotWaitSince: null }, firstDueAt: at("16:00", "2026-11-02") }),
      ask("dated", { neededBy: day("2026-11-20") }),
      ask("sooner", { neededBy: day("2026-11-18") }),
    ];
    const decided = decide(TUESDAY, asks);
    expect(decided.send).toEqual([{ ids: ["sooner", "dated", "dear"], slot: "weekly", slotAt: TUESDAY }]);
    expect(decided.held).toEqual([waits("early"), waits("late")]);
    expect(decide(TUESDAY, asks.toReversed())).toEqual(decided);
  });

  it("has no more of those where it has some that are needed before the next, which go however many there are", () => {
    const needed = (id: string) => ask(id, { neededBy: day("2026-11-10") });
    const four = decide(TUESDAY, [ask("free"), needed("1"), needed("2"), needed("3"), needed("4")]);
    expect(idsIn(four)).toEqual(["1", "2", "3", "4"]);
    expect(four.held).toEqual([waits("free", 4)]);
    const two = decide(TUESDAY, [ask("a"), ask("b"), needed("1"), needed("2")]);
    expect([idsIn(two), two.held]).toEqual([["1", "2", "a"], [waits("b")]]);
  });

  it("counts what is needed at once and comes with it", () => {
    const urgent = (id: string) => ask(id, { isUrgent: true });
    const decided = decide(TUESDAY, [urgent("1"), urgent("2"), urgent("3"), ask("free")]);
    expect([idsIn(decided), decided.held]).toEqual([["1", "2", "3"], [waits("free")]]);
  });

  it("has all that waited for room once, beyond three, and is not there before", () => {
    const queued = (id: string) => ask(id, { queuedAt: TUESDAY, dueAt: NEXT });
    const all = ["1", "2", "3", "4", "5"].map(queued);
    const decided = decide(NEXT, [...all, ask("new", { dueAt: NEXT, firstDueAt: at("10:00", "2026-11-05") })]);
    expect(idsIn(decided)).toEqual(["1", "2", "3", "4", "5"]);
    expect(decided.held).toEqual([{ ...waits("new", 5), until: at("09:00", "2026-11-17") }]);
    // As when what they allow has changed.
    const wednesday = at("10:00", "2026-11-04");
    const weighed = decide(wednesday, [ask("1", { queuedAt: TUESDAY, dueAt: wednesday })]);
    expect(weighed.held).toEqual([{ id: "1", until: NEXT, because: "weekly" }]);
  });

  it("comes on the day that they have chosen since, and on none of those on which they are away", () => {
    const thursday = { ...SPONSOR, weeklyOn: "th" as const };
    const queued = ask("1", { queuedAt: TUESDAY, dueAt: at("10:00") });
    const moved = at("09:00", "2026-11-05");
    expect(decide(at("10:00"), [queued], { slots: thursday }).held).toEqual([
      { id: "1", until: moved, because: "weekly" },
    ]);
    const away = [{ from: "2026-11-09", until: "2026-11-11" }];
    const back = at("09:00", "2026-11-12");
    const [held] = decide(
      TUESDAY,
      ["1", "2", "3", "4"].map((id) => ask(id)),
      { away },
    ).held;
    expect(held).toEqual({ ...waits("4"), until: back });
    expect(idsIn(decide(back, [ask("4", { queuedAt: TUESDAY, dueAt: back })], { away }))).toEqual(["4"]);
  });

  it("leaves out nothing while they are away for longer than anybody looks ahead", () => {
    const away = [{ from: "2026-11-04", until: "2027-01-31" }];
    expect(
      idsIn(
        decide(
          TUESDAY,
          ["1", "2", "3", "4"].map((id) => ask(id)),
          { away },
        ),
      ),
    ).toHaveLength(4);
  });

  it("is for those who have one: to others all comes as it is", () => {
    const asks = ["1", "2", "3", "4"].map((id) => ask(id));
    expect(idsIn(decide(TUESDAY, asks, { slots: AS_IT_HAPPENS }))).toHaveLength(4);
    const lead = { ...SPONSOR, weeklyOn: null, isWeeklyOnly: false, isLead: true };
    expect(idsIn(decide(TUESDAY, asks, { slots: lead }))).toHaveLength(4);
  });

  it("leaves what is put off until later that day where there is no room for it", () => {
    const later = ask("later", { dueAt: at("11:00"), firstDueAt: at("11:00"), neededBy: day("2026-11-25") });
    const decided = decide(TUESDAY, [ask("1"), ask("2"), ask("3"), later]);
    expect(idsIn(decided)).toEqual(["later", "1", "2"]);
    expect(decided.held).toEqual([waits("3")]);
    const full = decide(TUESDAY, [ask("1"), ask("2"), ask("3"), { ...later, neededBy: null }]);
    expect([idsIn(full), full.held]).toEqual([["1", "2", "3"], []]);
  });

  it("of twelve lets none wait past its last day, and has all gone with the next (SLOT7)", () => {
    const lastDays = fc.array(fc.option(fc.integer({ min: -3, max: 40 }), { nil: null }), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(lastDays, (days) => {
        const asks = days.map((after, index) =>
          ask(String(index), { neededBy: after === null ? null : day(addLocalDays("2026-11-03", after)) }),
        );
        const first = decide(TUESDAY, asks);
        expect(first.send).toHaveLength(1);
        for (const { id, until } of first.held) {
          const { neededBy } = asks.find((one) => one.id === id) ?? ask("");
          expect(neededBy === null || neededBy > until).toBe(true);
        }
        expect(idsIn(first).length).toBeGreaterThanOrEqual(MOST_DECISIONS);
        const queued = first.held.map(({ id }) => {
          const one = asks.find((each) => each.id === id);
          return { ...(one ?? ask(id)), queuedAt: TUESDAY, dueAt: NEXT };
        });
        const second = decide(NEXT, queued);
        expect([idsIn(second).length, second.held]).toEqual([queued.length, []]);
      }),
    );
  });
});

describe("what cannot wait for a weekly message (SLOT7)", () => {
  const MONDAY = at("10:00", "2026-11-02");
  const atOnce = (instant: Instant): Counted => ({
    at: instant,
    dueAt: instant,
    contact: "prompt",
    slot: null,
    isAtOnce: true,
  });

  it("goes at once, whatever has its room", () => {
    const going = decide(MONDAY, [cannotWait("1", MONDAY, { queuedAt: at("09:00", "2026-10-27") })]);
    expect(going).toEqual({ send: [{ ids: ["1"], slot: null, slotAt: null, isAtOnce: true }], held: [], lapsed: [] });
    const evening = at("21:00", "2026-11-02");
    expect(decide(evening, [cannotWait("1", evening)]).held).toEqual([
      { id: "1", until: at("08:00"), because: "quiet-hours" },
    ]);
  });

  it("comes once a day: the second of a day waits for the next morning, with all of that day", () => {
    const sent = [atOnce(MONDAY)];
    const [eleven, noon] = [addMs(MONDAY, HOUR), addMs(MONDAY, 2 * HOUR)];
    const wednesday = at("09:00", "2026-11-04");
    const slots = { ...SPONSOR, weeklyOn: "fr" as const };
    for (const [id, since] of [
      ["2", eleven],
      ["3", noon],
    ] as const)
      expect(decide(since, [cannotWait(id, since)], { sent, slots }).held).toEqual([
        { id, until: TUESDAY, because: "once-a-day" },
      ]);
    const both = [cannotWait("2", eleven, { dueAt: TUESDAY }), cannotWait("3", noon, { dueAt: TUESDAY })];
    expect(decide(TUESDAY, both, { sent, slots }).send).toEqual([
      { ids: ["2", "3"], slot: null, slotAt: null, isAtOnce: true },
    ]);
    // Nobody works on the Tuesday.
    expect(decide(noon, [cannotWait("3", noon)], { sent, slots, holidays: new Set(["2026-11-03"]) }).held).toEqual([
      { id: "3", until: wednesday, because: "once-a-day" },
    ]);
    // What is said early in the morning takes them along.
    const half = addMs(TUESDAY, -30 * MINUTE);
    expect(decide(half, [cannotWait("4", half), ...both], { sent, slots }).send).toEqual([
      { ids: ["2", "3", "4"], slot: null, slotAt: null, isAtOnce: true },
    ]);
  });

  it("comes on the same day as another that could not wait where it is needed before the next morning", () => {
    const sent = [atOnce(MONDAY)];
    const noon = addMs(MONDAY, 2 * HOUR);
    for (const needed of [{ neededBy: day("2026-11-03") }, { isUrgent: true }])
      expect(idsIn(decide(noon, [cannotWait("2", noon, needed)], { sent }))).toEqual(["2"]);
    expect(idsIn(decide(noon, [cannotWait("2", noon)], { sent, slots: AS_IT_HAPPENS }))).toEqual(["2"]);
    const yesterday = [atOnce(addMs(MONDAY, -3 * DAY))];
    expect(idsIn(decide(noon, [cannotWait("2", noon)], { sent: yesterday }))).toEqual(["2"]);
    expect(localDateOf(noon, ZONE)).toBe("2026-11-02");
  });
});
