/** The French story, played once: what its readers get, in French but for names and what the team in London wrote. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageAsText, pageRoutes, viewAsText } from "slack-sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { goOn } from "../../src/demo/continuing.ts";
import { type RunSummary, runOnce, type SandboxRun } from "../../src/demo/sandbox-run.ts";
import type { ScenarioEvent } from "../../src/demo/scenario.ts";
import { builtInContinuation, builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { guideTo } from "../../src/demo/tour.ts";
import { cutAtClause } from "../../src/platform/texts/display.ts";
import { aDatabaseLocation } from "../support/databases.ts";
import { ENGLISH } from "../support/english.ts";
import { heldBy } from "../support/listed-words.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const story = builtInScenario("fr");
const people = new Map(story.people.map((person) => [person.handle, person]));
const isFrench = (handle: string) => people.get(handle)?.locale === "fr-FR";
/** Whoever is there to the end. */
const readers = [...people.keys()].filter((handle) => isFrench(handle) && handle !== "thomas");
const given = story.events.filter((event) => event.do === "answer");

const block = z
  .record(z.string(), z.json())
  .transform((given) => ({ ...given, type: String(given.type), block_id: String(given.block_id) }));
const sentSchema = z.object({
  type: z.enum(["chat.postMessage", "chat.update", "chat.postEphemeral"]),
  body: z.object({ channel: z.string(), text: z.string().default(""), blocks: z.array(block) }),
});

let played: { run: SandboxRun; summary: RunSummary; out: string; sent: z.infer<typeof sentSchema>["body"][] };

beforeAll(async () => {
  const out = mkdtempSync(join(tmpdir(), "drumbeat-french-"));
  const { run, summary } = await runOnce(story, { database: await aDatabaseLocation("SQLite"), out });
  const lines = readFileSync(join(out, "transcript.jsonl"), "utf8").trimEnd().split("\n");
  const sent = lines.flatMap((line) => sentSchema.safeParse(JSON.parse(line)).data?.body ?? []);
  played = { run, summary, out, sent };
}, 300_000);

afterAll(async () => {
  await played.run.close();
  rmSync(played.out, { recursive: true, force: true });
});

/** The lines of a text that are English where nobody in London wrote them. The name of a field is no word. */
function englishIn(text: string): string[] {
  const suspect = spaced(text)
    .split("\n")
    .map((line) => line.replace(/^ {2}\([\w.:-]+\) /, ""))
    .filter((line) => line.match(ENGLISH));
  const isCutOf = (part: string) => LONDONS_WORDS.some((words) => words.startsWith(part));
  return suspect.filter((line) => {
    const whole = line.replaceAll(/([^·:;│]+)…/g, (found, part: string) => (isCutOf(part.trim()) ? "" : found));
    return LONDONS_WORDS.reduce((left, words) => left.replaceAll(words, ""), whole).match(ENGLISH);
  });
}

/** Every text of theirs and every sentence and line of it, the longest first. */
const LONDONS_WORDS = story.events
  .filter(({ by }) => !isFrench(by))
  .flatMap(textsIn)
  .flatMap((text) => [text, ...text.split("\n"), ...text.split(/(?<=[.;:?]) /), text.replaceAll("\n", " ")])
  // A headline goes on after a sentence.
  .flatMap((text) => [text, text.replace(/\.$/, "")])
  // A line of a first screen ends at a clause.
  .flatMap((text) => [text, cutAtClause(text).shown.replace(/…$/, "")])
  .map(spaced)
  .filter((text) => text.length > 3)
  .toSorted((one, other) => other.length - one.length);

