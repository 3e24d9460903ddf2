/** `drumbeat doctor --live`: what only Slack itself can say of an installation. */
import { dirname } from "node:path";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { events } from "../../src/app/all-followers.ts";
import { shownToSlack } from "../../src/app/all-messages-and-views.ts";
import { examine } from "../../src/operations/doctor.ts";
import type { Finding } from "../../src/operations/finding.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { sendOwnData } from "../../src/privacy/my-data-screen.ts";
import { built } from "../support/built.ts";
import { aNodeProcess } from "../support/process.ts";
import { actingAs, aRun, LEA, type Run, SOFIA, TOM } from "../support/run.ts";

/** A team of which somebody has been asked. */
async function aTeam(): Promise<{ run: Run; file: string; env: Record<string, string> }> {
  const run = await aRun({
    people: [LEA, TOM, SOFIA],
    channels: [{ name: "atlas", members: ["lea", "tom"] }],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"], channel: "atlas" }],
    cadences: [
      {
        key: "daily",
        program: "atlas",
        questions: [{ key: "progress", type: "long-text", label: "Sentinel question?", feeds: "progress" }],
        audience: ["team"],
        rule: { every: "day", at: "09:30", zone: "participant" },
      },
    ],
  });
  // A second kind of message.
  await sendOwnData(await actingAs(run, "tom"));
  await run.to("2026-11-03T12:00Z");
  const { rows } = await sql<{ file: string }>`pragma database_list`.execute(run.db);
  const { apiUrl, botToken, appToken } = run.sandbox;
  const env = { SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken };
  return { run, file: rows[0]?.file ?? "", env };
}

async function prove(team: Awaited<ReturnType<typeof aTeam>>, as?: string): Promise<Finding[]> {
  const { env, file: database } = team;
  const zoneData = process.versions.tz ?? "";
  const examined = { env, database, clock: systemClock(), language: "en", zoneData } as const;
  const [findings] = await Promise.all([
    examine(examined, { shown: shownToSlack, events, as }),
    as === undefined ? null : secondsPass(team.run),
  ]);
  return findings.filter(({ check }) => check.startsWith("live-"));
}

/** The sandbox's time goes on while the reply is waited for: it takes a message a second, as Slack does. */
async function secondsPass(run: Run): Promise<void> {
  const updates = () => run.sandbox.counters.calls["chat.update"] ?? 0;
  const before = updates();
  await expect.poll(updates, { interval: 20 }).toBeGreaterThan(before);
  await run.to("2026-11-03T12:00:10Z");
}

const briefly = (findings: readonly Finding[]) => findings.map(({ state, sentence }) => `${state} ${sentence}`);

function standing({ sandbox }: Run): number {
  return sandbox.allMessages().length;
}

it("has Slack look at what was sent and at Home, and sends a message that it takes back", async () => {
  const team = await aTeam();
  const before = standing(team.run);
  const findings = await prove(team, "lea");
  expect(briefly(findings)).toEqual([
    "warn live-never-arrived",
    ...["ok live-kinds-ok", "ok live-home-ok", "ok live-times"],
  ]);
  const [, kinds, , times] = findings;
  expect(Number(kinds?.facts.count)).toBeGreaterThan(1);
  expect(Object.keys(times?.facts ?? {})).toEqual(["post", "upload", "update", "reply", "share", "remove"]);
  expect(standing(team.run)).toBe(before);
});

it("sends nobody anything unless somebody names themselves", async () => {
  const team = await aTeam();
  const before = standing(team.run);
  expect(briefly(await prove(team))).toEqual(["warn live-never-arrived", ...["ok live-kinds-ok", "warn live-nobody"]]);
  expect(standing(team.run)).toBe(before);
});

it("tells which kind Slack refuses, with Slack's words, and looks at the others", async () => {
  const team = await aTeam();
  team.run.sandbox.misbehave({ do: "answer-error", error: "invalid_message", on: { method: "blocks.validate" } });
  const findings = await prove(team, "lea");
  expect(briefly(findings).slice(1, 3)).toEqual(["fail live-kind-refused", "ok live-kinds-ok"]);
  expect(findings[1]?.facts).toEqual({ name: expect.any(String), error: "invalid_message" });
});

/** In `npm test` the last of them, in `npm run test:all` all. */
function tried<Case>(cases: readonly Case[]): readonly Case[] {
  return process.env.DRUMBEAT_ALL ? cases : cases.slice(-1);
}

it.each(
  tried([
    ["chat.update", "update"],
    ["files.getUploadURLExternal", "upload"],
  ] as const),
)("goes on where %s fails, and removes what it posted", async (method, step) => {
  const team = await aTeam();
  const before = standing(team.run);
  team.run.sandbox.misbehave({ do: "answer-error", error: "missing_scope", on: { method } });
  const findings = await prove(team, "lea");
  const failed = findings.find(({ sentence }) => sentence === "live-step-failed");
  expect(failed).toMatchObject({ state: "fail", facts: { step, error: "missing_scope" } });
  expect(standing(team.run)).toBe(before);
});

it("says that its message is still there where Slack does not let it remove it", async () => {
  const team = await aTeam();
  team.run.sandbox.misbehave({
    do: "answer-error",
    error: "cant_delete_message",
    on: { method: "chat.delete", times: 2 },
  });
  expect(briefly(await prove(team, "lea")).slice(-2)).toEqual(["fail live-step-failed", "ok live-times"]);
});

it("leaves the rest for later where Slack has enough", async () => {
  const team = await aTeam();
  team.run.sandbox.misbehave({ do: "answer-429", retryAfterSeconds: 30, on: { method: "blocks.validate", nth: 2 } });
  const findings = await prove(team);
  expect(briefly(findings)).toContain("warn live-limited");
});

it.each(
  tried([
    ["en", "A test message: posting", "Slack accepts Home"],
    ["fr", "Un message de test\u00a0: envoi", "Slack accepte l’accueil"],
  ] as const),
)("is a command in %s, of which the output names no token and quotes nobody", async (language, ...words) => {
  const { env, file, run } = await aTeam();
  const child = aNodeProcess(
    [built("cli"), "doctor", "--live", "--as", "lea", "--database", file, "--lang", language],
    { cwd: dirname(file), env: { ...env, LANG: "C.UTF-8" } },
  );
  await secondsPass(run);
  expect(await child.ended, child.output()).toBe(0);
  for (const word of words) expect(child.output()).toContain(word);
  expect(child.output()).not.toMatch(/xoxb-|xapp-|Sentinel question/);
});

it("names the kinds of requests that have never come, until they have", async () => {
  const team = await aTeam();
  const { run } = team;
  const never = async () =>
    (await prove(team)).flatMap(({ sentence, facts }) => (sentence === "live-never-arrived" ? [facts.kinds] : []));
  expect(await never()).toEqual([
    "command shortcut message_action block_actions view_submission app_home_opened message.im",
  ]);
  await run.as("lea").openHome();
  await run.as("tom").command("/drumbeat help");
  await run.as("tom").say("hello");
  await run.settle();
  expect(await never()).toEqual(["shortcut message_action block_actions view_submission"]);
  await run.db
    .insertInto("workspace_fact")
    .values(
      (["shortcut", "message_action", "block_actions", "view_submission"] as const).map((kind) => ({
        workspace_id: run.app.workspace.id,
        key: `arrived:${kind}` as const,
        value: "",
        noted_at: run.clock.now(),
      })),
    )
    .execute();
  expect(briefly(await prove(team))).toContain("ok live-arrived");
});
