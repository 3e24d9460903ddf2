import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Candidate,
  type ContactFacts,
  type Counted,
  decideContact,
  firstAllowed,
  type Outgoing,
} from "../../src/delivery/rules-contact.ts";
import { type SlotFacts, slotAt, slotFor } from "../../src/delivery/rules-slots.ts";
import type { Instant } from "../../src/platform/clock.ts";
import {
  addMs,
  DAY,
  HOUR,
  instantOf,
  inZone,
  localDateOf,
  MINUTE,
  mondayOf,
  WEEKDAYS,
} from "../../src/platform/time.ts";
import { worksOn } from "../../src/platform/working-days.ts";

const PARIS = "Europe/Paris";
/** Tuesday 3 November 2026, in Paris. */
const at = (time: string, date = "2026-11-03") => instantOf(date, time, PARIS);

const MEMBER: SlotFacts = { isAsItHappens: false, isLead: false, weeklyOn: null, isWeeklyOnly: false };
const LEAD: SlotFacts = { ...MEMBER, isLead: true };
const SPONSOR: SlotFacts = { ...MEMBER, weeklyOn: "tu", isWeeklyOnly: true };

const FACTS: ContactFacts = {
  zone: PARIS,
  workingDays: WEEKDAYS.slice(0, 5),
  hours: { from: "08:00", until: "20:00" },
  preferredAt: null,
  holidays: new Set(),
  away: [],
  caps: { perDay: 3, perWeek: 10 },
  takesUrgent: false,
};

function candidate(id: string, changes: Partial<Candidate> = {}): Candidate {
  const firstDueAt = changes.firstDueAt ?? at("07:00");
  return {
    id,
    key: `key of ${id}`,
    contact: "notice",
    slot: "morning",
    slotAt: null,
    isForItsDay: false,
    neededBy: null,
    dueAt: firstDueAt,
    isUrgent: false,
    hasLine: true,
    firstDueAt,
    expiresAt: null,
    ...changes,
  };
}
const prompt = (id: string, changes: Partial<Candidate> = {}) =>
  candidate(id, { contact: "prompt", isForItsDay: true, expiresAt: at("09:00", "2026-11-04"), ...changes });

function decide(
  now: Instant,
  candidates: Candidate[],
  { slots = MEMBER, sent = [], ...facts }: Partial<ContactFacts> & { slots?: SlotFacts; sent?: Counted[] } = {},
) {
  return decideContact({ facts: { ...FACTS, ...facts }, slots, now, sent, candidates });
}

