import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fieldsIn } from "../../src/check-ins/form/field-values.ts";
import { splitAtMore, stepsOf } from "../../src/check-ins/form/more-and-plan.ts";
import { readForm } from "../../src/check-ins/form/reading.ts";

const READER = { locale: "en-GB", zone: "Europe/London" };

const question = (key: string, more = false): Question => ({ key, type: "text", label: "Q", ...(more && { more }) });
const keysOf = (all: readonly Question[]) =>
  Object.values(splitAtMore(all)).map((shown) => shown.map(({ key }) => key).join(" "));

it("a form begins with the questions that do not stand behind *More* or have to be answered, else with all", () => {
  expect(keysOf([question("a"), { ...question("b", true), required: true }])).toEqual(["a b", ""]);
  expect(keysOf([question("a"), question("b", true), question("c")])).toEqual(["a c", "b"]);
  expect(keysOf([question("a"), question("b")])).toEqual(["a b", ""]);
  expect(keysOf([question("a", true)])).toEqual(["a", ""]);
});

describe("what was planned, to tick as done", () => {
  it.each([
    ["Fix the importer", ["Fix the importer"]],
    ["- Fix the importer\n* Send the list\n\n2) Call Priya", ["Fix the importer", "Send the list", "Call Priya"]],
    ["Fix the importer. Send the list by 9 Oct.", ["Fix the importer. Send the list by 9 Oct."]],
    ["None", []],
    ["Again\nAgain", ["Again"]],
    ["  \n - ", []],
  ])("is of %j: %j", (plan, steps) => {
    expect(stepsOf([plan])).toEqual(steps);
  });

  it("is never more than Slack has room for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3000 }), (plan) => {
        const steps = stepsOf([plan]);
        expect(steps.length).toBeLessThanOrEqual(10);
        expect(JSON.stringify(steps).length).toBeLessThanOrEqual(2500);
        for (const step of steps) expect(plan).toContain(step);
      }),
      { numRuns: 30 },
    );
    expect(stepsOf(["A longer step than most.\n".repeat(40)])).toHaveLength(1);
    expect(stepsOf(Array.from({ length: 40 }, (_, index) => `Step ${index}`))).toHaveLength(10);
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
    const read = (values: unknown) => readForm(fieldsIn(values), [progress], READER, ["First", "Second"]);
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
