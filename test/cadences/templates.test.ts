import { describe, expect, it } from "vitest";
import { type LocalText, questionsSchema } from "../../src/cadences/questions/questions.ts";
import { nextOpenings } from "../../src/cadences/recurrence/rules.ts";
import { quickAnswerOf, templateById, templates } from "../../src/cadences/templates.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { COMPOSITION_LIMITS } from "../../src/platform/slack/limits.ts";

describe("templates", () => {
  it("are a check-in for each rhythm", () => {
    expect(templates().map(({ id, rule, disclosure }) => [id, rule.every, disclosure])).toEqual([
      ["daily-team", "day", "team"],
      ["weekly-progress", "week", "team"],
      ["monthly-executive", "month", "executive"],
      ["quarterly-roadmap", "quarter", "executive"],
      ["annual-strategy", "year", "executive"],
      ["annual-workshop", "year", "executive"],
    ]);
  });

  it("ask the weekly on Thursday and the monthly on the last working day, with the morning message", () => {
    expect(templates().filter(({ rule }) => rule.at !== undefined)).toEqual([]);
    expect(templateById("weekly-progress").rule).toEqual({ every: "week", on: ["th"], zone: "participant" });
    expect(templateById("monthly-executive").rule).toMatchObject({ on: { workingDay: -1 }, zone: "participant" });
  });

  it("ask for the quarter on its last working day, after the month that it draws on", () => {
    const [monthly, quarterly] = [templateById("monthly-executive").rule, templateById("quarterly-roadmap").rule];
    const after = "2026-09-15T00:00:00.000Z";
    expect(nextOpenings(monthly, { zone: "UTC", after, count: 1 })).toEqual(["2026-09-30T09:00:00.000Z"]);
    expect(nextOpenings(quarterly, { zone: "UTC", after, count: 2 })).toEqual([
      "2026-09-30T09:00:00.000Z",
      "2026-12-31T09:00:00.000Z",
    ]);
  });

  it("ask a month ahead of the year for the strategy workshop", () => {
    const { rule } = templateById("annual-strategy");
    expect(nextOpenings(rule, { zone: "UTC", after: "2026-01-01T00:00:00.000Z", count: 1 })).toEqual([
      "2026-12-01T09:00:00.000Z",
    ]);
  });

  it.each([
    ["daily-team", ["next"]],
    ["weekly-progress", ["health", "progress"]],
    ["monthly-executive", ["bottom-line", "health", "progress"]],
    ["quarterly-roadmap", ["health", "next", "progress"]],
    ["annual-strategy", ["vision", "lesson"]],
    ["annual-workshop", ["vision", "objective"]],
  ])("%s requires %j and nothing else", (id, required) => {
    const { questions } = templateById(id);
    expect(questions.filter((question) => question.required).map((question) => question.key)).toEqual(required);
  });

  it("ask nobody how they feel or what they think of others, in either language (V1) (V5) (asks-no-opinion)", () => {
    const told = templates().flatMap(({ questions }) =>
      questions.flatMap(({ key, feeds, label, hint }) => [key, feeds, ...both(label), ...both(hint ?? "")]),
    );
    expect(told.length).toBeGreaterThan(100);
    const about =
      /mood|feel|how are you|humeur|comment allez|stakeholder|parties? prenante|colleague|collègue|assess|évaluation|parrainage/i;
    expect(told.filter((text) => about.test(text ?? ""))).toEqual([]);
  });

  describe.each(templates().map((template) => [template.id, template] as const))("%s", (_, template) => {
    const texts: LocalText[] = template.questions.flatMap(({ label, hint }) => (hint ? [label, hint] : [label]));
    const pairs = [template.name, template.purpose, ...texts].filter((text) => typeof text !== "string");

    it("says everything in English and French, and not the same but for “Vision” and “Budget”", () => {
      expect(pairs).toHaveLength(2 + texts.length);
      expect(pairs.filter(({ en, fr }) => en === fr && en !== "Vision" && en !== "Budget")).toEqual([]);
    });

    it("keeps French punctuation on the line of its word", () => {
      const french = pairs.map(({ fr }) => fr);
      expect(french.filter((text) => /(^|[^\u00a0])[?!:;]/.test(text))).toEqual([]);
    });

    it("has labels that fit a phone, and each key once", () => {
      const labels = template.questions.flatMap(({ label }) =>
        typeof label === "string" ? [label] : [label.en, label.fr],
      );
      expect(Math.max(...labels.map((label) => label.length))).toBeLessThanOrEqual(120);
      expect(questionsSchema.safeParse(template.questions).success).toBe(true);
    });
  });

  it.each([
    ["daily-team", 3],
    ["weekly-progress", 7],
    ["monthly-executive", 8],
    ["quarterly-roadmap", 6],
    ["annual-strategy", 4],
    ["annual-workshop", 4],
  ])("%s has at most %i labels on its first screen, but for what the person tracks (M5)", (id, most) => {
    const first = templateById(id).questions.filter(({ more, type }) => !more && type !== "items");
    expect(first.length).toBeLessThanOrEqual(most);
  });

  it("ask for help or a decision on the first screen of the week and the month (M5)", () => {
    for (const id of ["weekly-progress", "monthly-executive"])
      expect(templateById(id).questions.find(({ feeds }) => feeds === "ask")?.more).toBeUndefined();
  });

  it("offer nothing-to-report for dailies only, also for questions of one's own", () => {
    const daily = templateById("daily-team").rule;
    const weekly = templateById("weekly-progress").rule;
    expect(quickAnswerOf({ template: "daily-team", rule: weekly })).toBe("nothing-to-report");
    expect(quickAnswerOf({ template: "monthly-executive", rule: daily })).toBe("same-as-last-time");
    expect(quickAnswerOf({ template: null, rule: daily })).toBe("nothing-to-report");
    expect(quickAnswerOf({ template: null, rule: weekly })).toBe("same-as-last-time");
  });

  it("of an unknown id is refused, naming those there are", () => {
    expect(() => templateById("fortnightly")).toThrow(DrumbeatError);
    expect(() => templateById("fortnightly")).toThrow(
      "TEMPLATE_UNKNOWN: There’s no template “fortnightly”. Available templates: daily-team, weekly-progress, monthly-executive, quarterly-roadmap, annual-strategy, annual-workshop.",
    );
  });

  it("say their purpose in a length that a menu of Slack shows whole", () => {
    for (const { purpose } of templates())
      for (const text of Object.values(purpose))
        expect(text.length).toBeLessThanOrEqual(COMPOSITION_LIMITS.optionDescription);
  });
});

function both(text: LocalText): string[] {
  return typeof text === "string" ? [text] : [text.en, text.fr];
}