describe("the morning message", () => {
  it("has all that came since the last one, at the usual hour or the one that was chosen", () => {
    const note = candidate("note", { firstDueAt: at("14:00", "2026-11-02"), dueAt: at("08:00") });
    expect(decide(at("08:00"), [note]).held).toEqual([{ id: "note", until: at("09:00"), because: "morning" }]);
    expect(decide(at("08:00"), [note], { preferredAt: "10:30" }).held).toMatchObject([{ until: at("10:30") }]);
  });

  it("has no check-in of a fixed time later that day (H4)", () => {
    const fixed = prompt("fixed", { slot: null, dueAt: at("14:00"), firstDueAt: at("14:00") });
    const daily = prompt("daily", { dueAt: at("09:00"), firstDueAt: at("09:00") });
    expect(decide(at("09:00"), [daily, fixed]).send).toEqual([
      { ids: ["daily"], slot: "morning", slotAt: at("09:00") },
    ]);
  });

  it("comes at the hour that somebody has chosen, and takes along the check-ins of later that day", () => {
    const first = prompt("first", { firstDueAt: at("08:30") });
    const second = prompt("second", { firstDueAt: at("10:00") });
    const held = decide(at("08:30"), [first, second], { preferredAt: "08:45" });
    expect(held).toEqual({ send: [], held: [{ id: "first", until: at("08:45"), because: "morning" }], lapsed: [] });
    expect(decide(at("08:45"), [{ ...first, dueAt: at("08:45") }, second], { preferredAt: "08:45" }).send).toEqual([
      { ids: ["first", "second"], slot: "morning", slotAt: at("08:45") },
    ]);
  });

  it("is at nine where nothing is asked that day", () => {
    const note = candidate("note", { firstDueAt: at("14:00") });
    expect(decide(at("14:00"), [note]).held).toEqual([
      { id: "note", until: at("09:00", "2026-11-04"), because: "morning" },
    ]);
  });

  it("is never dropped, whatever somebody has had; a check-in of a day that is over does not wait for the next", () => {
    const sent = [1, 2, 3].map((hour) => ({
      at: at(`0${hour}:00`),
      dueAt: at(`0${hour}:00`),
      contact: "prompt" as const,
      slot: null,
    }));
    expect(decide(at("09:30"), [prompt("daily", { firstDueAt: at("09:30") })], { sent }).send).toEqual([
      { ids: ["daily"], slot: "morning", slotAt: at("09:30") },
    ]);
    const later = prompt("later", { firstDueAt: at("11:00") });
    expect(decide(at("11:00"), [later], { preferredAt: "08:30", sent }).send).toEqual([
      { ids: ["later"], slot: "morning", slotAt: at("11:00") },
    ]);
  });

  it("waits for no other one where it could not be sent in its own, which says when the next one comes", () => {
    const failed = candidate("bundle", { contact: "prompt", slotAt: at("09:30"), firstDueAt: at("10:40") });
    const goes = [{ ids: ["bundle"], slot: "morning", slotAt: at("09:30") }];
    expect(decide(at("10:40"), [failed])).toEqual({ send: goes, held: [], lapsed: [] });
    const asWeekly = decide(at("10:40"), [{ ...failed, slot: "weekly" }], { slots: SPONSOR });
    expect(asWeekly.send).toEqual([{ ...goes[0], slot: "weekly" }]);
    // An hour outside their hours is none for it either.
    const evening = at("21:00");
    const next = { id: "bundle", until: at("08:00", "2026-11-04"), because: "quiet-hours" };
    expect(decide(evening, [{ ...failed, dueAt: evening }]).held).toEqual([next]);
  });

  it("uses up nothing of what else may come in a week", () => {
    const monday = at("09:30", "2026-11-02");
    const sent: Counted[] = [{ at: monday, dueAt: monday, contact: "prompt", slot: "morning" }];
    const flash = candidate("flash", { slot: null, contact: "digest" });
    const caps = { perDay: 3, perWeek: 1 };
    expect(decide(at("14:00"), [flash], { sent, caps }).send).toEqual([{ ids: ["flash"], slot: null, slotAt: null }]);
  });

  it("does not wait where it would be too late", () => {
    const needed = candidate("needed", { firstDueAt: at("14:00"), neededBy: at("08:00", "2026-11-04") });
    expect(decide(at("14:00"), [needed]).send).toEqual([{ ids: ["needed"], slot: null, slotAt: null }]);
  });
});

describe("the lead's Monday", () => {
  const note = candidate("note", { slot: "monday", firstDueAt: at("14:00") });

  it("has what is about the program; on the first day of theirs where Monday is a day off", () => {
    expect(decide(at("14:00"), [note], { slots: LEAD }).held).toEqual([
      { id: "note", until: at("09:00", "2026-11-09"), because: "monday" },
    ]);
    expect(decide(at("14:00"), [note], { slots: LEAD, holidays: new Set(["2026-11-09"]) }).held).toEqual([
      { id: "note", until: at("09:00", "2026-11-10"), because: "monday" },
    ]);
  });

  it("is the morning for whoever leads nothing", () => {
    expect(decide(at("14:00"), [note]).held).toEqual([
      { id: "note", until: at("09:00", "2026-11-04"), because: "morning" },
    ]);
  });
});

