/** What is kept goes on its day, by its class: announced a month before the first time, and not before. */
import { describe, expect, it } from "vitest";
import { retentionIn } from "../../src/people/retention.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { agesStep, isAged, listForeseen, saveAges } from "../../src/privacy/ages.ts";
import { AGE_CLASSES } from "../../src/privacy/data-map.ts";
import { TABLES } from "../../src/privacy/rows.ts";
import { aRun, personIn, type Run } from "../support/run.ts";
import { answer } from "./an-erasure.ts";

/** A day's work of the ages alone, at an instant: nothing else is played. */
async function daysLater(run: Run, at: string): Promise<void> {
  const { services, workspace } = run.app;
  const then = { ...services, clock: { ...services.clock, now: () => at } };
  for (let turn = 0; turn < 8; turn += 1) await agesStep(then, workspace.id).run();
}

const START = "2026-11-02T12:00:00.000Z";
const later = (days: number) => addMs(START, days * DAY);

describe("of daily answers", () => {
  let run: Run;
  const words = async () =>
    (await run.db.selectFrom("check_in_revision").select("answers").execute()).map(({ answers }) => answers);
  const foreseen = (at: string) => listForeseen(run.db, run.app.workspace.id, at);

  it("an admin sees count and date a month before the first deletion; the words go on that day, and the rows stay", async () => {
    run = await aRun({ start: "2026-11-02T00:00:00.000Z" });
    await run.to(START);
    await answer(run, "tom", { progress: "Zqwords", next: "", blockers: "" });
    await daysLater(run, later(1));
    expect((await foreseen(later(1))).filter(({ class: age }) => age === "daily")).toEqual([]);
    await daysLater(run, later(160));
    const [daily] = (await foreseen(later(160))).filter(({ class: age }) => age === "daily");
    expect(daily).toEqual({ class: "daily", count: 1, due_at: later(190) });
    await daysLater(run, later(189));
    expect((await words()).join()).toContain("Zqwords");
    await daysLater(run, later(190));
    expect((await words()).join()).not.toContain("Zqwords");
    expect(await run.db.selectFrom("check_in").select("removed_at").execute()).toEqual([{ removed_at: later(190) }]);
    // From now on each day, without another notice.
    expect(await foreseen(later(190))).not.toContainEqual(expect.objectContaining({ class: "daily" }));
  });

  it("another term is announced anew, and only admins set it", async () => {
    run = await aRun({ start: "2026-11-02T00:00:00.000Z" });
    await run.to(START);
    await answer(run, "tom", { progress: "Zqwords", next: "", blockers: "" });
    const wanted = { retention: { ...retentionIn("{}"), daily: 1 }, address: "", choosingConsultedOn: null };
    await expect(saveAges(run.app.services, await personIn(run, "lea"), wanted)).rejects.toThrow("ADMINS_ONLY");
    const owner = await personIn(run, "workspace-owner");
    await saveAges(run.app.services, owner, wanted);
    await daysLater(run, later(40));
    expect(await foreseen(later(40))).toContainEqual({ class: "daily", count: 1, due_at: later(70) });
    await daysLater(run, later(69));
    expect((await words()).join()).toContain("Zqwords");
    await daysLater(run, later(70));
    expect((await words()).join()).not.toContain("Zqwords");
  });

  it("after a month without a look, or by a clock that was wrong, it is announced once more", async () => {
    run = await aRun({ start: "2026-11-02T00:00:00.000Z" });
    await run.to(START);
    await answer(run, "tom", { progress: "Zqwords", next: "", blockers: "" });
    await daysLater(run, later(170));
    await daysLater(run, later(400));
    expect((await words()).join()).toContain("Zqwords");
    expect(await foreseen(later(400))).toContainEqual(expect.objectContaining({ class: "daily", due_at: later(430) }));
    await daysLater(run, later(200));
    expect((await words()).join()).toContain("Zqwords");
  });
});

it("each class has tables, and who was asked and the log go by theirs", async () => {
  for (const age of AGE_CLASSES.filter((each) => each !== "daily" && each !== "messages"))
    expect(
      TABLES.some((table) => isAged(table, age)),
      age,
    ).toBe(true);
  const run = await aRun({ start: "2026-11-02T00:00:00.000Z" });
  await run.to(START);
  await answer(run, "tom", { progress: "Zqwords", next: "", blockers: "" });
  const count = async (table: "prompt" | "check_in" | "audit") =>
    (await run.db.selectFrom(table).select("id").execute()).length;
  const before = [await count("prompt"), await count("check_in"), await count("audit")];
  await daysLater(run, later(340));
  await daysLater(run, later(371));
  expect([await count("prompt"), await count("check_in"), await count("audit")]).toEqual([before[0], before[1], 0]);
  await daysLater(run, later(720));
  await daysLater(run, later(751));
  expect([await count("prompt"), await count("check_in")]).toEqual([0, 0]);
});