function textsIn(value: ScenarioEvent | unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function spaced(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

function messagesOf(handle: string): string[] {
  return played.run.sandbox.as(handle).dm().map(messageAsText).map(spaced);
}

/** Everything that was sent to them, as it was at the time: much of it has been changed since. */
function sentTo(handle: string): string[] {
  const [message] = played.run.sandbox.as(handle).dm();
  const sent = played.sent.filter(({ channel }) => channel === message?.channel);
  return message ? sent.map(({ blocks }) => messageAsText({ ...message, blocks })) : [];
}

/** The newest that has the words. */
function messageOf(handle: string, words: string): string {
  const found = messagesOf(handle).findLast((text) => text.includes(words));
  if (found === undefined) throw new Error(`${handle} got no message with “${words}”.`);
  return found;
}

describe("the French story", () => {
  it("was played as it is written: no call refused, nothing sent twice, every answer stored", async () => {
    expect(played.summary).toMatchObject({ answersStored: given.length, slackErrors: 0, duplicates: 0 });
    const stored = await Array.fromAsync(storedCheckIns(played.run.app.services.db, played.run.app.workspace.id));
    expect(stored.map(({ person, cadence }) => `${person} ${cadence}`).toSorted()).toEqual(
      given.map(({ by, cadence }) => `${by} ${cadence}`).toSorted(),
    );
  });

  it("says nothing in English to a French reader in a message, and nothing that docs/words.md rules out", () => {
    const got = readers.map((handle) => ({ handle, said: [...messagesOf(handle), ...sentTo(handle)] }));
    for (const { handle, said } of got) expect([handle, said.flatMap(englishIn)]).toEqual([handle, []]);
    expect(got.flatMap(({ said }) => said.flatMap(heldBy))).toEqual([]);
    expect(got.flatMap(({ said }) => said).length).toBeGreaterThan(400);
  });

  it("says nothing in English in the channels of programs that are led from Paris", async () => {
    const { channel_id: ofLondon } = await played.run.app.services.db
      .selectFrom("program")
      .select("channel_id")
      .where("title", "=", "Fidélité au Royaume-Uni")
      .executeTakeFirstOrThrow();
    const channels = [...played.run.sandbox.slack.workspace.channels.values()].filter(
      ({ kind, id }) => kind !== "im" && id !== ofLondon,
    );
    const posted = channels.flatMap(({ messages }) => [...messages.values()].map(messageAsText));
    expect(posted.length).toBeGreaterThan(10);
    expect(posted.flatMap(englishIn)).toEqual([]);
  });

  it("reads well aloud: what stands for a message has words and commas, no marks (18.3)", () => {
    const spoken = [...new Set(played.sent.filter(({ blocks }) => blocks.length > 0).map(({ text }) => text))];
    expect(spoken.length).toBeGreaterThan(100);
    expect(spoken.filter((text) => text === "" || /[·●▲■○│|*_`]/.test(text))).toEqual([]);
  });

  it("has its page and the menus of the app in French", async () => {
    const { sandbox, clock } = played.run;
    const answer = await pageRoutes({ sandbox, clock, guide: guideTo(sandbox, story) }).request("http://127.0.0.1/", {
      headers: { host: "127.0.0.1" },
    });
    const html = await answer.text();
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain("il lui faut JavaScript");
    const [, json = "{}"] = /id="start"[^>]*>(.*?)<\/script>/s.exec(html) ?? [];
    const start = JSON.parse(json);
    expect(start).toMatchObject({ opensAs: "helene", title: "Une enseigne de distribution" });
    const { commands, shortcuts } = start;
    expect(
      textsIn([commands.map(({ description }: { description: string }) => description)]).flatMap(englishIn),
    ).toEqual([]);
    const entries: { name: string; description: string }[] = [...shortcuts.global, ...shortcuts.message];
    expect(entries.flatMap(({ name, description }) => [name, description]).flatMap(englishIn)).toEqual([]);
  });

  it.each(["claire", "helene", "karim", "solange"])(
    "opens for %s what is typed, and Home, in French",
    async (handle) => {
      const actor = played.run.sandbox.as(handle);
      const seen: string[] = [];
      for (const words of ["aide", "registre", "synthèse", "calendrier", "préférences", "mes données", "programme"]) {
        await actor.command(`/drumbeat ${words}`);
        const view = actor.view();
        if (!view) continue;
        seen.push(viewAsText(view));
        await actor.closeView({ all: true });
      }
      await actor.openHome();
      await expect.poll(() => actor.home(), { interval: 2 }).not.toBe(null);
      const home = actor.home();
      if (home) seen.push(viewAsText(home));
      seen.push(...actor.ephemerals().map(messageAsText));
      expect(seen.length).toBeGreaterThanOrEqual(8);
      expect(seen.flatMap(englishIn)).toEqual([]);
      expect(seen.flatMap(heldBy)).toEqual([]);
    },
  );
});

it("goes on for a month: each can do what they want, and what its author closed is open nowhere", {
  timeout: 300_000,
}, async () => {
  const { clock } = played.run;
  const { continued, stop } = goOn(played.run, story, builtInContinuation("fr"), { seed: 1 });
  await clock.advanceTo("2026-12-04T10:00:00.000Z");
  stop();
  expect(continued).toMatchObject({ gaveUp: [] });
  expect(continued.answers).toBeGreaterThan(40);
  const november = messageOf("helene", "NOVEMBRE · 3 PROGRAMMES");
  expect(november).not.toContain("Bloqué ou à risque");
  expect(november).toContain("En bonne voie 1 → 3 · À risque 2 → 0");
});
