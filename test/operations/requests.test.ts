/** What comes in from Slack is measured: how much, what became of it, how soon it was acknowledged. */
import { createHmac } from "node:crypto";
import Sqlite from "better-sqlite3";
import { realTimeMs } from "slack-sandbox";
import { expect, it, onTestFinished, vi } from "vitest";
import { z } from "zod";
import { openCheckIn } from "../../src/demo/answer-check-in.ts";
import { REQUEST_KINDS, REQUEST_OUTCOMES } from "../../src/platform/request-context.ts";
import { freePort } from "../support/free-port.ts";
import { get, observed, overSocket, reading } from "../support/observed.ts";
import { aRun, LEA, type Run, SOFIA, TOM } from "../support/run.ts";
import { theLog } from "../support/the-log.ts";
import { typeInto } from "../support/typing.ts";

const logLine = z.object({
  msg: z.string(),
  kind: z.string().optional(),
  requestId: z.string().optional(),
  deliveryId: z.string().optional(),
});

async function aTeam(): Promise<Run> {
  return aRun({
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "sofia", team: ["tom"] }],
  });
}

/** What `/metrics` says of requests, by `kind outcome`, without what it says 0 of. */
async function requests(port: number): Promise<Record<string, number>> {
  const { text } = await get(port, "/metrics");
  const line = /^drumbeat_slack_requests_total\{kind="([\w-]+)",outcome="([\w-]+)"\} (\d+)$/gm;
  const all = [...text.matchAll(line)].map(([, kind, outcome, count]): [string, number] => [
    `${kind} ${outcome}`,
    Number(count),
  ]);
  expect(all).toHaveLength(REQUEST_KINDS.length * REQUEST_OUTCOMES.length);
  return Object.fromEntries(all.filter(([, count]) => count > 0));
}

it("counts commands, presses, submissions and events by what became of them, and times their acknowledgement", async () => {
  const run = await aTeam();
  await run.stopApp();
  const { port } = await observed(run, overSocket(run), run.location);
  await run.to("2026-11-02T10:00:00Z");
  expect(await requests(port)).toEqual({});
  const { text } = await get(port, "/metrics");
  expect(reading(text, 'drumbeat_slack_ack_seconds_count{kind="command"}')).toBe(0);

  const tom = run.as("tom");
  await tom.command("/drumbeat help");
  await tom.say("hello");
  await openCheckIn(tom, run.known("tom", "daily"));
  typeInto(tom, { progress: "Done", next: "More" });
  const other = new Sqlite(run.location);
  onTestFinished(() => {
    other.close();
  });
  await run.settle();
  other.exec("begin immediate");
  await tom.submit();
  other.exec("rollback");
  await tom.submit();
  await run.settle();
  // What is done behind an acknowledgement is counted when it is done.
  const all = {
    "command ok": 1,
    "block_actions ok": 1,
    "event ok": 1,
    "view_submission failed": 1,
    "view_submission ok": 1,
  };
  await vi.waitFor(async () => expect(await requests(port)).toEqual(all));
  const after = (await get(port, "/metrics")).text;
  expect(reading(after, 'drumbeat_slack_ack_seconds_count{kind="command"}')).toBe(1);
  expect(reading(after, 'drumbeat_slack_ack_seconds_bucket{le="3",kind="command"}')).toBe(1);
  expect(reading(after, 'drumbeat_slack_ack_seconds_count{kind="block_actions"}')).toBe(1);
});

it("counts what Slack sends again, and what a person may not do as refused", async () => {
  const run = await aTeam();
  await run.stopApp();
  const { port } = await observed(run, overSocket(run), run.location);
  await run.to("2026-11-02T10:00:00Z");
  run.sandbox.misbehave({ do: "redeliver-next-event" });
  await run.as("tom").say("how are you");
  await run.as("tom").command("/drumbeat parked");
  await run.settle();
  await vi.waitFor(async () =>
    expect(await requests(port)).toEqual({ "event ok": 1, "event repeated": 1, "command refused": 1 }),
  );
});

it("counts what comes over HTTP with a wrong signature, time or form, which no listener sees", async () => {
  const run = await aTeam();
  await run.stopApp();
  const { botToken, signingSecret, apiUrl } = run.sandbox;
  const port = await freePort();
  const metrics = { port: await freePort() };
  await observed(run, { mode: "http", botToken, signingSecret, port, apiUrl }, ":memory:", { metrics });
  const post = (headers: Record<string, string>, body: string) =>
    fetch(`http://127.0.0.1:${port}/slack/events`, { method: "POST", headers, body });
  expect((await post({ "content-type": "application/json" }, "{}")).status).toBe(401);
  expect((await post({ "x-slack-request-timestamp": "99999999999" }, "{}")).status).toBe(401);
  const timestamp = String(Math.floor(realTimeMs() / 1000));
  const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:null`).digest("hex");
  const signed = { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${signature}` };
  expect((await post({ "content-type": "application/json", ...signed }, "null")).status).toBe(400);
  expect(await requests(metrics.port)).toEqual({ "unverified refused": 3 });
});

it("an event is followed to the messages that it led to by its id alone, in the log and in the outbox", async () => {
  const run = await aTeam();
  await run.stopApp();
  const lines = theLog();
  const { app } = await observed(run, overSocket(run), run.location, { logLevel: "info" });
  await run.to("2026-11-02T10:00:00Z");
  await run.as("tom").say("how are you");
  await run.settle();
  const log = lines.map((line) => logLine.parse(JSON.parse(line)));
  const [event] = log.filter(({ msg, kind }) => msg === "request" && kind === "event");
  expect(event?.requestId).toMatch(/^Ev/);
  const found = log.filter(({ requestId }) => requestId === event?.requestId).map(({ msg }) => msg);
  expect(found.toSorted()).toEqual(["message sent", "request"]);
  const sent = log.find(({ msg, requestId }) => msg === "message sent" && requestId === event?.requestId);
  const row = await app.services.db
    .selectFrom("delivery")
    .select(["kind", "request_id"])
    .where("id", "=", sent?.deliveryId ?? "")
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ kind: sent?.kind, request_id: event?.requestId });
  // What a date has put there is of no request, whoever set the tick going.
  const prompts = log.filter(({ msg, kind }) => msg === "message sent" && kind === "prompt");
  expect(prompts.length).toBeGreaterThan(0);
  expect(prompts.every(({ requestId }) => requestId === undefined)).toBe(true);
});
