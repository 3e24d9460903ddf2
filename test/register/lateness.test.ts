/** Nobody is called late, on any screen, before the date on their own card is over where they are. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Instant } from "../../src/platform/clock.ts";
import { addLocalDays, addMs, HOUR, instantOf, type LocalDate, localDateOf } from "../../src/platform/time.ts";
import { type Dated, isLateAt, lateFrom } from "../../src/register/lateness.ts";
import { answerBy, escalationDay } from "../../src/register/requests/answer-by.ts";
import { requestHead } from "../../src/register/requests/cards.ts";
import { daysInWords } from "../../src/register/requests/days-in-words.ts";
import { compile } from "../../src/reports/compile/compile.ts";
import { needInWords, needOf } from "../../src/reports/digest/needs.ts";
import { itemOf } from "../../src/reports/facts/items.ts";
import { canGoAbove } from "../../src/reports/facts/readable-facts.ts";
import { linesOf, someFacts } from "../reports/facts.ts";
import { aRequest } from "./a-request.ts";

/** Auckland and San Francisco lie up to 21 hours apart, and change their clocks on other days. */
const ZONES = [
  "Pacific/Auckland",
  "America/Los_Angeles",
  "Europe/London",
  "Asia/Kolkata",
  "Pacific/Kiritimati",
] as const;

interface Holder {
  zone: (typeof ZONES)[number];
  /** Weekdays on which they do not work, and a day on which they are off or away. */
  off: number[];
  away: LocalDate;
}

const holder: fc.Arbitrary<Holder> = fc.record({
  zone: fc.constantFrom(...ZONES),
  off: fc.subarray([1, 2, 3, 4, 5], { maxLength: 3 }),
  away: fc.integer({ min: 0, max: 12 }).map((days) => addLocalDays("2026-10-30", days)),
});

const ladders = fc.record({
  holders: fc.array(holder, { minLength: 1, maxLength: 3 }),
  reader: fc.constantFrom(...ZONES),
  workspace: fc.constantFrom(...ZONES),
  neededBy: fc.integer({ min: -5, max: 14 }).map((days) => addLocalDays("2026-11-01", days)),
  raisedAt: fc.integer({ min: 0, max: 240 }).map((hours) => addMs("2026-10-29T00:00:00.000Z", hours * HOUR)),
  isAsked: fc.boolean(),
  hours: fc.integer({ min: 0, max: 24 * 14 }),
});

const worksOn =
  ({ off, away }: Holder) =>
  (date: LocalDate) => {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return ![0, 6, ...off].includes(weekday) && date !== away;
  };

/** Who has it in the end, since when, and by which day they answer. */
function climbed(holders: readonly Holder[], neededBy: LocalDate, raisedAt: Instant) {
  let at = raisedAt;
  const steps = holders.map((each, place) => {
    const isWorkingDay = worksOn(each);
    const reached = localDateOf(at, each.zone);
    const day = answerBy({ neededBy, reached, isWorkingDay, isNext: place > 0 });
    const step = { holder: each, at, day };
    at = instantOf(escalationDay(day, isWorkingDay), "09:00", each.zone);
    return step;
  });
  return steps;
}

const LATE = /was to be answered|was due|working days? late/;

