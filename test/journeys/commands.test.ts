/** The words that people type after /drumbeat, in French and in English: each does what is meant, or asks back. */
import { describe, expect, it } from "vitest";
import { toldAfter } from "../forecast/asking.ts";
import { aRun, type Run, textOf } from "../support/run.ts";

const QUESTIONS = [{ key: "progress", type: "long-text", label: "Progress", feeds: "progress" }];
const WHOM = { questions: QUESTIONS, audience: ["lead", "team"], readers: ["sponsors"] };
const at = { at: "09:00", zone: "participant" };

async function aStory(): Promise<Run> {
  const run = await aRun({
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina"] },
      { key: "borea", title: "Borea", lead: "tom", sponsors: ["sofia"], team: ["lea"] },
    ],
    cadences: [
      { key: "each-day", program: "atlas", rule: { every: "day", ...at }, ...WHOM },
      {
        key: "each-week",
        program: "atlas",

        rule: { every: "week", on: ["fr"], ...at },
        ...WHOM,
      },
      {
        key: "each-month",
        program: "borea",

        rule: { every: "month", on: { workingDay: -1 }, ...at },
        ...WHOM,
      },
    ],
  });
  await run.db.updateTable("person").set({ is_admin: 1 }).where("handle", "=", "ravi").execute();
  await run.to("2026-11-03T12:00Z");
  return run;
}

