/** Home: what is mine now, who waits for me, for whom do I wait. */
import { expect, it } from "vitest";
import { homeTab } from "../../src/app/home-tab.ts";
import { currentReports } from "../../src/reports/compile/reports-store.ts";
import { needsOf } from "../../src/reports/digest/needs.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { programId } from "../sponsorship/choosing-people.ts";
import { openHome } from "../support/home-tab.ts";
import { readsAtLarge } from "../support/query-plans.ts";
import { actingAs, type Run } from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

it("says what is mine now, who waits for me and for whom I wait, and lets me act at once", async () => {
  const run = await aProgram("SQLite");
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  await run.to("2026-11-02T18:00:00Z");
  expect(await shown(run, "nina")).toEqual([
    "*Your steps*",
    "Build the journey · Atlas · by Fri,\u00a0Nov\u00a06",
    "[I’ve got it] [Give to someone else…]",
    "WAITS FOR ME",
    "Test the journey · Atlas · Léa Martin, once “Build the journey” is done",
  ]);
  expect(await shown(run, "lea")).toEqual([
    "J’ATTENDS",
    "Tester le parcours · Atlas · «\u00a0Build the journey\u00a0» est chez Nina Diaz, pour le ven.\u00a06\u00a0nov.",
  ]);
  await press(run, "nina", "step.accept");
  await press(run, "nina", "step.done");
  await run.as("nina").submit();
  expect(await shown(run, "nina")).toEqual([
    "I WAIT FOR",
    "Go live · Atlas · “Test the journey” is with Léa Martin, by Tue,\u00a0Nov\u00a03",
  ]);
  await run.to("2026-11-03T23:30:00Z");
  expect(await shown(run, "lea")).toEqual([
    "*Vos étapes*",
    "Tester le parcours · Atlas · en retard, prévue le mar.\u00a03\u00a0nov.",
    "[Je m’en charge] [Il manque quelque chose…] [Confier à quelqu’un d’autre…]",
    "ON M’ATTEND",
    "Go live · Atlas · Nina Diaz, dès que «\u00a0Tester le parcours\u00a0» est terminée",
  ]);
  await press(run, "lea", "step.accept");
  await press(run, "lea", "step.done");
  run.as("lea").fill("checks", ["0"]);
  await run.as("lea").submit();
  expect((await shown(run, "nina"))[1]).toBe(
    "Go live · Atlas · “Test the journey” is with Tom Baker, by Fri,\u00a0Nov\u00a06",
  );
  expect((await shown(run, "tom")).slice(0, 3)).toEqual([
    "*Your steps*",
    "Test the journey · Atlas · Léa Martin waits for your approval, by Fri\u00a06\u00a0Nov",
    "[Approve] [Send back…]",
  ]);
  await press(run, "tom", "step.approve");
  expect((await shown(run, "nina"))[1]).toBe("Go live · Atlas · by Thu,\u00a0Nov\u00a05");
});

it("counts a late step as blocked, with whoever does it, and one in time as nothing; nobody else has it", async () => {
  const run = await aProgram("SQLite");
  const { actor: tom } = await actingAs(run, "tom");
  const [workspaceId, programIds] = [tom.workspace_id, [await programId(run)]];
  const stands = async () => {
    const now = run.clock.now();
    const read = { workspaceId, programIds, rhythm: "monthly" } as const;
    const { reports } = await currentReports(run.app.services, read, { at: now, now });
    const [report] = reports.values();
    const people = await run.db.selectFrom("person").select(["id", "name"]).execute();
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const { needs } = await needsOf(run.db, { workspaceId, programIds, readerId: tom.id, zone: tom.zone }, now);
    return {
      lines: report?.lines.map(({ kind, text, owner }) => `${kind}: ${text} · ${names.get(owner ?? "")}`),
      open: report?.open,
      needs: needs.map(({ title }) => title),
    };
  };
  await startTrack(await actingAs(run, "tom"), { programId: programIds[0] ?? "", template: LAUNCH });
  const nothing = await stands();
  expect(nothing).toMatchObject({ open: {}, needs: [] });
  expect(nothing.lines?.join()).not.toContain("Build");
  // Due on Friday.
  await run.to("2026-11-09T18:00:00Z");
  const late = await stands();
  expect(late).toMatchObject({ open: {}, needs: [] });
  expect(late.lines).toContain("blocked: Build the journey of “Launch” · Nina Diaz");
});

it("takes as many statements for twenty tracks as for one, and scans nothing", async () => {
  const statements: string[] = [];
  const run = await aProgram("SQLite", { onStatement: (sql) => statements.push(sql) });
  const ctx = await actingAs(run, "tom");
  const count = async () => {
    const { actor } = await actingAs(run, "nina");
    await run.settle();
    const tab = homeTab({ services: ctx });
    const visitor = await tab.visitorOf(actor);
    statements.length = 0;
    for (const section of tab.sections) await section(visitor);
    return statements.length;
  };
  const none = await count();
  const start = async () => startTrack(ctx, { programId: await programId(run), template: LAUNCH });
  await start();
  const one = await count();
  for (let started = 0; started < 20; started += 1) await start();
  expect(await count()).toBe(one);
  expect(one - none).toBeLessThanOrEqual(10);
  expect(await readsAtLarge(run.db, statements)).toEqual([]);
});

/** What Home says of steps. */
async function shown(run: Run, handle: string): Promise<string[]> {
  const lines = await openHome(run, handle);
  const isHead = (line: string) =>
    /^\*(Your steps|Vos étapes)|^(WAITS FOR ME|I WAIT FOR|ON M’ATTEND|J’ATTENDS)/.test(line);
  return lines.slice(
    lines.findIndex(isHead),
    lines.findIndex((line) => /^PROGRAM/.test(line)),
  );
}

async function press(run: Run, handle: string, actionId: string): Promise<void> {
  await openHome(run, handle);
  await run.as(handle).pressInHome({ actionId });
  await run.settle();
}
