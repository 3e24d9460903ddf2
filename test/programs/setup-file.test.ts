import { describe, expect, it } from "vitest";
import { templateById } from "../../src/cadences/templates.ts";
import { setupFileSchema } from "../../src/setup/file.ts";

const program = { key: "loyalty", title: "Loyalty journeys", lead: "tom", sponsors: ["margaret"], team: ["priya"] };
const rule = { every: "week", on: ["fr"], at: "15:00", zone: "Europe/Paris" };
const questions = [{ key: "progress", type: "long-text", label: "What happened?", feeds: "progress" }];

function read(cadences: unknown[], programs: unknown[] = [program]) {
  return setupFileSchema.parse({ programs, cadences });
}

function problems(file: unknown): string[] {
  const { error } = setupFileSchema.safeParse(file);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("a set-up file", () => {
  it("takes from the template what a cadence leaves out", () => {
    const [cadence] = read([{ key: "loyalty-weekly", program: "loyalty", template: "weekly-progress" }]).cadences;
    const { rule, audience, readers, disclosure, questions } = templateById("weekly-progress");
    expect(cadence).toMatchObject({ template: "weekly-progress", rule, audience, readers, disclosure, questions });
  });

  it("lets a cadence say otherwise than its template", () => {
    const [cadence] = read([
      { key: "w", program: "loyalty", template: "weekly-progress", rule, audience: ["team"], disclosure: "lead" },
    ]).cadences;
    expect(cadence).toMatchObject({ rule, audience: ["team"], disclosure: "lead" });
  });

  it("shows the answers to questions of one's own to lead and team unless told otherwise", () => {
    const [cadence] = read([{ key: "w", program: "loyalty", questions, rule, audience: ["team"] }]).cadences;
    expect(cadence).toMatchObject({ template: null, readers: ["lead", "team"], disclosure: "team" });
  });

  it("makes a program visible to its members and no flagship unless told otherwise", () => {
    expect(read([]).programs).toMatchObject([
      { visibility: "members", flagship: false, purpose: "", steering: [], team: ["priya"] },
    ]);
  });

  it("may be a whole scenario, of which only programs, cadences and offices are read", () => {
    const file = { name: "A", start: "…", people: [{}], events: [{}], programs: [program], cadences: [] };
    expect(Object.keys(setupFileSchema.parse(file))).toEqual(["programs", "cadences", "offices"]);
  });

  it.each<[string, unknown, string]>([
    ["an unknown key", { programs: [{ ...program, colour: "red" }], cadences: [] }, "programs.0: is not known here"],
    ["a misspelt list", { programs: [], cadences: [], event: [] }, ": is not known here"],
    [
      "a label without a value",
      { programs: [{ ...program, labels: { Region: "" } }], cadences: [] },
      "programs.0.labels.Region: must not be empty",
    ],
    [
      "a label twice",
      { programs: [{ ...program, labels: { Region: "DACH", region: "UK" } }], cadences: [] },
      expect.stringMatching(/^programs\.0\.labels: Enter up to .* This line isn’t one: region: UK$/),
    ],
    [
      "a title that no screen has room for",
      { programs: [{ ...program, title: "A".repeat(121) }], cadences: [] },
      "programs.0.title: must be at most 120 characters",
    ],
    ["a program without a lead", { programs: [{ key: "a", title: "A" }], cadences: [] }, "programs.0.lead: is missing"],
    [
      "a key used twice",
      { programs: [program, program], cadences: [] },
      "programs.1.key: the key loyalty is used twice",
    ],
    [
      "a short key used twice",
      {
        programs: [
          { ...program, shortKey: "LOY" },
          { ...program, key: "b", shortKey: "LOY" },
        ],
        cadences: [],
      },
      "programs.1.shortKey: the key LOY is used twice",
    ],
    [
      "the short key of a type",
      { programs: [{ ...program, shortKey: "ASK" }], cadences: [] },
      "programs.0.shortKey: must be 2 to 5 letters from A to Z, and not the code of a type of item",
    ],
    [
      "an unknown program",
      { programs: [program], cadences: [{ key: "w", program: "loyalti", template: "daily-team" }] },
      "cadences.0.program: there’s no program loyalti",
    ],
    [
      "a body that nobody is in",
      {
        programs: [program],
        cadences: [{ key: "w", program: "loyalty", template: "daily-team", audience: ["deputy"] }],
      },
      "cadences.0.audience: no one to ask: loyalty has no one as deputy",
    ],
    [
      "a pilot group outside the audience",
      {
        programs: [program],
        cadences: [
          {
            key: "w",
            program: "loyalty",
            template: "daily-team",
            audience: ["team"],
            pilot: { people: ["priya", "tom"] },
          },
        ],
      },
      "cadences.0.pilot.people.1: tom is not in the audience of w",
    ],
    [
      "a pilot group of nobody",
      {
        programs: [program],
        cadences: [{ key: "w", program: "loyalty", template: "daily-team", pilot: { people: [] } }],
      },
      "cadences.0.pilot.people: must name someone",
    ],
    [
      "a pilot group for no round",
      {
        programs: [program],
        cadences: [{ key: "w", program: "loyalty", template: "daily-team", pilot: { people: ["priya"], rounds: 0 } }],
      },
      "cadences.0.pilot.rounds: must be at least 1",
    ],
    [
      "template and questions",
      { programs: [program], cadences: [{ key: "w", program: "loyalty", template: "daily-team", questions }] },
      "cadences.0.questions: use a template or questions, not both",
    ],
    [
      "neither template nor questions",
      { programs: [program], cadences: [{ key: "w", program: "loyalty", rule, audience: ["team"] }] },
      "cadences.0.template: use a template or questions, not both",
    ],
    [
      "questions without a rule",
      { programs: [program], cadences: [{ key: "w", program: "loyalty", questions, audience: ["team"] }] },
      "cadences.0.rule: a cadence with questions of its own needs a rule and an audience",
    ],
    [
      "a wrong rule",
      {
        programs: [program],
        cadences: [{ key: "w", program: "loyalty", template: "daily-team", rule: { ...rule, zone: "Europe/Pariss" } }],
      },
      'cadences.0.rule.zone: is not a known time zone, nor "participant"',
    ],
  ])("is refused with %s, saying where", (_, file, problem) => {
    expect(problems(file)).toEqual([problem]);
  });
});
