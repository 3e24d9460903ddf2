/** P9: what Slack delivers several times, late and in another order has the effects of being delivered once. */

import fc from "fast-check";
import { type Ack, messageAsText, type Transport } from "slack-sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { createApp, type DrumbeatApp } from "../../src/app/app.ts";
import { formIds } from "../../src/check-ins/form/form.ts";
import { findPrompt } from "../../src/demo/answering.ts";
import type { Db } from "../../src/platform/database.ts";
import { freePort } from "../support/free-port.ts";
import { aRun, openForm, type Run } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

/** How often each delivery comes, and which of the repetitions come much later, in which order. */
interface Repetitions {
  times: number[];
  late: boolean[];
  order: number[];
}

const ONCE: Repetitions = { times: [], late: [], order: [] };
const ALWAYS_LATE: Repetitions = { times: [2], late: [true], order: [0] };

const handles = ["lea", "tom", "nina", "ravi", "sofia"];

/** Sends again what was sent, at once or when told. */
function repeating(run: Run, { times, late, order }: Repetitions) {
  const { transport } = run.sandbox.slack;
  const held: (() => Promise<Ack>)[] = [];
  let sent = 0;
  const at = <Item>(list: readonly Item[], index: number) => list[index % (list.length || 1)];
  const around: Transport = {
    async send(kind, payload) {
      const often = at(times, sent) ?? 1;
      sent += 1;
      const first = transport.send(kind, payload);
      const meanwhile = [];
      for (let again = 1; again < often; again += 1) {
        const resend = () => transport.send(kind, payload);
        if (at(late, sent + again)) held.push(resend);
        else meanwhile.push(resend());
      }
      await Promise.all(meanwhile);
      return first;
    },
    reachable: (ms) => transport.reachable(ms),
    close: () => transport.close(),
  };
  run.sandbox.slack.transport = around;
  return {
    async sendHeld() {
      for (let turn = 0; held.length > 0; turn += 1) {
        const [resend] = held.splice((at(order, turn) ?? 0) % held.length, 1);
        const ack = await resend?.();
        expect(ack).toMatchObject({ ok: true });
      }
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
async function everything(run: Run, db: Db) {
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

interface Way {
  over: "Socket Mode" | "HTTP";
  restart: boolean;
}

async function told(repetitions: Repetitions, { over, restart }: Way) {
  const run = await aRun();
  let app: DrumbeatApp | null = null;
  if (over === "HTTP") {
    await run.stopApp();
    const port = await freePort();
    const { botToken, signingSecret, apiUrl } = run.sandbox;
    app = await createApp({
      config: {
        slack: { mode: "http", botToken, signingSecret, port, apiUrl },
        database: run.location,
        healthPort: null,
        logLevel: "silent",
      },
      clock: run.clock,
    });
    const started = app;
    onTestFinished(() => started.stop());
    await run.sandbox.setRequestUrl(`http://127.0.0.1:${port}/slack/events`);
  }
  await run.to("2026-11-02T15:00:00Z");
  const { sendHeld } = repeating(run, repetitions);
  await theStory(run);
  if (restart) {
    await run.stopApp();
    await run.startApp();
  }
  await sendHeld();
  await run.settle();
  await run.to("2026-11-02T18:00:00Z");
  return everything(run, app ? app.services.db : run.db);
}

describe.each(["Socket Mode", "HTTP"] as const)("whatever comes several times over %s", (over) => {
  it("has the effects of what comes once, in any order", async () => {
    const once = await told(ONCE, { over, restart: false });
    expect(once.export.map(({ person, revision }) => [person, revision])).toEqual(
      expect.arrayContaining([
        ["tom", 2],
        ["ravi", 2],
      ]),
    );
    const numbers = fc.array(fc.nat(50), { minLength: 7, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 11, maxLength: 11 }),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        numbers,
        async (times, late, order) => {
          expect(await told({ times, late, order }, { over, restart: false })).toEqual(once);
        },
      ),
      { numRuns: 2, endOnFailure: true },
    );
  });
});

it("is known again by a process that has started since", async () => {
  const way = { over: "Socket Mode", restart: true } as const;
  expect(await told(ALWAYS_LATE, way)).toEqual(await told(ONCE, way));
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
