/** The list of work requests, as a screen and as a picture, for everybody who has a part in it: what they see, narrow down, find again. */
import { expect, it } from "vitest";
import { completeStep } from "../../../src/tracks/steps.ts";
import { composeBoard } from "../../../src/tracks/work/board-picture.ts";
import { getWorkRequest } from "../../../src/tracks/work/request-queries.ts";
import { takeTypes } from "../../../src/tracks/work/request-types.ts";
import { askForWork, declineWork } from "../../../src/tracks/work/requests.ts";
import { startWork } from "../../../src/tracks/work/work-queue.ts";
import { opens, programId, seen } from "../../sponsorship/choosing-people.ts";
import { actingAs, type Run, textOf } from "../../support/run.ts";
import { aProgram } from "../launch.ts";

/** Léa is marketer without a seat, Sam in no program. */
async function taking(): Promise<Run> {
  const run = await aProgram("SQLite", {
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["nina"] }],
  });
  await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: ["campaign"] });
  return run;
}

async function asked(run: Run, who: string, campaign: string): Promise<string> {
  const answers = { campaign, goal: "Bring back a tenth", audience: "Lapsed" };
  return askForWork(await actingAs(run, who), { programId: await programId(run), key: "campaign", answers });
}

async function validated(run: Run, id: string): Promise<void> {
  const tom = await actingAs(run, "tom");
  const { current } = await getWorkRequest(run.db, tom.actor.workspace_id, id);
  await completeStep(tom, { itemId: current[0]?.stands.item_id ?? "", checked: 1, note: "" });
}

async function narrows(run: Run, who: string, filter: string, option: string): Promise<string> {
  await run.as(who).pressInView({ actionId: `work.filter:${filter}`, option });
  return seen(run, who);
}

it("shows the board to a team and to whoever holds a role, without what its lead does; to others what they asked for, each once", async () => {
  const run = await taking();
  const id = await asked(run, "sam", "Win-back");
  await asked(run, "nina", "Spring sale");
  await validated(run, id);
  for (const who of ["nina", "lea"]) {
    const board = await opens(run, who, "/drumbeat work");
    expect(board).toMatch(
      /(YOU ASKED FOR|VALIDATION · 1)\n[\s\S]*Spring sale[\s\S]*ATLAS · (PRIORITISATION|PRIORISATION) · 1/,
    );
    expect(board.match(/Spring sale/g)).toHaveLength(1);
    expect(board).not.toMatch(/\[(Start|Lancer)\]/);
  }
  expect(await opens(run, "tom", "/drumbeat work")).toContain("[Start]");
  const ofSam = await opens(run, "sam", "/drumbeat work");
  expect(ofSam).toMatch(/YOU ASKED FOR[\s\S]*Win-back/);
  expect(ofSam).not.toContain("Spring sale");
});

it("is narrowed down by step, person and type, and comes back as it was from an open request", async () => {
  const run = await taking();
  const first = await asked(run, "sam", "Win-back");
  await asked(run, "nina", "Spring sale");
  await validated(run, first);
  await startWork(await actingAs(run, "tom"), { id: first });
  expect(await opens(run, "tom", "/drumbeat work")).toMatch(/ATLAS · VALIDATION · 1[\s\S]*ATLAS · CREATION · 1/);
  const created = await narrows(run, "tom", "step", "creation");
  expect(created).toContain("Win-back");
  expect(created).not.toContain("Spring sale");
  await run.as("tom").pressInView({ actionId: "work.open", value: first });
  await run.as("tom").pressInView({ actionId: "work.list" });
  expect(await seen(run, "tom")).toBe(created);
  expect(await narrows(run, "tom", "person", "me")).toContain("Nothing matches these filters.");
  expect(await narrows(run, "tom", "step", "all")).toMatch(/ATLAS · VALIDATION · 1\n\*ATL-W-2\* Spring sale/);
});

it("has what has ended by month, with why or with its result, and finds any by its words, for those who may read it", async () => {
  const run = await taking();
  const first = await asked(run, "sam", "Win-back");
  await declineWork(await actingAs(run, "tom"), { id: first, reason: "Not this year" });
  await asked(run, "sam", "Été chaud");
  await run.to("2026-11-02T10:00:00Z");
  expect(await opens(run, "nina", "/drumbeat work")).not.toContain("Win-back");
  expect(await narrows(run, "nina", "isEnded", "ended")).toMatch(
    /NOVEMBER 2026 · 1\n\*Win-back\* · ATL-W-1 · Atlas\n\*Declined\.\*\nAsked by Sam Poe[\s\S]*Tom Baker: Not this year/,
  );
  expect(await opens(run, "lea", "/drumbeat travaux atl-w-1")).toMatch(
    /1 demande contient « atl-w-1 »\.[\s\S]*CLOSES[\s\S]*Win-back/,
  );
  expect(await opens(run, "nina", "/drumbeat work ete tenth")).toContain("Été chaud");
  expect(await opens(run, "sofia", "/drumbeat work year")).toContain("1 request has “year”.");
  await asked(run, "nina", "Spring sale");
  expect(await opens(run, "sam", "/drumbeat work spring")).toContain("No request has “spring”.");
});

it("is a picture of how many each step has and how many are late, with a table of all that its reader sees", async () => {
  const run = await taking();
  await validated(run, await asked(run, "sam", "Win-back"));
  await asked(run, "nina", "Spring sale");
  await opens(run, "nina", "/drumbeat work");
  await run.as("nina").pressInView({ actionId: "work-picture" });
  await run.to("2026-11-02T16:00:00Z");
  expect(run.as("nina").dm().map(textOf).join("\n")).toContain(
    "Work requests by step · Atlas. Validation: 1. Prioritisation: 1.",
  );
  const late = { clock: { now: () => "2026-11-09T10:00:00.000Z" } };
  const shown = async (who: string) => {
    const ctx = await actingAs(run, who);
    return composeBoard({ ...ctx, ...late }, ctx.actor, await programId(run));
  };
  expect((await shown("lea")).picture?.altText).toContain("Validation\u00a0: 1, dont 1 en retard.");
  expect((await shown("nina")).file?.rows.slice(1).map((row) => row.slice(0, 5))).toEqual([
    ["ATL-W-1", "Win-back", "Campaign request", "Prioritisation", "Tom Baker"],
    ["ATL-W-2", "Spring sale", "Campaign request", "Validation", "Tom Baker"],
  ]);
  await expect(shown("sam")).rejects.toMatchObject({ code: "WORK_GONE" });
});
