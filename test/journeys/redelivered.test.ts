/** P9: what Slack delivers several times, late and in another order has the effects of being delivered once. */
import { type Ack, messageAsText, type Transport } from "slack-sandbox";
import { expect, it } from "vitest";
import { formIds } from "../../src/check-ins/form/form.ts";
import { findPrompt } from "../../src/demo/answer-check-in.ts";
import { aRun, openForm, type Run } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const handles = ["lea", "tom", "nina", "ravi", "sofia"];

/** Sends everything twice at once, and a third time when told, the last first. */
function repeating(run: Run) {
  const { transport } = run.sandbox.slack;
  const held: (() => Promise<Ack>)[] = [];
  const around: Transport = {
    async send(kind, payload) {
      held.push(() => transport.send(kind, payload));
      const [first] = await Promise.all([transport.send(kind, payload), transport.send(kind, payload)]);
      return first;
    },
    reachable: (ms) => transport.reachable(ms),
    close: () => transport.close(),
  };
  run.sandbox.slack.transport = around;
  return {
    async sendHeld() {
      for (const resend of held.toReversed()) expect(await resend()).toMatchObject({ ok: true });
    },
  };
}

async function submitted(run: Run, handle: string, fields: Record<string, string>): Promise<void> {
  for (const [field, value] of Object.entries(fields)) run.as(handle).fill(field, value);
  const result = await run.as(handle).submit();
  expect(result).not.toHaveProperty("failed");
  expect(result).not.toHaveProperty("errors");
  while (run.as(handle).view()) await run.as(handle).closeView();
  await run.settle();
}

const pressed = async (run: Run, handle: string, action: { label?: string; option?: string }) => {
  const prompt = findPrompt(run.as(handle), run.known(handle, "daily"));
  if (!prompt) throw new Error(`${handle} was not asked`);
  await run.as(handle).press(prompt, action);
};

/** Each does something and then something else that a late repetition of the first would undo. */
async function theStory(run: Run): Promise<void> {
  await openForm(run, "tom");
  await submitted(run, "tom", { "answer:progress": "The first answer", "answer:next": "Plan A" });
  await openForm(run, "tom");
  await submitted(run, "tom", { "answer:progress": "The corrected answer", "answer:next": "Plan B" });

  await pressed(run, "nina", { label: "Later" });
  await run.as("nina").waitForView();
  await submitted(run, "nina", {});
  await openForm(run, "nina");
  await submitted(run, "nina", { "answer:progress": "Nina's", "answer:next": "More" });

  await pressed(run, "ravi", { label: "Nothing to report" });
  await run.settle();
  await openForm(run, "ravi");
  await submitted(run, "ravi", { "answer:progress": "There was something", "answer:next": "More" });

  for (const [from, day] of [
    ["2026-11-20", "2026-11-24"],
    ["2026-11-25", "2026-11-27"],
  ] as const) {
    await run.as("tom").command("/drumbeat away");
    await run.as("tom").waitForView();
    await submitted(run, "tom", { from, until: day });
  }
  await run.as("sofia").say("hello");
  await run.settle();
}

/** Everything stored that a person could tell apart, and everything that they see; without ids and moments. */
async function everything(run: Run) {
  const { db } = run;
  const deliveries = await db.selectFrom("delivery").select(["kind", "state"]).execute();
  const audit = await db.selectFrom("audit").select(["action"]).execute();
  const absences = await db.selectFrom("absence").select(["from_date", "until_date"]).orderBy("from_date").execute();
  const revisions = await db.selectFrom("check_in_revision").select(["answers"]).execute();
  const ofExport = (await Array.fromAsync(storedCheckIns(db))).map(({ person, revision, answers }) => ({
    person,
    revision,
    answers,
  }));
  return {
    export: ofExport,
    absences,
    revisions: revisions.map(({ answers }) => answers).sort(),
    deliveries: deliveries.map(({ kind, state }) => `${kind} ${state}`).sort(),
    audit: audit.map(({ action }) => action).sort(),
    seen: handles.map((handle) => [handle, run.as(handle).inbox().map(messageAsText)]),
  };
}

async function told({ isRepeated }: { isRepeated: boolean }) {
  const run = await aRun();
  await run.to("2026-11-02T15:00:00Z");
  const repeated = isRepeated ? repeating(run) : null;
  await theStory(run);
  await run.stopApp();
  await run.startApp();
  await repeated?.sendHeld();
  await run.settle();
  await run.to("2026-11-02T18:00:00Z");
  return everything(run);
}

it("what comes several times has the effects of what comes once, in any order and after a start", async () => {
  const once = await told({ isRepeated: false });
  expect(once.export.map(({ person, revision }) => [person, revision])).toEqual(
    expect.arrayContaining([
      ["tom", 2],
      ["ravi", 2],
    ]),
  );
  expect(await told({ isRepeated: true })).toEqual(once);
});

it("gives the same errors again: what was not taken does not close", async () => {
  const run = await aRun();
  await run.to("2026-11-02T15:00:00Z");
  const form = await openForm(run, "tom");
  const answers: Ack[] = [];
  const { transport } = run.sandbox.slack;
  run.sandbox.slack.transport = {
    async send(kind, payload) {
      answers.push(await transport.send(kind, payload));
      await run.stopApp();
      await run.startApp();
      answers.push(await transport.send(kind, payload));
      return answers[0] ?? { ok: false, reason: "none", mayRetry: false };
    },
    reachable: (ms) => transport.reachable(ms),
    close: () => transport.close(),
  };
  run.as("tom").fill("answer:progress", "x");
  run.as("tom").fill("answer:next", " ");
  await run.as("tom").submit();
  expect(form.callback_id).toBe(formIds.callback);
  expect(answers[0]).toMatchObject({ ok: true, body: { response_action: "errors" } });
  expect(answers[1]).toEqual(answers[0]);
});
