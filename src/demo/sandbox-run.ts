/** The sandbox as a whole: a workspace, the real app in it, a scenario played, and what came of it. */
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import { type Sandbox, SandboxClock, startSandbox, type TranscriptEntry } from "slack-sandbox";
import { createApp, type DrumbeatApp } from "../app/app.ts";
import { readSource } from "../cadences/audience/channel-and-group-members.ts";
import { outcomeOfThrown } from "../delivery/slack-gateway.ts";
import { manifestIn } from "../operations/manifest/manifest.ts";
import { manifestYml } from "../operations/manifest/manifest-file.ts";
import { actorFinder } from "../people/actors.ts";
import { primaryOwnerOf } from "../people/people.ts";
import { updateWorkspace } from "../people/workspaces.ts";
import type { Config } from "../platform/config.ts";
import { direct } from "../platform/network.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, addMs, DAY, HOUR, inZone, localDateOf, msBetween, toInstant } from "../platform/time.ts";
import { checkChannel } from "../programs/channels.ts";
import { textToForward } from "../reports/files/forward.ts";
import { type OutlineItem, outlineOf } from "../reports/portfolio/program-outline.ts";
import { setup } from "../setup/apply-setup.ts";
import { seatsOf } from "../setup/setup-file.ts";
import { outboxClient } from "../slack/web-client-options.ts";
import type { Continuation } from "./continuation-rules.ts";
import { type Continued, goOn } from "./continuing.ts";
import { type Played, playScenario } from "./player.ts";
import type { Scenario } from "./scenario.ts";
import { type SentDigest, sentDigestsOf } from "./sent-digests.ts";
import { playTexts } from "./texts.ts";
import { WrittenDown } from "./transcript.ts";

export interface SandboxRun {
  sandbox: Sandbox;
  app: DrumbeatApp;
  clock: SandboxClock;
  summary(played: Played): Promise<RunSummary>;
  close(): Promise<void>;
}

/** In real time: a page that has not come by then may be one that the app waits for. */
const PAGE_MS = 20;

/** Of `summary.json`. */
export interface RunSummary {
  promptsSent: number;
  remindersSent: number;
  answersSubmitted: number;
  answersStored: number;
  digestsSent: number;
  /** Calls that Slack refused. */
  slackErrors: number;
  /** Messages posted twice. */
  duplicates: number;
  /** After the story: what its people did by themselves, and what they could not do. */
  continued?: Continued;
}

/**
 * Starts the workspace of a scenario with its channels, the app in it, and sets its programs and cadences up, as the
 * primary owner would. The clock stands at the scenario's start.
 */
