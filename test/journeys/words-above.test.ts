/** What people write is read by nobody above their team before they were shown that it goes up, and what they keep there never. */
import { type View, viewAsText } from "slack-sandbox";
import { expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { databases } from "../support/databases.ts";
import {
  aRun,
  asItIsNow,
  LEA,
  NINA,
  personIn,
  RAVI,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";
import { type Surface, surfacesOf } from "../support/surfaces.ts";

const MAX = { handle: "max", name: "Max Berg", tz: "Europe/London", locale: "en-GB" };
const ATLAS = {
  key: "atlas",
  title: "Atlas",
  lead: "lea",
  sponsors: ["sofia"],
  steering: ["max"],
  team: ["tom", "nina"],
};
const text = (key: string, feeds: string) => ({ key, type: "long-text", label: `The ${key}`, feeds });
const QUESTIONS = [
  { key: "status", type: "health", label: "Status", feeds: "health" },
  ...["progress", "next", "blocker", "risk", "ask", "decision", "dependency", "lesson"].map((key) => text(key, key)),
  { key: "proof", type: "link", label: "Proof", feeds: "value" },
  { key: "more", type: "long-text", label: "What else?" },
];
const WEEKLY = {
  key: "weekly",
  program: "atlas",
  questions: QUESTIONS,
  rule: { every: "week", on: ["th"], at: "09:00", zone: "participant" },
  audience: ["team"],
  readers: ["lead", "sponsors", "steering"],
};
/** A word of its own in each text that they write. */
const WORDS: Answers = {
  status: {
    colour: "red",
    reason: "Zreason keeps us from it.",
    pathToGreen: { action: "Zpath is hired.", by: "2026-12-18" },
  },
  progress: "Zprogress reads all stores.",
  next: "Zaudit comes next.",
  blocker: "Zblocker answers late.",
  risk: "Zrisk may leave the market.",
  ask: "Please decide on Zask by Friday.",
  decision: "Zdecision was taken.",
  dependency: "Zdependency has to deliver first.",
  lesson: "Zlesson was learned.",
  proof: "https://example.com/zproof",
  more: "Zmore of the same.",
};
/** Each surface is looked at by pressing all that leads to it. */
const LONG_MS = 480_000;
const ABOVE = ["sofia", "max", "workspace-owner"];

async function aWeek(options: RunOptions = {}): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, NINA, RAVI, SOFIA, MAX, SAM],
    programs: [ATLAS],
    cadences: [WEEKLY],
    start: "2026-10-28T00:00:00.000Z",
    ...options,
  });
  await run.to("2026-10-29T12:00Z");
  return run;
}

async function answer(run: Run, handle: string, answers: Answers): Promise<void> {
  const person = await personIn(run, handle);
  const prompts = run.db.selectFrom("prompt").select("id").where("person_id", "=", person.id);
  const { id } = await prompts.where("opens_at", "<=", run.clock.now()).executeTakeFirstOrThrow();
  expect(await submitCheckIn(run.app.services, person, id, { answers })).toEqual({ stored: true });
  await run.settle();
}

async function seenAbove(run: Run, people = ABOVE): Promise<Surface[]> {
  return surfacesOf(run, {
    people,
    depth: 2,
    commands: ["digest preview", "find Friday", "find late", "register all"],
  });
}

const OWN = new RegExp([...JSON.stringify(WORDS).matchAll(/z[a-z]+/gi)].map(([word]) => word).join("|"), "gi");

/** Each word of theirs that stands on a surface, with whose that is and how they came to it. */
function found(surfaces: readonly Surface[]): string[] {
  const all = surfaces.flatMap(({ person, is, by, text: shown }) =>
    [...shown.matchAll(OWN)].map(([word]) => `${word.toLowerCase()} · ${person} · ${is} · ${by.slice(0, 60)}`),
  );
  return [...new Set(all)].toSorted();
}

/** The block with the buttons of a text. */
function blockOf(view: View | null, word: string): string {
  const blocks = view?.blocks ?? [];
  const place = blocks.findIndex((block) => JSON.stringify(block).includes(word));
  return String(blocks[place + 1]?.block_id);
}

it.each(databases)(
  "is on no surface of anybody above an hour after the answer, but for the colour, on %s (V6-above)",
  async (database) => {
    const run = await aWeek({ database });
    await answer(run, "tom", WORDS);
    await run.to("2026-10-29T13:00Z");
    const surfaces = await seenAbove(run);
    expect(found(surfaces)).toEqual([]);
    expect(surfaces.some(({ person, text: shown }) => person === "sofia" && shown.includes("Off track"))).toBe(true);
    expect(
      surfaces.some(({ text: shown }) => shown.includes("appears only once they’ve seen that it goes higher")),
    ).toBe(true);
    expect(found(await seenAbove(run, ["lea"])).length).toBeGreaterThan(5);
  },
  LONG_MS,
);

it(
  "is there once they were shown it, but for what they keep in the team, on no surface then or later (V6-kept-above)",
  async () => {
    const run = await aWeek();
    await answer(run, "tom", WORDS);
    await run.to("2026-11-02T12:00Z");
    const [first] = await sentAs(run, "goes-up", "tom");
    if (!first) throw new Error("Nothing was shown");
    const seen = await seenAbove(run);
    const told = found(seen).join();
    for (const word of ["zreason", "zpath", "zprogress", "zaudit", "zblocker", "zask", "zproof"])
      expect(told).toMatch(new RegExp(`${word} · sofia · (?:view|ephemeral|home)`));
    const tom = run.as("tom");
    expect(textOf(first.message)).toContain("[The other 6…]");
    await tom.press(first.message, { label: "The other 6…" });
    const view = await tom.waitForView();
    expect(viewAsText(view)).toContain("*11 lines of yours go to Sofia Rossi");
    for (const [place, word] of ["Zask", "zproof", "Zblocker", "Zlesson"].entries()) {
      await tom.pressInView({ label: "Keep in the team", blockId: blockOf(tom.view(), word) });
      await run.settle();
      expect(viewAsText(await tom.waitForView()).split("It stays in the team.")).toHaveLength(place + 2);
    }
    // What is in the message says it there, too.
    await run.to("2026-11-02T13:00Z");
    expect(textOf(asItIsNow(run, first.message))).toContain("It stays in the team.");
    const kept = /zask|zproof|zblocker|zlesson/;
    // What a command answered them before has been read.
    const read = new Set(seen.flatMap(({ is, by }) => (is === "ephemeral" ? [by] : [])));
    const seenSince = async () => found((await seenAbove(run)).filter(({ by }) => !read.has(by)));
    expect((await seenSince()).filter((one) => kept.test(one))).toEqual([]);
    await run.to("2026-11-04T12:00Z");
    const after = await seenSince();
    expect(after.filter((one) => kept.test(one))).toEqual([]);
    expect(after.join()).toContain("zprogress · sofia · message");
  },
  LONG_MS,
);
