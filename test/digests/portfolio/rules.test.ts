/** The rules of a portfolio of 200 programs against an oracle that counts one by one. */

import fc from "fast-check";
import { problemsInView } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../../src/cadences/questions/health-scale.ts";
import { summariseFor } from "../../../src/digests/compile/rules.ts";
import { portfolioView } from "../../../src/digests/portfolio/blocks.ts";
import {
  type OverdueDecision,
  portfolioOf,
  STATES,
  type Standing,
  type State,
} from "../../../src/digests/portfolio/rules.ts";
import { standingOf } from "../../../src/digests/portfolio/rules-standing.ts";
import { amber, anAsk, aProgram, earlier, green, red, theFacts } from "../facts.ts";

const state = fc.constantFrom<State>(...STATES);
const day = fc.integer({ min: 1, max: 28 }).map((drawn) => `2026-10-${String(drawn).padStart(2, "0")}`);

const overdue: fc.Arbitrary<OverdueDecision> = fc.record({
  code: fc.integer({ min: 1, max: 99 }).map((drawn) => `ASK-${drawn}`),
  title: fc.constant("May we?"),
  neededBy: day,
  isReaders: fc.boolean(),
  body: fc.constantFrom("sponsor" as const, "committee" as const, "lead" as const, "other" as const),
  deciderId: fc.option(fc.constantFrom("ana", "ben", "cleo", "dora")),
});

const aStanding: fc.Arbitrary<Omit<Standing, "key" | "title">> = fc.record({
  isFlagship: fc.boolean(),
  budget: fc.option(fc.record({ planned: fc.integer({ min: 0, max: 9 }), currency: fc.constant("EUR") })),
  labels: fc.array(
    fc.record({ name: fc.constantFrom("Department", "Region"), value: fc.constantFrom("North", "South") }),
    { maxLength: 2 },
  ),
  from: state,
  to: state,
  periods: fc.integer({ min: 0, max: 7 }),
  rhythm: fc.constantFrom("monthly" as const, "weekly" as const),
  last: fc.option(fc.record({ colour: fc.constantFrom<HealthColour>("red", "green"), on: day })),
  isDoubted: fc.boolean(),
  hasRequest: fc.boolean(),
  silence: fc.option(fc.record({ since: fc.option(day) })),
  overdue: fc.array(overdue, { maxLength: 2 }),
});

const programs: fc.Arbitrary<Standing[]> = fc
  .array(aStanding, { maxLength: 200, size: "max" })
  .map((all) => all.map((one, index) => ({ ...one, key: `p${index}`, title: `Program ${index}` })));

const RUNS = { numRuns: 60 };

