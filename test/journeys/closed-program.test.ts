/** A program is closed in the middle of everything: what comes of it in the month after. */
import { describe, expect, it } from "vitest";
import { closeProgram, reopenProgram } from "../../src/programs/changes.ts";
import type { NewItem } from "../../src/register/items.ts";
import { acting, addQuietly, WHOLE_ASK } from "../support/acting.ts";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, MONTHLY_TO_SPONSORS, PROGRESS_TO_SPONSORS, personIn, type Run } from "../support/run.ts";

const HANDLES = ["lea", "sofia", "tom", "nina", "ravi"];

async function raise(run: Run, handle: string, item: NewItem): Promise<string> {
  const { services } = run.app;
  const actor = await personIn(run, handle);
  const { id } = await services.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  return (await addQuietly(acting(services, actor), { programId: id, ...item })).id;
}

/** Nobody answers anything; asks, a blocker that went up, and what is due wait. */
async function inTheMiddle(database: (typeof databases)[number]): Promise<{ run: Run; programId: string }> {
  const run = await aRun({
    database,
    cadences: [
      { key: "daily", program: "atlas", template: "daily-team" },
      { key: "weekly", program: "atlas", template: "weekly-progress" },
      { key: "progress", program: "atlas", ...PROGRESS_TO_SPONSORS },
      { key: "monthly", program: "atlas", ...MONTHLY_TO_SPONSORS },
    ],
  });
  await raise(run, "tom", {
    type: "ask",
    details: WHOLE_ASK,
    title: "Buy it?",
    dueOn: "2026-11-09",
    sourceKey: "command:1",
  });
  await raise(run, "tom", { type: "ask", details: { kind: "decision" }, title: "Sell it?", sourceKey: "command:2" });
  const nina = await personIn(run, "nina");
  await raise(run, "nina", {
    type: "issue",
    details: { blocksWork: true },
    title: "No data",
    ownerId: nina.id,
    dueOn: "2026-11-03",
    sourceKey: "command:3",
  });
  await raise(run, "ravi", {
    type: "action",
    details: {},
    title: "Call them",
    ownerId: (await personIn(run, "ravi")).id,
    dueOn: "2026-11-05",
    sourceKey: "command:4",
  });
  await run.to("2026-11-05T09:30Z");
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  return { run, programId };
}

describe.each(databases)("a program that is closed in the middle of everything, on %s", (database) => {
  it("is in one more digest, and is quiet for a month (C4)", async () => {
    const { run, programId } = await inTheMiddle(database);
    const before = new Map(HANDLES.map((handle) => [handle, arrivals(run, handle).length]));
    await closeProgram({ ...run.app.services, actor: await personIn(run, "lea") }, { programId });
    await run.to("2026-12-08T09:30Z");
    const after = HANDLES.flatMap((handle) =>
      arrivals(run, handle)
        .slice(before.get(handle))
        .filter(({ message }) => message.thread_ts === undefined)
        .map(({ text }) => ({ handle, text })),
    );
    const isEnd = ({ text }: { text: string }) => text.includes("your 2 requests there ended undecided");
    expect(after.filter(isEnd).map(({ handle }) => handle)).toEqual(["tom"]);
    const digests = after.filter((each) => !isEnd(each));
    // Of each kind of digest one.
    expect(digests.map(({ handle }) => handle)).toEqual(["lea", "sofia", "tom", "nina", "ravi"]);
    for (const { text } of digests) expect(text).not.toMatch(/Buy it|Sell it|No data|Call them/);
  });

  it("goes on as if nothing had been where it is opened again the same day (UNDO1)", async () => {
    const { run, programId } = await inTheMiddle(database);
    const lea = await personIn(run, "lea");
    await closeProgram({ ...run.app.services, actor: lea }, { programId });
    await run.to("2026-11-05T14:00Z");
    const told = arrivals(run, "sofia").length;
    await reopenProgram({ ...run.app.services, actor: lea }, { programId });
    await run.to("2026-11-05T14:01Z");
    expect(arrivals(run, "sofia")).toHaveLength(told);
    const states = await run.db.selectFrom("item").select("state").distinct().orderBy("state").execute();
    expect(states.map(({ state }) => state)).toEqual(["open"]);
    await run.to("2026-11-12T20:00Z");
    const later = arrivals(run, "sofia")
      .slice(told)
      .map(({ text }) => text);
    // What the lead did not answer goes on up.
    expect(later.join("\n")).toContain("I-1 · No data");
  });
});
