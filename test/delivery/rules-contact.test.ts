import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Candidate,
  type ContactFacts,
  type Counted,
  decideContact,
  HORIZON_DAYS,
} from "../../src/delivery/rules-contact.ts";
import { AS_IT_HAPPENS } from "../../src/delivery/rules-slots.ts";
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

const PARIS = "Europe/Paris";
/** Tuesday 3 November 2026, in Paris. */
const at = (time: string, date = "2026-11-03") => instantOf(date, time, PARIS);

function facts(changes: Partial<ContactFacts> = {}): ContactFacts {
  return {
    zone: PARIS,
    workingDays: WEEKDAYS.slice(0, 5),
    hours: { from: "08:00", until: "20:00" },
    preferredAt: null,
    holidays: new Set(),
    away: [],
    caps: { perDay: 3, perWeek: 10 },
    takesUrgent: false,
    ...changes,
  };
}

function candidate(id: string, changes: Partial<Candidate> = {}): Candidate {
  const contact = changes.contact ?? "prompt";
  return {
    id,
    key: `key of ${id}`,
    contact,
    slot: null,
    slotAt: null,
    isForItsDay: false,
    neededBy: null,
    dueAt: at("00:00", "2026-11-01"),
    isUrgent: false,
    hasLine: contact !== "digest",
    firstDueAt: at("07:00"),
    expiresAt: null,
    ...changes,
  };
}

function decide(
  now: Instant,
  candidates: Candidate[],
  options: { facts?: Partial<ContactFacts>; sent?: Instant[] } = {},
) {
  return weighed({
    facts: facts(options.facts),
    now,
    sent: (options.sent ?? []).map((at) => ({ at, dueAt: at, contact: "prompt", slot: null })),
    candidates,
  });
}

/** Of somebody who has everything sent as it happens: what goes, by id. */
function weighed(input: Omit<Parameters<typeof decideContact>[0], "slots">) {
  const { send, held, lapsed } = decideContact({ ...input, slots: AS_IT_HAPPENS });
  return { send: send.map(({ ids }) => ids), held, lapsed };
}

describe("one message", () => {
  it("goes at once within the hours of a working day", () => {
    expect(decide(at("08:00"), [candidate("a")])).toEqual({ send: [["a"]], held: [], lapsed: [] });
    expect(decide(at("19:59"), [candidate("a")]).send).toEqual([["a"]]);
  });

  it.each([
    ["before the hours", at("07:59"), {}, at("08:00"), "quiet-hours"],
    ["after the hours", at("20:00"), {}, at("08:00", "2026-11-04"), "quiet-hours"],
    ["after the hours of a Friday", at("21:00", "2026-11-06"), {}, at("08:00", "2026-11-09"), "quiet-hours"],
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
    [
      "on a Friday of a Sunday-to-Thursday week",
      at("10:00", "2026-11-06"),
      { workingDays: ["su", "mo", "tu", "we", "th"] },
      at("08:00", "2026-11-08"),
      "not-a-working-day",
    ],
  ] as const)("waits %s", (_, now, changes, until, because) => {
    expect(decide(now, [candidate("a")], { facts: changes })).toEqual({
      send: [],
      held: [{ id: "a", until, because }],
      lapsed: [],
    });
  });

  it("comes after midnight to somebody who works at night", () => {
    const night = { hours: { from: "20:00", until: "04:00" } };
    expect(decide(at("03:59"), [candidate("a")], { facts: night }).send).toEqual([["a"]]);
    expect(decide(at("04:00"), [candidate("a")], { facts: night }).held).toEqual([
      { id: "a", until: at("20:00"), because: "quiet-hours" },
    ]);
    // The night of a Friday reaches into Saturday.
    expect(decide(at("01:00", "2026-11-07"), [candidate("a")], { facts: night }).send).toEqual([["a"]]);
  });

  it("is looked at again after a month when nothing says when it may go", () => {
    const [held] = decide(at("10:00"), [candidate("a")], { facts: { workingDays: [] } }).held;
    expect(held?.until).toBe(addMs(at("08:00"), HORIZON_DAYS * DAY));
  });

  it("that is urgent passes hours and days off of those who agreed, and no absence", () => {
    const urgent = candidate("a", { isUrgent: true });
    const sunday = at("23:00", "2026-11-08");
    expect(decide(sunday, [urgent]).held).toHaveLength(1);
    expect(decide(sunday, [urgent], { facts: { takesUrgent: true } }).send).toEqual([["a"]]);
    const away = { takesUrgent: true, away: [{ from: "2026-11-08", until: "2026-11-08" }] };
    expect(decide(sunday, [urgent], { facts: away }).held).toMatchObject([{ because: "away" }]);
  });

  it("whose window closes before it may go is said to have lapsed, with the reason", () => {
    const weekend = candidate("a", { expiresAt: at("08:00", "2026-11-09") });
    expect(decide(at("10:00", "2026-11-07"), [weekend])).toEqual({
      send: [],
      held: [],
      lapsed: [{ id: "a", because: "not-a-working-day" }],
    });
    const longer = candidate("a", { expiresAt: at("08:01", "2026-11-09") });
    expect(decide(at("10:00", "2026-11-07"), [longer]).held).toHaveLength(1);
  });
});

