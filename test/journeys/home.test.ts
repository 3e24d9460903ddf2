import { placedElements } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { promptIds } from "../../src/check-ins/blocks.ts";
import { answer, linesOf, openHome, refreshed } from "../support/home-tab.ts";
import { aRun, LEA, lastMessage, NINA, RAVI, type RunOptions, SOFIA, TOM, textOf } from "../support/run.ts";

/** What every Home of somebody in a program ends with. */
const FOOT = {
  en: "[Your items] [Preferences] [My data]",
  fr: "[Ce que vous suivez] [Préférences] [Mes données]",
};

const DAILY = { key: "daily", program: "atlas", template: "daily-team" };
const WEEKLY = { key: "weekly", program: "atlas", template: "weekly-progress" };
const MONTHLY = { key: "monthly", program: "atlas", template: "monthly-executive" };
/** Monday at three in London, an hour before Nina's lunch. */
const THREE = "2026-11-02T15:00Z";
const inEnglish = <P extends { locale: string }>(person: P): P => ({ ...person, locale: "en-GB" });

const DONE: Answers = { progress: "The import runs.", next: "Watch it." };

describe("a person's Home", () => {
  it("starts with what is asked now, the first due first, each with its button", async () => {
    const run = await aRun({ cadences: [{ ...WEEKLY, audience: ["lead", "team"] }, DAILY] });
    await run.to("2026-11-06T15:00Z");
    expect(await openHome(run, "tom")).toEqual([
      "NOW",
      "Weekly progress · Atlas",
      "week of 2\u00a0Nov · due Fri\u00a06\u00a0Nov, 17:00",
      "[Check in]",
      "Daily team check-in · Atlas",
      "Friday\u00a06\u00a0November · due Fri\u00a06\u00a0Nov, 17:00",
      "[Check in]",
      "PROGRAMS",
      "[Atlas]",
      "NEXT",
      "Mon\u00a09\u00a0Nov, 9:00: Daily team check-in · Thu\u00a012\u00a0Nov, 9:00: Weekly progress",
      FOOT.en,
    ]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

const THREE_CADENCES: RunOptions = { cadences: [DAILY, WEEKLY, MONTHLY] };

describe("a lead's Home", () => {
  it("Home of a lead: now, their programs, who is missing, what comes next (HOME-LEAD, silent-to-leads)", async () => {
    const run = await aRun({ ...THREE_CADENCES, people: [inEnglish(LEA), TOM, NINA, RAVI, SOFIA] });
    await run.to(THREE);
    await answer(run, "tom", "daily", DONE);
    expect((await openHome(run, "lea")).slice(3)).toEqual([
      "PROGRAMS",
      "[⚪ Atlas]",
      "no status yet · Daily team check-in, missing: Ravi Nair",
      "NEXT",
      "Thu\u00a05\u00a0Nov, 9:00: Weekly progress · Mon\u00a030\u00a0Nov, 9:00: Monthly executive check-in",
      FOOT.en,
    ]);
  });

  it("Home of a sponsor: what needs them, programs with their status, their digest (HOME-SPONSOR)", async () => {
    const run = await aRun({ cadences: [MONTHLY], start: "2026-10-29T00:00:00.000Z" });
    await run.to("2026-10-30T12:00Z");
    await answer(run, "lea", "monthly", {
      "bottom-line": "The launch slips unless one engineer joins.",
      health: {
        colour: "red",
        reason: "Nobody is free to build the fix.",
        pathToGreen: { action: "Ask for an engineer", by: "2026-11-20" },
      },
      progress: "The cause was found.",
      request: "Release one engineer?",
    });
    await run.to("2026-11-04T12:00Z");
    expect(await openHome(run, "sofia")).toEqual([
      "NEEDS YOU (1)",
      "Atlas · Release one engineer? · by Wed\u00a04\u00a0Nov (needed by Fri\u00a06\u00a0Nov) · from Léa Martin",
      "[Decide…] [Ask…] [Delegate…]",
      "PROGRAMS",
      "[🔴 Atlas]",
      "off track since 30\u00a0Oct",
      "NEXT",
      "Digest Thu\u00a03\u00a0Dec",
      FOOT.en,
    ]);
    // Its name opens it.
    await run.as("sofia").pressInHome({ label: "🔴 Atlas" });
    expect(textOf(await run.as("sofia").waitForView())).toContain("Nobody is free to build the fix");
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

describe("a hundred programs", () => {
  const keys = Array.from({ length: 100 }, (_, index) => `p${String(index).padStart(2, "0")}`);

  it("come in pages that Slack takes, one after the other and back", async () => {
    const run = await aRun({ people: [inEnglish(LEA), TOM, NINA, RAVI, SOFIA] });
    const program = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
    const seat = await run.db.selectFrom("seat").selectAll().where("role", "=", "lead").executeTakeFirstOrThrow();
    for (const [place, key] of keys.entries()) {
      const shortKey = `K${"ABCDEFGHIJ"[Math.floor(place / 10)]}${"ABCDEFGHIJ"[place % 10]}`;
      const title = `${key} ${"long & <title> ".repeat(20)}`;
      await run.db
        .insertInto("program")
        .values({ ...program, id: key, key, short_key: shortKey, title })
        .execute();
      await run.db
        .insertInto("seat")
        .values({ ...seat, id: `seat-${key}`, program_id: key })
        .execute();
    }
    const seen: string[] = [];
    await openHome(run, "lea");
    let lines = await refreshed(run, "lea", () => run.as("lea").pressInHome({ label: "Show all" }));
    for (;;) {
      seen.push(...lines);
      const home = run.as("lea").home();
      expect(home?.blocks.length).toBeLessThanOrEqual(100);
      if (!lines.at(-1)?.includes("[More]")) break;
      lines = await refreshed(run, "lea", () => run.as("lea").pressInHome({ label: "More" }));
    }
    for (const key of keys) expect(seen.filter((line) => line.startsWith(`[⚪ ${key} `))).toHaveLength(1);
    const last = placedElements(run.as("lea").home()?.blocks ?? []).map(({ actionId }) => actionId);
    expect(last).toContain("home.back");
    const page = /Page (\d+) of (\d+)/;
    const [, shown, pages] = page.exec(lines.join("\n")) ?? [];
    expect(shown).toBe(pages);
    const back = await refreshed(run, "lea", () => run.as("lea").pressInHome({ label: "Back" }));
    expect(page.exec(back.join("\n"))?.[1]).toBe(String(Number(shown) - 1));
    // What is done on a page leaves it there.
    const after = await refreshed(run, "lea", () => run.as("lea").command("/drumbeat help"));
    expect(after).toEqual(back);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

it("ends with the newest picture, whatever is done while one is being published", async () => {
  const BOREALIS = { key: "borealis", title: "Borealis", lead: "lea", team: ["tom"] };
  const run = await aRun({
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }, BOREALIS],
    cadences: [
      DAILY,
      {
        ...WEEKLY,
        key: "second",
        program: "borealis",
        audience: ["team"],
        rule: { every: "week", on: ["mo"], zone: "participant" },
      },
    ],
  });
  await run.to("2026-11-02T14:00Z");
  await openHome(run, "tom");
  const tom = run.as("tom");
  const bundle = lastMessage(run, "tom");
  run.sandbox.misbehave({ do: "answer-late", ms: 150, on: { method: "views.publish" } });
  const skips = placedElements(bundle.blocks)
    .filter(({ actionId }) => actionId === promptIds.menu)
    .map(({ blockId }) => ({ blockId, actionId: promptIds.menu, option: "Skip this time" }));
  expect(skips).toHaveLength(2);
  await Promise.all(skips.map((skip) => tom.press(bundle, skip)));
  await expect.poll(() => linesOf(tom.home()), { interval: 2 }).toContain("Nothing for you to do.");
});
