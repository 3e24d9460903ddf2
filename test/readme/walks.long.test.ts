/** What the README has a stranger do, done from its own sentences: `npm run sandbox`, a browser and a terminal. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { MINUTE } from "../../src/platform/time.ts";
import { aPage } from "../support/browser.ts";
import { built } from "../support/built.ts";
import { freePort } from "../support/free-port.ts";
import { type Running, spawnNode } from "../support/node-process.ts";
import { type Step, stepsOf } from "./phrases.ts";
import { readTryIt } from "./readme.ts";
import { Visitor } from "./visitor.ts";

const CLI = join(import.meta.dirname, "../../src/app/cli.ts");
const COMMAND = "npm run drumbeat -- ";
/** By what is typed, what is answered. */
const ANSWERS: [RegExp, RegExp][] = [
  [/ as tom look$/, /Weekly progress|Daily team check-in · Loyalty journeys/],
  [/ as tom command "\/drumbeat check-in"$/, /── Check-in ──/],
  [/ as camille command "\/drumbeat digest"$/, /^(?:SEMAINE|SYNTHÈSE) /m],
  [
    / as priya answer loyalty-daily progress="Mapping done" /,
    /✓ Checked in.*\n.*Mapping done\s+.*Replay of 12 October/,
  ],
];

const { promises, commands, walks } = readTryIt();
const folder = mkdtempSync(join(tmpdir(), "drumbeat-readme-"));
let url: string;
let sandbox: Running;

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  sandbox = spawnNode([CLI, "sandbox", "--port", String(port)], { cwd: folder });
  for (const said of ["\n100/", "\n200/", "\n300/", "\n400/", "\n500/", "Ctrl+C ends it."])
    await sandbox.until(said, 2 * MINUTE);
}, 10 * MINUTE);

afterAll(async () => {
  sandbox.signal("SIGINT");
  await sandbox.ended;
  rmSync(folder, { recursive: true, force: true });
});

it("has a walk in three lines, and a window in French", () => {
  expect(walks.map(({ lines }) => lines.length)).toEqual([3, 0]);
});

it(
  "shows on the terminal and in the browser what “You will see” promises",
  async () => {
    const { visitor, complaints } = await aVisitor();
    for (const step of promises.flatMap(stepsOf)) await take(step, visitor);
    expect(complaints).toEqual([]);
  },
  5 * MINUTE,
);

it.each(walks.filter(({ sentences }) => !secondWindowOf(sentences)))(
  "can be walked: $sentences.0",
  async (walk) => {
    const next = walks[walks.indexOf(walk) + 1];
    const inFrench = next && secondWindowOf(next.sentences);
    const windows = [await aVisitor(), ...(inFrench ? [await aVisitor(inFrench)] : [])];
    for (const line of [walk.sentences, ...walk.lines])
      for (const { visitor } of windows) for (const step of line.flatMap(stepsOf)) await take(step, visitor);
    expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
  },
  5 * MINUTE,
);

async function aVisitor(inFrench: Record<string, string> | null = null) {
  const { page, complaints } = await aPage();
  await page.goto(url);
  await page.locator(".message").first().waitFor();
  return { visitor: new Visitor(page, inFrench), complaints };
}

/** Whom and what the second window has in the place of the first one's. */
function secondWindowOf(sentences: readonly string[]): Record<string, string> | null {
  const step = sentences.flatMap(stepsOf).find((each) => each.do === "open-second-window");
  return step ? { Tom: step.lead, "Check in": step.button, Margaret: step.sponsor } : null;
}

async function take(step: Step, visitor: Visitor): Promise<void> {
  if (step.do === "see-said") seeSaid(step.what);
  else if (step.do === "use-terminal") for (const command of commands) await inTerminal(command);
  else if (step.do !== "open-second-window") await visitor.do(step);
}

function seeSaid(what: "progress" | "summary" | "digest" | "address"): void {
  const said = sandbox.written();
  if (what === "progress") expect(said).toMatch(/^100\/\d+$/m);
  if (what === "address") expect(said).toContain(`  ${url}\n`);
  if (what === "digest") expect(said).toMatch(/^October · 4 programs\nfor Margaret Osei, sponsor/m);
  if (what === "summary") {
    const summary = /^\{"promptsSent".*\}$/m.exec(said)?.[0] ?? "{}";
    z.object({
      promptsSent: z.int().min(1),
      answersStored: z.int().min(1),
      slackErrors: z.literal(0),
      duplicates: z.literal(0),
    }).parse(JSON.parse(summary));
  }
}

async function inTerminal(command: string): Promise<void> {
  const [, answer] = ANSWERS.find(([typed]) => typed.test(command)) ?? [];
  if (!answer || !command.startsWith(COMMAND))
    throw new Error(`It is not known what README.md's “${command}” answers.`);
  const words = [...command.slice(COMMAND.length).matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) =>
    word.replaceAll('"', ""),
  );
  const running = spawnNode([built("cli"), ...words, "--url", url], { cwd: folder });
  expect(await running.ended, running.output()).toBe(0);
  expect(running.written()).toMatch(answer);
}
