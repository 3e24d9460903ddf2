import { sql } from "kysely";
import { describe, expect, it, vi } from "vitest";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, arrivalsIn, LEA, lastMessage, openForm, type Run, SOFIA, sentAs } from "../support/run.ts";

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

describe("nine o'clock", () => {
  it("asks sixty people at once without Slack having to say stop, and takes their answers", async () => {
    const team = Array.from({ length: 60 }, (_, index) => ({
      handle: `member${index}`,
      name: `Member ${index}`,
      tz: "Europe/London",
      locale: index % 2 === 0 ? "en-GB" : "fr-FR",
    }));
    const run = await aRun({
      people: [LEA, SOFIA, ...team],
      programs: [
        { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: team.map(({ handle }) => handle) },
      ],
    });
    await run.to("2026-11-02T09:31Z");
    const times = team.map(({ handle }) => arrivals(run, handle).map(({ at }) => at));
    expect(times.every((each) => each.length === 1)).toBe(true);
    // A round of more than fifty: twenty at once, then two a second, so that there is room for the forms of who clicks.
    expect(times.flat().toSorted().at(-1)?.slice(0, 19)).toBe("2026-11-02T09:30:20");
    await Promise.all(
      team.map(({ handle }) => run.as(handle).press(lastMessage(run, handle), { actionId: "check_in.nothing" })),
    );
    await run.to("2026-11-02T09:35Z");
    for (const { handle } of team) expect(arrivals(run, handle)[0]?.text).toContain("✓");
    await run.to("2026-11-02T18:00Z");
    expect(arrivalsIn(run, channelId(run))[0]?.text).toContain("60 of 60 answered");
    expect(run.sandbox.counters.rateLimited).toBe(0);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

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

  it("survives that the app stops before it knows, and starts again", async () => {
    const run = await aRun({ database });
    await run.to("2026-11-02T09:29Z");
    run.sandbox.misbehave({ do: "answer-status", status: 502, when: "after", on: { method: "chat.postMessage" } });
    await run.to("2026-11-02T09:30:10Z");
    await run.stopApp();
    await run.to("2026-11-02T11:00Z");
    await run.startApp();
    await run.to("2026-11-02T11:30Z");
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at)).toEqual(["2026-11-02T09:30:00.000Z"]);
    const prompts = await run.db.selectFrom("prompt").select("state").where("opens_at", "<", "2026-11-02T10").execute();
    expect(prompts.map(({ state }) => state)).toEqual(["sent", "sent"]);
  });
});

describe("a channel that cannot be posted to", () => {
  it.each([
    ["the app was taken out of it", "remove-app-from-channel"],
    ["it was archived", "archive-channel"],
  ] as const)("when %s: the summary is not tried, the lead is told, people are asked as ever", async (_, happens) => {
    const run = await aRun();
    await run.to(TEN);
    await answer(run, "tom", "Parser");
    run.sandbox.misbehave({ do: happens, channelId: channelId(run) });
    await run.to("2026-11-03T12:00Z");
    const summaries = await run.db
      .selectFrom("delivery")
      .select(["state", "last_error"])
      .where("kind", "=", "round-summary")
      .execute();
    expect(summaries).toEqual([{ state: "dropped", last_error: "no_longer_wanted" }]);
    expect(await parked(run)).toEqual([]);
    expect(await sentAs(run, "channel-notice", "lea")).toHaveLength(1);
    expect(await sentAs(run, "prompt", "tom")).toHaveLength(2);
    expect((await run.app.health()).ok).toBe(true);
  });

  it("and nobody told us of it: the summary is parked with Slack's reason", async () => {
    const run = await aRun();
    await run.to(TEN);
    await answer(run, "tom", "Parser");
    const channel = run.sandbox.slack.workspace.channels.get(channelId(run));
    if (channel) channel.isArchived = true;
    await run.to("2026-11-03T12:00Z");
    expect(await parked(run)).toEqual([{ kind: "round-summary", last_error: "is_archived" }]);
    expect(await sentAs(run, "prompt", "tom")).toHaveLength(2);
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
