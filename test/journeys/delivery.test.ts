import { sql } from "kysely";
import { describe, expect, it, vi } from "vitest";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, arrivalsIn, lastMessage, openForm, type Run, sentAs } from "../support/run.ts";

const TEN = "2026-11-02T10:00Z";

function channelId(run: Run): string {
  return String(run.transcript.find(({ type }) => type === "conversations.info")?.body.channel);
}

async function answer(run: Run, handle: string, progress: string): Promise<void> {
  await openForm(run, handle);
  run.as(handle).fill("answer:progress", progress);
  run.as(handle).fill("answer:next", "Then the exporter");
  expect(await run.as(handle).submit()).toEqual({ closed: true });
}

async function parked(run: Run) {
  return run.db.selectFrom("delivery").select(["kind", "last_error"]).where("state", "=", "parked").execute();
}

describe.each(databases)("a prompt whose answer from Slack was lost, on %s", (database) => {
  it("comes once, and can be answered before anybody knows that it arrived", async () => {
    const run = await aRun({ database });
    await run.to("2026-11-02T09:29Z");
    run.sandbox.misbehave({ do: "cut", when: "after", on: { method: "chat.postMessage" } });
    await run.to("2026-11-02T09:30:20Z");
    await answer(run, "tom", "Quick as I am");
    await run.to("2026-11-02T12:00Z");
    expect(arrivals(run, "tom").map(({ text }) => text.split("\n").slice(0, 2))).toEqual([
      ["Daily team check-in · Atlas", "✓ Checked in Mon\u00a02\u00a0Nov, 9:30"],
    ]);
    expect(await parked(run)).toEqual([]);
  });
});

describe("a limit that is met while a message is made", () => {
  it("holds up that message alone", async () => {
    const run = await aRun();
    await run.to(TEN);
    await answer(run, "tom", "Parser");
    await run.to("2026-11-02T21:59Z");
    run.sandbox.misbehave({ do: "answer-429", retryAfterSeconds: 120, on: { method: "conversations.info" } });
    await run.to("2026-11-02T22:01Z");
    await run.as("nina").say("Is anybody there?");
    await run.to("2026-11-02T22:10Z");
    expect((await sentAs(run, "guide", "nina")).map(({ at }) => at)).toEqual(["2026-11-02T22:01:00.000Z"]);
    expect(arrivalsIn(run, channelId(run)).map(({ at }) => at)).toEqual(["2026-11-02T22:02:00.000Z"]);
  });
});

describe("secrets", () => {
  it("are in no line of the log and in no row of the database", async () => {
    const lines: string[] = [];
    const spy = vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
      lines.push(String(chunk));
      return true;
    });
    try {
      const run = await aRun({ logLevel: "debug" });
      await run.to("2026-11-02T09:29Z");
      run.sandbox.misbehave({ do: "cut", when: "after", on: { method: "chat.postMessage" } });
      run.sandbox.misbehave({ do: "answer-error", error: "invalid_auth", on: { method: "chat.postMessage", nth: 2 } });
      await run.to(TEN);
      run.sandbox.misbehave({ do: "answer-status", status: 500, when: "before", on: { method: "response_url" } });
      await answer(run, "tom", "A secret of Tom’s");
      run.sandbox.misbehave({ do: "answer-error", error: "internal_error", on: { method: "views.open" } });
      await run.as("ravi").press(lastMessage(run, "ravi"), { label: "Check in" });
      await run.as("nina").say("hello");
      await run.to("2026-11-03T00:00Z");
      const log = lines.join("");
      expect(log).toContain("lost answer looked up");
      expect(log).toContain("unexpected failure");
      const rows = [];
      for (const { name } of await run.db.introspection.getTables())
        rows.push((await sql`select * from ${sql.table(name)}`.execute(run.db)).rows);
      const stored = JSON.stringify(rows);
      expect(stored).toContain("A secret of Tom’s");
      for (const secret of [run.sandbox.botToken, run.sandbox.appToken, "xoxb-", "xapp-", "/hooks/", "ticket="]) {
        expect(log).not.toContain(secret);
        expect(stored).not.toContain(secret);
      }
      expect(log).not.toContain("A secret of Tom’s");
    } finally {
      spy.mockRestore();
    }
  });
});
