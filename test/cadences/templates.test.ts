import { describe, expect, it } from "vitest";
import type { LocalText } from "../../src/cadences/questions/questions.ts";
import { getTemplate, quickAnswerOf, templateSchema, templates } from "../../src/cadences/templates.ts";

describe("templates", () => {
  it("are a check-in for each rhythm", () => {
    expect(templates().map(({ id, rule, disclosure }) => [id, rule.every, disclosure])).toEqual([
      ["daily-team", "day", "team"],
      ["weekly-progress", "week", "team"],
      ["monthly-executive", "month", "above"],
      ["quarterly-roadmap", "quarter", "above"],
      ["annual-strategy", "year", "above"],
      ["cross-functional", "week", "team"],
    ]);
  });

  it("ask the weekly on Thursday and the monthly on the last working day, with the morning message", () => {
    expect(templates().filter(({ rule }) => rule.at !== undefined)).toEqual([]);
    expect(getTemplate("weekly-progress").rule).toEqual({ every: "week", on: ["th"], zone: "participant" });
    expect(getTemplate("monthly-executive").rule).toMatchObject({ on: { workingDay: -1 }, zone: "participant" });
  });

  it("ask for the quarter of whoever leads, on the third working day after it", () => {
    const { rule, audience } = getTemplate("quarterly-roadmap");
    expect([rule, audience]).toEqual([{ every: "quarter", on: { workingDay: 3 }, zone: "participant" }, ["lead"]]);
  });

  it("ask what is recommended and expected each quarter only", () => {
    const { rule } = getTemplate("monthly-executive");
    const { error } = templateSchema.safeParse({ ...getTemplate("quarterly-roadmap"), rule });
    expect(error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
      ["questions", "objectives and recommendation are asked each quarter only"],
    ]);
  });

  it("ask nobody how they feel or what they think of others, in either language", () => {
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
  });

  it.each([
    ["daily-team", 3],
    ["weekly-progress", 7],
    ["monthly-executive", 8],
    ["quarterly-roadmap", 6],
    ["annual-strategy", 5],
    ["cross-functional", 3],
  ])("%s has at most %i labels on its first screen, but for what the person tracks and measures", (id, most) => {
    const first = getTemplate(id).questions.filter(
      ({ more, type }) => !more && type !== "items" && type !== "measures",
    );
    expect(first.length).toBeLessThanOrEqual(most);
  });

  it("ask for help or a decision on the first screen of the week and the month", () => {
    for (const id of ["weekly-progress", "monthly-executive"])
      expect(getTemplate(id).questions.find(({ feeds }) => feeds === "request")?.more).toBeUndefined();
  });

  it("offer nothing-to-report for dailies only, also for questions of one's own", () => {
    const daily = getTemplate("daily-team").rule;
    const weekly = getTemplate("weekly-progress").rule;
    expect(quickAnswerOf({ template: "daily-team", rule: weekly })).toBe("nothing-to-report");
    expect(quickAnswerOf({ template: "monthly-executive", rule: daily })).toBe("same-as-last-time");
    expect(quickAnswerOf({ template: null, rule: daily })).toBe("nothing-to-report");
    expect(quickAnswerOf({ template: null, rule: weekly })).toBe("same-as-last-time");
  });
});

function both(text: LocalText): string[] {
  return typeof text === "string" ? [text] : [text.en, text.fr];
}
