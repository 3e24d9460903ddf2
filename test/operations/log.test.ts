/** What people write is for those who may read it; the log is read by others. */
import { hostname } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { openCheckIn } from "../../src/demo/answer-check-in.ts";
import { cadenceRef } from "../../src/demo/player.ts";
import { startRun } from "../../src/demo/sandbox-run.ts";
import { parseScenario } from "../../src/demo/scenario-file.ts";
import { createLog } from "../../src/platform/log.ts";
import { outsideRequest, withRequest } from "../../src/platform/request-context.ts";
import { built } from "../support/built.ts";
import { aFolder } from "../support/folder.ts";
import { freePort } from "../support/free-port.ts";
import { aNodeProcess } from "../support/process.ts";
import { theLog } from "../support/the-log.ts";
import { typeInto } from "../support/typing.ts";

const SECRETS = ["quetzal-progress", "quetzal-next", "quetzal-blocker", "quetzal-typed", "quetzal-unsaved"];

const story = parseScenario({
  name: "A launch",
  locale: "en",
  start: "2026-11-02T06:00:00Z",
  end: "2026-11-20T06:00:00Z",
  people: [
    { handle: "lea", name: "Léa Martin", tz: "Europe/Paris", locale: "fr-FR" },
    { handle: "tom", name: "Tom Baker", tz: "Europe/London", locale: "en-GB" },
  ],
  channels: [{ name: "atlas", isPrivate: true, members: ["lea", "tom"] }],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"], channel: "atlas" }],
  cadences: [{ key: "daily", program: "atlas", template: "daily-team" }],
  events: [],
});

it("at level debug, through answers, faults and refusals, the log holds no answer, no typed word and no token", async () => {
  const folder = await aFolder();
  const file = join(folder, "drumbeat.db");
  const { app, sandbox, clock } = await startRun(story, { database: file, logLevel: "silent" });
  onTestFinished(() => sandbox.close());
  await app.stop();
  const running = aNodeProcess([built("main")], {
    cwd: folder,
    env: {
      SLACK_API_URL: sandbox.apiUrl,
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      DRUMBEAT_CLOCK_URL: sandbox.clockUrl,
      DATABASE_URL: file,
      LOG_LEVEL: "debug",
      PORT: String(await freePort()),
    },
  });
  await running.until("Drumbeat is running");
  await clock.advanceTo("2026-11-02T10:00:00.000Z");
  const tom = sandbox.as("tom");
  await tom.say("quetzal-typed");
  const other = new Sqlite(file);
  onTestFinished(() => {
    other.close();
  });

  await openCheckIn(tom, cadenceRef(story, "tom", "daily"));
  typeInto(tom, { progress: "quetzal-unsaved", next: "quetzal-next" });
  other.exec("begin immediate");
  expect(await tom.submit()).not.toEqual({ closed: true });
  other.exec("rollback");
  typeInto(tom, { progress: "quetzal-progress" });
  sandbox.misbehave({ do: "answer-status", status: 500, when: "after", on: { method: "chat.update" } });
  // The round's summary, which quotes the answers.
  sandbox.misbehave({ do: "answer-error", error: "invalid_blocks", on: { method: "chat.postMessage", times: 9 } });
  expect(await tom.submit()).toEqual({ closed: true });
  await clock.settle();
  other.exec("begin immediate");
  await clock.advanceTo("2026-11-02T18:00:00.000Z");
  other.exec("rollback");
  sandbox.misbehave({ do: "drop-sockets" });
  await clock.advanceTo("2026-11-09T18:00:00.000Z");
  await running.until("connected to Slack again");
  running.signal("SIGTERM");
  expect(await running.ended).toBe(0);

  const log = running.output();
  // It has something to say: plans at debug, the refusal, the failed turns.
  expect(log).toContain("cadences planned");
  expect(log).toContain("a turn failed");
  expect(log).toContain("message parked");
  // From the start to the end, in words and UTC.
  const lines = linesOf(log);
  expect(lines[0]).toMatchObject({ time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) });
  expect(lines.filter(({ msg }) => String(msg).startsWith("Drumbeat "))).toMatchObject([
    { msg: "Drumbeat is running", level: "info", version: "0.1.0", mode: "socket", database: "sqlite", programs: 1 },
    { msg: "Drumbeat is stopping", because: "SIGTERM", ranSeconds: expect.any(Number) },
    { msg: "Drumbeat has stopped", stopSeconds: expect.any(Number) },
  ]);
  expect(lines).toContainEqual(expect.objectContaining({ msg: "connected to Slack again", level: "info" }));
  expect(lines.filter(({ kind, msg }) => kind === "view_submission" && msg === "request")).toMatchObject([
    { msg: "request", outcome: "failed", requestId: expect.any(String), ackSeconds: expect.any(Number) },
    { msg: "request", outcome: "ok" },
  ]);
  const stored = other.prepare("select group_concat(answers) from check_in_revision").pluck().get();
  expect(String(stored)).toContain("quetzal-progress");
  for (const secret of [...SECRETS, sandbox.botToken, sandbox.appToken, sandbox.signingSecret])
    expect(log).not.toContain(secret);
});

it("an error keeps what tells where and why, and loses what it carries: a refused row, an answer of Slack", async () => {
  const child = aNodeProcess([join(import.meta.dirname, "log-child.ts")]);
  expect(await child.ended, child.output()).toBe(0);
  expect(linesOf(child.output())).toMatchObject([
    { err: { type: "Error", message: "outer", code: "23505", causes: [{ message: "inner" }] } },
    { err: { slackError: "invalid_blocks" } },
    { err: { type: "AggregateError", causes: [{ message: "first" }, { message: "second" }] } },
  ]);
  expect(child.output()).not.toContain("quetzal");
});

it("a line names the instance that writes it and the request for which it is written, also behind what is awaited, and a tick none", async () => {
  const lines = theLog();
  const log = createLog("info");
  await withRequest({ id: "Ev123", outcome: "ok" }, async () => {
    await setImmediate();
    log.info("asked");
    await outsideRequest(async () => log.info("due"));
    log.child({ part: "x" }).info("answered");
  });
  log.info("nobody");
  expect(linesOf(lines.join("")).map(({ msg, requestId = null }) => [msg, requestId])).toEqual([
    ["asked", "Ev123"],
    ["due", null],
    ["answered", "Ev123"],
    ["nobody", null],
  ]);
  const instance = `${hostname()}/${process.pid}`;
  expect(linesOf(lines.join("")).map((line) => line.instance)).toEqual([instance, instance, instance, instance]);
});

function linesOf(log: string): Record<string, unknown>[] {
  const line = z.record(z.string(), z.unknown());
  return log
    .trim()
    .split("\n")
    .map((each) => line.parse(JSON.parse(each)));
}