/** The title of what opens with its first lines, and how a list is narrowed down; else what is answered, in one line. */
async function meantBy(run: Run, handle: string, typed: string): Promise<string> {
  const given = await toldAfter(
    run,
    handle,
    async () => (await run.as(handle).command(`/drumbeat ${typed}`)).response ?? run.as(handle).view(),
  );
  const view = run.as(handle).view();
  if (!view || "ts" in given) return textOf(given).replaceAll("\u00a0", " ");
  const filters = view.blocks.flatMap(({ elements }) => (elements === undefined ? [] : JSON.stringify(elements)));
  const chosen = filters.flatMap((json) => [...json.matchAll(/"initial_option":.*?"text":"([^"]*)"/g)]);
  const first = view.blocks.find(({ type }) => type === "input")?.block_id;
  const text = textOf(view).replaceAll("\u00a0", " ").split("\n");
  await run.as(handle).closeView({ all: true });
  // Slack takes so many windows a minute.
  await run.to(new Date(Date.parse(run.clock.now()) + 1000).toISOString());
  return [...text, ...chosen.map(([, label]) => `<${label}>`), `first field: ${first}`].join("\n");
}

/** The row of the table, what is typed, and the line in which the product itself says that. */
const FRENCH: Rows = [
  [2, ["point", "points"], "check-in"],
  [3, ["point d’étape", "Point d'etape", "points-d-étape"], "check-in"],
  [5, ["quotidien"], "check-in daily"],
  [8, ["programme", "programmes"], "program"],
  [10, ["rythme", "rythmes"], "cadence"],
  [12, ["synthèse", "synthèses"], "digest"],
  [15, ["récap", "rapport", "bilan"], "digest"],
  [19, ["registre"], "register"],
  [20, ["registre risques", "registre risque"], "register risk"],
  [20, ["registre hypothèses en retard"], "register assumption overdue"],
  [21, ["registre moi", "registre mes", "registre mien", "registre miennes"], "register mine"],
  [21, ["registre retard", "registre en retard"], "register overdue"],
  [22, ["risques"], "register risk"],
  [22, ["blocages", "problèmes"], "register issue"],
  [22, ["risque Le prix du « cuivre »"], "risk Le prix du « cuivre »"],
  [23, ["décisions"], "register decision"],
  [24, ["actions"], "register action"],
  [26, ["demande Un ingénieur", "arbitrage Un ingénieur"], "ask Un ingénieur"],
  [29, ["chercher", "trouver", "recherche", "rechercher"], "find"],
  [30, ["absence", "absent", "congé", "congés", "vacances", "malade", "RTT"], "away"],
  [32, ["remplacement", "déléguer"], "away delegate"],
  [33, ["préférences", "notifications", "horaires", "langue"], "preferences"],
  [35, ["à venir", "prochain", "calendrier", "agenda", "planning"], "plan"],
  [37, ["retenus", "en attente"], "messages"],
  [38, ["bloqués", "non envoyés", "en panne"], "messages"],
  [40, ["désinscription", "stop"], "preferences check-ins"],
];

const ENGLISH: Rows = [
  ["check-in", ["checkin", "check in", "standup", "update", "answer"], "check-in"],
  ["cadence", ["check-ins", "rhythm"], "cadence"],
  ["digest", ["summary", "digests"], "digest"],
  ["digest", ["digest next"], "digest preview"],
  [
    "program",
    ["project", "programs", "programme", "new", "create", "start", "setup", "set-up", "team", "who"],
    "program",
  ],
  ["program", ["project create"], "program new"],
  ["request", ["request"], "request"],
  ["request", ["request A second engineer"], "ask A second engineer"],
  ["decisions", ["decisions"], "register decision"],
  ["risk", ["blocker Late"], "issue Late"],
  ["risk", ["add risk Late"], "risk Late"],
  ["risk", ["add action Late"], "action Late"],
  ["risk", ["add dependency Late"], "dependency Late"],
  ["risk", ["add assumption Late"], "assumption Late"],
  ["register", ["raid", "log", "list"], "register"],
  ["register", ["register risks", "list risk", "risks"], "register risk"],
  ["register", ["register my dependencies"], "register dependency mine"],
  ["find", ["search"], "find"],
  ["plan", ["schedule", "forecast", "upcoming"], "plan"],
  ["away", ["vacation", "ooo", "leave"], "away"],
  ["settings", ["settings", "language", "timezone", "time zone"], "preferences"],
  ["home", ["todo", "me"], "home"],
  ["help", ["?", "hello", "hi"], "help"],
];

type Rows = readonly [number | string, string[], string][];

/** Of the words of a row the first in `npm test`, all in `npm run test:all`. */
const tried = (words: readonly string[]) => (process.env.DRUMBEAT_ALL ? words : words.slice(0, 1));

/** Each word of the table does what is meant; all that do not are told. */
async function expectMeant(run: Run, handle: string, rows: Rows): Promise<void> {
  const wrong: string[] = [];
  for (const [row, words, line] of rows) {
    const meant = await meantBy(run, handle, line);
    expect(meant).not.toMatch(
      /is not a command|n’est pas une commande|can’t follow|ne va pas avec|went wrong|problème est/,
    );
    for (const typed of tried(words)) {
      const shown = await meantBy(run, handle, typed);
      if (shown !== meant) wrong.push(`${row}: ${typed} is not ${line}, but ${shown.slice(0, 200)}`);
    }
  }
  expect(wrong).toEqual([]);
}

it("are understood in French, those of the table", async () => {
  await expectMeant(await aStory(), "lea", FRENCH);
});

it("are understood in English, those of the table", async () => {
  await expectMeant(await aStory(), "tom", ENGLISH);
});

it("do what they say: what opens is its own screen", async () => {
  const run = await aStory();
  for (const [typed, shown] of [
    ["check-in weekly", "Weekly check-in · Atlas"],
    ["check-in monthly", "Monthly check-in"],
    ["program new", "(title)"],
    ["cadence new", "(program)"],
    ["register risk overdue", "<Risk>"],
    ["register closed", "<Closed>"],
    ["risk Late", "Late"],
    ["away delegate", "first field: delegate"],
    ["away", "first field: person"],
    ["preferences", "*working time*"],
    ["preferences check-ins", "first field: asked:0"],
    ["team", "Lead: Léa Martin"],
    ["home", "Daily check-in"],
    ["decision", "Who decided?"],
    ["export", "Ask Workspace Owner or Ravi Nair"],
    ["help", "`/drumbeat check-in`"],
  ] as const)
    expect((await meantBy(run, "tom", typed)).toLowerCase(), typed).toContain(shown.toLowerCase());
});

it("lead admins to what is theirs, and others to who has it", async () => {
  const run = await aStory();
  expect(await meantBy(run, "lea", "admin")).toContain("Ravi Nair");
  await run.db.updateTable("person").set({ is_admin: 1 }).where("handle", "in", ["lea", "tom"]).execute();
  await expectMeant(run, "lea", [
    [34, ["réglages", "paramètres", "administration"], "admin"],
    [37, ["retenus", "en attente"], "messages"],
    [38, ["bloqués", "non envoyés", "en panne"], "messages"],
  ]);
  expect(await meantBy(run, "tom", "export")).toContain("`drumbeat register export`");
});

describe("what is not understood", () => {
  const answers = async (run: Run, handle: string, typed: string) => {
    const { response } = await run.as(handle).command(`/drumbeat ${typed}`);
    return response ? textOf(response).replaceAll("\u00a0", " ") : "";
  };

  it("is answered in one line with the way to the help, in the reader’s own words", async () => {
    const run = await aStory();
    expect(await answers(run, "lea", "xylophone")).toBe(
      "« xylophone » n’est pas une commande. `/drumbeat aide` montre ce que vous pouvez faire.\n[/drumbeat aide]",
    );
    expect(await answers(run, "tom", "go".repeat(50_000))).toContain("… is not a command.".slice(1));
  });

  it("may be a program, which opens, or has buttons for what is called nearly so", async () => {
    const run = await aStory();
    const opened = await meantBy(run, "tom", "ATLAS");
    expect(opened).toContain("Atlas");
    expect(opened).not.toContain("is not a command");
    expect(await meantBy(run, "tom", "portfolio atlas")).toBe(opened);
    const near = await answers(run, "tom", "tlas");
    expect(near).toContain("“tlas” is neither a command nor a program of yours. Did you mean one of these?");
    expect(near).toContain("[Atlas]");
    expect(await answers(run, "tom", "portfolio tlas")).toBe(
      "No program of yours is called “tlas”.\n[Atlas] [Portfolio]",
    );
    expect(await answers(run, "lea", "portefeuille rien")).toBe(
      "Aucun de vos programmes ne s’appelle « rien ».\n[Portefeuille]",
    );
    expect(await answers(run, "lea", "synthse")).toContain("[Synthèse] [/drumbeat aide]");
  });

  it("names what can follow where the first word is known", async () => {
    const run = await aStory();
    expect(await answers(run, "lea", "synthèse demain")).toBe(
      "« demain » ne va pas avec `/drumbeat synthèse`. Possibilités : aperçu.",
    );
    expect(await answers(run, "tom", "check-in someday")).toContain(
      "“someday” can’t follow `/drumbeat check-in`. What can: daily, weekly, monthly, quarterly and annual.",
    );
    expect(await answers(run, "tom", "register copper")).toContain("“copper” can’t follow `/drumbeat register`.");
  });
});
