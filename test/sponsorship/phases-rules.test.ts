/** In which phase a program is. */
import { describe, expect, it } from "vitest";
import { addLocalDays, type LocalDate } from "../../src/platform/time.ts";
import { type PhaseFacts, phaseOf } from "../../src/sponsorship/phases/rules.ts";

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
