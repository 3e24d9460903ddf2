import { asJson, type Json, problemsInView } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { type Question, questionsSchema } from "../../src/cadences/questions/questions.ts";
import { getTemplate, templates } from "../../src/cadences/templates.ts";
import { fieldsIn, fieldsWith } from "../../src/check-ins/form/field-values.ts";
import { checkInForm } from "../../src/check-ins/form/form.ts";
import { readForm } from "../../src/check-ins/form/reading.ts";
import { whoReadsIt } from "../../src/check-ins/texts.ts";
import { newMilestoneFields } from "../../src/register/items-in-check-in.ts";

const ENGLISH = { locale: "en-GB", zone: "Europe/London" };
const FRENCH = { locale: "fr-FR", zone: "Europe/Paris" };

/** One question and what stands in its field, as Slack sends it; a forged payload can send anything. */
function read(question: Partial<Question> & { type: Question["type"] }, field: Json, reader = ENGLISH) {
  const whole = { key: "q", label: "Q", ...question };
  return readForm(fieldsIn({ "answer:q": { value: field } }), [whole], reader);
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
      errors: { "answer:q": "Merci de remplir ce champ." },
    });
  });

  it("counts UTF-16 units, to three thousand at most", () => {
    expect(read({ type: "long-text" }, { value: "x".repeat(3000) }).errors).toEqual({});
    expect(read({ type: "long-text", max: 9000 }, { value: "x".repeat(3001) }).errors).toEqual({
      "answer:q": "Maximum 3000 characters.",
    });
    expect(read({ type: "text", min: 5 }, { value: "four" }).errors).toEqual({
      "answer:q": "Please write at least 5 characters.",
    });
    expect(read({ type: "text", max: 2 }, { value: "👩" }).errors).toEqual({});
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

describe("the form of every template", () => {
  const forms = templates().flatMap((template) =>
    [ENGLISH, FRENCH].flatMap((reader) => [false, true].map((isMoreOpen) => ({ template, reader, isMoreOpen }))),
  );
  it.each(forms)(
    "is a view that Slack takes: $template.id, $reader.locale, all of it: $isMoreOpen",
    ({ template, reader, isMoreOpen }) => {
      const view = checkInForm({
        reader,
        state: { promptId: "p1", isMoreOpen, prefill: "current", planned: ["x".repeat(200), "Fix <the> importer"] },
        heading: `${template.name.en} · ${"A long title & <more> ".repeat(20)}`,
        notes: ["Late"],
        questions: template.questions,
        fields: {},
      });
      expect(problemsInView(asJson(view))).toEqual([]);
    },
  );

  it("names what is behind *More*, a new milestone too", () => {
    const view = checkInForm({
      ...{ reader: ENGLISH, state: { promptId: "p1", prefill: "current", planned: [] }, heading: "x", notes: [] },
      ...{ questions: getTemplate("daily-team").questions, fields: {}, below: newMilestoneFields(ENGLISH, {}) },
    });
    expect(JSON.stringify(view)).toContain("More: Help needed · New milestone");
  });

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
    const answers = Object.fromEntries(questions.slice(1).map(({ key }) => [key, "y".repeat(3000)]));
    const view = checkInForm({
      reader: ENGLISH,
      state: { promptId: "p1", prefill: "current", planned: [] },
      heading: "x",
      notes: [],
      questions,
      fields: fieldsWith(questions, answers),
    });
    expect(view.blocks.filter(({ type }) => type === "input")).toHaveLength(33);
    expect(problemsInView(asJson(view))).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
    expect(JSON.stringify(view)).toMatch(/"(é&<){150,}é?&?…"/);
  });
});

describe("reading a status", () => {
  const HEALTH: Question = { key: "h", type: "health", label: "Health", feeds: "health" };
  const chosen = (colour: string) => ({ value: { selected_option: { value: colour } } });
  const readHealth = (fields: Record<string, Json>, reader = ENGLISH) => {
    const values = Object.entries(fields).map(([field, value]) => [`answer:h${field}`, value]);
    return readForm(fieldsIn(Object.fromEntries(values)), [HEALTH], reader);
  };
  const because = (reason: string) => ({ value: { value: reason } });
  const by = { value: { selected_date: "2026-12-18" } };

  it("asks why, what is being done and by when where it is not on track, each at its field, and refuses no length", () => {
    const path = { ":path-action": because("x".repeat(3000)), ":path-by": by };
    for (const colour of ["amber", "red"]) {
      const unseen = because(" \u200b");
      expect(readHealth({ "": chosen(colour), ":reason": unseen, ":path-action": unseen }).errors).toEqual({
        "answer:h:reason": "Add a line: why it isn’t on track.",
        "answer:h:path-action": "Say what’s being done about it.",
        "answer:h:path-by": "Enter by when it’s done.",
      });
      expect(readHealth({ "": chosen(colour), ":reason": because("x".repeat(3000)), ...path }).errors).toEqual({});
    }
    expect(readHealth({ "": chosen("green") }).answers).toEqual({ h: { colour: "green" } });
    expect(readHealth({ ":reason": because("Vendor") }).answers).toEqual({});
  });

  it("takes what is being done with its date, and nothing of it where it is on track", () => {
    const amber = { "": chosen("amber"), ":reason": because("Vendor") };
    const action = because("Two more engineers");
    const path = { ":path-action": action, ":path-by": by };
    expect(readHealth({ ...amber, ...path }).answers).toEqual({
      h: { colour: "amber", reason: "Vendor", pathToGreen: { action: "Two more engineers", by: "2026-12-18" } },
    });
    expect(readHealth({ "": chosen("green"), ...path }).answers).toEqual({ h: { colour: "green" } });
  });
});

it("who reads it, also in a channel that may show it, or in a program that all see; a status goes above (48)", () => {
  const rule = { every: "day" as const, zone: "Europe/London" };
  const cadence = { disclosure: "team" as const, rule, readers: [] };
  const questions = questionsSchema.parse([{ key: "s", label: "Status", type: "health", feeds: "health" }]);
  const program = { visibility: "members" as const, channel_id: null };
  const shown = { ...program, channel_id: "C1" };
  const words =
    "Your team and Tom, and any deputy or program office, read your answers; only what you track or ask for goes higher.";
  expect(whoReadsIt(ENGLISH, cadence, program, { lead: "Tom" })).toBe(words);
  expect(whoReadsIt(ENGLISH, cadence, shown, { lead: "Tom" })).toBe(
    `${words} The program’s channel may show your answers to its members.`,
  );
  expect(whoReadsIt(FRENCH, cadence, { ...shown, visibility: "workspace" }, { questions })).toMatch(
    /^L’équipe, ainsi que la suppléance et le bureau s’il y en a, lisent vos réponses.*qu’un statut moins bon que celui du responsable, sans vos mots\. Tout l’espace de travail peut lire vos réponses\.$/,
  );
});
