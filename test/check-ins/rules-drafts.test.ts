import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answers, FEEDS, type Question } from "../../src/cadences/questions/questions.ts";
import { templateById, templates } from "../../src/cadences/templates.ts";
import { type DraftSource, draftAnswers, rhythmBelow, spanDrawnOn } from "../../src/check-ins/form/rules-drafts.ts";
import { sentencesOf } from "../../src/platform/texts/sentences.ts";

const DAILY = templateById("daily-team").questions;
const WEEKLY = templateById("weekly-progress").questions;
const MONTHLY = templateById("monthly-executive").questions;
const QUARTERLY = templateById("quarterly-roadmap").questions;

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
      progress: "Parser for 3 formats is merged.",
      done: "Started.\nParser reads the receipts of 12 stores\nMet Nadia",
      risk: "No test data",
      next: "Load the stores",
    });
    expect(draft.from.map(({ answeredAt }) => answeredAt.slice(8, 10))).toEqual(["05", "06", "08"]);
  });

  it("has the most informative sentence as its one result, and of those alike the latest as what else moved", () => {
    const many = Array.from({ length: 9 }, (_, day) =>
      said(DAILY, day + 1, { progress: `Same words here, day ${day}.` }),
    );
    const draft = draftAnswers(WEEKLY, [
      ...many,
      said(DAILY, 1, {
        progress: "Ok. Receipts of 218 stores arrive within 48 seconds since Nadia changed the queue.",
      }),
    ]);
    expect(draft.answers.progress).toBe(
      "Receipts of 218 stores arrive within 48 seconds since Nadia changed the queue.",
    );
    expect(String(draft.answers.done).split("\n")).toEqual([
      "Same words here, day 5.",
      "Same words here, day 6.",
      "Same words here, day 7.",
      "Same words here, day 8.",
    ]);
  });

  it("is all in one text where only one asks for progress", () => {
    const questions = WEEKLY.filter(({ key }) => key !== "done");
    const draft = draftAnswers(questions, [
      said(DAILY, 5, { progress: "Parser reads 12 stores." }),
      said(DAILY, 6, { progress: "Met Nadia." }),
    ]);
    expect(draft.answers).toEqual({ progress: "Parser reads 12 stores.\nMet Nadia." });
  });

  it("drops a blocker of which the person says no more, and keeps that of another", () => {
    const draft = draftAnswers(WEEKLY, [
      said(DAILY, 5, { progress: "One", blocker: "No test data" }),
      said(DAILY, 6, { progress: "Two" }),
      said(DAILY, 5, { progress: "Three", blocker: "Push certificates" }, "marcus"),
    ]);
    expect(draft.answers.risk).toBe("Push certificates");
  });

  it("says once what was said twice", () => {
    const draft = draftAnswers(WEEKLY, [
      said(DAILY, 5, { progress: "Waiting for legal." }),
      said(DAILY, 6, { progress: "waiting for Legal." }),
    ]);
    expect(draft.answers).toEqual({ progress: "waiting for Legal." });
  });

  it("never has a colour or a confidence", () => {
    const sources = [
      said(WEEKLY, 5, { health: { colour: "red", reason: "Everything" }, confidence: 2, progress: "One" }),
      said(DAILY, 5, { progress: "Two" }),
    ];
    for (const { questions } of templates()) {
      const { answers } = draftAnswers(questions, sources);
      for (const { key, feeds } of questions)
        if (feeds === "health" || feeds === "confidence" || feeds === "bottom-line")
          expect(answers).not.toHaveProperty(key);
    }
  });

  it("is empty where nothing was said", () => {
    expect(draftAnswers(WEEKLY, [])).toEqual({ answers: {}, from: [] });
  });
});

