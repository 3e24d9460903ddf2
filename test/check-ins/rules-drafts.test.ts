import { describe, expect, it } from "vitest";
import type { Answers, Question } from "../../src/cadences/questions/questions.ts";
import { templateById, templates } from "../../src/cadences/templates.ts";
import { type DraftSource, draftAnswers, rhythmBelow, spanDrawnOn } from "../../src/check-ins/form/rules-drafts.ts";

const DAILY = templateById("daily-team").questions;
const WEEKLY = templateById("weekly-progress").questions;

function said(questions: readonly Question[], day: number, answers: Answers, personId = "priya"): DraftSource {
  const answeredAt = `2026-10-${String(day).padStart(2, "0")}T09:40:00.000Z`;
  const checkInId = `${answeredAt} ${personId} ${JSON.stringify(answers)}`;
  return { checkInId, cadenceId: "below", personId, author: personId, answeredAt, questions, answers };
}

describe("the draft of a weekly check-in", () => {
  it("is what moved, what comes, and what stands in the way, in the words of the dailies", () => {
    const draft = draftAnswers(WEEKLY, [
      said(DAILY, 8, { progress: "Parser for 3 formats is merged.", next: "Load the stores", blocker: "No test data" }),
      said(DAILY, 5, { progress: "Started.", next: "Parser" }),
      said(DAILY, 6, { progress: "- Parser reads the receipts of 12 stores\n- Met Nadia", next: "Merge it" }),
    ]);
    expect(draft.answers).toEqual({
      progress: "Started.\nParser reads the receipts of 12 stores\nMet Nadia\nParser for 3 formats is merged.",
      blocker: "No test data",
      next: "Load the stores",
    });
    expect(draft.from.map(({ answeredAt }) => answeredAt.slice(8, 10))).toEqual(["05", "06", "08"]);
  });

  it("drops a blocker of which the person says no more, and keeps that of another", () => {
    const draft = draftAnswers(WEEKLY, [
      said(DAILY, 5, { progress: "One", blocker: "No test data" }),
      said(DAILY, 6, { progress: "Two" }),
      said(DAILY, 5, { progress: "Three", blocker: "Push certificates" }, "marcus"),
    ]);
    expect(draft.answers.blocker).toBe("Push certificates");
  });

  it("never has a colour or a bottom line", () => {
    const sources = [
      said(WEEKLY, 5, { health: { colour: "red", reason: "Everything" }, progress: "One" }),
      said(DAILY, 5, { progress: "Two" }),
    ];
    for (const { questions } of templates()) {
      const { answers } = draftAnswers(questions, sources);
      for (const { key, feeds } of questions)
        if (feeds === "health" || feeds === "bottom-line") expect(answers).not.toHaveProperty(key);
    }
  });

  it("is empty where nothing was said", () => {
    expect(draftAnswers(WEEKLY, [])).toEqual({ answers: {}, from: [] });
  });
});

describe("what is drawn on", () => {
  it.each([
    ["week", ["day", "week"], "day"],
    ["month", ["day", "week"], "week"],
    ["month", ["day"], "day"],
    ["quarter", ["week", "month"], "month"],
    ["year", ["month"], "month"],
    ["week", ["week", "month"], null],
    ["day", ["day"], null],
  ] as const)("in the %s, where there are %j: %s", (every, asked, expected) => {
    expect(rhythmBelow(every, asked)).toBe(expected);
  });

  it.each([
    ["week", "2026-10-15", "2026-10-08"],
    ["month", "2026-10-30", "2026-09-30"],
    ["month", "2026-03-31", "2026-02-28"],
    ["quarter", "2026-09-30", "2026-06-30"],
    ["year", "2026-12-01", "2025-12-01"],
  ] as const)("is one %s back from %s", (every, key, after) => {
    expect(spanDrawnOn(every, key)).toEqual({ after, through: key });
  });
});
