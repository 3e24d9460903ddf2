/** What is written for whoever leads alone lives in views: neither receipt nor form is a message with its words. */
import { messageAsText, viewAsText } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { doneBlockOf } from "../../src/check-ins/form/field-values.ts";
import { findPrompt } from "../../src/demo/answer-check-in.ts";
import { databases } from "../support/databases.ts";
import { aRun, lastMessage, openForm, type Run } from "../support/run.ts";
import { typeInto } from "../support/typing.ts";

const CONFIDE = {
  key: "confide",
  program: "atlas",
  questions: [
    { key: "moved", type: "long-text", label: "What moved?", feeds: "progress" },
    { key: "next", type: "long-text", label: "What comes?", feeds: "next" },
  ],
  rule: { every: "day", on: ["mo", "tu"], at: "09:00", zone: "participant" },
  audience: ["team"],
  readers: ["lead"],
  disclosure: "lead",
};
const SAID = { moved: "The supplier lies to us.", next: "Ask for the contract" };

async function answered(run: Run): Promise<string> {
  await openForm(run, "tom", "confide");
  typeInto(run.as("tom"), SAID);
  await run.as("tom").submit();
  await run.settle();
  return messageAsText(lastMessage(run, "tom")).replaceAll("\u00a0", " ");
}

async function reading(run: Run, handle: string): Promise<string> {
  const actor = run.as(handle);
  await actor.press(lastMessage(run, "tom"), { label: "See your answers…" });
  return viewAsText(await actor.waitForView());
}

describe.each(databases)("on %s", (database) => {
  it("stores what is for the lead alone with a receipt that opens it for its author, and repeats no word", async () => {
    const run = await aRun({ cadences: [CONFIDE], database });
    await run.to("2026-11-02T12:00Z");
    expect(await answered(run)).toBe(
      [
        "Daily check-in · Atlas",
        "✓ Checked in Mon 2 Nov, 12:00",
        "What only your lead can read never appears in a message.",
        "[Edit] [See your answers…] ⋯Why did I get this?",
      ].join("\n"),
    );
    expect(await reading(run, "tom")).toContain(SAID.moved);
  });
});

it("keeps no step of a plan for the lead alone beside its form, and counts what is ticked of it", async () => {
  const run = await aRun({ cadences: [CONFIDE] });
  await run.to("2026-11-02T12:00Z");
  await answered(run);
  await run.to("2026-11-03T12:00Z");
  const view = await openForm(run, "tom", "confide");
  expect(viewAsText(view)).toContain("What you planned – tick what’s done");
  expect(view.private_metadata).not.toContain("contract");
  run.as("tom").fill(doneBlockOf("moved"), ["0"]);
  await run.as("tom").submit();
  await run.settle();
  expect(await reading(run, "tom")).toContain(SAID.next);
});

it("sends no form for the lead alone as a message where Slack opens none, and asks to press again", async () => {
  const run = await aRun({ cadences: [CONFIDE] });
  await run.to("2026-11-02T12:00Z");
  await answered(run);
  await run.to("2026-11-03T12:00Z");
  run.sandbox.misbehave({ do: "answer-429", retryAfterSeconds: 30, on: { method: "views.open", times: 1000 } });
  const tom = run.as("tom");
  const before = tom.dm().length;
  const prompt = findPrompt(tom, run.known("tom", "confide"));
  if (!prompt) throw new Error("Tom was not asked");
  await tom.press(prompt, { label: "Check in" });
  await run.settle();
  expect(tom.dm()).toHaveLength(before);
  expect(tom.ephemerals().map(messageAsText)).toEqual([
    "Slack can’t open more forms right now. Press again in a minute; nothing is lost.",
  ]);
});
