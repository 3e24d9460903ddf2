import { describe, expect, it } from "vitest";
import { getTemplate } from "../../src/cadences/templates.ts";
import { setupFileSchema } from "../../src/setup/setup-file.ts";

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
    const { rule, audience, readers, disclosure, questions } = getTemplate("weekly-progress");
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

  const withProgram = (...others: object[]) => ({ programs: [...others], cadences: [] });
  const withCadence = (cadence: object) => ({
    programs: [program],
    cadences: [{ key: "w", program: "loyalty", ...cadence }],
  });
  const daily = { template: "daily-team" };

  it.each<[string, unknown, string]>([
    ["an unknown key", withProgram({ ...program, colour: "red" }), "programs.0: is not known here"],
    ["a misspelt list", { ...withProgram(), event: [] }, ": is not known here"],
    [
      "a label twice",
      withProgram({ ...program, labels: { Region: "DACH", region: "UK" } }),
      expect.stringMatching(/^programs\.0\.labels: Enter up to .* This line isn’t one: region: UK$/),
    ],
    ["a program without a lead", withProgram({ key: "a", title: "A" }), "programs.0.lead: is missing"],
    ["a key used twice", withProgram(program, program), "programs.1.key: the key loyalty is used twice"],
    [
      "an unknown program",
      withCadence({ ...daily, program: "loyalti" }),
      "cadences.0.program: there’s no program loyalti",
    ],
    [
      "a body that nobody is in",
      withCadence({ ...daily, audience: ["deputy"] }),
      "cadences.0.audience: no one to ask: loyalty has no one as deputy",
    ],
    [
      "a pilot group outside the audience",
      withCadence({ ...daily, audience: ["team"], pilot: { people: ["priya", "tom"] } }),
      "cadences.0.pilot.people.1: tom is not in the audience of w",
    ],
    [
      "template and questions",
      withCadence({ ...daily, questions }),
      "cadences.0.questions: use a template or questions, not both",
    ],
    [
      "questions without a rule",
      withCadence({ questions, audience: ["team"] }),
      "cadences.0.rule: a cadence with questions of its own needs a rule and an audience",
    ],
    [
      "a wrong rule",
      withCadence({ ...daily, rule: { ...rule, zone: "Europe/Pariss" } }),
      'cadences.0.rule.zone: is not a known time zone, nor "participant"',
    ],
  ])("is refused with %s, saying where", (_, file, problem) => {
    expect(problems(file)).toEqual([problem]);
  });
});