describe("all that is due at once", () => {
  it("comes in one message, ranked; digests are messages of their own", () => {
    const five = [
      candidate("digest", { contact: "digest" }),
      candidate("notice", { contact: "notice" }),
      candidate("reminder", { contact: "reminder" }),
      candidate("closes late", { expiresAt: at("09:00", "2026-11-10") }),
      candidate("closes early", { expiresAt: at("09:00", "2026-11-04") }),
      candidate("urgent", { contact: "notice", isUrgent: true }),
    ];
    expect(decide(at("09:00"), five).send).toEqual([
      ["urgent", "closes early", "closes late", "reminder", "notice"],
      ["digest"],
    ]);
  });

  it("beyond twenty lines comes in two messages", () => {
    const many = Array.from({ length: 25 }, (_, index) => candidate(`c${index}`));
    expect(decide(at("09:00"), many).send.map((message) => message.length)).toEqual([20, 5]);
  });
});

describe("caps", () => {
  const digests = ["a", "b", "c", "d"].map((id) => candidate(id, { contact: "digest" }));

  it("let the most important go, and the rest on the next working day", () => {
    const { send, held } = decide(at("09:00"), [...digests, candidate("prompt")]);
    expect(send).toEqual([["prompt"], ["a"], ["b"]]);
    const until = at("08:00", "2026-11-04");
    expect(held).toEqual([
      { id: "c", until, because: "daily-cap" },
      { id: "d", until, because: "daily-cap" },
    ]);
  });

  it("count the messages of the person's own day", () => {
    const lateYesterday = at("23:30", "2026-11-02");
    const today = at("08:30");
    expect(decide(at("09:00"), digests, { sent: [lateYesterday, today, today] }).send).toEqual([["a"]]);
    expect(decide(at("09:00"), digests, { sent: [today, today, today] }).send).toEqual([]);
  });

  it("of the week wait for Monday", () => {
    const sent = Array.from({ length: 10 }, () => at("10:00", "2026-11-02"));
    const digest = candidate("a", { contact: "digest" });
    expect(decide(at("09:00"), [digest], { sent }).held).toEqual([
      { id: "a", until: at("08:00", "2026-11-09"), because: "weekly-cap" },
    ]);
    const lastWeek = Array.from({ length: 10 }, () => at("10:00", "2026-11-01"));
    expect(decide(at("09:00"), [digest], { sent: lastWeek }).send).toEqual([["a"]]);
  });

  it("hold no check-in: what was announced for an hour comes at it", () => {
    const sent = Array.from({ length: 10 }, () => at("10:00", "2026-11-02"));
    expect(decide(at("09:00"), [candidate("a")], { sent }).send).toEqual([["a"]]);
  });
});

