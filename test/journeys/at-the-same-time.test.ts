import { describe, expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { getPersonByHandle } from "../../src/people/people.ts";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, asItIsNow, atAnyHour, fillIn, lastMessage, type Run, sentAs, textOf } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const TEN = "2026-11-02T10:00Z";

async function exported(run: Run) {
  return (await Array.fromAsync(storedCheckIns(run.db))).map(({ person, revision, nothingToReport, answers }) => {
    return { person, revision, ...(nothingToReport && { nothingToReport }), progress: answers.progress };
  });
}

describe.each(databases)("at the same time, on %s", (database) => {
  it("one form submitted twice is one answer, and both presses are taken", async () => {
    const run = await aRun({ database });
    await run.to(TEN);
    await fillIn(run, "tom", "Only once");
    const results = await Promise.all([run.as("tom").submit(), run.as("tom").submit(), run.as("tom").submit()]);
    expect(results).toEqual([{ closed: true }, { closed: true }, { closed: true }]);
    await run.settle();
    expect(await exported(run)).toEqual([{ person: "tom", revision: 1, progress: "Only once" }]);
    expect(arrivals(run, "tom")).toHaveLength(1);
  });

  it("one person's answers from many places are revisions of one check-in, none lost", async () => {
    const run = await aRun({ database });
    await run.to(TEN);
    const ctx = { ...run.app.services, actor: await getPersonByHandle(run.db, run.app.workspace.id, "tom") };
    const prompt = await run.db
      .selectFrom("prompt")
      .select("id")
      .where("person_id", "=", ctx.actor.id)
      .executeTakeFirstOrThrow();
    const texts = Array.from({ length: 8 }, (_, index) => `Version ${index}`);
    await Promise.all(
      texts.map((progress) => submitCheckIn(ctx, { promptId: prompt.id, answers: { progress, next: "More" } })),
    );
    const stored = await exported(run);
    expect(stored.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(stored.map(({ progress }) => progress).sort()).toEqual(texts);
  });

  it("several people press check-in before the round exists: it is made once", async () => {
    const run = await aRun({ database });
    await run.to("2026-11-02T03:00Z");
    const people = ["tom", "nina", "ravi"];
    const responses = await Promise.all(people.map((handle) => run.as(handle).command("/drumbeat check-in")));
    expect(responses.map(({ response }) => response)).toEqual([null, null, null]);
    const rounds = await run.db.selectFrom("round").select("key").execute();
    expect(rounds).toEqual([{ key: "2026-11-02" }]);
    expect(await run.db.selectFrom("prompt").select("id").execute()).toHaveLength(3);
  });
});

describe("two processes on one PostgreSQL", () => {
  it("ask, sum up and answer once", async () => {
    const run = await aRun({ database: "PostgreSQL" });
    await atAnyHour(run, "lea");
    await run.startAnother();
    await run.to(TEN);
    for (const handle of ["tom", "ravi"]) {
      await fillIn(run, handle, `Work of ${handle}`);
      expect(await run.as(handle).submit()).toEqual({ closed: true });
    }
    await run.as("nina").say("hello");
    await run.to("2026-11-04T00:00Z");
    for (const handle of ["tom", "nina", "ravi"]) expect(await sentAs(run, "prompt", handle)).toHaveLength(2);
    expect(await sentAs(run, "guide", "nina")).toHaveLength(1);
    const keys = (await run.db.selectFrom("round").select("key").orderBy("key").execute()).map(({ key }) => key);
    expect(keys).toEqual(["2026-11-02", "2026-11-03"]);
    const ids = run.sandbox.allMessages().flatMap(({ metadata }) => metadata?.event_payload.delivery ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await sentAs(run, "prompt", "tom"))[0]?.text).toContain("✓ Checked in");
  });
});

describe("a button on an older message", () => {
  it("opens the answer that was given; it does not replace it by one click", async () => {
    const run = await aRun();
    await run.to("2026-11-02T15:00Z");
    const asked = lastMessage(run, "tom");
    await fillIn(run, "tom", "A considered answer");
    // On a screen that has not heard of the answer yet.
    expect(
      await Promise.all([run.as("tom").submit(), run.as("tom").press(asked, { label: "Nothing to report" })]),
    ).toContainEqual({ closed: true });
    await run.settle();
    await expect
      .poll(() =>
        run
          .as("tom")
          .ephemerals()
          .map(({ text }) => text),
      )
      .toEqual(["You’ve already answered. Use “Edit” to change it."]);
    expect(await exported(run)).toEqual([{ person: "tom", revision: 1, progress: "A considered answer" }]);
    await run.as("tom").press(asItIsNow(run, asked), { label: "Edit" });
    expect(textOf(await run.as("tom").waitForView())).toContain("A considered answer");
  });
});
