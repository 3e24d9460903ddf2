/** What stands is told on where somebody says that nothing is new, and what is said to be none is told nowhere. */
import { describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest } from "../../src/digests/use-cases.ts";
import { closeItem } from "../../src/register/use-cases-acts.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, openForm, personIn, SOFIA, TOM } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Statut" }, feeds: "health" },
  { key: "risk", type: "long-text", label: { en: "Risk", fr: "Risque" }, feeds: "risk" },
  { key: "blocker", type: "long-text", label: { en: "Blocker", fr: "Blocage" }, feeds: "blocker" },
  { key: "ask", type: "long-text", label: { en: "Ask", fr: "Demande" }, feeds: "ask" },
];

async function atlas() {
  const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  const monthly = {
    key: "atlas",
    program: "atlas",
    questions: QUESTIONS,
    audience: ["lead"],
    readers: ["sponsors"],
    rule,
  };
  const run = await aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [monthly],
    start: "2026-09-28T00:00:00.000Z",
  });
  const sofia = await personIn(run, "sofia");
  return {
    run,
    says: async (on: string, answers: { risk?: string; blocker?: string; ask?: string }) => {
      await run.to(`${on}T10:00Z`);
      await openForm(run, "tom", "atlas");
      await fillAndSubmit(run.as("tom"), QUESTIONS, { health: { colour: "green" as const }, ...answers });
      await run.settle();
    },
    digest: async (at: string) => {
      await run.to(`${at}T12:00Z`);
      const edition = await latestDigest(run.db, { workspaceId: sofia.workspace_id, personId: sofia.id });
      return edition ? digestText(edition.document).replaceAll("\u00a0", " ") : "";
    },
    home: async () => (await openHome(run, "sofia")).join("\n"),
    items: async () => run.db.selectFrom("item").select(["id", "type", "title", "state"]).orderBy("type").execute(),
  };
}

describe("a check-in each month", () => {
  it("has its blocker and its risk told until they end, whatever says that nothing is new (B3)", async () => {
    const { run, says, digest, items } = await atlas();
    await says("2026-09-30", { blocker: "The crane is broken.", risk: "The permit may come late." });
    expect(await digest("2026-10-07")).toContain("The crane is broken.");
    await says("2026-10-30", { blocker: "No change to report", risk: "No new risks" });
    const october = await digest("2026-11-06");
    expect(october).toMatch(/blocker\n +The crane is broken\.\n.*— September 2026/);
    expect(october).toMatch(/risk\n +The permit may come late\.\n.*— September 2026/);
    expect(october).not.toContain("Nothing is needed");
    expect(await items()).toMatchObject([{ state: "draft" }, { state: "draft" }]);
    const [, risk] = await items();
    await closeItem(run.app.services, await personIn(run, "tom"), risk?.id ?? "", "It came");
    await says("2026-11-30", { blocker: "Pas d’autre blocage", risk: "Same as last month" });
    const november = await digest("2026-12-07");
    expect(november).toMatch(/blocker\n +The crane is broken\.\n.*— September 2026/);
    expect(november).not.toContain("The permit may come late.");
    expect(november).not.toContain("Nothing is needed");
  });

  it("is told as calm where each answer says that there is none, and not where one waits for its reader (B1)", async () => {
    const { says, digest, home, items } = await atlas();
    await says("2026-09-30", { blocker: "Aucun blocage majeur", risk: "No significant risks", ask: "No escalations" });
    expect(await digest("2026-10-07")).toContain("Nothing is needed from you.");
    expect(await items()).toEqual([]);
    expect(await home()).toContain("No open requests that you can see.");
    await says("2026-10-30", { blocker: "No blockers", risk: "None", ask: "Nothing from your side yet." });
    const text = await digest("2026-11-06");
    expect(text).not.toContain("Nothing is needed");
    expect(text).toContain("Nothing from your side yet.");
    expect(await home()).toContain("Nothing from your side yet.");
  });
});
