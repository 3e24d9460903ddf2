/** What is kept goes on its day, by its class: announced a month before the first time, and not before. */
import { describe, expect, it } from "vitest";
import { retentionIn } from "../../src/people/retention.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { agesStep, listForeseen, saveAges } from "../../src/privacy/delete-aged.ts";
import { bothDatabases } from "../support/databases.ts";
import { actingAs, aRun, type Run } from "../support/run.ts";
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

  it.each(bothDatabases)(
    "an admin sees count and date a month before the first deletion; the words go on that day, and the rows stay, on %s",
    async (database) => {
      run = await aRun({ database, start: "2026-11-02T00:00:00.000Z" });
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
    },
  );

  it("another term is announced anew, and only admins set it", async () => {
    run = await aRun({ start: "2026-11-02T00:00:00.000Z" });
    await run.to(START);
    await answer(run, "tom", { progress: "Zqwords", next: "", blockers: "" });
    const wanted = { retention: { ...retentionIn("{}"), daily: 1 }, address: "", choosingConsultedOn: null };
    await expect(saveAges(await actingAs(run, "lea"), wanted)).rejects.toThrow("ADMINS_ONLY");
    await saveAges(await actingAs(run, "workspace-owner"), wanted);
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

const monthsLater = (months: number) => {
  const date = new Date(START);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString();
};

/** What has its age from START on, and how much of it is there. */
const OF_CLASS: Record<string, { due: string; make(run: Run): Promise<unknown>; left(run: Run): Promise<number> }> = {
  messages: {
    due: addMs(START, 31 * DAY),
    async make({ db }) {
      const { id } = await db.selectFrom("delivery").select("id").limit(1).executeTakeFirstOrThrow();
      const subject = JSON.stringify({ programId: "p", personId: "q", words: "Zqwords" });
      await db.updateTable("delivery").set({ state: "sent", sent_at: START, subject }).where("id", "=", id).execute();
    },
    left: async ({ db }) =>
      count(await db.selectFrom("delivery").where("subject", "like", "%Zqwords%").select("id").execute()),
  },
  log: {
    due: addMs(monthsLater(12), DAY),
    async make({ db }) {
      await db.updateTable("audit").set({ at: START }).execute();
      await db.updateTable("delivery").set({ created_at: START }).execute();
    },
    left: async ({ db }) => count(await db.selectFrom("audit").select("id").execute()),
  },
  other: {
    due: addMs(monthsLater(24), DAY),
    make: ({ db }) => db.updateTable("prompt").set({ closes_at: START }).execute(),
    left: async ({ db }) => count(await db.selectFrom("prompt").select("id").execute()),
  },
  record: {
    due: addMs(monthsLater(60), DAY),
    make: ({ db }) => db.updateTable("program").set({ state: "closed", closed_at: START }).execute(),
    left: async ({ db }) => count(await db.selectFrom("seat").select("id").execute()),
  },
  candidates: {
    due: addMs(START, 31 * DAY),
    async make({ db, app }) {
      const [{ id: program_id }, { id: opened_by }] = await Promise.all([
        db.selectFrom("program").select("id").executeTakeFirstOrThrow(),
        db.selectFrom("person").select("id").executeTakeFirstOrThrow(),
      ]);
      const choice = {
        turn: 1,
        state: "chosen" as const,
        opened_by,
        opened_at: START,
        ended_at: START,
      };
      const rest = { scorers: "[]", chosen_id: null, decision_id: null };
      await db
        .insertInto("sponsor_choice")
        .values({ workspace_id: app.workspace.id, id: "c-1", program_id, ...choice, ...rest })
        .execute();
    },
    left: async ({ db }) => count(await db.selectFrom("sponsor_choice").select("id").execute()),
  },
};
const count = (rows: readonly unknown[]) => rows.length;

it.each(Object.entries(OF_CLASS))(
  "%s: announced a month before its day, there until then, and gone on it",
  async (age, { due, make, left }) => {
    const run = await aRun({ start: "2026-11-02T00:00:00.000Z" });
    await run.to(START);
    await make(run);
    const before = await left(run);
    expect(before).toBeGreaterThan(0);
    const foreseenAt = async (at: string) =>
      (await listForeseen(run.db, run.app.workspace.id, at)).filter((each) => each.class === age);
    await daysLater(run, addMs(due, -31 * DAY));
    expect(await foreseenAt(addMs(due, -31 * DAY))).toEqual([]);
    await daysLater(run, addMs(due, -30 * DAY));
    expect(await foreseenAt(addMs(due, -30 * DAY))).toMatchObject([{ due_at: due }]);
    await daysLater(run, addMs(due, -DAY));
    expect(await left(run)).toBe(before);
    await daysLater(run, due);
    expect(await left(run)).toBe(0);
  },
);

it("the record of a program that lives stays", async () => {
  const run = await aRun({ start: "2026-11-02T00:00:00.000Z" });
  await run.to(START);
  await daysLater(run, monthsLater(100));
  expect((await listForeseen(run.db, run.app.workspace.id, monthsLater(100))).map((each) => each.class)).not.toContain(
    "record",
  );
});
