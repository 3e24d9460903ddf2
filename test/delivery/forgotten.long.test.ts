/** Rows of the outbox that nobody needs any more go; nobody sees, and nothing is sent again. */
import { describe, expect, it } from "vitest";
import { comeBack, goAway } from "../../src/check-ins/away/absences.ts";
import { updateReceipt } from "../../src/check-ins/message-updates.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { programByKey } from "../../src/programs/programs.ts";
import { addItem } from "../../src/register/acts.ts";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, LEA, leaveSlack, NINA, personIn, type Run, SOFIA, TOM } from "../support/run.ts";
import { tablesWith } from "../support/stored.ts";

const MONDAY = "2026-11-02";
/** Of the first days everything has been over for 45 days; of the last weeks not. */
const LATER = "2026-12-21T07:00:00Z";
const LONG_SINCE = "2026-11-05";

async function aTeam(database: (typeof databases)[number], ...templates: string[]): Promise<Run> {
  const run = await aRun({
    database,
    isTogether: true,
    people: [LEA, TOM, NINA, SOFIA],
    programs: ["atlas", "birch"].map((key) => ({
      key,
      title: key,
      lead: "lea",
      sponsors: ["sofia"],
      team: ["tom", "nina"],
    })),
    cadences: ["atlas", "birch"].flatMap((program) => [
      { key: `${program}-daily`, program, template: "daily-team" },
      { key: `${program}-quarterly`, program, template: "quarterly-roadmap" },
      ...templates.map((template) => ({ key: `${program}-${template}`, program, template })),
    ]),
  });
  await run.to(`${MONDAY}T10:00:00Z`);
  return run;
}

async function rowsBefore(run: Run, kind: string, before: string) {
  return run.db
    .selectFrom("delivery")
    .select(["key", "state"])
    .where("kind", "=", kind)
    .where("created_at", "<", before)
    .execute();
}

/** As people have them before them: each message with its text as it is now. */
function shown(run: Run) {
  return ["lea", "tom", "nina", "sofia"].map((handle) => arrivals(run, handle).map(({ at, text }) => ({ at, text })));
}

describe.each(databases)("messages of rounds that ended long ago, on %s", (database) => {
  it("are forgotten with their updates and what stood in one message with them, and nobody sees it", async () => {
    const run = await aTeam(database);
    expect((await rowsBefore(run, "prompt", LONG_SINCE)).length).toBeGreaterThan(3);
    await run.to("2026-11-03T10:00:00Z");
    // Until then nothing is old enough.
    await run.to("2026-12-16T07:00:00Z");
    expect((await rowsBefore(run, "prompt", "2026-11-03")).length).toBeGreaterThan(3);
    await run.to(LATER);
    for (const kind of ["prompt", "reminder"]) {
      const left = await rowsBefore(run, kind, LONG_SINCE);
      expect(left.filter(({ key }) => !key.includes("quarterly"))).toEqual([]);
    }
    expect(arrivals(run, "tom").at(-1)?.text).toContain("Your morning message.");
    expect(await tablesWith(run.db, "Your morning message.")).toEqual([]);
    expect((await rowsBefore(run, "prompt", LATER)).length).toBeGreaterThan(50);
    const prompts = await run.db.selectFrom("prompt").select("id").where("opens_at", "<", LONG_SINCE).execute();
    expect(prompts.length).toBeGreaterThan(7);

    const before = shown(run);
    await run.stopApp();
    await run.startApp();
    await run.settle();
    expect(shown(run)).toEqual(before);
  });

  it("are not sent again, whatever happens to what they told of", async () => {
    const run = await aTeam(database);
    const { services } = run.app;
    await run.to("2026-11-02T17:00:00Z");
    await run.to(LATER);
    expect((await rowsBefore(run, "prompt", "2026-11-03")).filter(({ key }) => !key.includes("quarterly"))).toEqual([]);
    const before = shown(run);
    const [lea, tom] = [await personIn(run, "lea"), await personIn(run, "tom")];
    const ctx = { ...run.app.services, actor: tom };
    const old = await run.db
      .selectFrom("prompt")
      .innerJoin("round", "round.id", "prompt.round_id")
      .select(["prompt.id", "prompt.round_id", "prompt.person_id"])
      .where("round.state", "=", "closed")
      .where("round.closes_at", "<", LONG_SINCE)
      .execute();
    expect(old.length).toBeGreaterThan(5);
    for (const { id } of old.filter(({ person_id }) => person_id === tom.id))
      await expect(submitCheckIn(ctx, { promptId: id, nothingToReport: true })).rejects.toMatchObject({
        code: "ROUND_CLOSED",
      });
    const away = await goAway(ctx, { person: tom, from: "2026-11-02", until: "2027-01-04", delegate: lea });
    await run.settle();
    await comeBack(ctx, { absenceId: away.id });
    await leaveSlack(run, "nina");
    await run.settle();
    await inTransaction(run.db, async (tx) => {
      for (const prompt of old) await updateReceipt(services, tx, { ...prompt, workspace_id: tom.workspace_id });
    });
    await run.stopApp();
    await run.startApp();
    await run.settle();
    const keys = await run.db.selectFrom("delivery").select("key").execute();
    const rounds = new Set(old.map(({ round_id }) => round_id));
    expect(keys.filter(({ key }) => key.split(":").some((part) => rounds.has(part)))).toEqual([]);
    const ofThen = (all: typeof before) => all.map((messages) => messages.filter(({ at }) => at < LONG_SINCE));
    expect(ofThen(shown(run))).toEqual(ofThen(before));
  });

  it("stay while something else stands in the same message", async () => {
    const run = await aTeam(database);
    const { services, workspace } = run.app;
    const [lea, tom] = [await personIn(run, "lea"), await personIn(run, "tom")];
    const atlas = await programByKey(run.db, workspace.id, "atlas");
    const item = {
      type: "request",
      details: { kind: "decision" },
      title: "Book York?",
      sourceKey: "york",
      ownerId: tom.id,
      dueOn: "2027-01-29",
    } as const;
    await addItem({ ...services, actor: lea }, { programId: atlas?.id ?? "", ...item });
    await run.to("2026-12-29T07:00:00Z");
    const left = await run.db
      .selectFrom("delivery as one")
      .innerJoin("delivery as other", "other.bundle_id", "one.bundle_id")
      .select(["one.kind", "other.kind as beside"])
      .where("one.kind", "=", "prompt")
      .where("one.updates_id", "is", null)
      .where("one.created_at", "<", "2026-11-05")
      .execute();
    // Nobody answered, and of each prompt there is an update in the line of the message.
    expect(left.length).toBeGreaterThan(0);
    for (const { kind } of left) expect(kind).toBe("prompt");
    expect(left.map(({ beside }) => beside)).toContain("request");
    const apart = (await rowsBefore(run, "prompt", "2026-11-03")).length;
    expect(apart).toBeLessThan(7);
  });

  it("take the week's report along, with what stands in its thread", async () => {
    const run = await aTeam(database, "weekly-progress");
    await run.to("2026-11-10T10:00:00Z");
    const [root, inThread] = await run.db
      .selectFrom("delivery")
      .select("thread_id")
      .where("kind", "=", "report-digest")
      .orderBy("id")
      .execute();
    expect(root?.thread_id).toBeNull();
    expect(inThread?.thread_id).not.toBeNull();
    await run.to("2027-01-05T07:00:00Z");
    expect(await rowsBefore(run, "report-digest", "2026-11-10")).toEqual([]);
    expect(await rowsBefore(run, "report-digest", "2027-01-05")).not.toEqual([]);
  });
});
