import { describe, expect, it } from "vitest";
import { aRun, arrivals, LEA, lastMessage, NINA, sentAs, TOM, textOf } from "../support/run.ts";

const NOTHING = { programs: [], cadences: [], people: [LEA, TOM, NINA] };

describe("in a workspace with nothing in it", () => {
  it("gets from /drumbeat to the first prompt without a command argument being typed", async () => {
    const run = await aRun(NOTHING);
    await run.to("2026-11-02T08:00Z");
    run.sandbox.createChannel({ name: "atlas", isPrivate: true, members: ["tom", "nina"] });
    const tom = run.as("tom");
    const { response: first } = await tom.command("/drumbeat");
    if (!first) throw new Error("no answer");
    expect(textOf(first)).toContain("1. Create a program");
    await tom.press(first, { label: "Create a program" });
    await tom.waitForView();
    tom.fill("title", "Atlas");
    tom.fill("purpose", "One shop for all markets");
    await tom.pressInView({ blockId: "team_from:0", channel: "atlas" });
    expect(textOf(await tom.waitForView())).toContain("2 people added, 1 skipped");
    expect(await tom.submit()).toEqual({ closed: true });
    await run.settle();
    const created = lastMessage(run, "tom");
    expect(textOf(created)).toContain("*Atlas* created. Next: add a check-in");
    await tom.press(created, { label: "Add a check-in" });
    await tom.waitForView();
    tom.fill("template", "Daily team check-in");
    expect(await tom.submit()).toHaveProperty("updated");
    expect(await tom.submit()).toHaveProperty("pushed");
    const preview = textOf(await tom.waitForView());
    expect(preview).toContain("Goes out *every day from Monday to Friday at 9:30, at each person’s own time*.");
    expect(preview).toContain("2 people are asked");
    expect(preview).toContain("Nina Diaz and Tom Baker");
    expect(await tom.submit()).toEqual({ closed: true });
    await run.to("2026-11-02T09:31Z");
    expect(tom.view()).toBeNull();
    expect(arrivals(run, "tom").map(({ text }) => text.split("\n")[0])).toEqual([
      "*Atlas* created. Next: add a check-in.",
      "*Daily team check-in* is set up for *Atlas*. First check-in: Mon\u00a02\u00a0Nov, 9:30.",
      "Daily team check-in · Atlas",
    ]);
    expect(await sentAs(run, "prompt", "tom")).toHaveLength(1);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});