export async function startRun(
  scenario: Scenario,
  options: {
    database: string;
    /** As of `OpenOptions`. */
    isDisposable?: boolean;
    onStatement?: (sql: string, values: readonly unknown[]) => void;
    port?: number;
    logLevel?: string;
    onTranscript?: (entry: TranscriptEntry) => void;
    /** What is done in the workspace before anything is set up in it. */
    before?: (app: DrumbeatApp) => Promise<void>;
  },
): Promise<SandboxRun> {
  const clock = new SandboxClock(scenario.start);
  const databaseOptions = {
    isDisposable: options.isDisposable ?? false,
    ...(options.onStatement && { onStatement: options.onStatement }),
  };

  const sandbox = await startSandbox({
    clock,
    people: scenario.people,
    manifest: manifestIn(manifestYml(), { language: languageOf(scenario.locale), requestUrl: null }),
    team: {
      name: textsFor(playTexts, scenario).workspace,
      ...(scenario.enterprise && { enterprise: scenario.enterprise }),
    },
    ...(options.port !== undefined && { port: options.port }),
    ...(options.onTranscript && { onTranscript: options.onTranscript }),
  });

  try {
    const slack: Config["slack"] = {
      mode: "socket",
      botToken: sandbox.botToken,
      appToken: sandbox.appToken,
      apiUrl: sandbox.apiUrl,
    };
    const config: Config = {
      slack,
      database: options.database,
      healthPort: null,
      logLevel: options.logLevel ?? "warn",
    };

    const app = await createApp({ config, clock, databaseOptions });
    try {
      await everybodyRead(app, clock);
      const { services, workspace } = app;
      await updateWorkspace(services.db, workspace.id, { locale: scenario.locale, holiday_region: scenario.holidays });
      await options.before?.(app);

      const channels = new Map(scenario.channels.map((channel) => [channel.name, sandbox.createChannel(channel).id]));
      const groups = new Map(scenario.groups.map((group) => [group.handle, sandbox.createGroup(group).id]));
      const client = outboxClient(slack, direct);
      const owner = await primaryOwnerOf(services.db, workspace.id);
      const reading = { client, personOf: actorFinder(services, workspace).actorOf };

      await setup(
        { ...services, actor: owner },
        {
          file: scenario,
          async channelIdOf(program) {
            const existing = program.channel === undefined ? undefined : channels.get(program.channel);
            const channel = existing ?? programChannel(sandbox, program);
            return whenAllowed(clock, () => checkChannel(client, channel));
          },
          readSource({ kind, id }) {
            const made = (kind === "channel" ? channels : groups).get(id);
            return readSource(services, workspace.id, reading, { kind, id: made ?? id });
          },
        },
      );
    } catch (error) {
      await app.stop();
      throw error;
    }

    return {
      sandbox,
      app,
      clock,
      summary: (played) => summarise(app, sandbox, played),
      async close() {
        // A clock that runs waits for what is due next, and would keep the process until then.
        clock.pause();
        await app.stop();
        await sandbox.close();
      },
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

/** Moves the clock as long as Slack refuses a call because there were too many. */
async function whenAllowed<Result>(clock: SandboxClock, call: () => Promise<Result>): Promise<Result> {
  for (;;)
    try {
      return await call();
    } catch (error) {
      const outcome = outcomeOfThrown(error);
      if (outcome.kind !== "rate-limited") throw error;
      await clock.advanceTo(addMs(clock.now(), outcome.retryAfterMs));
    }
}

/**
 * The app starts when it has read the first page of people. Whoever acts must be known, so Slack's own clock is moved
 * where Slack makes the app wait for a later page.
 */
async function everybodyRead(app: DrumbeatApp, clock: SandboxClock): Promise<void> {
  let isRead = false;
  const reading = app.peopleRead.then(() => {
    isRead = true;
  });
  while (!isRead) {
    await Promise.race([reading, setTimeout(PAGE_MS)]);
    const next = clock.nextDueAt;
    // What is due later is none of Slack's waits.
    if (!isRead && next !== null && next <= addMs(clock.now(), HOUR)) await clock.advanceTo(next);
  }
}

/** How a played scenario goes on before it is looked at. Without a continuation its people say no more. */
export interface Onward {
  months: number;
  continuation: Continuation | null;
  seed: number;
  isTaken?: (handle: string) => boolean;
}

/**
 * Plays the scenario and leaves `digests/*.txt`, `transcript.jsonl` and `summary.json` in `out`. With a seed in `faults`,
 * every tenth call of the app goes wrong on the way. With `onward` it goes on for so many months, and `people/*.md` and
 * `channels/*.md` have what everybody got and did.
 */
export async function runOnce(
  scenario: Scenario,
  options: {
    database: string;
    port?: number;
    out?: string;
    faults?: number;
    logLevel?: string;
    onward?: Onward;
    onProgress?: (done: number, total: number) => void;
  },
): Promise<{ run: SandboxRun; summary: RunSummary }> {
  const { out } = options;
  if (out !== undefined) mkdirSync(join(out, "digests"), { recursive: true });
  const transcript = out === undefined ? null : createWriteStream(join(out, "transcript.jsonl"));
  const run = await startRun(scenario, {
    database: options.database,
    // The workspace itself is in memory: after a loss of power nobody can go on from its database.
    isDisposable: true,
    ...(options.port !== undefined && { port: options.port }),
    ...(options.logLevel !== undefined && { logLevel: options.logLevel }),
    ...(transcript && { onTranscript: (entry) => transcript.write(`${JSON.stringify(entry)}\n`) }),
  });
  try {
    await consulted(run.app, scenario);
    if (options.faults !== undefined) run.sandbox.slack.faults.armRegularly(options.faults);
    const writtenDown = options.onward && new WrittenDown(run.sandbox.slack);
    const played = await playScenario({ ...run, scenario }, options.onProgress);
    const continued = options.onward && (await playOn(run, scenario, options.onward, options.onProgress));
    const summary = { ...(await run.summary(played)), ...(continued && { continued }) };
    if (out !== undefined) await writeResults(run.app, out, summary);
    if (out !== undefined && writtenDown) writeDown(writtenDown, out);
    transcript?.end();
    if (transcript) await finished(transcript);
    return { run, summary };
  } catch (error) {
    await run.close();
    throw error;
  }
}

/** Works councils have been consulted: what they have a say in, such as choosing a sponsor, is on. */
async function consulted({ services: { db }, workspace }: DrumbeatApp, { start }: Scenario): Promise<void> {
  const on = addLocalDays(localDateOf(start, "UTC"), -30);
  await db.updateTable("workspace").set({ choosing_consulted_on: on }).where("id", "=", workspace.id).execute();
}

/** Day by day, so that progress can be reported. */
async function playOn(
  run: SandboxRun,
  scenario: Scenario,
  { months, continuation, seed, isTaken }: Onward,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Continued | undefined> {
  const going = continuation && goOn(run, scenario, continuation, { seed, ...(isTaken && { isTaken }) });
  const end = toInstant(inZone(scenario.end, "UTC").add({ months }));
  const days = Math.ceil(msBetween(run.clock.now(), end) / DAY);
  for (let day = 1; run.clock.now() < end; day += 1) {
    const next = addMs(run.clock.now(), DAY);
    await run.clock.advanceTo(next < end ? next : end);
    onProgress(day, days);
  }
  going?.stop();
  return going?.continued;
}

function writeDown(writtenDown: WrittenDown, out: string): void {
  for (const folder of ["people", "channels"]) mkdirSync(join(out, folder), { recursive: true });
  for (const { handle, markdown } of writtenDown.people())
    writeFileSync(join(out, "people", `${handle.replaceAll("/", "_")}.md`), markdown);
  for (const { name, markdown } of writtenDown.channels())
    writeFileSync(join(out, "channels", `${name.replaceAll("/", "_")}.md`), markdown);
}

async function writeResults({ services, workspace }: DrumbeatApp, out: string, summary: RunSummary): Promise<void> {
  for (const digest of await sentDigestsOf({ services, workspace })) {
    const { rhythm, period } = digest.input;
    const name = [digest.sentAt.slice(0, 10), rhythm, digest.handle, period.label].join("-").replaceAll("/", "_");
    writeFileSync(join(out, "digests", `${name}.txt`), digestText(digest));
  }
  writeFileSync(join(out, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
}

/** Its first screen, then each report whole. */
function digestText({ screen, input }: SentDigest): string {
  const itemText = ({ label, text, facts }: OutlineItem) => `• ${[label ?? [], text, facts].flat().join(" · ")}`;
  const reports = input.programs.map((program) => {
    const { title, status, about, sections, foot } = outlineOf(program, input);
    const shown = sections.flatMap(({ heading, items }) => [heading, ...items.map(itemText)]);
    return ["", `${status.shape} ${title} · ${status.text}`, ...about.map(itemText), ...shown, ...foot].join("\n");
  });
  return [textToForward(screen, input), ...reports].join("\n");
}

async function summarise({ services, workspace }: DrumbeatApp, sandbox: Sandbox, played: Played): Promise<RunSummary> {
  const { db } = services;
  const sent = await db
    .selectFrom("delivery")
    .select(["kind", ({ fn }) => fn.countAll().as("count")])
    .where("workspace_id", "=", workspace.id)
    .where("state", "=", "sent")
    .where("updates_id", "is", null)
    .where("thread_id", "is", null)
    .groupBy("kind")
    .execute();
  const countOf = (kind: string) => Number(sent.find((row) => row.kind === kind)?.count ?? 0);
  const stored = await db
    .selectFrom("check_in_revision")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("workspace_id", "=", workspace.id)
    .executeTakeFirstOrThrow();
  return {
    promptsSent: countOf("prompt"),
    remindersSent: countOf("reminder"),
    answersSubmitted: played.answersSubmitted,
    answersStored: Number(stored.count),
    digestsSent: countOf("report-digest"),
    slackErrors: sandbox.counters.errors.length,
    duplicates: countDuplicates(sandbox),
  };
}

/** Messages beyond the first that carry the same delivery in their metadata. */
function countDuplicates(sandbox: Sandbox): number {
  const seen = new Map<string, number>();
  for (const message of sandbox.allMessages()) {
    const delivery = message.metadata?.event_payload.delivery;
    if (typeof delivery === "string") seen.set(delivery, (seen.get(delivery) ?? 0) + 1);
  }
  return [...seen.values()].reduce((extra, count) => extra + count - 1, 0);
}

/** A private channel of the program's people, where the file names none. */
function programChannel(sandbox: Sandbox, program: Scenario["programs"][number]): string {
  const members = [...new Set(seatsOf(program).map(({ person }) => person))];
  const name = (program.channel ?? program.key)
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .slice(0, 80);
  return sandbox.createChannel({ name, isPrivate: true, members }).id;
}
