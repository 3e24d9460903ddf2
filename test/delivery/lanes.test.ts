import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AS_IT_HAPPENS,
  type ContactFacts,
  type DueMessage,
  decideContact,
  effectiveLane,
  firstAllowed,
  type LaneFacts,
  nextOfLane,
  type Outgoing,
} from "../../src/delivery/lanes.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addMs, DAY, HOUR, instantOf, localDateOf, MINUTE, WEEKDAYS } from "../../src/platform/time.ts";
import { worksOn } from "../../src/platform/working-days.ts";

const PARIS = "Europe/Paris";
/** Tuesday 3 November 2026, in Paris. */
const at = (time: string, date = "2026-11-03") => instantOf(date, time, PARIS);

const MEMBER: LaneFacts = { isAsItHappens: false, weeklyOn: null };
const SPONSOR: LaneFacts = { ...MEMBER, weeklyOn: "tu" };

const FACTS: ContactFacts = {
  zone: PARIS,
  workingDays: WEEKDAYS.slice(0, 5),
  hours: { from: "08:00", until: "20:00" },
  preferredAt: null,
  holidays: new Set(),
  away: [],
};

function candidate(id: string, changes: Partial<DueMessage> = {}): DueMessage {
  const firstDueAt = changes.firstDueAt ?? at("07:00");
  return {
    id,
    key: `key of ${id}`,
    contact: "notice",
    lane: "morning",
    isForItsDay: false,
    neededBy: null,
    dueAt: firstDueAt,
    hasLine: true,
    manyOf: null,
    firstDueAt,
    expiresAt: null,
    ...changes,
  };
}
const prompt = (id: string, changes: Partial<DueMessage> = {}) =>
  candidate(id, { contact: "prompt", isForItsDay: true, expiresAt: at("09:00", "2026-11-04"), ...changes });

function decide(
  now: Instant,
  candidates: DueMessage[],
  { lanes = MEMBER, ...facts }: Partial<ContactFacts> & { lanes?: LaneFacts } = {},
) {
  return decideContact({ facts: { ...FACTS, ...facts }, lanes, now, candidates });
}

describe("the morning message", () => {
  it("has all that came since the last one, at the usual hour or the one that was chosen", () => {
    const note = candidate("note", { firstDueAt: at("14:00", "2026-11-02"), dueAt: at("08:00") });
    expect(decide(at("08:00"), [note]).held).toEqual([{ id: "note", until: at("09:00"), because: "morning" }]);
    expect(decide(at("08:00"), [note], { preferredAt: "10:30" }).held).toMatchObject([{ until: at("10:30") }]);
  });

  it("is not waited for by a check-in of a day whose morning is over", () => {
    expect(decide(at("09:30"), [prompt("daily", { firstDueAt: at("09:30") })]).send).toEqual([
      { ids: ["daily"], lane: "morning" },
    ]);
    const later = prompt("later", { firstDueAt: at("11:00") });
    expect(decide(at("11:00"), [later], { preferredAt: "08:30" }).send).toEqual([{ ids: ["later"], lane: "morning" }]);
  });

  it("has what is about a day that begins elsewhere while their evening is over", () => {
    const lastDay = prompt("last day", { firstDueAt: at("23:00", "2026-11-02"), expiresAt: null });
    expect(decide(at("08:00"), [lastDay]).held).toEqual([{ id: "last day", until: at("09:00"), because: "morning" }]);
  });

  it("waits for no other one where it could not be sent in its own, which says when the next one comes", () => {
    const failed = candidate("bundle", { contact: "prompt", firstDueAt: at("09:00"), dueAt: at("10:40") });
    expect(decide(at("10:40"), [failed]).send).toEqual([{ ids: ["bundle"], lane: "morning" }]);
    const asWeekly = decide(at("10:40"), [{ ...failed, lane: "weekly" }], { lanes: SPONSOR });
    expect(asWeekly.send).toEqual([{ ids: ["bundle"], lane: "weekly" }]);
    // An hour outside their hours is none for it either.
    const evening = at("21:00");
    const next = { id: "bundle", until: at("08:00", "2026-11-04"), because: "quiet-hours" };
    expect(decide(evening, [{ ...failed, dueAt: evening }]).held).toEqual([next]);
  });

  it("does not wait where it would be too late", () => {
    const needed = candidate("needed", { firstDueAt: at("14:00"), neededBy: at("08:00", "2026-11-04") });
    expect(decide(at("14:00"), [needed]).send).toEqual([{ ids: ["needed"], lane: "now" }]);
  });
});

