/** Whatever `drumbeat …` says to somebody, it says in French where the environment is French: `LC_ALL`, `LC_MESSAGES`, `LANG`. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drumbeat } from "../support/drumbeat.ts";
import { ENGLISH } from "../support/english.ts";
import { heldBy } from "../support/listed-words.ts";
import { aRun } from "../support/run.ts";
import { scratch } from "../support/scratch.ts";

const RULE = { every: "week", on: ["fr"], at: "09:00", zone: "Europe/Paris" };
const BOT = { SLACK_BOT_TOKEN: "xoxb-1" };
const WRONG_FILE = {
  programs: [
    { key: "atlas", title: "", lead: 3, labels: { "": "x" }, budget: { planned: -1, currency: "euro", asOf: "x" } },
    { key: "atlas", shortKey: "toolong", title: "Atlas", lead: "lea", colour: "x" },
  ],
  cadences: [
    { key: "a b", program: "none", template: "none", questions: [] },
    { key: "one", program: "atlas", rule: { ...RULE, at: "9", until: "2026-02-30" }, audience: ["lea", "lea"] },
    { key: "two", program: "atlas", template: "weekly-progress", pilot: { people: [], rounds: 0 } },
  ],
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(scratch, "drumbeat-language-"));
  await writeFile(join(folder, "empty.ics"), "BEGIN:VCALENDAR\r\nEND:VCALENDAR");
  await writeFile(join(folder, "broken.json"), '{ "programs": [');
  await writeFile(join(folder, "wrong.json"), JSON.stringify(WRONG_FILE));
  await writeFile(join(folder, "nothing.json"), JSON.stringify({ programs: [], cadences: [] }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function said(args: readonly string[], env: Record<string, string>) {
  const inFolder = args.map((arg) => (/^[\w/]+\.(?:db|ics|json)$/.test(arg) ? join(folder, arg) : arg));
  const { code, output } = await drumbeat(inFolder, env);
  return { code, said: output };
}

/** The same command for both: each line that has words is another one. */
async function inBoth(args: readonly string[], env: Record<string, string> = {}) {
  const english = await said(args, { ...env, LANG: "en_GB.UTF-8" });
  const french = await said(args, { ...env, LANG: "fr_FR.UTF-8" });
  expect(french.code, french.said).toBe(english.code);
  expect(french.said).not.toBe("");
  expectFrench(french.said);
  const both = new Set(
    english.said.split("\n").filter((line) => /\p{L}/u.test(withoutNames(line)) && !COUNT.test(line)),
  );
  expect(french.said.split("\n").filter((line) => both.has(line))).toEqual([]);
  return french;
}

/** A week, a handle, a number. */
const COUNT = /^\d{4}-\d\d-\d\d +\w+ +\d+$/;

/** What is typed and what is read by programs is no English: commands, options, variables, files, rhythms. */
function withoutNames(line: string): string {
  return line
    .replaceAll("\u00a0", " ")
    .replaceAll(/"[^"]*"|«[^»]*»|\{[^}]*\}|https?:\S+|\S*\/\S+|\S+\.(?:md|db|yml|json|ics)\b/g, " ")
    .replaceAll(/(?:npm run (?:-s )?)?(?:drumbeat|sandbox)(?: (?:-- )?(?:[a-z][\w|-]*|[A-Z_]+))*/g, " ")
    .replaceAll(/(?<=doit être |doit valoir |l’un de |avancer : )\w+(?:,? (?:ou )?\w+)*/g, " ")
    .replaceAll(/(?<=\| )\w+|\w+(?= \|)|--[\w-]+|\w+(?:\|[\w-]+)+|\b[A-Z][A-Z_]+\b/g, " ")
    .replaceAll(/[\w-]+(?:\[\d+\])*(?:\.[\w-]+)+/g, " ");
}