describe("the portfolio of up to 200 programs", () => {
  it("counts each program once, from a status to a status", () => {
    fc.assert(
      fc.property(programs, (all) => {
        const told = portfolioOf(all);
        const sum = (counts: readonly (number | undefined)[]) => counts.reduce<number>((to, one) => to + (one ?? 0), 0);
        expect(sum(told.matrix.map((cell) => cell.programs))).toBe(all.length);
        expect([sum(Object.values(told.before)), sum(Object.values(told.now))]).toEqual([all.length, all.length]);
        for (const { from, to, programs } of told.matrix)
          expect(programs).toBe(all.filter((one) => one.from === from && one.to === to).length);
        for (const one of STATES) {
          expect(told.before[one] ?? 0).toBe(all.filter(({ from }) => from === one).length);
          expect(told.now[one] ?? 0).toBe(all.filter(({ to }) => to === one).length);
        }
      }),
      RUNS,
    );
  });

  it("names what moved: the flagship first, then the worse move, then the larger budget", () => {
    const weight = (one: Standing) => {
      const of = (at: State) => (at === "red" ? 2 : at === "amber" ? 1 : 0);
      return [one.isFlagship ? 1 : 0, of(one.to) - of(one.from), of(one.to), one.budget?.planned ?? 0];
    };
    fc.assert(
      fc.property(programs, (all) => {
        const { movers } = portfolioOf(all);
        const expected = all.filter(
          ({ from, to }) =>
            from !== to &&
            ["red", "amber", "closed", "green"].includes(to) &&
            (to !== "green" || ["red", "amber"].includes(from)),
        );
        expect(movers.map(({ key }) => key).toSorted()).toEqual(expected.map(({ key }) => key).toSorted());
        for (const [index, next] of movers.slice(1).entries()) {
          const [a, b] = [weight(movers[index] ?? next), weight(next)];
          const differing = a.findIndex((value, place) => value !== b[place]);
          if (differing >= 0) expect(a[differing]).toBeGreaterThan(b[differing] ?? 0);
        }
      }),
      RUNS,
    );
  });

  it("names the worst ten, no better one before a worse, each for one reason", () => {
    const place = ({ to, periods, hasRequest, last, isDoubted }: Standing) => {
      if (to === "red") return periods > 1 ? 0 : hasRequest ? 2 : 1;
      if (to === "grey") return last?.colour === "red" ? 3 : null;
      if (to === "green") return isDoubted ? 4 : null;
      return to === "amber" && periods > 2 ? 5 : null;
    };
    fc.assert(
      fc.property(programs, (all) => {
        const bad = all.flatMap((one) => place(one) ?? []).toSorted();
        const { worst } = portfolioOf(all);
        expect(worst.map(({ standing }) => place(standing))).toEqual(bad.slice(0, 10));
        for (const [index, { standing }] of worst.slice(1).entries()) {
          const before = worst[index]?.standing ?? standing;
          if (place(before) === place(standing)) expect(before.periods).toBeGreaterThanOrEqual(standing.periods);
        }
      }),
      RUNS,
    );
  });

  it("counts repeated reds, silence and labels one by one", () => {
    fc.assert(
      fc.property(programs, (all) => {
        const { repeated, silence, labels } = portfolioOf(all);
        const again = all.filter(({ to, periods }) => to === "red" && periods >= 2);
        for (const { periods, rhythm, programs } of repeated)
          expect(programs).toBe(again.filter((one) => one.periods === periods && one.rhythm === rhythm).length);
        expect(repeated.reduce((sum, { programs }) => sum + programs, 0)).toBe(again.length);
        const silent = all.filter((one) => one.silence !== null);
        const days = silent.flatMap((one) => one.silence?.since ?? []).toSorted();
        expect(silence).toEqual({ programs: silent.length, since: days[0] ?? null });
        for (const name of ["Department", "Region"]) {
          const those = all.filter((one) => one.labels.some((label) => label.name === name));
          const told = labels.find((one) => one.name === name);
          expect(told !== undefined, name).toBe(those.length > 1);
          for (const { value, programs, counts } of told?.values ?? []) {
            const theirs = those.filter((one) =>
              one.labels.some((label) => label.name === name && label.value === value),
            );
            expect(programs).toBe(theirs.length);
            expect(counts.red ?? 0).toBe(theirs.filter(({ to }) => to === "red").length);
          }
        }
      }),
      RUNS,
    );
  });

  it("tells the reader their own overdue decisions, and of others no body of fewer than three people (V8) (roles-from-three)", () => {
    fc.assert(
      fc.property(programs, (all) => {
        const { own, others } = portfolioOf(all).overdue;
        const decisions = all.flatMap((one) => one.overdue);
        expect(own.length).toBe(decisions.filter(({ isReaders }) => isReaders).length);
        expect(own.map(({ neededBy }) => neededBy)).toEqual(own.map(({ neededBy }) => neededBy).toSorted());
        const theirs = decisions.filter(({ isReaders }) => !isReaders);
        expect(others.reduce((sum, one) => sum + one.decisions, 0)).toBe(theirs.length);
        for (const { body } of others.filter((one) => one.body !== "other")) {
          const ids = theirs.filter((one) => one.body === body).map(({ deciderId }) => deciderId);
          const isVote = ids.every((id) => id === null);
          expect(isVote || new Set(ids.filter((id) => id !== null)).size >= 3, body).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

it("compares no budgets of several currencies", () => {
  const of = (title: string, planned: number, currency: string): Standing => ({
    ...{ key: title, title, isFlagship: false, budget: { planned, currency }, labels: [], from: "green", to: "red" },
    ...{ periods: 1, rhythm: "monthly", last: null, isDoubted: false, hasRequest: true, silence: null, overdue: [] },
  });
  const titlesOf = (...all: Standing[]) => portfolioOf(all).movers.map(({ title }) => title);
  expect(titlesOf(of("Alpha", 1, "EUR"), of("Beta", 2, "EUR"))).toEqual(["Beta", "Alpha"]);
  expect(titlesOf(of("Alpha", 1, "EUR"), of("Beta", 2, "GBP"))).toEqual(["Alpha", "Beta"]);
});

const notSeated = () => "other" as const;

describe("the screen of a portfolio", () => {
  it.each(["en-GB", "fr-FR"])("fits into what Slack takes with 200 programs of 200 letters, in %s", (locale) => {
    const long = "W".repeat(200);
    const portfolio = portfolioOf(
      Array.from({ length: 200 }, (_, index): Standing => {
        const [from, to] = [STATES[index % 5], STATES[Math.floor(index / 5) % 6]];
        return {
          ...{ key: `p${index}`, title: `${long}${index}`, isFlagship: false, budget: null },
          ...{ from: from ?? "none", to: to ?? "none", periods: index % 8, rhythm: "monthly", last: null },
          ...{ isDoubted: index % 2 === 0, hasRequest: false, silence: { since: "2026-10-01" } },
          labels: [0, 1, 2, 3, 4, 5].map((name) => ({ name: `${name}${long}`, value: `${index % 50}${long}` })),
          overdue: [
            {
              ...{ code: "ASK-1", title: long, neededBy: "2026-10-01", isReaders: true },
              ...{ body: "sponsor", deciderId: "ana" },
            },
          ],
        };
      }),
    );
    const titles = Array.from({ length: 100 }, () => long);
    const view = portfolioView(
      { locale, zone: "Europe/Paris" },
      { ...{ on: "2026-10-30", isNow: false, comparedWith: null }, portfolio, heldBack: titles, approved: titles },
    );
    expect(problemsInView(JSON.parse(JSON.stringify(view)))).toEqual([]);
    expect(JSON.stringify(view).length).toBeLessThan(40_000);
    for (const block of view.blocks) expect(JSON.stringify(block).length).toBeLessThan(8_000);
  });

  it("tells the worst by what a digest has of them, without anybody's name", () => {
    const facts = theFacts([
      aProgram("Alpha", [red], { given: earlier("Alpha", "red", "red"), labels: [{ name: "Region", value: "North" }] }),
      aProgram("Beta", [red], {
        asks: [anAsk("Beta", { isReaders: false, deciderId: "zoe", decider: "Zoe Late", neededBy: "2026-10-20" })],
      }),
      aProgram("Gamma", [amber], {
        given: earlier("Gamma", "amber", "amber"),
        labels: [{ name: "region", value: "north" }],
      }),
      aProgram("Delta", [green]),
      aProgram("Epsilon", null),
    ]);
    const standings = facts.programs.map((program) => standingOf(facts, summariseFor(facts)(program), notSeated));
    const portfolio = portfolioOf(standings);
    expect(portfolio.worst.map(({ standing, reason }) => `${standing.title} ${reason.is}`)).toEqual([
      "Alpha red-for",
      "Beta red",
      "Gamma amber-for",
    ]);
    const [english, french] = ["en-GB", "fr-FR"].map((locale) =>
      textOf(
        portfolioView(
          { locale, zone: "Europe/Paris", today: "2026-11-04" },
          { on: "2026-11-04", isNow: true, comparedWith: "2026-10-05", portfolio, heldBack: [], approved: [] },
        ),
      ),
    );
    expect(english).toContain("🔴 Alpha · off track for the 3rd month in a row");
    expect(english).toContain("🟠 Gamma · at risk for the 3rd month in a row");
    expect(english).toContain("With others: 1");
    expect(english).toContain("North · 2 programs · 🔴 Off track 1 · 🟠 At risk 1");
    expect(french).toContain("🔴 Alpha · hors trajectoire pour le 3e\u00a0mois de suite");
    expect(french).toContain("Confiées à d’autres\u00a0: 1");
    for (const said of [english, french]) expect(said).not.toMatch(/Lead of|Zoe|One engineer/);
  });
});

/** All text leaves in order. */
function textOf(view: unknown): string {
  const texts: string[] = [];
  JSON.stringify(view, (key, value: unknown) => {
    if (key === "text" && typeof value === "string") texts.push(value);
    return value;
  });
  return texts.join("");
}
