import { describe, expect, it } from "vitest";
import { aRun, arrivals, lastMessage, sentAs, textOf } from "../support/run.ts";

describe("words typed to the app", () => {
  it("get the button of what is open", async () => {
    const run = await aRun();
    await run.to("2026-11-02T10:00Z");
    await run.as("tom").say("I finished the parser, next is the exporter");
    await run.settle();
    const answer = lastMessage(run, "tom");
    expect(textOf(answer)).toBe(
      "I cannot read free text yet. Your open check-in is one click away:\nDaily team check-in · Atlas\n[Check in] ⋯Why did I get this?",
    );
    await run.as("tom").press(answer, { label: "Check in" });
    expect(textOf(await run.as("tom").waitForView())).toContain("What moved since last time? *");
  });

  it("are answered once, although Slack delivers the event again", async () => {
    const run = await aRun();
    await run.to("2026-11-02T10:00Z");
    run.sandbox.misbehave({ do: "redeliver-next-event" });
    await run.as("tom").say("hello?");
    await run.settle();
    expect(run.transcript.filter(({ direction, type }) => direction === "event" && type === "message")).toHaveLength(2);
    await run.to("2026-11-02T10:10Z");
    expect(await sentAs(run, "guide", "tom")).toHaveLength(1);
    await run.as("tom").say("hello again");
    await run.settle();
    expect(await sentAs(run, "guide", "tom")).toHaveLength(2);
  });

  it("are answered in the person's language, also when nothing is open", async () => {
    const run = await aRun();
    await run.as("lea").say("Bonjour");
    await run.settle();
    expect(arrivals(run, "lea").map(({ text }) => text)).toEqual([
      "Je ne comprends pas encore les messages libres, et rien ne vous est demandé pour l’instant. `/drumbeat check-in` permet de répondre en avance, `/drumbeat help` montre ce que vous pouvez faire.\n⋯Pourquoi ce message\u00a0?",
    ]);
  });
});

describe("/drumbeat", () => {
  it("lists what one may do", async () => {
    const run = await aRun();
    const { response } = await run.as("tom").command("/drumbeat help");
    expect(response && textOf(response).split("\n").slice(0, 3)).toEqual([
      "What you can do here:",
      "• `/drumbeat check-in` answers what is asked of you, early or late too",
      "• `/drumbeat away` says until when you are away",
    ]);
    const french = await run.as("lea").command("/drumbeat help");
    expect(french.response?.text).toContain("Ce que vous pouvez faire ici");
  });

  it.each([
    ["chek-in", "check-in"],
    ["AWYA", "away"],
    ["digset", "digest"],
  ])("offers for %s the nearest command, %s", async (typed, nearest) => {
    const run = await aRun();
    const { response } = await run.as("tom").command(`/drumbeat ${typed}`);
    expect(response?.text.split("\n")[0]).toBe(`“${typed}” is not a command. Did you mean \`/drumbeat ${nearest}\`?`);
  });

  it("alone opens what is most useful: the check-in that waits", async () => {
    const run = await aRun();
    await run.to("2026-11-02T10:00Z");
    expect((await run.as("tom").command("/drumbeat")).response).toBeNull();
    expect(textOf(await run.as("tom").waitForView())).toContain("Daily team check-in · Atlas");
  });
});