describe("the weekly message of a sponsor", () => {
  const ask = candidate("request", { lane: "weekly", contact: "prompt", firstDueAt: at("14:00") });

  it("comes on their day, and after an absence on the first day back", () => {
    expect(decide(at("14:00"), [ask], { lanes: SPONSOR }).held).toEqual([
      { id: "request", until: at("09:00", "2026-11-10"), because: "weekly" },
    ]);
    const away = [{ from: "2026-11-09", until: "2026-11-18" }];
    expect(decide(at("14:00"), [ask], { lanes: SPONSOR, away }).held).toEqual([
      { id: "request", until: at("09:00", "2026-11-19"), because: "weekly" },
    ]);
    const digest = candidate("digest", { contact: "digest", lane: "now" });
    expect(decide(at("09:00", "2026-11-09"), [digest], { away }).held[0]?.until).toBe(at("09:00", "2026-11-19"));
  });

  it("comes once to whoever is back a day or two before their day", () => {
    const back = (until: string) => [{ from: "2026-11-09", until }];
    const heldUntil = (until: string, facts: Partial<ContactFacts> = {}) =>
      decide(at("14:00"), [ask], { lanes: SPONSOR, away: back(until), ...facts }).held[0]?.until;
    // Back on Friday, and on Monday.
    expect(heldUntil("2026-11-12")).toBe(at("09:00", "2026-11-13"));
    expect(heldUntil("2026-11-15")).toBe(at("09:00", "2026-11-17"));
    // Their own day is a day off.
    expect(heldUntil("2026-11-15", { holidays: new Set(["2026-11-17"]) })).toBe(at("09:00", "2026-11-16"));
  });

  it("is not waited for by what is needed before it", () => {
    const needed = { ...ask, neededBy: at("23:00", "2026-11-06") };
    expect(decide(at("14:00"), [needed], { lanes: SPONSOR }).send).toEqual([{ ids: ["request"], lane: "now" }]);
    const inTime = { ...ask, neededBy: at("23:00", "2026-11-12") };
    expect(decide(at("14:00"), [inTime], { lanes: SPONSOR }).send).toEqual([]);
  });

  it("takes along nothing that is meant for mornings, and whoever works in a program has none", () => {
    expect(effectiveLane(SPONSOR, "morning")).toBe("morning");
    expect(effectiveLane(MEMBER, "weekly")).toBe("morning");
    expect(effectiveLane({ ...SPONSOR, isAsItHappens: true }, "weekly")).toBe("now");
  });
});

const anyPerson = fc.record({
  zone: fc.constantFrom(PARIS, "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"),
  workingDays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  hours: fc.constantFrom(FACTS.hours, { from: "07:00", until: "16:00" }, { from: "20:00", until: "04:00" }),
  preferredAt: fc.option(fc.constantFrom("08:00", "08:30", "09:15", "11:00", "16:30"), { nil: null }),
  holidays: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
  away: fc.option(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })), { nil: null }),
  lanes: fc.record({
    isAsItHappens: fc.boolean(),
    weeklyOn: fc.option(fc.constantFrom(...WEEKDAYS), { nil: null }),
  }),
});
const day = (offset: number) => localDateOf(addMs(at("12:00"), offset * DAY), "UTC");