const zones = fc.constantFrom(
  "Europe/Paris",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
);
const hour = fc.integer({ min: 0, max: 23 });
const anyFacts = fc
  .record({
    zone: zones,
    workingDays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    from: hour,
    until: hour,
    preferred: fc.option(hour, { nil: null }),
    holidays: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
    away: fc.option(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })), { nil: null }),
    caps: fc.record({ perDay: fc.integer({ min: 1, max: 4 }), perWeek: fc.integer({ min: 1, max: 12 }) }),
    takesUrgent: fc.boolean(),
  })
  .map(({ from, until, preferred, holidays, away, ...rest }): ContactFacts => {
    const time = (value: number) => `${String(value).padStart(2, "0")}:00`;
    const day = (offset: number) => localDateOf(addMs(at("12:00"), offset * DAY), "UTC");
    return {
      ...rest,
      hours: { from: time(from), until: time(until) },
      preferredAt: preferred === null ? null : time(preferred),
      holidays: new Set(holidays.map(day)),
      away: away === null ? [] : [{ from: day(away[0]), until: day(away[0] + away[1]) }],
    };
  });
const minutes = (max: number) => fc.integer({ min: 0, max });
const anyCandidates = fc
  .array(
    fc.record({
      contact: fc.constantFrom("prompt" as const, "reminder" as const, "digest" as const, "notice" as const),
      isUrgent: fc.boolean(),
      due: minutes(20 * 24 * 60),
      lasts: fc.option(minutes(8 * 24 * 60), { nil: null }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((all) =>
    all.map(({ contact, isUrgent, due, lasts }, index) => {
      const firstDueAt = addMs(at("00:00"), due * MINUTE);
      return candidate(`c${index}`, {
        contact,
        isUrgent,
        firstDueAt,
        expiresAt: lasts === null ? null : addMs(firstDueAt, (lasts + 1) * MINUTE),
      });
    }),
  );

/** Plays an outbox: every candidate comes when it is due, waits as it is told, and goes when it may. */
function play(person: ContactFacts, candidates: readonly Candidate[]) {
  const dueAt = new Map(candidates.map(({ id, firstDueAt }) => [id, firstDueAt]));
  const messages: (Counted & { ids: string[] })[] = [];
  const lapsed: string[] = [];
  for (let steps = 0; dueAt.size > 0; steps += 1) {
    if (steps > 2000) throw new Error("Something waits for ever.");
    const now = [...dueAt.values()].sort()[0] ?? "";
    const decision = weighed({
      facts: person,
      now,
      sent: messages,
      candidates: candidates.filter(({ id }) => (dueAt.get(id) ?? "9") <= now).map((each) => ({ ...each, dueAt: now })),
    });
    for (const ids of decision.send)
      messages.push({
        at: now,
        dueAt: now,
        ids,
        contact: candidates.find(({ id }) => id === ids[0])?.contact ?? "notice",
        slot: null,
      });
    for (const id of decision.send.flat()) dueAt.delete(id);
    for (const { id, until } of decision.held) {
      expect(until > now).toBe(true);
      dueAt.set(id, until);
    }
    for (const { id } of decision.lapsed) {
      lapsed.push(id);
      dueAt.delete(id);
    }
  }
  return { messages, lapsed };
}

describe("reminders and notices", () => {
  const notice = (date: string) => ({
    at: at("08:05", date),
    dueAt: at("08:05", date),
    contact: "notice" as const,
    slot: null,
  });
  const decideNow = (contact: Candidate["contact"], sent: Counted[], more: Partial<Candidate> = {}) =>
    weighed({ facts: facts(), now: at("08:30"), sent, candidates: [candidate("a", { contact, ...more })] });

  it("are one of the three messages of a day; prompts and digests have all three", () => {
    const sent = [notice("2026-11-03")];
    expect(decideNow("reminder", sent).held).toEqual([
      { id: "a", until: at("08:00", "2026-11-04"), because: "daily-cap" },
    ]);
    expect(decideNow("notice", sent, { isUrgent: true }).send).toEqual([["a"]]);
    expect(decideNow("prompt", sent).send).toEqual([["a"]]);
    expect(decideNow("digest", sent).send).toEqual([["a"]]);
  });

  it("are three of the ten messages of a week", () => {
    const sent = ["2026-11-02", "2026-11-02", "2026-11-02"].map(notice);
    expect(decideNow("notice", sent.slice(1)).send).toEqual([["a"]]);
    expect(decideNow("notice", sent).held).toEqual([
      { id: "a", until: at("08:00", "2026-11-09"), because: "weekly-cap" },
    ]);
    expect(decideNow("prompt", sent).send).toEqual([["a"]]);
  });
});

const anyOutbox = fc.tuple(anyFacts, anyCandidates);

describe("whatever is due for whomever", () => {
  it("is sent once or lapses once: nothing is dropped silently, nothing comes twice", () => {
    fc.assert(
      fc.property(anyOutbox, ([person, candidates]) => {
        const { messages, lapsed } = play(person, candidates);
        const ended = [...messages.flatMap(({ ids }) => ids), ...lapsed];
        expect(ended.toSorted()).toEqual(candidates.map(({ id }) => id).toSorted());
        for (const id of lapsed) expect(candidates.find((one) => one.id === id)?.expiresAt).not.toBeNull();
      }),
    );
  });

  it("comes on working days, within hours, and never in an absence", () => {
    fc.assert(
      fc.property(anyOutbox, ([person, candidates]) => {
        for (const message of play(person, candidates).messages) {
          const urgent = message.ids.every((id) => candidates.find((one) => one.id === id)?.isUrgent);
          const { from, until } = person.hours;
          const days = [message.at, addMs(message.at, -DAY)].map((moment) => localDateOf(moment, person.zone));
          const isAllowed = days.some((date) => {
            const opens = instantOf(date, from, person.zone);
            const next = localDateOf(addMs(instantOf(date, "12:00", person.zone), DAY), person.zone);
            const closes = instantOf(until <= from ? next : date, until, person.zone);
            const weekday = WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1];
            const isOff = person.holidays.has(date) || !weekday || !person.workingDays.includes(weekday);
            const isAway = person.away.some((away) => away.from <= date && date <= away.until);
            return !isOff && !isAway && opens <= message.at && message.at < closes;
          });
          expect(isAllowed || (urgent && person.takesUrgent)).toBe(true);
        }
      }),
    );
  });

  it("never exceeds the caps of the day and the week", () => {
    fc.assert(
      fc.property(anyOutbox, ([person, candidates]) => {
        const others = candidates.filter(({ contact }) => contact !== "prompt");
        const dates = play(person, others).messages.map((message) => localDateOf(message.at, person.zone));
        for (const [key, cap] of [
          [(date: string) => date, person.caps.perDay],
          [mondayOf, person.caps.perWeek],
        ] as const)
          for (const [, same] of Map.groupBy(dates, key)) expect(same.length).toBeLessThanOrEqual(cap);
      }),
    );
  });

  it("gives the same decision whatever the order in which it was enqueued", () => {
    fc.assert(
      fc.property(anyOutbox, fc.infiniteStream(fc.nat()), ([person, apart], random) => {
        // Nothing but the key tells many of them apart.
        const candidates = apart.map((one) => ({ ...one, firstDueAt: at("00:00"), expiresAt: null }));
        const shuffled = candidates
          .map((one) => ({ one, place: random.next().value }))
          .sort((left, right) => left.place - right.place)
          .map(({ one }) => one);
        const now = addMs(at("00:00"), 20 * DAY + 9 * HOUR);
        const input = { facts: person, now, sent: [] };
        expect(weighed({ ...input, candidates: shuffled })).toEqual(weighed({ ...input, candidates }));
      }),
    );
  });
});

it("the zone decides the day: half past eight in Kolkata is within hours there, and not in New York", () => {
  const now = instantOf("2026-11-03", "08:30", "Asia/Kolkata");
  expect(inZone(now, "America/New_York").hour).toBe(22);
  expect(decide(now, [candidate("a")], { facts: { zone: "Asia/Kolkata" } }).send).toEqual([["a"]]);
  expect(decide(now, [candidate("a")], { facts: { zone: "America/New_York" } }).held).toMatchObject([
    { because: "quiet-hours" },
  ]);
});
