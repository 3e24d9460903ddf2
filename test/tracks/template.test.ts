import { expect, test } from "vitest";
import { addressIn, learningLine } from "../../src/tracks/learning.ts";
import { BUILT_IN, builtInTrack, roleLibrary } from "../../src/tracks/library.ts";
import { isReady, keptTemplateSchema, neverReady, trackTemplateSchema } from "../../src/tracks/template.ts";

test.each(BUILT_IN)("%s is in order", (key) => {
  expect(neverReady(builtInTrack(key).steps)).toEqual([]);
});

test("each role of the library gives to and needs from each other, and what one gives is what the other needs", () => {
  const roles = [...roleLibrary().values()];
  expect(roles).toHaveLength(4);
  for (const language of ["en", "fr"] as const) {
    const between = (lists: "gives" | "needs") =>
      roles.flatMap((role) =>
        role[lists].map((line) => {
          const [other = "", what = ""] = line[language].split(/\u00a0?: /);
          const own = role.name[language];
          return lists === "gives" ? { from: own, to: other, what } : { from: other, to: own, what };
        }),
      );
    const given = between("gives");
    expect(new Set(given.map(({ from, to }) => `${from} > ${to}`)).size).toBe(roles.length * (roles.length - 1));
    expect(new Set(between("needs"))).toEqual(new Set(given));
  }
});

test("roles and steps of the roll-out say where they are learnt, in both languages; a role fits into its form", () => {
  for (const { learning, firstTasks, ...lists } of roleLibrary().values()) {
    const [guide] = learning;
    expect(addressIn(guide?.en ?? "")).toMatch(/^https:.+\/en\//);
    expect(addressIn(guide?.fr ?? "")).toMatch(/^https:.+\/fr\//);
    expect(firstTasks).not.toEqual([]);
    expect(lists.tasks.length).toBeLessThanOrEqual(12);
  }
  for (const { link } of builtInTrack("rollout").steps) {
    expect(link?.en).toMatch(/^https:.+\/en\//);
    expect(link?.fr).toMatch(/^https:.+\/fr\//);
  }
});

test.each([
  ["Get started: https://learn.example/a", "<https://learn.example/a|Get started> (learn.example)"],
  ["Prise en main\u00a0: https://learn.example/a", "<https://learn.example/a|Prise en main> (learn.example)"],
  ["https://learn.example/a|b", "<https://learn.example/a%7Cb|learn.example>"],
  ["Ask <Nina>", "Ask &lt;Nina&gt;"],
  ["See javascript:alert(1)", "See javascript:alert(1)"],
])("%s is a link only where it ends in an address", (line, markup) => {
  expect(learningLine(line)).toBe(markup);
});

test("a link must be an address when it comes in; a kept template is read with other words in its place", () => {
  const step = { key: "a", title: "A", role: "lead", accountable: "lead", term: 1, link: "(erased)" };
  const template = { version: 1, key: "t", name: "T", purpose: "T", steps: [step] };
  const { error } = trackTemplateSchema.safeParse(template);
  expect(error?.issues.map(({ path }) => path.join("."))).toEqual(["steps.0.link"]);
  expect(keptTemplateSchema.safeParse(template).success).toBe(true);
});
test("or", () => {
  const steps = builtInTrack("rollout").steps;
  const v3 = steps.find(({ key }) => key === "V3");
  expect(v3 && isReady(v3, new Set(["V2", "D2"]))).toBe(true);
  expect(v3 && isReady(v3, new Set(["V2"]))).toBe(false);
  expect(trackTemplateSchema.safeParse({ version: 2 }).success).toBe(false);
});