it("the draft of a monthly check-in has the asks and risks of the last week, not when a decision is needed", () => {
  const { answers } = draftAnswers(MONTHLY, [
    said(WEEKLY, 1, { progress: "Week one done.", ask: "A desk?", risk: "Rain" }),
    said(WEEKLY, 8, { progress: "Week two done.", ask: "One data engineer until 15 January?" }),
  ]);
  expect(answers).toEqual({
    progress: "Week one done.\nWeek two done.",
    ask: "One data engineer until 15 January?",
  });
});

it("the draft of a quarterly review has the value of the months for its objectives, and what they delivered", () => {
  const { answers } = draftAnswers(QUARTERLY, [
    said(MONTHLY, 1, { progress: "Pilot is live.", value: "Orders arrive in 48 seconds.", milestone: "2026-11-03" }),
    said(MONTHLY, 30, { progress: "All 218 stores are live.", next: "1 Dec: launch." }),
  ]);
  expect(answers).toEqual({
    objective: "Orders arrive in 48 seconds.",
    progress: "Pilot is live.\nAll 218 stores are live.",
    next: "1 Dec: launch.",
  });
});

it("a target date is the last that was given", () => {
  const dated = MONTHLY.filter(({ type }) => type === "date");
  const sources = [said(MONTHLY, 1, { milestone: "2026-11-03" }), said(MONTHLY, 9, { milestone: "2026-11-17" })];
  expect(draftAnswers(dated, sources).answers).toEqual({ milestone: "2026-11-17" });
});

describe("a draft of whatever was said", () => {
  const text = fc.oneof(
    fc.lorem({ mode: "sentences", maxCount: 5 }),
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.constantFrom("- a\n- b", "1. One. 2. Two.", "Fin oct. : tests ! Puis ?", "👩‍👩‍👧 done", "x".repeat(3000)),
  );
  const feed = fc.constantFrom(...FEEDS);
  const question = fc.record({ feed, long: fc.boolean(), max: fc.option(fc.integer({ min: 1, max: 400 })) }).map(
    ({ feed: feeds, long, max }): Question => ({
      key: `${feeds}${long ? "-long" : ""}`,
      type: feeds === "health" ? "health" : long ? "long-text" : "text",
      label: feeds,
      feeds,
      ...(max !== null && { max }),
    }),
  );
  const questions = fc.uniqueArray(question, { minLength: 1, maxLength: 12, selector: ({ key }) => key });
  const source = fc
    .record({
      questions,
      texts: fc.array(text, { minLength: 12, maxLength: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      person: fc.constantFrom("a", "b", "c"),
    })
    .map(({ questions: asked, texts, day, person }) => {
      const written = asked.filter(({ type }) => type !== "health");
      return said(asked, day, Object.fromEntries(written.map(({ key }, place) => [key, texts[place] ?? ""])), person);
    });

  it("has only sentences that somebody wrote, whole, and never more than its field takes", () => {
    fc.assert(
      fc.property(questions, fc.array(source, { maxLength: 8 }), (asked, sources) => {
        const { answers, from } = draftAnswers(asked, sources);
        const everySentence = new Set(
          sources.flatMap(({ answers: given }) => Object.values(given).flatMap((value) => sentencesOf(String(value)))),
        );
        for (const { key, max, type } of asked) {
          const answer = answers[key];
          if (answer === undefined) continue;
          expect(type).not.toBe("health");
          expect(String(answer).length).toBeLessThanOrEqual(Math.min(max ?? 3000, 3000));
          expect(String(answer).trim()).not.toBe("");
          for (const sentence of String(answer).split("\n")) expect(everySentence).toContain(sentence);
        }
        expect(from.every((each) => sources.includes(each))).toBe(true);
        expect(draftAnswers(asked, sources.toReversed()).answers).toEqual(answers);
      }),
      { numRuns: 150 },
    );
  });

  it("takes sentences that stand so in the text", () => {
    fc.assert(
      fc.property(text, (typed) => {
        for (const sentence of sentencesOf(typed)) expect(typed).toContain(sentence);
      }),
    );
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
