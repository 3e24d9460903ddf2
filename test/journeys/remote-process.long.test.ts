import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { messageAsText, type Sandbox } from "slack-sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { startRun } from "../../src/demo/run.ts";
import { parseScenario } from "../../src/demo/scenario.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { built } from "../support/built.ts";
import { freePort } from "../support/free-port.ts";
import type { Running } from "../support/node-process.ts";
import { aNodeProcess } from "../support/process.ts";

const story = parseScenario({
  name: "A launch",
  locale: "en",
  start: "2026-09-10T06:00:00Z",
  end: "2026-10-10T06:00:00Z",
  people: [{ handle: "camille", name: "Camille Fournier", tz: "Europe/Paris", locale: "fr-FR" }],
  programs: [{ key: "welcome", title: "Welcome journeys", lead: "camille" }],
  cadences: [{ key: "welcome-weekly", program: "welcome", template: "weekly-progress" }],
  events: [],
});

describe("Drumbeat in a process of its own, on the sandbox's clock", () => {
  it("asks at its time, answers to people, tells when it fails, and ends when told", async () => {
    const { sandbox, clock, folder, port } = await aWorkspace();
    const running = start(sandbox, folder, port);
    await running.until("Drumbeat is running");

    // Of a Thursday the morning message, at 9:00 in Paris, is at 07:00Z; time passes only as the process lets it.
    await clock.advanceTo("2026-09-10T06:59:59.999Z");
    expect(dmOf(sandbox)).toEqual([]);
    await clock.advanceTo("2026-09-10T07:30:00.000Z");
    expect(dmOf(sandbox)).toEqual([
      { at: "2026-09-10T07:00:00.000Z", text: expect.stringContaining("Point hebdomadaire") },
    ]);

    const camille = sandbox.as("camille");
    await camille.say("Où en est-on ?");
    await clock.settle();
    expect(dmOf(sandbox).at(-1)?.text).toContain("[Répondre avec ce message]");

    const database = new Sqlite(join(folder, "drumbeat.db"));
    onTestFinished(() => {
      database.close();
    });
    // Over the next round, which cannot be opened.
    await clock.advanceTo("2026-09-17T06:59:00.000Z");
    database.exec("begin immediate");
    await clock.advanceTo("2026-09-17T07:30:00.000Z");
    expect(await health(port)).toEqual({
      status: 503,
      says: { ok: false, database: false, working: false, slack: true, installed: true },
    });
    database.exec("rollback");
    await clock.advanceTo("2026-09-17T07:40:00.000Z");
    expect(await health(port)).toEqual({
      status: 200,
      says: { ok: true, database: true, working: true, slack: true, installed: true },
    });

    running.signal("SIGTERM");
    expect(await running.ended, running.output()).toBe(0);
    // Without it, nobody holds the time.
    await clock.advanceTo("2026-09-20T00:00:00.000Z");
  });

  it("killed and started again sends nothing twice, and makes up for what it missed within its window", async () => {
    const { sandbox, clock, folder, port } = await aWorkspace();
    const first = start(sandbox, folder, port);
    await first.until("Drumbeat is running");
    await clock.advanceTo("2026-09-10T07:30:00.000Z");
    first.signal("SIGKILL");
    expect(await first.ended).toBe("SIGKILL");

    // The next round opens on 17 September at 07:00Z while nobody is there.
    await clock.advanceTo("2026-09-17T15:00:00.000Z");
    expect(dmOf(sandbox)).toHaveLength(1);
    const second = start(sandbox, folder, port);
    await second.until("Drumbeat is running");
    await clock.settle();
    await clock.advanceTo("2026-09-17T16:30:00.000Z");
    expect(dmOf(sandbox)).toEqual([
      { at: "2026-09-10T07:00:00.000Z", text: expect.stringContaining("semaine du 7\u00a0sept.") },
      {
        at: "2026-09-17T15:00:00.000Z",
        text: expect.stringContaining("Envoyé en retard\u00a0: Drumbeat était à l’arrêt"),
      },
      { at: "2026-09-17T15:00:01.000Z", text: expect.stringContaining("SEMAINE 37") },
      { at: "2026-09-17T15:00:02.000Z", text: expect.stringContaining("Sans nouvelles") },
    ]);
    second.signal("SIGINT");
    expect(await second.ended, second.output()).toBe(0);
  });

  it("does not start where no clock answers", async () => {
    const { sandbox, folder, port } = await aWorkspace();
    const running = start(sandbox, folder, port, { DRUMBEAT_CLOCK_URL: `ws://127.0.0.1:${await freePort()}/clock` });
    expect(await running.ended).toBe(1);
    expect(running.output()).toContain("Drumbeat cannot start: No clock answers at ws://127.0.0.1:");
  });
});

/** A workspace whose database has a program with a weekly check-in, and no app. */
async function aWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), "drumbeat-remote-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { app, sandbox, clock } = await startRun(story, {
    database: join(folder, "drumbeat.db"),
    // What is late comes in the evening.
    async before({ services: { db } }) {
      await db.updateTable("workspace").set({ hours_until: "20:00" }).execute();
    },
  });
  onTestFinished(() => sandbox.close());
  await app.stop();
  return { sandbox, clock, folder, port: await freePort() };
}

function start(sandbox: Sandbox, folder: string, port: number, more: Record<string, string> = {}): Running {
  return aNodeProcess([built("main")], {
    cwd: folder,
    env: { ...environment(sandbox, folder), PORT: String(port), ...more },
  });
}

function environment(sandbox: Sandbox, folder: string): Record<string, string> {
  return {
    SLACK_API_URL: sandbox.apiUrl,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    DRUMBEAT_CLOCK_URL: sandbox.clockUrl,
    DATABASE_URL: join(folder, "drumbeat.db"),
    LOG_LEVEL: "info",
  };
}

function dmOf(sandbox: Sandbox): { at: Instant; text: string }[] {
  const app = sandbox
    .as("camille")
    .dm()
    .filter((message) => message.user === sandbox.botUserId);
  return app.map((message) => ({
    at: new Date(Number(message.ts.split(".")[0]) * 1000).toISOString(),
    text: messageAsText(message),
  }));
}

async function health(port: number) {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
  return { status: answer.status, says: await answer.json() };
}