describe("whoever it is, whatever is due for them", () => {
  it("a message of a lane is on a working day of theirs, within their hours, at most once in its day or week", () => {
    fc.assert(
      fc.property(anyPerson, fc.constantFrom("morning", "weekly"), fc.nat(20 * 24), (person, lane, hours) => {
        const facts = { ...factsOf(person), lanes: person.lanes };
        const from = addMs(at("00:00"), hours * HOUR);
        const time = facts.preferredAt ?? "09:00";
        const next = nextOfLane(facts, lane, from, time);
        if (next === null) return;
        const date = localDateOf(next, facts.zone);
        expect(next >= from).toBe(true);
        expect(worksOn(facts, date)).toBe(true);
        expect(firstAllowed(facts, next)).toEqual({ at: next, because: null });
        const after = nextOfLane(facts, lane, addMs(next, MINUTE), time);
        expect(after === null || localDateOf(after, facts.zone) > date).toBe(true);
      }),
    );
  });

  it("all of it comes or lapses, once, when they may be written to, and no day has two messages of one lane", () => {
    fc.assert(
      fc.property(anyPerson, anyNotes(), (person, notes) => {
        const facts = factsOf(person);
        const { sent, lapsed } = play(facts, person.lanes, notes);
        const ended = [...sent.flatMap(({ ids }) => ids), ...lapsed];
        expect(ended.toSorted()).toEqual(notes.map(({ id }) => id).toSorted());
        for (const id of lapsed) expect(notes.find((one) => one.id === id)?.expiresAt).not.toBeNull();
        const mornings = sent.filter(({ lane }) => lane !== "now").map(({ at }) => localDateOf(at, facts.zone));
        expect(new Set(mornings).size).toBe(mornings.length);
        for (const { at } of sent) expect(firstAllowed(facts, at).because).toBeNull();
      }),
    );
  });
});

function factsOf({ holidays, away, lanes: _, ...person }: typeof anyPerson extends fc.Arbitrary<infer P> ? P : never) {
  return {
    ...FACTS,
    ...person,
    holidays: new Set(holidays.map(day)),
    away: away === null ? [] : [{ from: day(away[0]), until: day(away[0] + away[1]) }],
  };
}

function anyNotes() {
  return fc
    .array(
      fc.record({
        lane: fc.constantFrom("morning" as const, "weekly" as const),
        due: fc.nat(20 * 24 * 60),
        lasts: fc.option(fc.nat(8 * 24 * 60), { nil: null }),
      }),
      { minLength: 1, maxLength: 15 },
    )
    .map((all) =>
      all.map(({ lane, due, lasts }, index) => {
        const firstDueAt = addMs(at("00:00"), due * MINUTE);
        const expiresAt = lasts === null ? null : addMs(firstDueAt, (lasts + 1) * MINUTE);
        return candidate(`n${index}`, { lane, firstDueAt, expiresAt });
      }),
    );
}

/** Plays an outbox that is looked at when something is due. */
function play(facts: ContactFacts, lanes: LaneFacts, notes: readonly DueMessage[]) {
  const waiting = new Map(notes.map((note) => [note.id, note]));
  const sent: ({ at: Instant } & Outgoing)[] = [];
  const lapsed: string[] = [];
  for (let steps = 0; waiting.size > 0; steps += 1) {
    if (steps > 500) throw new Error("Something waits for ever.");
    const now = [...waiting.values()].map(({ dueAt }) => dueAt).sort()[0] ?? "";
    const decision = decideContact({ facts, lanes, now, candidates: [...waiting.values()] });
    for (const { id, until } of decision.held) {
      const note = waiting.get(id);
      expect(until > now).toBe(true);
      if (note) waiting.set(id, { ...note, dueAt: until });
    }
    for (const { id } of decision.lapsed) {
      lapsed.push(id);
      waiting.delete(id);
    }
    for (const message of decision.send) {
      sent.push({ at: now, ...message });
      for (const id of message.ids) waiting.delete(id);
    }
  }
  return { sent, lapsed };
}

