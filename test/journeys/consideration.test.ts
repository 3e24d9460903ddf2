import { placedElements } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { promptIds } from "../../src/check-ins/blocks.ts";
import { aRun, arrivals, asItIsNow, LEA, lastMessage, type Run, SOFIA, TOM, textOf } from "../support/run.ts";

const QUESTIONS = [{ key: "progress", type: "long-text", label: "What happened?", required: true }];
const five = (rule: Record<string, unknown>) =>
  ["one", "two", "three", "four", "five"].map((key) => ({
    key,
    program: key,
    questions: QUESTIONS,
    audience: ["team"],
    rule: { every: "week", zone: "Europe/London", ...rule },
  }));
const programs = ["one", "two", "three", "four", "five"].map((key) => ({
  key,
  title: `Program ${key}`,
  lead: "lea",
  team: ["tom"],
}));
/** Five cadences that ask Tom at the same time. */
const withFive = (rule: Record<string, unknown>): Promise<Run> =>
  aRun({ people: [LEA, TOM, SOFIA], programs, cadences: five(rule) });

describe("five cadences on Friday at nine", () => {
  it("make one message with five lines and one button each; each answer shows in its line", async () => {
    const run = await withFive({ on: ["fr"], at: "09:00" });
    await run.to("2026-11-06T09:01Z");
    expect(arrivals(run, "tom").map(({ at }) => at)).toEqual(["2026-11-06T09:00:00.000Z"]);
    const message = lastMessage(run, "tom");
    expect(textOf(message).match(/\[Check in\]/g)).toHaveLength(5);
    expect(textOf(message).match(/^\*Weekly check-in\* · Program \w+$/gm)).toHaveLength(5);

    const placed = placedElements(message.blocks ?? []).find(({ element }) => element.action_id === promptIds.open);
    const button = String(placed?.element.value);
    await run.as("tom").press(message, { actionId: promptIds.open, value: button });
    await run.as("tom").waitForView();
    run.as("tom").fill("answer:progress", "All well");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    await run.to("2026-11-06T09:05Z");
    const now = textOf(asItIsNow(run, message));
    expect(now.match(/\[Check in\]/g)).toHaveLength(4);
    expect(now).toMatch(/· Program one\n✓ Checked in .*\nWhat happened\? All well\n+\[Edit\]/);
    expect(arrivals(run, "tom")).toHaveLength(1);
  });
});

describe("a round that falls on a weekend", () => {
  it("is not asked of those who do not work then, and can be answered all the same", async () => {
    const cadence = {
      ...five({})[0],
      key: "weekend",
      rule: { every: "day", on: ["sa", "su"], at: "09:00", zone: "Europe/London" },
    };
    const run = await aRun({ people: [LEA, TOM, SOFIA], programs: [programs[0] ?? {}], cadences: [cadence] });
    await run.to("2026-11-08T08:00Z");
    const prompts = await run.db.selectFrom("prompt").select(["state", "reason"]).execute();
    // Saturday's is over before Monday. It is open until Sunday's takes its place.
    expect(prompts).toEqual([{ state: "missed", reason: "held" }]);
    await run.as("tom").command("/drumbeat check-in weekend");
    expect(textOf(await run.as("tom").waitForView())).toContain("What happened?");
    await run.as("tom").closeView();
    await run.to("2026-11-09T08:30Z");
    // Sunday's is open for a week: it waits for Monday morning.
    expect(arrivals(run, "tom").map(({ at }) => at)).toEqual(["2026-11-09T08:00:00.000Z"]);
  });
});

describe("what could not be sent", () => {
  it("is shown to admins, who can send it again, and to nobody else", async () => {
    const run = await withFive({ on: ["fr"], at: "21:00" });
    const owner = run.as(run.sandbox.primaryOwner);
    await run.to("2026-11-06T21:01Z");
    expect(arrivals(run, "tom")).toEqual([]);
    run.sandbox.misbehave({ do: "answer-error", error: "restricted_action", on: { method: "chat.postMessage" } });
    await run.to("2026-11-09T08:01Z");
    await owner.command("/drumbeat messages");
    expect(textOf(await owner.waitForView())).toContain("A setting of the workspace forbids posting there.");
    await owner.pressInView({ actionId: "delivery.retry" });
    await run.to("2026-11-09T08:02Z");
    expect(textOf(lastMessage(run, "tom"))).toContain("*5 updates for you*");
    const { response } = await run.as("tom").command("/drumbeat messages");
    expect(response && textOf(response)).toContain("Only a Drumbeat admin can do this.");
  });
});
