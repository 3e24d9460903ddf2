/** What README.fr.md has a stranger do, in the French sandbox: a browser and a terminal. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MINUTE } from "../../src/platform/time.ts";
import { aPage } from "../support/browser.ts";
import { built } from "../support/built.ts";
import { freePort } from "../support/free-port.ts";
import { type Running, spawnNode } from "../support/node-process.ts";
import { Visitor } from "./visitor.ts";

const ROOT = join(import.meta.dirname, "../..");
const README = readFileSync(join(ROOT, "README.fr.md"), "utf8").replace(/\s+/g, " ");

/** By a phrase of README.fr.md, what it has its reader do or see. */
const STEPS: [string, ...Parameters<Visitor["do"]>[0][]][] = [
  ["Devenez **Claire**", { do: "become", name: "Claire" }],
  [
    "cliquez sur *+1 semaine* puis *+1 jour* jusqu’au lundi 30 novembre",
    { do: "move-until", by: ["+1 week", "+1 day"], day: "Monday 30 November" },
  ],
  ["Son *Point exécutif mensuel* l’attend", { do: "see-asked", checkIn: "Monthly executive check-in" }],
  ["*Faire le point*", { do: "press", label: "Check in" }],
  [
    "écrivez l’essentiel et ce qui est fait",
    { do: "write", field: "the bottom line" },
    { do: "write", field: "what was done" },
  ],
  ["choisissez *Hors trajectoire*", { do: "choose", option: "Off track" }],
  [
    "dites pourquoi, l’action en cours et son échéance, *Enregistrer*",
    ...["why", "what is being done", "by when"].map((field) => ({ do: "write" as const, field })),
    { do: "press", label: "Save" },
  ],
  ["Cliquez sur *+1 jour* jusqu’au jeudi 3 décembre", { do: "move-until", by: ["+1 day"], day: "Thursday 3 December" }],
  [
    "redevenez **Hélène** : la synthèse de novembre contient ces mots",
    { do: "become", name: "Hélène" },
    { do: "see-words", month: "November" },
  ],
];
const COMMANDS: [string, RegExp][] = [
  ["npm run drumbeat -- sandbox as claire look", /Point exécutif mensuel/],
  ['npm run drumbeat -- sandbox as claire command "/drumbeat synthèse"', /^(?:SEMAINE|SYNTHÈSE|NOVEMBRE) /m],
];

const folder = mkdtempSync(join(tmpdir(), "drumbeat-readme-fr-"));
let url: string;
let sandbox: Running;

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  sandbox = spawnNode([join(ROOT, "src/app/cli.ts"), "sandbox", "--lang", "fr", "--port", String(port)], {
    cwd: folder,
  });
  await sandbox.until(`  ${url}\n`, 5 * MINUTE);
}, 10 * MINUTE);

afterAll(async () => {
  sandbox.signal("SIGINT");
  await sandbox.ended;
  rmSync(folder, { recursive: true, force: true });
});

it(
  "can be walked from sentence to sentence, and typed (18.2)",
  async () => {
    const { page, complaints } = await aPage();
    await page.goto(url);
    await page.getByRole("button", { name: /^Vous êtes Hélène/ }).waitFor();
    expect(await page.locator("[data-long-read=true]").last().innerText()).toMatch(/^octobre · 3 programmes/im);
    const visitor = new Visitor(page, { "Check in": "Faire le point" });
    for (const [phrase, ...steps] of STEPS) {
      expect(README).toContain(phrase);
      for (const step of steps) await visitor.do(step);
    }
    expect(complaints).toEqual([]);
    for (const [command, answer] of COMMANDS) {
      expect(README).toContain(command);
      const words = [...command.replace(/^.* -- /, "").matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) =>
        word.replaceAll('"', ""),
      );
      const running = spawnNode([built("cli"), ...words, "--url", url], { cwd: folder });
      expect(await running.ended, running.output()).toBe(0);
      expect(running.written()).toMatch(answer);
    }
  },
  5 * MINUTE,
);
