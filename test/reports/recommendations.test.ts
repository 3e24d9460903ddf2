import { describe, expect, it } from "vitest";
import type { RecommendationAnswer } from "../../src/cadences/questions/questions.ts";
import type { Report } from "../../src/reports/compile/report.ts";
import type { AnswerFacts } from "../../src/reports/facts/program-facts.ts";
import { anAnswer, at, linesOf, reportOf, someFacts } from "./facts.ts";

const STOP: RecommendationAnswer = { recommend: "stop", reason: "The supplier failed" };
const OBJECTIVE = { itemId: "returns", title: "Halve returns" };

function quarterly(day: string, more: Partial<AnswerFacts> = {}): AnswerFacts {
  return anAnswer(day, [], { every: "quarter", period: "2026-Q3", checkInId: `of ${more.personId ?? "tom"}`, ...more });
}

function third(answers: readonly AnswerFacts[]): Report {
  const period = { label: "2026-Q3", from: "2026-07-01", until: "2026-09-30" };
  return reportOf(someFacts({ rhythm: "quarterly", period, cutOffAt: at("10-08"), answers }));
}

/** The report after `before`. */
function fourth(answers: readonly AnswerFacts[], before: Report): Report {
  const period = { label: "2026-Q4", from: "2026-10-01", until: "2026-12-31" };
  return reportOf(someFacts({ rhythm: "quarterly", period, cutOffAt: at("12-31"), answers }), before);
}

function recommendedIn(report: Report) {
  return linesOf(report, "recommended").map(({ by, recommend, about }) => [by, recommend, about]);
}

function outlookIn(report: Report) {
  return linesOf(report, "outlook").map(({ outlook, was, about }) => [outlook, was?.outlook, about]);
}

describe("what lead and deputy recommend", () => {
  const dan = quarterly("10-06", { personId: "dan", isOfDeputy: true, recommendation: { recommend: "continue" } });

  it("is the lead’s, though the deputy answered after them", () => {
    expect(recommendedIn(third([quarterly("10-05", { recommendation: STOP }), dan]))).toEqual([
      ["tom", "stop", undefined],
    ]);
  });

  it("is the deputy’s where the lead has answered for an earlier quarter alone", () => {
    const late = quarterly("10-05", { recommendation: STOP, isLate: true, period: "2026-Q2" });
    expect(recommendedIn(third([late, dan]))).toEqual([["dan", "continue", undefined]]);
  });

  it("holds of what they expect too", () => {
    const answers = [
      quarterly("10-05", { outlook: [{ ...OBJECTIVE, outlook: "no" }] }),
      { ...dan, outlook: [{ ...OBJECTIVE, outlook: "yes" as const }] },
    ];
    expect(outlookIn(third(answers))).toEqual([["no", undefined, undefined]]);
  });
});

describe("what was saved again after its report had gone", () => {
  const given = quarterly("10-05", { recommendation: STOP, outlook: [{ ...OBJECTIVE, outlook: "no" }] });
  const again: AnswerFacts = { ...given, revision: 2, answeredAt: at("10-20"), isLate: true };

  it("is not told again where it is as it was", () => {
    const report = fourth([again], third([given]));
    expect([recommendedIn(report), outlookIn(report)]).toEqual([[], []]);
  });

  it.each<[string, RecommendationAnswer]>([
    ["another choice", { ...STOP, recommend: "change" }],
    ["another reason", { ...STOP, reason: "Nobody buys it" }],
  ])("is told with its quarter after %s", (_, recommendation) => {
    expect(recommendedIn(fourth([{ ...again, recommendation }], third([given])))).toEqual([
      ["tom", recommendation.recommend, "2026-Q3"],
    ]);
  });

  it("tells with its quarter what is expected otherwise", () => {
    const uncertain: AnswerFacts = { ...again, outlook: [{ ...OBJECTIVE, outlook: "uncertain" }] };
    expect(outlookIn(fourth([uncertain], third([given])))).toEqual([["uncertain", "no", "2026-Q3"]]);
  });

  it("leaves it with the lead’s word where the deputy alone saved theirs again", () => {
    const dan = quarterly("10-20", {
      personId: "dan",
      isOfDeputy: true,
      isLate: true,
      recommendation: { recommend: "continue" },
    });
    expect(recommendedIn(fourth([dan], third([given])))).toEqual([]);
  });
});
