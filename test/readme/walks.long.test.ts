/** What the READMEs have a stranger do, in a browser and in a terminal: each step beside the words that ask for it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MINUTE } from "../../src/platform/time.ts";
import { aPage } from "../support/browser.ts";
import { built } from "../support/built.ts";
import { freePort } from "../support/free-port.ts";
import { type Running, spawnNode } from "../support/node-process.ts";
import { inEnglish, inFrench, Visitor } from "./visitor.ts";

const ROOT = join(import.meta.dirname, "../..");

type Step = [phrase: string, act: (visitor: Visitor) => Promise<unknown>];

const readmes: {
  file: string;
  args: string[];
  windows: (typeof inEnglish)[];
  steps: Step[];
  commands: [typed: string, answer: RegExp][];
}[] = [
  {
    file: "README.md",
    args: [],
    windows: [inEnglish, { ...inFrench, lead: "Camille", sponsor: "Philippe" }],
    steps: [
      ["become **Tom**", (visitor) => visitor.become(visitor.words.lead)],
      ["Last week's answers are there", (visitor) => visitor.seeLastWeek()],
      ["*+1 week* and *+1 day* until it is Monday 30 November", (visitor) => visitor.moveUntil("2026-11-30")],
      [
        "asked his *Monthly executive check-in*: press *Check in*, write the bottom line and what was done, choose *Off track*, say why, what is being done, by when, *Save*",
        (visitor) => visitor.answer(),
      ],
      ["*+1 day* until it is Thursday 3 December", (visitor) => visitor.moveUntil("2026-12-03")],
      ["become **Margaret** again", (visitor) => visitor.become(visitor.words.sponsor)],
      ["the digest of November has his words", (visitor) => visitor.seeWords()],
      [
        "In French the same, in a second window: become **Camille** (*Faire le point*), then the sponsor **Philippe**",
        async () => undefined,
      ],
    ],
    commands: [
      ["as tom look", /Weekly progress|Daily team check-in · Loyalty journeys/],
      ['as tom command "/drumbeat check-in"', /── Check-in ──/],
      ['as camille command "/drumbeat digest"', /^(?:SEMAINE|SYNTHÈSE) /m],
      [
        'as priya answer loyalty-daily progress="Mapping done" next="Replay of 12 October"',
        /✓ Checked in.*\n.*Mapping done\s+.*Replay of 12 October/,
      ],
    ],
  },
  {
    file: "README.fr.md",
    args: ["--lang", "fr"],
    windows: [inFrench],
    steps: [
      [
        "devant sa synthèse d’octobre et deux décisions à prendre",
        (visitor) => visitor.digest("octobre · 3 programmes").waitFor(),
      ],
      ["Devenez **Claire**", (visitor) => visitor.become(visitor.words.lead)],
      ["*+1 semaine* puis *+1 jour* jusqu’au lundi 30 novembre", (visitor) => visitor.moveUntil("2026-11-30")],
      [
        "Son *Point mensuel* l’attend : *Faire le point*, écrivez l’essentiel et ce qui est fait, choisissez *Hors trajectoire*, dites pourquoi, l’action en cours et son échéance, *Enregistrer*",
        (visitor) => visitor.answer(),
      ],
      ["*+1 jour* jusqu’au jeudi 3 décembre", (visitor) => visitor.moveUntil("2026-12-03")],
      ["redevenez **Hélène**", (visitor) => visitor.become(visitor.words.sponsor)],
      ["la synthèse de novembre contient ces mots", (visitor) => visitor.seeWords()],
    ],
    commands: [
      ["as claire look", /Point hebdomadaire/],
      ['as claire command "/drumbeat synthèse"', /^(?:SEMAINE|SYNTHÈSE|NOVEMBRE) /m],
    ],
  },
];

describe.each(readmes)("$file", ({ file, args, windows, steps, commands }) => {
  const readme = readFileSync(join(ROOT, file), "utf8").replaceAll(/\s+/g, " ");
  const folder = mkdtempSync(join(tmpdir(), "drumbeat-readme-"));
  let url: string;
  let sandbox: Running;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    sandbox = spawnNode([join(ROOT, "src/app/cli.ts"), "sandbox", ...args, "--port", String(port)], { cwd: folder });
    await sandbox.until(`  ${url}\n`, 10 * MINUTE);
  }, 11 * MINUTE);

  afterAll(async () => {
    sandbox.signal("SIGINT");
    await sandbox.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  async function aVisitor(words: typeof inEnglish) {
    const { page, complaints } = await aPage();
    await page.goto(url);
    await page.locator(".message").first().waitFor();
    return { visitor: new Visitor(page, words), complaints };
  }

  if (file === "README.md")
    it(
      "shows on the terminal and in the browser what “You will see” promises",
      async () => {
        const said = sandbox.written();
        expect(said).toMatch(/^100\/\d+$/m);
        const summary = JSON.parse(/^\{"promptsSent".*\}$/m.exec(said)?.[0] ?? "{}");
        expect(summary).toMatchObject({ slackErrors: 0, duplicates: 0 });
        expect(said).toMatch(/^October · 4 programs\nfor Margaret Osei, sponsor/m);
        const { visitor, complaints } = await aVisitor(inEnglish);
        const { page } = visitor;
        await page.getByRole("button", { name: /^You’re Margaret/ }).waitFor();
        await visitor.digest("October").waitFor();
        await page.locator(".tour").getByText("1 of 5").waitFor();
        await page.getByRole("button", { name: "Builders" }).click();
        const builders = page.getByRole("region", { name: /^For builders/ });
        const calls = builders.getByRole("listbox").getByRole("option", { name: /chat\.postMessage/ });
        await calls.last().click();
        await page.locator("pre").getByText("{").first().waitFor();
        await builders.getByLabel("Make Slack misbehave").selectOption("Error internal_error");
        expect(complaints).toEqual([]);
      },
      5 * MINUTE,
    );

  it(
    "can be walked, in both languages at once, and typed (18.2)",
    async () => {
      const opened = [];
      for (const words of windows) opened.push(await aVisitor(words));
      for (const [phrase, act] of steps) {
        expect(readme).toContain(phrase);
        for (const { visitor } of opened) await act(visitor);
      }
      expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
      for (const [typed, answer] of commands) {
        expect(readme).toContain(`npm run -s drumbeat -- sandbox ${typed}`);
        const words = [...typed.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ""));
        const running = spawnNode([built("cli"), "sandbox", ...words, "--url", url], { cwd: folder });
        expect(await running.ended, running.output()).toBe(0);
        expect(running.written()).toMatch(answer);
      }
    },
    5 * MINUTE,
  );
});
