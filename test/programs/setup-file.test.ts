import { describe, expect, it } from "vitest";
import { getTemplate } from "../../src/cadences/templates.ts";
import { parseInLanguage } from "../../src/platform/texts/input-problems.ts";
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

  it("may be a whole scenario, of which only programs, portfolios, cadences and offices are read", () => {
    const file = { name: "A", start: "…", people: [{}], events: [{}], programs: [program], cadences: [] };
    expect(Object.keys(setupFileSchema.parse(file))).toEqual(["programs", "portfolios", "cadences", "offices"]);
  });

  const withProgram = (...others: object[]) => ({ programs: [...others], cadences: [] });
  const withCadence = (cadence: object) => ({
    programs: [program],
    cadences: [{ key: "w", program: "loyalty", ...cadence }],
  });
  const daily = { template: "daily-team" };
  const portfolio = { key: "retail", title: "Retail", members: ["tom", "margaret"] };
  const withPortfolio = (...portfolios: object[]) => ({ programs: [program], portfolios });

  it("has a portfolio cover all programs unless it names a label, written as that of an office", () => {
    const { portfolios } = setupFileSchema.parse(
      withPortfolio(portfolio, { ...portfolio, key: "stores", covers: "Department:  Stores" }),
    );
    expect(portfolios.map(({ covers }) => covers)).toEqual([undefined, { name: "Department", value: "Stores" }]);
  });

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
      "somebody twice in a committee",
      withProgram({ ...program, steering: ["tom", "tom"] }),
      "programs.0.steering: names someone twice",
    ],
    [
      "a chair of a program who isn’t in its committee",
      withProgram({ ...program, steering: ["margaret"], chair: "tom" }),
      "programs.0.chair: tom is not in steering",
    ],
    [
      "a quorum of a program without a committee",
      withProgram({ ...program, quorum: 1 }),
      "programs.0.quorum: must be at most 0, as many as are in steering",
    ],
    [
      "a chair who is no member",
      withPortfolio({ ...portfolio, chair: "priya" }),
      "portfolios.0.chair: priya is not in members",
    ],
    [
      "a quorum larger than the committee",
      withPortfolio({ ...portfolio, quorum: 3 }),
      "portfolios.0.quorum: must be at most 2, as many as are in members",
    ],
    ["a quorum of nobody", withPortfolio({ ...portfolio, quorum: 0 }), "portfolios.0.quorum: must be at least 1"],
    [
      "a quorum in words",
      withPortfolio({ ...portfolio, quorum: "half" }),
      "portfolios.0.quorum: must be a whole number of people",
    ],
    ["a portfolio without members", withPortfolio({ key: "a", title: "A" }), "portfolios.0.members: is missing"],
    [
      "a portfolio in which nobody sits",
      withPortfolio({ ...portfolio, members: [] }),
      "portfolios.0.members: must name someone",
    ],
    [
      "a portfolio that covers something other than a label",
      withPortfolio({ ...portfolio, covers: "loyalty" }),
      "portfolios.0.covers: must be a label such as Department: Retail",
    ],
    [
      "labels on a portfolio",
      withPortfolio({ ...portfolio, labels: { Department: "Retail" } }),
      "portfolios.0.labels: a portfolio has none: it covers programs, and no portfolio covers it",
    ],
    ["a lead of a portfolio", withPortfolio({ ...portfolio, lead: "tom" }), "portfolios.0: is not known here"],
    [
      "two portfolios with one key",
      withPortfolio(portfolio, portfolio),
      "portfolios.1.key: the key retail is used twice",
    ],
    [
      "a portfolio with the key of a program",
      withPortfolio({ ...portfolio, key: "loyalty" }),
      "portfolios.0.key: the key loyalty is used twice",
    ],
    [
      "a check-in of a portfolio",
      { ...withPortfolio(portfolio), cadences: [{ key: "w", program: "retail", ...daily }] },
      "cadences.0.program: retail is a portfolio, which has no check-ins but the annual workshop",
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
      "what is asked of a quarter in another rhythm",
      withCadence({ ...daily, template: "quarterly-roadmap", rule }),
      "cadences.0.rule: objectives and recommendation are asked each quarter only",
    ],
    [
      "a wrong rule",
      withCadence({ ...daily, rule: { ...rule, zone: "Europe/Pariss" } }),
      'cadences.0.rule.zone: is not a known time zone, nor "participant"',
    ],
  ])("is refused with %s, saying where", (_, file, problem) => {
    expect(problems(file)).toEqual([problem]);
  });

  it("says in French what is wrong with a portfolio", () => {
    const wrong = { ...portfolio, chair: "priya", quorum: 3 };
    const { error } = parseInLanguage("fr", setupFileSchema, withPortfolio(wrong, { ...portfolio, labels: {} }));
    expect((error?.issues ?? []).map(({ message }) => message)).toEqual([
      "priya n’est pas dans members",
      "doit être 2 au plus\u00a0: il n’y a pas davantage de personnes dans members",
      "un portefeuille n’en a pas\u00a0: il couvre des programmes, et aucun portefeuille ne le couvre",
    ]);
  });
});
