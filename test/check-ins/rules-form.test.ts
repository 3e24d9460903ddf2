import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { templateById } from "../../src/cadences/templates.ts";
import { fieldsIn, fieldsWith } from "../../src/check-ins/form/fields.ts";
import { readForm } from "../../src/check-ins/form/reading.ts";
import { pageOfBlock, pagesOf, stepsOf, withTicked } from "../../src/check-ins/form/rules.ts";

const READER = { locale: "en-GB", zone: "Europe/London" };
const HEALTH: Question = { key: "h", type: "health", label: "H", required: true };

function questions(...required: boolean[]): Question[] {
  return required.map((isRequired, index) => ({ key: `q${index}`, type: "text", label: "Q", required: isRequired }));
}

function many(count: number, isRequired: boolean): Question[] {
  return questions(...Array.from({ length: count }, () => isRequired));
}

function keysOf(all: readonly Question[]): string[] {
  return pagesOf(all).map((shown) => shown.map(({ key }) => key).join(" "));
}

describe("the views of a form", () => {
  it("begin with the required questions and as many others as fit in six fields, in their order", () => {
    expect(keysOf(questions(false, false, true, false, false, false, false, true))).toEqual([
      "q0 q1 q2 q3 q4 q7",
      "q5 q6",
    ]);
  });

  it("are one where all fits in it", () => {
    expect(keysOf(many(6, false))).toEqual(["q0 q1 q2 q3 q4 q5"]);
    expect(pagesOf(templateById("daily-team").questions)).toHaveLength(1);
  });

  it("have nine required questions at once, and of thirty twelve at a time", () => {
    expect(pagesOf(many(9, true)).map((page) => page.length)).toEqual([9]);
    expect(pagesOf(many(30, true)).map((page) => page.length)).toEqual([12, 12, 6]);
  });

  it("count a status as two, for what is asked below it, and have that in the same view", () => {
    const asked = [HEALTH, ...questions(false, false, false, false, false)];
    expect(keysOf(asked)).toEqual(["h q0 q1 q2 q3", "q4"]);
    expect(keysOf([HEALTH])).toEqual(["h"]);
    for (const field of ["reason", "path-action", "path-by"])
      expect(pageOfBlock(pagesOf(asked), `answer:h:${field}`)).toBe(0);
  });

  it("have every question once, and no more than twelve fields each, whatever is asked", () => {
    const question = fc.record({ isHealth: fc.boolean(), required: fc.boolean() });
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 30 }), (shapes) => {
        const all = shapes.map(
          ({ isHealth, required }, index): Question => ({
            key: `q${index}`,
            type: isHealth ? "health" : "text",
            label: "Q",
            required,
          }),
        );
        const pages = pagesOf(all);
        const shown = pages.flatMap((page) => page.map(({ key }) => key));
        expect(shown.toSorted()).toEqual(all.map(({ key }) => key).toSorted());
        for (const page of pages) {
          const size = page.reduce((sum, { type }) => sum + (type === "health" ? 2 : 1), 0);
          expect(size).toBeLessThanOrEqual(12);
          expect(size).toBeGreaterThan(0);
        }
        for (const { key } of all)
          expect(pages[pageOfBlock(pages, `answer:${key}`)]?.map((each) => each.key)).toContain(key);
      }),
    );
  });
});

describe("what was planned, to tick as done", () => {
  it.each([
    ["Fix the importer", ["Fix the importer"]],
    ["- Fix the importer\n* Send the list\n\n2) Call Priya", ["Fix the importer", "Send the list", "Call Priya"]],
    ["1. Fix the importer. 2. Send the list by 9 Oct.", ["Fix the importer.", "Send the list by 9 Oct."]],
    ["Le 9 oct. : fin de l’import. Puis les tests !", ["Le 9 oct. : fin de l’import.", "Puis les tests !"]],
    ["Again\nAgain", ["Again"]],
    ["  \n - ", []],
  ])("is of %j: %j", (plan, steps) => {
    expect(stepsOf(plan)).toEqual(steps);
  });

  it("is never more than Slack has room for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3000 }), (plan) => {
        const steps = stepsOf(plan);
        expect(steps.length).toBeLessThanOrEqual(10);
        expect(JSON.stringify(steps).length).toBeLessThanOrEqual(2500);
        for (const step of steps) expect(plan).toContain(step);
      }),
      { numRuns: 30 },
    );
    expect(stepsOf("A longer step than most.\n".repeat(40))).toHaveLength(1);
    expect(stepsOf(Array.from({ length: 40 }, (_, index) => `Step ${index}`).join("\n"))).toHaveLength(10);
  });

  it("stands in front of what was typed, a line each", () => {
    expect(withTicked(["One", "Two"], "  and three ")).toBe("One\nTwo\n  and three ");
    expect(withTicked(["One"], " \n")).toBe("One");
    expect(withTicked([], undefined)).toBeUndefined();
    expect(withTicked([], "Typed")).toBe("Typed");
  });

  it("answers the question by itself, and counts in its length", () => {
    const progress: Question = {
      key: "progress",
      type: "long-text",
      label: "P",
      feeds: "progress",
      required: true,
      max: 12,
    };
    const ticked = { "answer:progress:done": { value: { selected_options: [{ value: "1" }] } } };
    const read = (values: unknown) =>
      readForm(fieldsIn(values), [progress], READER, { planned: ["First", "Second"], today: "2026-11-04" });
    expect(read(ticked)).toEqual({ answers: { progress: "Second" }, errors: {} });
    expect(read({}).errors).toEqual({ "answer:progress": "Please answer this question." });
    expect(read({ ...ticked, "answer:progress": { value: { value: "typed" } } }).answers).toEqual({
      progress: "Second\ntyped",
    });
    expect(read({ ...ticked, "answer:progress": { value: { value: "too long" } } }).errors).toEqual({
      "answer:progress": "Maximum 12 characters.",
    });
  });
});

it("fields that hold answers are read as these answers", () => {
  const answers = {
    health: {
      colour: "amber" as const,
      reason: "Late",
      pathToGreen: { action: "Hire", by: "2026-12-18" },
    },
    progress: "  As typed ",
    blocker: "Test data",
    risk: "One",
  };
  const { questions: weekly } = templateById("weekly-progress");
  expect(readForm(fieldsWith(weekly, answers), weekly, READER, { today: "2026-11-04" })).toEqual({
    answers,
    errors: {},
  });
});