it("brings with a check-in at a fixed time before 11:00 what waits for the morning message, but no other check-in", () => {
  const fixed = (time: string) => prompt("fixed", { lane: "now", dueAt: at(time), firstDueAt: at(time) });
  const note = (time: string) => candidate("note", { dueAt: at(time), firstDueAt: at("14:00", "2026-11-02") });
  const daily = prompt("daily", { dueAt: at("09:00"), firstDueAt: at("09:00") });
  expect(decide(at("08:30"), [fixed("08:30"), note("09:00"), daily]).send).toMatchObject([{ ids: ["fixed", "note"] }]);
  expect(decide(at("11:00"), [fixed("11:00"), note("12:00")]).send).toMatchObject([{ ids: ["fixed"] }]);
});

/** Of somebody who has everything sent as it happens. */
function anyLane(id: string, changes: Partial<DueMessage> = {}): DueMessage {
  const contact = changes.contact ?? "prompt";
  const dueAt = at("00:00", "2026-11-01");
  return candidate(id, { lane: "now", contact, dueAt, hasLine: contact !== "digest", ...changes });
}

function weighed(input: Omit<Parameters<typeof decideContact>[0], "lanes">) {
  const { send, held, lapsed } = decideContact({ ...input, lanes: AS_IT_HAPPENS });
  return { send: send.map(({ ids }) => ids), held, lapsed };
}

function decideAny(now: Instant, candidates: DueMessage[], { facts = {} }: { facts?: Partial<ContactFacts> } = {}) {
  return weighed({ facts: { ...FACTS, ...facts }, now, candidates });
}

describe("one message", () => {
  it.each([
    ["after the hours", at("20:00"), {}, at("08:00", "2026-11-04"), "quiet-hours"],
    ["on a Saturday", at("10:00", "2026-11-07"), {}, at("08:00", "2026-11-09"), "not-a-working-day"],
    [
      "on a holiday",
      at("10:00", "2026-11-11"),
      { holidays: new Set(["2026-11-11"]) },
      at("08:00", "2026-11-12"),
      "holiday",
    ],
    [
      "in an absence, both days included",
      at("10:00"),
      { away: [{ from: "2026-11-02", until: "2026-11-05" }] },
      at("08:00", "2026-11-06"),
      "away",
    ],
  ] as const)("waits %s", (_, now, changes, until, because) => {
    expect(decideAny(now, [anyLane("a")], { facts: changes })).toEqual({
      send: [],
      held: [{ id: "a", until, because }],
      lapsed: [],
    });
  });

  it("comes after midnight to somebody who works at night", () => {
    const night = { hours: { from: "20:00", until: "04:00" } };
    expect(decideAny(at("03:59"), [anyLane("a")], { facts: night }).send).toEqual([["a"]]);
    expect(decideAny(at("04:00"), [anyLane("a")], { facts: night }).held).toEqual([
      { id: "a", until: at("20:00"), because: "quiet-hours" },
    ]);
    // The night of a Friday reaches into Saturday.
    expect(decideAny(at("01:00", "2026-11-07"), [anyLane("a")], { facts: night }).send).toEqual([["a"]]);
  });
});

describe("all that is due at once", () => {
  it("comes in one message, ranked; digests are messages of their own, and first", () => {
    const five = [
      anyLane("digest", { contact: "digest" }),
      anyLane("notice", { contact: "notice" }),
      anyLane("reminder", { contact: "reminder" }),
      anyLane("closes late", { expiresAt: at("09:00", "2026-11-10") }),
      anyLane("closes early", { expiresAt: at("09:00", "2026-11-04") }),
    ];
    expect(decideAny(at("09:00"), five).send).toEqual([
      ["digest"],
      ["closes early", "closes late", "reminder", "notice"],
    ]);
  });

  it("comes in one message however much it is, also what has a line only where there are many of it", () => {
    const drafts = (count: number) =>
      Array.from({ length: count }, (_, index) => anyLane(`d${index}`, { hasLine: false, manyOf: "draft" }));
    const lines = Array.from({ length: 25 }, (_, index) => anyLane(`c${index}`));
    const sizes = (all: DueMessage[]) => decideAny(at("09:00"), all).send.map((message) => message.length);
    expect(sizes([...lines, ...drafts(5)])).toEqual([30]);
    expect(sizes([...lines, ...drafts(4)])).toEqual([1, 1, 1, 1, 25]);
  });
});