function expectFrench(said: string): void {
  for (const line of said.split("\n").map(withoutNames)) expect([line, line.match(ENGLISH)]).toEqual([line, null]);
  expect(heldBy(said)).toEqual([]);
  expect(said).not.toMatch(/(?<=\p{L})'\p{L}|«[^\u00a0]|[^\u00a0]»|\p{L} [:;?!](?:\s|$)/u);
}

describe("in a French environment", () => {
  it.each([[[]], [["help"]], [["nonsense"]]])("the help is French (%j)", async (args) => {
    const { said } = await inBoth(args);
    expect(said).toMatch(/^Usage\u00a0:\n {2}drumbeat setup --file FICHIER/);
  });

  it.each([
    "setup",
    "cadence preview",
    "calendar list",
    "export check-ins",
    "doctor",
    "manifest",
    "backup",
    "restore",
    "move",
    "vacuum",
    "messages status",
    "plan",
    "register export",
    "person export",
    "sandbox",
    "sandbox move",
    "sandbox as lea",
  ])("%s with an option that there is not says in French how it is used", async (command) => {
    const { code, said } = await inBoth([...command.split(" "), "--unheard-of"]);
    expect(code).toBe(1);
    expect(said).toContain("Usage\u00a0: ");
  });

  it.each<[string, Record<string, string>]>([
    ["plan --weeks many", {}],
    ["plan --format pdf", {}],
    ["plan --at tomorrow", {}],
    ["export check-ins --database none.db", {}],
    ["calendar import --file none.ics --name X", {}],
    ["calendar import --file empty.ics --name X", {}],
    ["cadence preview", {}],
    ["cadence preview --rule {}", {}],
    ["cadence preview --rule nonsense", {}],
    [`cadence preview --rule ${JSON.stringify({ ...RULE, on: ["xx"] })}`, {}],
    [`cadence preview --rule ${JSON.stringify({ ...RULE, holidays: "skip" })}`, {}],
    [`cadence preview --rule ${JSON.stringify(RULE)} --after soon --count 3`, {}],
    [
      `cadence preview --rule ${JSON.stringify({ ...RULE, calendar: "FR-99" })} --after 2026-03-20T00:00:00Z --count 3`,
      {},
    ],
    ["setup --file none.json", {}],
    ["setup --file broken.json", {}],
    ["setup --file wrong.json", {}],
    ["setup --file nothing.json", {}],
    ["setup --file nothing.json", { SLACK_BOT_TOKEN: "x" }],
    ["setup --file nothing.json", { ...BOT, SLACK_APP_TOKEN: "xapp-1", SLACK_SIGNING_SECRET: "x" }],
    ["setup --file nothing.json", { SLACK_BOT_TOKEN_FILE: "none" }],
    ["doctor --database mysql://x", {}],
    ["plan --database postgres://x:y@127.0.0.1/z", {}],
    ["plan --database none/none.db", {}],
    ["sandbox as lea answer x y", {}],
    ["sandbox as lea look --url http://127.0.0.1:9", {}],
    ["sandbox --scenario broken.json", {}],
    ["sandbox --database broken.json", {}],
  ])("%s says in French what is wrong (%j)", async (command, env) => {
    expect((await inBoth(command.split(" "), env)).code).toBe(1);
  });

  it("what commands have done is said in French, and what they are asked in vain", async () => {
    const run = await aRun();
    await run.to("2026-11-02T10:00Z");
    const at = (command: string) => inBoth(command.split(" "), { DATABASE_URL: run.location });
    const days = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nEND:VEVENT\nEND:VCALENDAR";
    await writeFile(join(folder, "days.ics"), days.replaceAll("\n", "\r\n"));

    const plan = await at("plan --weeks 1");
    expect(plan.said).toMatch(
      /^HEURE LOCALE {2,}PERSONNE {2,}PROGRAMME {2,}MESSAGE {2,}POINT D’ÉTAPE {2,}DATE {2,}SUITE\n/,
    );
    expect(plan.said).toMatch(/\bpoint d’étape .*\benvoyé$/m);
    expect((await at("messages pause")).said).toMatch(/tous les messages sont suspendus depuis le /);
    expect((await at("messages resume")).said).toMatch(
      /\u00a0: les messages partent\u00a0; \d+ messages? prévus? d’ici un jour\.\n$/,
    );
    expect((await at("calendar import --file days.ics --name Fermetures")).said).toMatch(
      /^Le calendrier fermetures contient 1 jour chômé\.\n$/,
    );
    expect((await at("export check-ins")).said).toMatch(/^Ni pour l’évaluation, .* l’option --names l’ajoute\.\n/);
    expect((await at("export check-ins --names")).said).toMatch(/^Indiquez pourquoi avec --reason/);
    for (const refused of [
      "plan --program none",
      "plan --person none",
      "plan --workspace none",
      "export check-ins --workspace none",
      "person export tom",
      "person export tom --format pdf",
    ])
      expect((await at(refused)).code, refused).toBe(1);
  });

  it("LC_ALL wins over LC_MESSAGES, and that over LANG", async () => {
    const firstLine = async (env: Record<string, string>) => (await said([], env)).said.split("\n")[0];
    expect(await firstLine({ LC_ALL: "fr_FR.UTF-8", LC_MESSAGES: "en_GB.UTF-8", LANG: "en_GB.UTF-8" })).toBe(
      "Usage\u00a0:",
    );
    expect(await firstLine({ LC_MESSAGES: "fr_CA.UTF-8", LANG: "en_GB.UTF-8" })).toBe("Usage\u00a0:");
    expect(await firstLine({ LC_ALL: "C.UTF-8", LANG: "fr_FR.UTF-8" })).toBe("Usage:");
    expect(await firstLine({})).toBe("Usage:");
  });

  it("what programs read stays as it is", async () => {
    const lines = [
      "cadence",
      "preview",
      "--rule",
      JSON.stringify(RULE),
      "--after",
      "2026-03-20T00:00:00Z",
      "--count",
      "2",
    ];
    const [english, french] = [await said(lines, {}), await said(lines, { LANG: "fr_FR.UTF-8" })];
    expect(french).toEqual(english);
  });
});