describe("lateness", () => {
  it("begins on no screen before the last day of whoever has it is over where they are", () => {
    fc.assert(
      fc.property(ladders, ({ holders, reader, workspace, neededBy, raisedAt, isAsked, hours }) => {
        for (const { holder: owner, at, day } of climbed(holders, neededBy, raisedAt)) {
          const waiting = { for: "tom", until: neededBy, because: "question" } as const;
          const details = { kind: "decision" as const, ...(isAsked && { waiting }) };
          const item = { type: "request" as const, details, state: "open" as const, due_on: neededBy, answer_by: day };
          const now = addMs(at, hours * HOUR);
          const lastDay = isAsked && neededBy > day ? neededBy : day;
          const isOver = localDateOf(now, owner.zone) > lastDay;

          const late = lateFrom(item, [reader, owner.zone]);
          const isLate = isLateAt(item, [reader, owner.zone], now);
          const today = localDateOf(now, reader);
          const days = { answerBy: lastDay, neededBy, originalNeededBy: neededBy, moves: 0 };
          const card = daysInWords(
            { locale: "en-GB", zone: reader },
            { ...days, isPastNeeded: neededBy < today, isLate },
          );

          const asked = aRequest({ deciders: ["ines"], answerBy: lastDay, neededBy, lateFrom: late });
          const need = needOf(asked, "ines", { asOf: now, today });
          const inDigest = needInWords({ locale: "en-GB", zone: reader }, need).due;

          const read = itemOf({ ...row(item), raised_at: at, owner_zone: owner.zone }, [], {
            zone: workspace,
            fromAt: at,
          });
          const facts = someFacts({ items: [read], zone: workspace, cutOffAt: now });
          const report = compile(canGoAbove(facts), null);

          if (!isOver) {
            expect(card).not.toMatch(LATE);
            expect(inDigest).not.toMatch(LATE);
            expect(linesOf(report, "request-overdue")).toEqual([]);
          }
          // It is late at last, everywhere.
          const muchLater = addMs(instantOf(lastDay, "00:00", "UTC"), 72 * HOUR);
          expect(isLateAt(item, ZONES, muchLater)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is of nobody while a vote is open, and waits for a decision that can be undone as for what it waited for before", () => {
    const item = { type: "request", state: "open", due_on: "2026-11-06", answer_by: "2026-11-04" } as const;
    const until = "2026-11-10T18:00:00.000Z";
    const vote = { for: "committee", until, because: "vote" } as const;
    const question = { for: "tom", until: "2026-11-06", because: "question" } as const;
    const undo = { for: "ines", until, because: "undo" } as const;
    const from = (details: object) => lateFrom({ ...item, details: { kind: "decision", ...details } }, ["UTC"]);
    expect(from({})).toBe("2026-11-05T00:00:00.000Z");
    expect(from({ waiting: vote })).toBeNull();
    expect(from({ waiting: question })).toBe("2026-11-07T00:00:00.000Z");
    expect(from({ waiting: undo, pending: { option: null, text: "Yes", waited: question } })).toBe(
      "2026-11-07T00:00:00.000Z",
    );
  });

  it("ends with the day on which clocks change, for each of those who may decide it", () => {
    const item: Dated = {
      ...{ type: "request", details: { kind: "decision" }, state: "open" },
      ...{ due_on: "2026-11-01", answer_by: "2026-11-01" },
    };
    // Of 25 hours in San Francisco.
    expect(lateFrom(item, ["Pacific/Auckland", "America/Los_Angeles"])).toBe("2026-11-02T08:00:00.000Z");
    expect(isLateAt(item, ["Pacific/Auckland", "America/Los_Angeles"], "2026-11-02T07:59:00.000Z")).toBe(false);
    expect(isLateAt(item, ["Pacific/Auckland"], "2026-11-01T11:00:00.000Z")).toBe(true);
  });
});

function row({ type, details, state, due_on, answer_by }: Extract<Dated, { type: "request" }>) {
  return {
    ...{
      id: "i",
      program_id: "p",
      type,
      number: 1,
      title: "Release Dieter?",
      state,
      owner_id: "ines",
      raised_by: "tom",
    },
    ...{ due_on, answer_by, original_due_on: due_on, due_moves: 0, details: JSON.stringify(details) },
    ...{ disclosure: "program" as const, check_in_id: null, revision: 1, closed_at: null, short_key: "LOY" },
    ...{ updated_at: "2026-10-29T00:00:00.000Z", last_word_at: null, handed_over_at: null },
  };
}

it("a request that several may decide says to each with whom it is, in both languages", () => {
  const deciderNames = [
    { id: "ines", name: "Ines" },
    { id: "omar", name: "Omar" },
  ];
  const request = aRequest({ deciders: ["ines", "omar"], deciderNames });
  const shown = (locale: string) => JSON.stringify(requestHead({ locale, zone: "UTC" }, request, "omar"));
  expect(shown("en-GB")).toContain("is now with you and Ines; the first answer counts.");
  expect(shown("fr-FR").replaceAll("\u00a0", " ")).toContain(
    "vous revient maintenant, ainsi qu’à Ines ; la première réponse compte.",
  );
});
