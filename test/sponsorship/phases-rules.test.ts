/** In which phase a program is: by cases, and by random facts against the conditions of docs/decisions/0035, written once more. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addLocalDays, type LocalDate } from "../../src/platform/time.ts";
import { PHASES, type PhaseFacts, phaseOf } from "../../src/sponsorship/phases/rules.ts";

const TODAY = "2026-11-25";
const NOBODY = { answered: 0, skipped: 0, silent: 0, unsent: 0, away: 0, covered: 0 };

function ago(days: number): LocalDate {
  return addLocalDays(TODAY, -days);
}

type Asked = PhaseFacts["asks"][number];
type Promised = PhaseFacts["promises"][number];

function asked(kind: Asked["kind"], code: string, more: Partial<Asked> = {}): Asked {
  return { code, kind, dueOn: null, isDecided: false, isRefused: false, ...more };
}

function action(code: string, dueOn: LocalDate | null, doneOn: LocalDate | null, isDropped = false): Promised {
  return { code, dueOn, doneOn, isDropped };
}

const BEGUN: PhaseFacts = {
  today: TODAY,
  startedOn: ago(400),
  hasPurpose: false,
  hasBenefits: false,
  hasSponsor: false,
  firstDecision: null,
  asks: [],
  hasReached: false,
  promises: [],
  rounds: [],
};
const ALIGNED: PhaseFacts = {
  ...BEGUN,
  hasPurpose: true,
  hasBenefits: true,
  hasSponsor: true,
  firstDecision: "ATL-D-1",
};
const GIVEN: PhaseFacts = { ...ALIGNED, asks: [asked("resource", "ATL-ASK-1", { isDecided: true })] };
const KEPT = [action("ATL-ACT-1", ago(10), ago(11))];
const ANSWERED = { ...NOBODY, answered: 3, silent: 2 };
const SILENT = { ...NOBODY, answered: 1, silent: 4 };
const LASTING: PhaseFacts = { ...GIVEN, promises: KEPT, rounds: [ANSWERED] };

describe("a program", () => {
  const cases: [string, PhaseFacts, string | null, string[]][] = [
    ["of which nothing is recorded (M11)", BEGUN, null, ["purpose", "benefits", "sponsor", "decision"]],
    ["with nothing but a purpose", { ...BEGUN, hasPurpose: true }, "alignment", ["benefits", "sponsor", "decision"]],
    [
      "that reached a milestone, though no benefits and no decision are recorded (M11)",
      { ...BEGUN, hasPurpose: true, hasSponsor: true, hasReached: true },
      "obstacles",
      ["benefits", "decision", "no-promise", "no-round"],
    ],
    ["without a sponsor", { ...LASTING, hasSponsor: false }, "obstacles", ["sponsor"]],
    ["that nobody has given anything", ALIGNED, "resources", ["nothing-given"]],
    [
      "whose request for people waits",
      { ...GIVEN, asks: [...GIVEN.asks, asked("resource", "ATL-ASK-2")] },
      "obstacles",
      ["resource-asked ATL-ASK-2", "no-promise", "no-round"],
    ],
    [
      "whose only request was refused",
      { ...ALIGNED, asks: [asked("resource", "ATL-ASK-1", { isDecided: true, isRefused: true })] },
      "resources",
      ["nothing-given"],
    ],
    [
      "with an obstacle in its way",
      { ...LASTING, asks: [...GIVEN.asks, asked("obstacle", "ATL-ASK-3", { dueOn: ago(1) })] },
      "obstacles",
      ["obstacle-asked ATL-ASK-3 overdue"],
    ],
    [
      "with an obstacle that is needed away today",
      { ...LASTING, asks: [...GIVEN.asks, asked("obstacle", "ATL-ASK-3", { dueOn: TODAY })] },
      "obstacles",
      ["obstacle-asked ATL-ASK-3"],
    ],
    ["for a quarter of kept promises and answered check-ins", LASTING, "sustained", []],
    [
      "with an overdue action",
      { ...LASTING, promises: [...KEPT, action("ATL-ACT-2", ago(1), null)] },
      "obstacles",
      ["promise-broken ATL-ACT-2"],
    ],
    [
      "with an action that has been overdue for two years",
      { ...LASTING, promises: [...KEPT, action("ATL-ACT-2", ago(700), null)] },
      "obstacles",
      ["promise-broken ATL-ACT-2"],
    ],
    [
      "with an action done late within the quarter",
      { ...LASTING, promises: [...KEPT, action("ATL-ACT-2", ago(200), ago(80))] },
      "obstacles",
      ["promise-broken ATL-ACT-2"],
    ],
    [
      "with an action done late before the quarter",
      { ...LASTING, promises: [...KEPT, action("ATL-ACT-2", ago(200), ago(120))] },
      "sustained",
      [],
    ],
    [
      "whose only promise was dropped",
      { ...LASTING, promises: [action("ATL-ACT-2", ago(9), null, true)] },
      "obstacles",
      ["no-promise"],
    ],
    ["that is silent", { ...LASTING, rounds: [SILENT, SILENT, ANSWERED] }, "obstacles", ["rounds-silent 1/3"]],
    [
      "four of five of whose check-ins were answered",
      { ...LASTING, rounds: [ANSWERED, ANSWERED, ANSWERED, ANSWERED, SILENT] },
      "sustained",
      [],
    ],
    ["whose check-ins reached nobody", { ...LASTING, rounds: [{ ...NOBODY, away: 5 }] }, "obstacles", ["no-round"]],
    ["that is twelve weeks old", { ...LASTING, startedOn: ago(84) }, "obstacles", ["too-young"]],
  ];

  it.each(cases)("%s", (_, facts, phase, missing) => {
    const read = phaseOf(facts);
    const said = read.missing.map((one) =>
      [
        one.is,
        ...("code" in one ? [one.code] : []),
        ...("isOverdue" in one && one.isOverdue ? ["overdue"] : []),
        ...("of" in one ? [`${one.kept}/${one.of}`] : []),
      ].join(" "),
    );
    expect({ phase: read.phase, missing: said }).toEqual({ phase, missing });
  });
});

const someDay = fc.option(fc.integer({ min: -30, max: 400 }).map(ago), { nil: null });
const anAsk = fc.record({
  code: fc.stringMatching(/^ATL-ASK-\d$/),
  kind: fc.constantFrom("decision" as const, "resource" as const, "obstacle" as const),
  dueOn: someDay,
  isDecided: fc.boolean(),
  isRefused: fc.boolean(),
});
const aPromise = fc.record({
  code: fc.stringMatching(/^ATL-ACT-\d$/),
  dueOn: someDay,
  doneOn: fc.option(fc.integer({ min: 0, max: 400 }).map(ago), { nil: null }),
  isDropped: fc.constantFrom(false, false, false, true),
});
const few = fc.integer({ min: 0, max: 6 });
const aRound = fc.record({ answered: few, skipped: few, silent: few, unsent: few, away: few, covered: few });
const often = fc.integer({ min: 0, max: 9 }).map((number) => number > 0);
const someFacts: fc.Arbitrary<PhaseFacts> = fc.record({
  today: fc.constant(TODAY),
  startedOn: fc.integer({ min: 60, max: 400 }).map(ago),
  hasPurpose: often,
  hasBenefits: often,
  hasSponsor: often,
  firstDecision: fc.constantFrom("ATL-D-1", "ATL-D-1", "ATL-D-1", null),
  asks: fc.oneof(fc.constant([]), fc.array(anAsk, { maxLength: 4 })),
  hasReached: fc.boolean(),
  promises: fc.array(aPromise, { maxLength: 3 }),
  rounds: fc.array(aRound, { maxLength: 5 }),
});

/** Too rare to be drawn for sure. */
const NOTHING_RECORDED: PhaseFacts = {
  today: TODAY,
  startedOn: ago(60),
  hasPurpose: false,
  hasBenefits: false,
  hasSponsor: false,
  firstDecision: null,
  asks: [],
  hasReached: false,
  promises: [],
  rounds: [],
};

