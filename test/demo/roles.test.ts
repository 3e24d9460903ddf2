/** What the page of the sandbox says that somebody is, in programs and portfolios. */
import { SandboxClock, startSandbox } from "slack-sandbox";
import { expect, it, onTestFinished } from "vitest";
import { rolesInStory, roleWords } from "../../src/demo/roles.ts";
import { parseScenario } from "../../src/demo/scenario-file.ts";
import { builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { guideTo } from "../../src/demo/tour.ts";
import { manifestYml } from "../../src/operations/manifest/manifest-file.ts";

const people = ["lea", "tom", "sofia"].map((handle) => ({ handle, name: handle, tz: "UTC", locale: "en-GB" }));
const portfolio = { title: "Retail", members: ["sofia", "tom"], secretary: "lea", chair: "sofia" };
const story = parseScenario({
  name: "Two portfolios",
  locale: "en",
  start: "2026-11-02T00:00:00Z",
  end: "2026-11-03T00:00:00Z",
  people,
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", steering: ["sofia"], secretary: "tom" }],
  portfolios: [
    { ...portfolio, key: "retail" },
    { ...portfolio, key: "all", title: "Everything", members: ["sofia"] },
  ],
  cadences: [],
  events: [],
});

it("says for which portfolios somebody sits, beside what they are in programs", () => {
  const roles = rolesInStory(story);
  const said = (language: "en" | "fr") => people.map(({ handle }) => roleWords(language, roles[handle] ?? []));
  expect(said("en")).toEqual([
    "lead of Atlas · secretary of Retail, Everything",
    "committee of the Retail portfolio · secretary of Atlas",
    "steering committee of Atlas · committees of 2 portfolios",
  ]);
  expect(said("fr")).toEqual([
    "responsable d’Atlas · secrétariat de Retail, Everything",
    "comité du portefeuille Retail · secrétariat d’Atlas",
    "comité de pilotage d’Atlas · comités de 2 portefeuilles",
  ]);
});

it("greets on the tour whoever only sits for a portfolio as what they are", async () => {
  const clock = new SandboxClock(story.start);
  const sandbox = await startSandbox({ clock, people, manifest: manifestYml() });
  onTestFinished(() => sandbox.close());
  const programs = [{ key: "atlas", title: "Atlas", lead: "lea" }];
  const guide = guideTo(sandbox, parseScenario({ ...story, programs, portfolios: [{ ...portfolio, key: "retail" }] }));
  const titleFor = async (handle: string) => (await guide.tour?.(handle, handle))?.[0]?.title;
  expect(await titleFor("sofia")).toBe("You’re sofia, of the committee of a portfolio");
  expect(await titleFor("lea")).toBe("You’re lea, the lead");
});

it.each(["en", "fr"] as const)(
  "has in the story (%s) a portfolio of people whose programs have committees",
  (language) => {
    const { programs, portfolios } = builtInScenario(language);
    expect(portfolios).toMatchObject([{ quorum: 2 }]);
    const [{ covers, members = [], chair = "", secretary = "" } = {}] = portfolios;
    const covered = programs.filter(({ labels = [] }) => labels.some(({ value }) => value === covers?.value));
    expect(covered).toHaveLength(2);
    for (const { steering, sponsors } of covered) {
      expect(steering).not.toEqual([]);
      expect(members.every((handle) => [...steering, ...sponsors].includes(handle))).toBe(true);
    }
    expect(members).toContain(chair);
    expect(members).not.toContain(secretary);
  },
);
