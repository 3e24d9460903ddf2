/** A thousand random portfolios, in memory: compiled twice, and the asks against a naive recomputation. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { AskFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { anAnswer, anAsk, aProgram, earlier, fed, theDocument } from "./facts.ts";

const TODAY = "2026-11-04";

const ask = fc.record({
  day: fc.integer({ min: 1, max: 30 }),
  isReaders: fc.boolean(),
  isOpen: fc.boolean(),
  body: fc.constantFrom("sponsor" as const, "committee" as const, "lead" as const, "other" as const),
  isNew: fc.boolean(),
  isAnswered: fc.boolean(),
  neededBy: fc.constantFrom(null, "2026-10-20", "2026-11-03", TODAY, "2026-11-20"),
  waitsFor: fc.constantFrom("decider" as const, "asker" as const, "date" as const, "committee" as const, null),
  decided: fc.constantFrom(null, true, false),
});
type Drawn = typeof ask extends fc.Arbitrary<infer Value> ? Value : never;

const portfolio = fc.array(
  fc.record({
    colour: fc.constantFrom("green" as const, "amber" as const, "red" as const, null),
    before: fc.constantFrom("green" as const, "amber" as const, null),
    asks: fc.array(ask, { maxLength: 4 }),
    shuffle: fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: 12, maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 6 },
);

function factsOf({ day, decided, body, isAnswered, ...rest }: Drawn, key: string): AskFacts {
  const askedAt = `2026-10-${String(day).padStart(2, "0")}T10:00:00.000Z`;
  return anAsk(key, {
    ...rest,
    askedAt,
    checkInId: isAnswered ? `${key}-answer` : null,
    waitsFor: decided === null ? rest.waitsFor : null,
    outcome:
      decided === null ? null : { text: "Yes", decidedAt: "2026-10-31T10:00:00.000Z", body, days: 3, isNew: decided },
  });
}

function programsOf(drawn: typeof portfolio extends fc.Arbitrary<infer Value> ? Value : never, isShuffled: boolean) {
  const programs = drawn.map(({ colour, before, asks, shuffle }, index): ProgramFacts => {
    const key = `P${index}`;
    const mixed = <One>(list: One[]): One[] =>
      isShuffled
        ? list
            .map((one, place) => ({ one, weight: shuffle[place % shuffle.length] ?? 0 }))
            .toSorted((a, b) => a.weight - b.weight)
            .map(({ one }) => one)
        : list;
    const all = asks.map((one, place) => factsOf(one, `${key}-${place}`));
    const answered = asks.flatMap((one, place) =>
      one.isAnswered
        ? [
            anAnswer(key, [fed("ask", `One engineer for ${key}-${place}?`)], {
              checkInId: `${key}-${place}-answer`,
              personId: `somebody-${place}`,
            }),
          ]
        : [],
    );
    const health = colour ? [anAnswer(key, [fed("health", { colour, reason: "Because" })])] : [];
    return aProgram(key, null, {
      answers: mixed([...health, ...answered]),
      given: earlier(key, before),
      asks: mixed(all),
    });
  });
  return isShuffled ? programs.toReversed() : programs;
}

it("says the same, byte for byte, in whatever order the facts come, and of asks what a naive recomputation says", () => {
  fc.assert(
    fc.property(portfolio, (drawn) => {
      const document = theDocument(programsOf(drawn, false));
      const again = theDocument(programsOf(drawn, true));
      expect(JSON.stringify(again)).toBe(JSON.stringify(document));
      expect(JSON.stringify(digestMessages(again, "e"))).toBe(JSON.stringify(digestMessages(document, "e")));

      const lines = document.sections.flatMap((section) => section.lines);
      const told = { whole: [] as string[], standing: [] as string[], overdue: 0, decided: [] as string[], counted: 0 };
      for (const line of lines) {
        if (line.kind === "ask") told.whole.push(line.quote.text);
        if (line.kind === "standing-ask") told.standing.push(line.title);
        if (line.kind === "ask" || line.kind === "standing-ask") told.overdue += line.isOverdue ? 1 : 0;
        if (line.kind === "decided-ask") told.decided.push(line.title);
        if (line.kind === "decision-time") told.counted = line.decisions;
      }
      const naive: typeof told = { whole: [], standing: [], overdue: 0, decided: [], counted: 0 };
      drawn.forEach(({ asks }, index) => {
        asks.forEach((one, place) => {
          const text = `One engineer for P${index}-${place}?`;
          if (one.decided !== null) {
            const isOfThoseAbove = one.body === "sponsor" || one.body === "committee";
            if (!one.decided || !(one.isReaders || one.isAnswered || (one.isOpen && isOfThoseAbove))) return;
            naive.decided.push(text);
            naive.counted += one.body === "other" ? 0 : 1;
          } else if (!one.isReaders) {
            if (!one.isAnswered || one.waitsFor === null || one.waitsFor === "date") return;
            naive.whole.push(text);
            if (one.neededBy !== null && one.neededBy < TODAY) naive.overdue += 1;
          } else if (one.waitsFor !== null && one.waitsFor !== "date") {
            (one.isNew || one.isAnswered ? naive.whole : naive.standing).push(text);
            if (one.neededBy !== null && one.neededBy < TODAY) naive.overdue += 1;
          }
        });
      });
      const sorted = ({ whole, standing, overdue, decided, counted }: typeof told) => ({
        whole: whole.toSorted(),
        standing: standing.toSorted(),
        overdue,
        counted,
        decided: decided.toSorted(),
      });
      expect(sorted(told)).toEqual(sorted(naive));
    }),
    { numRuns: 60, seed: 20261104 },
  );
});