describe("the weekly message of a sponsor", () => {
  const ask = candidate("ask", { slot: "weekly", contact: "prompt", firstDueAt: at("14:00") });

  it("comes on their day, with what is meant for mornings, and after an absence on the first day back", () => {
    const given = candidate("given", { firstDueAt: at("15:00", "2026-11-05") });
    expect(decide(at("14:00"), [ask], { slots: SPONSOR }).held).toEqual([
      { id: "ask", until: at("09:00", "2026-11-10"), because: "weekly" },
    ]);
    expect(decide(at("15:00", "2026-11-05"), [given], { slots: { ...SPONSOR, weeklyOn: "th" } }).held).toEqual([
      { id: "given", until: at("09:00", "2026-11-12"), because: "weekly" },
    ]);
    const away = [{ from: "2026-11-09", until: "2026-11-18" }];
    expect(decide(at("14:00"), [ask], { slots: SPONSOR, away }).held).toEqual([
      { id: "ask", until: at("09:00", "2026-11-19"), because: "weekly" },
    ]);
  });

  it("comes once to whoever is back a day or two before their day (SLOT6)", () => {
    const back = (until: string) => [{ from: "2026-11-09", until }];
    const heldUntil = (until: string, facts: Partial<ContactFacts> = {}) =>
      decide(at("14:00"), [ask], { slots: SPONSOR, away: back(until), ...facts }).held[0]?.until;
    // Back on Friday, and on Monday.
    expect(heldUntil("2026-11-12")).toBe(at("09:00", "2026-11-13"));
    expect(heldUntil("2026-11-15")).toBe(at("09:00", "2026-11-17"));
    // Their own day is a day off.
    expect(heldUntil("2026-11-15", { holidays: new Set(["2026-11-17"]) })).toBe(at("09:00", "2026-11-16"));
  });

  it("has first what is needed first", () => {
    const later = { ...ask, id: "later", neededBy: at("23:00", "2026-11-20") };
    const sooner = { ...ask, id: "sooner", firstDueAt: at("15:00"), neededBy: at("23:00", "2026-11-12") };
    const due = [later, sooner, { ...ask, id: "any" }].map((each) => ({ ...each, dueAt: at("09:00", "2026-11-10") }));
    expect(decide(at("09:00", "2026-11-10"), due, { slots: SPONSOR }).send).toEqual([
      { ids: ["sooner", "later", "any"], slot: "weekly", slotAt: at("09:00", "2026-11-10") },
    ]);
  });

  it("is not waited for by what is needed before it", () => {
    const needed = { ...ask, neededBy: at("23:00", "2026-11-06") };
    expect(decide(at("14:00"), [needed], { slots: SPONSOR }).send).toEqual([
      { ids: ["ask"], slot: null, slotAt: null },
    ]);
    const inTime = { ...ask, neededBy: at("23:00", "2026-11-12") };
    expect(decide(at("14:00"), [inTime], { slots: SPONSOR }).send).toEqual([]);
  });

  it("whoever works in a program as well has mornings too", () => {
    const both: SlotFacts = { ...SPONSOR, isWeeklyOnly: false };
    expect(slotFor(both, "morning")).toBe("morning");
    expect(slotFor(both, "weekly")).toBe("weekly");
    expect(slotFor(SPONSOR, "morning")).toBe("weekly");
    expect(slotFor({ ...SPONSOR, isAsItHappens: true }, "weekly")).toBeNull();
  });
});

const anyPerson = fc.record({
  zone: fc.constantFrom(PARIS, "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"),
  workingDays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  preferredAt: fc.option(fc.constantFrom("08:00", "08:30", "09:15", "11:00", "16:30"), { nil: null }),
  holidays: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
  away: fc.option(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })), { nil: null }),
  slots: fc.record({
    isAsItHappens: fc.constant(false),
    isLead: fc.boolean(),
    weeklyOn: fc.option(fc.constantFrom(...WEEKDAYS), { nil: null }),
    isWeeklyOnly: fc.constant(false),
  }),
});
const day = (offset: number) => localDateOf(addMs(at("12:00"), offset * DAY), "UTC");

