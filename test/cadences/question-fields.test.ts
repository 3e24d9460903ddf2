import { describe, expect, it } from "vitest";
import {
  BLANK_QUESTION,
  fieldsOfQuestion,
  type QuestionFields,
  questionFrom,
} from "../../src/cadences/questions/question-editor-fields.ts";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { templates } from "../../src/cadences/templates.ts";

function read(change: Partial<QuestionFields>, before: Question | null = null, usedKeys: string[] = []) {
  return questionFrom({ ...BLANK_QUESTION, ...change }, before, { language: "en", usedKeys });
}

function questionOf(
  change: Partial<QuestionFields>,
  before: Question | null = null,
  usedKeys: string[] = [],
): Question {
  const result = read(change, before, usedKeys);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.question;
}

const HEALTH: Question = {
  key: "health",
  type: "health",
  label: { en: "Status and why", fr: "Statut et justification" },
  hint: { en: "In a line", fr: "En une ligne" },
  required: true,
  feeds: "health",
};
const MARKETS: Question = {
  key: "markets",
  type: "choice",
  label: "Which market?",
  options: [
    { value: "uk", label: { en: "United Kingdom", fr: "Royaume-Uni" } },
    { value: "fr", label: { en: "France", fr: "France" } },
  ],
};

describe("a question in the editor", () => {
  it("of any template comes out as it went in, in both languages", () => {
    for (const { questions } of templates())
      for (const question of questions)
        for (const language of ["en", "fr"] as const) {
          const fields = fieldsOfQuestion(question, language);
          expect(questionFrom(fields, question, { language, usedKeys: [] })).toEqual({ question });
        }
  });

  it("is called after what it feeds, or its text, told apart from the others", () => {
    expect(questionOf({ label: "Done?", feeds: "progress" }).key).toBe("progress");
    expect(questionOf({ label: "Done?", feeds: "progress" }, null, ["progress"]).key).toBe("done");
    expect(questionOf({ label: "???" }, null, ["question"]).key).toBe("question-2");
    expect(questionOf({ label: "x".repeat(150) }).key.length).toBeLessThanOrEqual(40);
  });

  it("keeps its key, and what it says in the other language where that was not touched", () => {
    const changed = questionOf({ ...fieldsOfQuestion(HEALTH, "en"), label: "Status", isRequired: false }, HEALTH);
    expect(changed).toEqual({
      key: "health",
      type: "health",
      label: { en: "Status", fr: "Statut et justification" },
      hint: { en: "In a line", fr: "En une ligne" },
      feeds: "health",
    });
    expect(questionOf({ ...fieldsOfQuestion(HEALTH, "en"), hint: "Briefly" }, HEALTH).hint).toBe("Briefly");
  });

  it("stands behind *More*, has its tick set, is for whoever leads, as the form says", () => {
    const also = ["more", "track", "onlyLead"] as const;
    const marks = { more: true, track: true, onlyLead: true };
    const risk = { label: "Risks?", type: "long-text", feeds: "risk" } as const;
    expect(questionOf({ ...risk, also })).toMatchObject(marks);
    expect(questionOf({ ...risk, also: [] }, { key: "risk", ...risk, ...marks })).toEqual({
      key: "risk",
      ...risk,
      track: false,
    });
    // What makes no items has no tick.
    expect(questionOf({ ...risk, feeds: "progress", also })).not.toHaveProperty("track");
  });

  it("keeps the value of an option whose text stays, since answers refer to it", () => {
    const options = ["France", "United Kingdom", "Spain & Portugal"];
    expect(questionOf({ ...fieldsOfQuestion(MARKETS, "en"), options }, MARKETS).options).toEqual([
      { value: "fr", label: { en: "France", fr: "France" } },
      { value: "uk", label: { en: "United Kingdom", fr: "Royaume-Uni" } },
      { value: "spain-portugal", label: "Spain & Portugal" },
    ]);
  });

  it.each<[string, Partial<QuestionFields>, unknown]>([
    ["without a text", { label: "" }, { label: "missing" }],
    ["of a list without a line", { type: "choice" }, { options: "options" }],
    ["of a list with a line twice", { type: "choice", options: ["a", "b", "a"] }, { options: "options" }],
    ["of a line that no menu holds", { type: "choices", options: ["x".repeat(76)] }, { options: "options" }],
    ["with a bound that is no number", { type: "number", min: Number.NaN }, { max: "bounds" }],
    ["that ends before it begins", { type: "number", min: 5, max: 5 }, { max: "bounds" }],
  ])("is refused %s", (_, change, problems) => {
    expect(read({ label: "?", ...change })).toEqual({ problems });
  });
});
