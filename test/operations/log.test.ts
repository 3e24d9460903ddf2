/** What people write is for those who may read it; the log is read by others. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { openCheckIn } from "../../src/sandbox/answering.ts";
import { knownCadence } from "../../src/sandbox/player.ts";
import { startRun } from "../../src/sandbox/run.ts";
import { parseScenario } from "../../src/sandbox/scenario.ts";
import { built } from "../support/built.ts";
import { freePort } from "../support/free-port.ts";
import { aNodeProcess } from "../support/process.ts";
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
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-log-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
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

  await openCheckIn(tom, knownCadence(story, "tom", "daily"));
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
  running.signal("SIGTERM");
  expect(await running.ended).toBe(0);

  const log = running.output();
  // It has something to say: plans at debug, the refusal, the failed turns.
  expect(log).toContain("cadences planned");
  expect(log).toContain("a turn failed");
  expect(log).toContain("message parked");
  const stored = other.prepare("select group_concat(answers) from check_in_revision").pluck().get();
  expect(String(stored)).toContain("quetzal-progress");
  for (const secret of [...SECRETS, sandbox.botToken, sandbox.appToken, sandbox.signingSecret])
    expect(log).not.toContain(secret);
});

it("an error keeps what tells where and why, and loses what it carries: a refused row, an answer of Slack", async () => {
  const child = aNodeProcess([join(import.meta.dirname, "log-child.ts")]);
  expect(await child.ended, child.output()).toBe(0);
  const lines = child
    .output()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { err: { type: "Error", message: "outer", code: "23505", causes: [{ message: "inner" }] } },
    { err: { slackError: "invalid_blocks" } },
    { err: { type: "AggregateError", causes: [{ message: "first" }, { message: "second" }] } },
  ]);
  expect(child.output()).not.toContain("quetzal");
});
