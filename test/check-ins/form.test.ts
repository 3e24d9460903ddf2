import { describe, expect, it } from "vitest";
import { type Question, questionsSchema } from "../../src/cadences/questions.ts";
import { templates } from "../../src/cadences/templates.ts";
import { checkInForm, questionsAtFirst, readForm } from "../../src/check-ins/form.ts";
import { problemsInView } from "../../src/sandbox/block-kit.ts";
import { asJson, type Json } from "../../src/sandbox/json.ts";

const ENGLISH = { locale: "en-GB", zone: "Europe/London" };
const FRENCH = { locale: "fr-FR", zone: "Europe/Paris" };

/** One question and what stands in its field, as Slack sends it; a forged payload can send anything. */
function read(question: Partial<Question> & { type: Question["type"] }, field: Json, reader = ENGLISH) {
  const whole = { key: "q", label: "Q", ...question };
  return readForm({ "answer:q": { value: field } }, [whole], reader);
}

describe("reading a number", () => {
  it.each([
    ["12", 12],
    ["-3.5", -3.5],
    ["37,5", 37.5],
    [" 8 ", 8],
    ["0", 0],
  ])("takes %j as %d", (typed, value) => {
    expect(read({ type: "number" }, { value: typed })).toEqual({ answers: { q: value }, errors: {} });
  });

  it.each([
    ["twelve", {}, "Please enter a number."],
    ["1e999", {}, "Please enter a number."],
    ["NaN", {}, "Please enter a number."],
    ["4", { min: 5 }, "This must be at least 5."],
    ["101", { max: 100 }, "This must be at most 100."],
  ])("refuses %j within %j", (typed, bounds, error) => {
    expect(read({ type: "number", ...bounds }, { value: typed })).toEqual({
      answers: {},
      errors: { "answer:q": error },
    });
  });

  it("refuses a step that a scale does not have", () => {
    const forged = { selected_option: { value: "11" } };
    expect(read({ type: "scale" }, forged).errors).toEqual({ "answer:q": "This must be at most 5." });
    expect(read({ type: "scale", min: 0, max: 10 }, { selected_option: { value: "0" } }).answers).toEqual({ q: 0 });
  });
});

describe("reading a text", () => {
  it("keeps it as typed, blanks around it included", () => {
    const typed = "  \n<!channel> =1+1 \u202Eabc 👩‍👩‍👧 \u0000 ";
    expect(read({ type: "long-text" }, { value: typed }).answers).toEqual({ q: typed });
  });

  it.each([[" "], ["\n\t"], ["\u00a0"], [""], [null]])("takes %j as no answer", (typed) => {
    expect(read({ type: "text" }, { value: typed })).toEqual({ answers: {}, errors: {} });
    expect(read({ type: "text", required: true }, { value: typed }, FRENCH)).toEqual({
      answers: {},
      errors: { "answer:q": "Merci de répondre à cette question." },
    });
  });

  it("counts UTF-16 units, to three thousand at most", () => {
    expect(read({ type: "long-text" }, { value: "x".repeat(3000) }).errors).toEqual({});
    expect(read({ type: "long-text", max: 9000 }, { value: "x".repeat(3001) }).errors).toEqual({
      "answer:q": "At most 3000 characters fit here.",
    });
    expect(read({ type: "text", min: 5 }, { value: "four" }).errors).toEqual({
      "answer:q": "Please write at least 5 characters.",
    });
    expect(read({ type: "text", max: 2 }, { value: "👩" }).errors).toEqual({});
  });
});

describe("reading a link", () => {
  it.each(["https://example.org", "HTTP://x.y/z?a=1", " https://example.org "])("takes %j", (typed) => {
    expect(read({ type: "link" }, { value: typed }).answers).toEqual({ q: typed });
  });
  it.each(["javascript:alert(1)", "example.org", "https://", "https://a b"])("refuses %j", (typed) => {
    expect(read({ type: "link" }, { value: typed }).errors).toEqual({
      "answer:q": "Please give a link that starts with https://.",
    });
  });
});

describe("reading a choice", () => {
  const options = [{ value: "pilot", label: "Pilot" }];
  it("takes an option that is there", () => {
    expect(read({ type: "choice", options }, { selected_option: { value: "pilot" } }).answers).toEqual({ q: "pilot" });
    expect(read({ type: "choices", options }, { selected_options: [{ value: "pilot" }] }).answers).toEqual({
      q: ["pilot"],
    });
    expect(read({ type: "choices", options }, { selected_options: [] }).answers).toEqual({});
  });

  it("has no colour but green, amber and red", () => {
    expect(read({ type: "health", required: true }, { selected_option: { value: "grey" } }).errors).toEqual({
      "answer:q": "Please answer this question.",
    });
  });
});

describe("the first view of a form", () => {
  const questions = (...required: boolean[]) =>
    required.map(
      (isRequired, index): Question => ({ key: `q${index}`, type: "text", label: "Q", required: isRequired }),
    );
  const keys = (shown: readonly Question[]) => shown.map(({ key }) => key).join(" ");

  it("has the required questions and as many others as fit in six fields, in their order", () => {
    expect(keys(questionsAtFirst(questions(false, false, true, false, false, false, false, true), {}))).toBe(
      "q0 q1 q2 q3 q4 q7",
    );
  });

  it("has every required one, though there are more than six", () => {
    expect(questionsAtFirst(questions(...Array.from({ length: 9 }, () => true)), {})).toHaveLength(9);
  });

  it("counts a health question as two, for its reason", () => {
    const health: Question = { key: "h", type: "health", label: "H", required: true };
    expect(keys(questionsAtFirst([health, ...questions(false, false, false, false, false)], {}))).toBe("h q0 q1 q2 q3");
  });

  it("keeps what is answered in sight", () => {
    const all = questions(...Array.from({ length: 8 }, () => false));
    expect(keys(questionsAtFirst(all, { q7: "kept" }))).toBe("q0 q1 q2 q3 q4 q7");
  });
});

describe("the form of every template", () => {
  const forms = templates().flatMap((template) =>
    [ENGLISH, FRENCH].flatMap((reader) => [true, false].map((expanded) => ({ template, reader, expanded }))),
  );
  it.each(forms)(
    "is a view that Slack takes: $template.id, $reader.locale, expanded: $expanded",
    ({ template, reader, expanded }) => {
      const view = checkInForm({
        reader,
        promptId: "p1",
        heading: `${template.name.en} · ${"A long title & <more> ".repeat(20)}`,
        notes: ["Late"],
        questions: template.questions,
        initial: {},
        lastNext: "x".repeat(3000),
        expanded,
      });
      expect(problemsInView(asJson(view))).toEqual([]);
    },
  );

  it("is taken with thirty questions whose labels are as long as they can be", () => {
    const questions = questionsSchema.parse(
      Array.from({ length: 30 }, (_, index) => ({
        key: `q${index}`,
        type: index === 0 ? "health" : "long-text",
        label: "é&<".repeat(2000),
        hint: "hint ".repeat(2000),
        required: true,
      })),
    );
    const initial = Object.fromEntries(questions.slice(1).map(({ key }) => [key, "y".repeat(3000)]));
    const view = checkInForm({
      reader: ENGLISH,
      promptId: "p1",
      heading: "x",
      notes: [],
      questions,
      initial,
      lastNext: null,
      expanded: true,
    });
    expect(problemsInView(asJson(view))).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
    expect(JSON.stringify(view)).toMatch(/"(é&<){150,}é?&?…"/);
  });
});
