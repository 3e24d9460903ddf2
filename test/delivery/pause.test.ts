/** All messages of a workspace paused by an admin, and sent again. */
import { describe, expect, it } from "vitest";
import { pauseMessages, pauseStatus, resumeMessages } from "../../src/delivery/pause.ts";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, openForm, type Run, sentAs, textOf } from "../support/run.ts";

async function held(run: Run, handle: string): Promise<string> {
  await run.as(handle).command("/drumbeat messages");
  return textOf(await run.as(handle).waitForView());
}

describe.each(databases)("messages that are paused, on %s", (database) => {
  it("go to nobody and no channel, are counted, and come when an admin sends them again", async () => {
    const run = await aRun({ database });
    const { services, workspace } = run.app;
    const admin = run.scenario.people[0]?.handle ?? "";
    await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", admin).execute();
    expect(await held(run, admin)).toContain("[Suspendre tous les messages…]");
    await run.as(admin).pressInView({ label: "Suspendre tous les messages…" }, { confirm: true });
    await run.settle();
    await run.as(admin).closeView();
    await run.to("2026-11-02T10:00Z");
    for (const handle of ["tom", "nina", "ravi"]) expect(arrivals(run, handle)).toEqual([]);
    // Tom and Ravi were to be asked by now; what somebody asks for is still answered.
    expect((await pauseStatus(services, workspace.id)).waiting).toBeGreaterThanOrEqual(2);
    expect(await held(run, admin)).toContain("*Tous les messages sont suspendus* depuis le");
    await run.as(admin).closeView();
    await run.as("tom").command("/drumbeat check-in");
    await run.as("tom").waitForView();
    await run.as("tom").closeView();
    await held(run, admin);
    await run.as(admin).pressInView({ label: "Reprendre les envois" });
    await run.settle();
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at.slice(0, 16))).toEqual(["2026-11-02T10:00"]);
    const audit = await run.db
      .selectFrom("audit")
      .select("action")
      .where("action", "like", "messages.%")
      .orderBy("at")
      .execute();
    expect(audit.map(({ action }) => action)).toEqual(["messages.paused", "messages.resumed"]);
  });

  it("are given up once their own time is over: who was not asked is not said to be silent", async () => {
    const run = await aRun({ database });
    const { services, workspace } = run.app;
    await pauseMessages(services, { workspaceId: workspace.id, actorId: null });
    await run.to("2026-11-03T20:00Z");
    await resumeMessages(services, { workspaceId: workspace.id, actorId: null });
    await run.to("2026-11-04T07:00Z");
    const missed = await run.db
      .selectFrom("prompt")
      .select(["state", "reason"])
      .where("state", "=", "missed")
      .execute();
    expect(missed.length).toBeGreaterThanOrEqual(3);
    expect(new Set(missed.map(({ reason }) => reason))).toEqual(new Set(["held"]));
    expect((await pauseStatus(services, workspace.id)).paused).toBeNull();
  });
});

it("keeps the receipt in an older message up to date while new ones are paused", async () => {
  const run = await aRun();
  await run.to("2026-11-02T10:00Z");
  const [prompt] = await sentAs(run, "prompt", "tom");
  await pauseMessages(run.app.services, { workspaceId: run.app.workspace.id, actorId: null });
  await openForm(run, "tom");
  run.as("tom").fill("answer:progress", "Parser is done");
  run.as("tom").fill("answer:next", "The exporter");
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  await run.settle();
  const now = run.sandbox.allMessages().find(({ ts }) => ts === prompt?.message.ts);
  expect(now && textOf(now)).toContain("✓ Checked in");
});

it("is for admins alone", async () => {
  const run = await aRun();
  await run.as("tom").command("/drumbeat messages");
  expect(run.as("tom").view()).toBeNull();
});
