/** Nine o'clock: everybody presses at once, and Slack opens about a hundred modals a minute. */
import { messageAsText } from "slack-sandbox";
import { expect, it } from "vitest";
import { findPrompt } from "../../src/demo/answer-check-in.ts";
import { aRun } from "../support/run.ts";

it.each([
  ["tom", "Check in", "Slack can’t open more forms right now. Press again in a minute; nothing is lost."],
  ["lea", "Faire le point", "Slack n’ouvre plus de formulaire pour l’instant."],
])("says to %s that Slack opens no form now, and opens it when they press again", async (handle, label, words) => {
  const run = await aRun({
    cadences: [{ key: "daily", program: "atlas", template: "daily-team", audience: ["lead", "team"] }],
  });
  await run.to("2026-11-02T10:00:00Z");
  run.sandbox.misbehave({ do: "answer-429", retryAfterSeconds: 30, on: { method: "views.open", times: 1 } });
  const actor = run.as(handle);
  const prompt = findPrompt(actor, run.known(handle, "daily")) ?? expect.fail("Nobody was asked");
  await actor.press(prompt, { label });
  const last = () => actor.ephemerals().map(messageAsText).at(-1);
  await expect.poll(last).toContain(words);
  expect(actor.view()).toBeNull();
  await actor.press(prompt, { label });
  expect((await actor.waitForView()).callback_id).toBe("check_in.form");
});