/** As the decision says it, without the code of the rules. */
function highestBy(facts: PhaseFacts): number {
  const { asks, promises, rounds } = facts;
  const { hasPurpose, hasBenefits, hasSponsor, firstDecision, hasReached } = facts;
  const open = (kind: string) => asks.some((ask) => ask.kind === kind && !ask.isDecided);
  const granted = asks.some(({ kind, isDecided, isRefused }) => kind === "resource" && isDecided && !isRefused);
  const hasMoved = granted || hasReached;
  if (!hasMoved) {
    if (hasSponsor && firstDecision !== null) return 1;
    return hasPurpose || hasBenefits || hasSponsor || firstDecision !== null ? 0 : -1;
  }
  if (!(hasPurpose && hasBenefits && hasSponsor && firstDecision !== null) || open("resource")) return 2;
  const from = ago(91);
  const stands = promises.filter(({ isDropped, dueOn }) => !isDropped && dueOn !== null);
  const isLate = ({ dueOn, doneOn }: Promised) => (dueOn ?? "") < (doneOn ?? TODAY) && (doneOn ?? TODAY) >= from;
  const isKept = ({ dueOn, doneOn }: Promised) =>
    doneOn !== null && doneOn <= (dueOn ?? "") && (doneOn >= from || ((dueOn ?? "") >= from && (dueOn ?? "") <= TODAY));
  const had = rounds.filter(({ answered, skipped, silent }) => answered + skipped + silent > 0);
  const kept = had.filter(({ answered, skipped, silent }) => answered >= skipped + silent);
  const isPractice = had.length > 0 && kept.length / had.length >= 0.8;
  const isOld = facts.startedOn <= from;
  return open("obstacle") || stands.some(isLate) || !stands.some(isKept) || !isPractice || !isOld ? 2 : 3;
}

function rankOf(facts: PhaseFacts): number {
  const { phase } = phaseOf(facts);
  return phase === null ? -1 : PHASES.indexOf(phase);
}

describe("over random facts", () => {
  const holds = (property: (facts: PhaseFacts) => void) =>
    fc.assert(fc.property(someFacts, property), { numRuns: 3000, examples: [[NOTHING_RECORDED]] });

  it("the word is as far as the facts go, no further, and names what lacks unless nothing does", () => {
    const met = new Set<number>();
    holds((facts) => {
      const { missing, phase } = phaseOf(facts);
      met.add(rankOf(facts));
      expect(rankOf(facts)).toBe(highestBy(facts));
      expect(missing.length === 0).toBe(phase === "sustained");
    });
    expect([...met].sort()).toEqual([-1, 0, 1, 2, 3]);
  });
});