describe("whoever it is, whatever is due for them", () => {
  it("a slot is on a working day of theirs, within their hours, at most once in its day or week", () => {
    fc.assert(
      fc.property(anyPerson, fc.constantFrom("morning", "monday", "weekly"), fc.nat(20 * 24), (person, slot, hours) => {
        const facts = factsOf(person);
        const from = addMs(at("00:00"), hours * HOUR);
        const time = facts.preferredAt ?? "09:00";
        const next = slotAt({ ...facts, slots: person.slots }, slot, from, time);
        if (next === null) return;
        const date = localDateOf(next, facts.zone);
        expect(next >= from).toBe(true);
        expect(worksOn(facts, date)).toBe(true);
        expect(inZone(next, facts.zone).hour).toBeGreaterThanOrEqual(8);
        const after = slotAt({ ...facts, slots: person.slots }, slot, addMs(next, MINUTE), time);
        if (after === null || slot === "morning") return;
        const weekOf = (instant: Instant) =>
          slot === "monday" ? mondayOf(localDateOf(instant, facts.zone)) : localDateOf(instant, facts.zone);
        expect(weekOf(after) > weekOf(next)).toBe(true);
      }),
    );
  });

  it("all of it comes, by itself or in its slot, and no day has two messages of one slot but for later check-ins", () => {
    fc.assert(
      fc.property(anyPerson, anyNotes(), (person, notes) => {
        const facts = factsOf(person);
        const sent = play(facts, person.slots, notes);
        expect(sent.flatMap(({ ids }) => ids).toSorted()).toEqual(notes.map(({ id }) => id).toSorted());
        const mornings = sent.filter(({ slot }) => slot !== null).map(({ at }) => localDateOf(at, facts.zone));
        expect(new Set(mornings).size).toBe(mornings.length);
        for (const { at } of sent) expect(worksOn(facts, localDateOf(at, facts.zone))).toBe(true);
      }),
    );
  });

  it("what could not be sent in its slot comes as soon as the person may be written to", () => {
    fc.assert(
      fc.property(anyPerson, anyNotes(), fc.integer({ min: 1, max: 3 * 24 * 60 }), (person, notes, minutes) => {
        const facts = factsOf(person);
        for (const { at: failedAt, ids, slot, slotAt } of play(facts, person.slots, notes)) {
          if (slot === null) continue;
          const now = addMs(failedAt, minutes * MINUTE);
          const candidates = ids.map((id) => candidate(id, { slot, slotAt, firstDueAt: now }));
          const decision = decideContact({ facts, slots: person.slots, now, sent: [], candidates });
          const until = firstAllowed(facts, now, false).at;
          if (until === now) expect(decision.send).toEqual([{ ids: expect.arrayContaining(ids), slot, slotAt }]);
          else expect(decision.held.map((held) => held.until)).toEqual(ids.map(() => until));
        }
      }),
    );
  });
});

function factsOf({ holidays, away, slots: _, ...person }: typeof anyPerson extends fc.Arbitrary<infer P> ? P : never) {
  return {
    ...FACTS,
    ...person,
    caps: { perDay: 50, perWeek: 50 },
    holidays: new Set(holidays.map(day)),
    away: away === null ? [] : [{ from: day(away[0]), until: day(away[0] + away[1]) }],
  };
}

function anyNotes() {
  return fc
    .array(
      fc.record({
        slot: fc.constantFrom("morning" as const, "monday" as const, "weekly" as const),
        due: fc.nat(20 * 24 * 60),
      }),
      { minLength: 1, maxLength: 15 },
    )
    .map((all) =>
      all.map(({ slot, due }, index) =>
        candidate(`n${index}`, { slot, firstDueAt: addMs(at("00:00"), due * MINUTE), expiresAt: null }),
      ),
    );
}

/** Plays an outbox that is looked at when something is due. */
function play(facts: ContactFacts, slots: SlotFacts, notes: readonly Candidate[]) {
  const waiting = new Map(notes.map((note) => [note.id, note]));
  const sent: ({ at: Instant } & Outgoing)[] = [];
  for (let steps = 0; waiting.size > 0; steps += 1) {
    if (steps > 500) throw new Error("Something waits for ever.");
    const now = [...waiting.values()].map(({ dueAt }) => dueAt).sort()[0] ?? "";
    const decision = decideContact({ facts, slots, now, sent: [], candidates: [...waiting.values()] });
    for (const { id, until } of decision.held) {
      const note = waiting.get(id);
      expect(until > now).toBe(true);
      if (note) waiting.set(id, { ...note, dueAt: until });
    }
    for (const message of decision.send) {
      sent.push({ at: now, ...message });
      for (const id of message.ids) waiting.delete(id);
    }
  }
  return sent;
}

it("brings with a check-in at a fixed time before 11:00 what waits for the morning message, but no other check-in", () => {
  const fixed = (time: string) => prompt("fixed", { slot: null, dueAt: at(time), firstDueAt: at(time) });
  const note = (time: string) => candidate("note", { dueAt: at(time), firstDueAt: at("14:00", "2026-11-02") });
  const daily = prompt("daily", { dueAt: at("09:00"), firstDueAt: at("09:00") });
  expect(decide(at("08:30"), [fixed("08:30"), note("09:00"), daily]).send).toMatchObject([{ ids: ["fixed", "note"] }]);
  expect(decide(at("11:00"), [fixed("11:00"), note("12:00")]).send).toMatchObject([{ ids: ["fixed"] }]);
});
