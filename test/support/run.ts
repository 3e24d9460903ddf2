/** A small Slack workspace with the real app in it, for tests that tell a story: who is there, what is asked of them. */
import { join } from "node:path";
import {
  type Actor,
  messageAsText,
  type Sandbox,
  type SandboxClock,
  type SandboxMessage,
  type TranscriptEntry,
  type View,
  viewAsText,
} from "slack-sandbox";
import { expect, onTestFinished, vi } from "vitest";
import { createApp, type DrumbeatApp } from "../../src/app/app.ts";
import { type CadenceRef, openCheckIn } from "../../src/demo/answer-check-in.ts";
import { cadenceRef } from "../../src/demo/player.ts";
import { startRun } from "../../src/demo/sandbox-run.ts";
import type { Scenario } from "../../src/demo/scenario.ts";
import { parseScenario } from "../../src/demo/scenario-file.ts";
import type { ActorContext } from "../../src/people/actors.ts";
import { getPersonByHandle, type Person } from "../../src/people/people.ts";
import type { DrivenClock, Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import { takeMessagesAtAnyHour } from "./any-hour.ts";
import { type DatabaseName, writeMigratedFile } from "./databases.ts";
import { aFolder } from "./folder.ts";
import { borrowPostgresDatabase } from "./postgres-pool.ts";
import { scratch } from "./scratch.ts";

/** As in a scenario file; what is left out is the story below. */
export interface RunOptions {
  people?: {
    handle: string;
    name: string;
    tz: string;
    locale: string;
    isBot?: boolean;
    isDeactivated?: boolean;
    affiliation?: string;
  }[];
  programs?: Record<string, unknown>[];
  cadences?: Record<string, unknown>[];
  channels?: Record<string, unknown>[];
  groups?: Record<string, unknown>[];
  enterprise?: { id: string; name: string };
  /** What is posted to channels is in this language. */
  locale?: string;
  /** As the product has it: what belongs in a morning message waits for it. Else each message comes as it happens. */
  isTogether?: boolean;
  /** As in a workspace that begins now; else messages may come from 8:00 until 20:00. */
  hasNewHours?: boolean;
  /** Nobody has been told yet what is kept about them: their first message does. */
  tellsWhatIsKept?: boolean;
  /** Sponsors and committees are told that they were named; else they have been. */
  tellsNamed?: boolean;
  start?: Instant;
  database?: DatabaseName;
  onStatement?: (sql: string, values: readonly unknown[]) => void;
  logLevel?: string;
}

export const LEA = { handle: "lea", name: "Léa Martin", tz: "Europe/Paris", locale: "fr-FR" };
export const TOM = { handle: "tom", name: "Tom Baker", tz: "Europe/London", locale: "en-GB" };
export const NINA = { handle: "nina", name: "Nina Diaz", tz: "America/New_York", locale: "en-US" };
export const RAVI = { handle: "ravi", name: "Ravi Nair", tz: "Asia/Kolkata", locale: "en-IN" };
export const SOFIA = { handle: "sofia", name: "Sofia Rossi", tz: "Europe/London", locale: "en-GB" };
/** In the workspace and in no program. */
export const SAM = { handle: "sam", name: "Sam Poe", tz: "Europe/London", locale: "en-GB" };

/** What a lead is asked each month, and their sponsors are told: without its key and program. */
export const MONTHLY_TO_SPONSORS = {
  questions: [
    { key: "progress", type: "long-text", label: "What was done?", feeds: "progress" },
    { key: "health", type: "health", label: "How does it stand?", feeds: "health" },
  ],
  rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" },
  audience: ["lead"],
  readers: ["sponsors"],
};

/** Monday; the first daily prompt in Kolkata comes at 04:00Z. */
export const MONDAY: Instant = "2026-11-02T00:00:00.000Z";

/** The daily check-in of the template, at a time of its own. */
export const DAILY_AT_HALF_PAST_NINE = {
  key: "daily",
  program: "atlas",
  template: "daily-team",
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "09:30", zone: "participant" },
};

const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina", "ravi"] };

export interface Run {
  readonly app: DrumbeatApp;
  readonly db: Db;
  /** Of the database: it is there while the app is stopped, too. */
  location: string;
  sandbox: Sandbox;
  clock: SandboxClock;
  scenario: Scenario;
  /** All that went between people, Slack and the app so far. */
  transcript: TranscriptEntry[];
  as(handle: string): Actor;
  /** Moves the clock; each thing that is due on the way happens at its time. */
  to(at: string): Promise<void>;
  /** Lets the app do what follows from what somebody did. */
  settle(): Promise<void>;
  /** Stops the app; Slack, database and clock stay. */
  stopApp(): Promise<void>;
  /** `clock`: what this start goes by, when it is not the one of the sandbox. */
  startApp(clock?: DrivenClock): Promise<void>;
  /** A second process beside the first, on the same database and clock; until the test ends. */
  startAnother(): Promise<DrumbeatApp>;
  known(handle: string, cadence: string): CadenceRef;
}

/** Starts at `start` with programs and cadences set up; everything is let go when the test ends. */
export async function aRun(options: RunOptions = {}): Promise<Run> {
  const start = options.start ?? MONDAY;
  const scenario = parseScenario({
    name: "A test",
    locale: options.locale ?? "en-GB",
    start,
    end: new Date(Date.parse(start) + 1000 * 86_400_000).toISOString(),
    people: options.people ?? [LEA, TOM, NINA, RAVI, SOFIA, SAM],
    programs: options.programs ?? [ATLAS],
    cadences: options.cadences ?? [DAILY_AT_HALF_PAST_NINE],
    channels: options.channels ?? [],
    groups: options.groups ?? [],
    ...(options.enterprise && { enterprise: options.enterprise }),
    events: [],
  });
  const database = await aLastingLocation(options.database ?? "SQLite");
  const logLevel = options.logLevel ?? "silent";
  const transcript: TranscriptEntry[] = [];
  const { sandbox, clock, ...started } = await startRun(scenario, {
    database,
    isDisposable: true,
    ...(options.onStatement && { onStatement: options.onStatement }),
    logLevel,
    onTranscript: (entry) => transcript.push(entry),
    async before({ services: { db } }) {
      const hours = { hours_from: "08:00", hours_until: "20:00" } as const;
      if (!options.hasNewHours) await db.updateTable("workspace").set(hours).execute();
    },
  });
  if (!options.tellsWhatIsKept)
    await started.app.services.db.updateTable("person").set({ notified_at: "2000-01-01T00:00:00.000Z" }).execute();
  const { db } = started.app.services;
  if (!options.tellsNamed) await db.deleteFrom("delivery").where("kind", "=", "named").execute();
  if (!options.isTogether) {
    await db.updateTable("workspace").set({ messages_come: "as-they-happen" }).execute();
  }
  let app: DrumbeatApp | null = started.app;
  const running = () => {
    if (!app) throw new Error("The app is stopped.");
    return app;
  };
  const stopApp = async () => {
    const stopping = running();
    app = null;
    await stopping.stop();
  };
  const { botToken, appToken, apiUrl } = sandbox;
  const slack = { mode: "socket" as const, botToken, appToken, apiUrl };
  const config = { slack, database, healthPort: null, logLevel };
  const anApp = (given: DrivenClock = clock) =>
    createApp({ config, clock: given, databaseOptions: { isDisposable: true } });
  onTestFinished(async () => {
    await app?.stop();
    await sandbox.close();
  });
  return {
    get app() {
      return running();
    },
    get db() {
      return running().services.db;
    },
    location: database,
    sandbox,
    clock,
    scenario,
    transcript,
    as: (handle) => sandbox.as(handle),
    to: (at) => clock.advanceTo(new Date(at).toISOString()),
    settle: () => clock.settle(),
    stopApp,
    async startApp(given) {
      app = await anApp(given);
    },
    async startAnother() {
      const another = await anApp();
      onTestFinished(() => another.stop());
      return another;
    },
    known: (handle, cadence) => cadenceRef(scenario, handle, cadence),
  };
}

/** A migrated database that is there again when the app starts anew. */
async function aLastingLocation(name: DatabaseName): Promise<string> {
  // What is let go is registered before the app, so that it goes after it: what is registered last is done first.
  if (name !== "SQLite") {
    const { url, giveBack } = await borrowPostgresDatabase();
    onTestFinished(giveBack);
    return url;
  }
  const folder = await aFolder(scratch);
  const file = join(folder, "drumbeat.db");
  writeMigratedFile(file);
  return file;
}

/** As for somebody who takes messages at any hour of any day, without limit. */
export function atAnyHour(run: Run, ...handles: string[]): Promise<void> {
  return takeMessagesAtAnyHour(run.db, handles, run.clock.now());
}

export interface Arrival {
  at: Instant;
  message: SandboxMessage;
  text: string;
}

/** What the app has posted to this person, in order, with the instant (to the second) at which each message came. */
export function arrivals(run: Run, handle: string): Arrival[] {
  return asArrivals(run.as(handle).dm());
}

export function arrivalsIn(run: Run, channelId: string): Arrival[] {
  return asArrivals(run.sandbox.messagesIn(channelId));
}

function asArrivals(messages: readonly SandboxMessage[]): Arrival[] {
  return messages
    .filter((message) => message.bot_id !== undefined)
    .map((message) => ({
      at: new Date(Number.parseInt(message.ts, 10) * 1000).toISOString(),
      message,
      text: messageAsText(message),
    }));
}

/** They leave Slack, and the app has heard of it: until then whatever goes at once comes before or after it by chance. */
export async function leaveSlack(run: Run, handle: string): Promise<void> {
  run.sandbox.misbehave({ do: "deactivate", handle });
  await vi.waitFor(async () => expect((await personIn(run, handle)).is_deactivated).toBe(1), { timeout: 60_000 });
  await run.settle();
}

/** Those that were sent as this kind of message (`prompt`, `reminder`, `receipt`, `round-summary`, `silent`, `guide`). */
export async function sentAs(run: Run, kind: string, handle: string): Promise<Arrival[]> {
  const rows = await run.db.selectFrom("delivery").select(["id"]).where("kind", "=", kind).execute();
  const ids = new Set(rows.map((row) => row.id));
  return arrivals(run, handle).filter(({ message }) => ids.has(String(message.metadata?.event_payload.delivery)));
}

/** What the app answers to a command, for them alone. Throws when it is no message. */
export async function answerTo(run: Run, handle: string, line: string): Promise<SandboxMessage> {
  const { response } = await run.as(handle).command(line);
  if (!response) throw new Error(`${line} was not answered with a message.`);
  return response;
}

/** The last message of the app to this person. Throws when there is none. */
export function lastMessage(run: Run, handle: string): SandboxMessage {
  const last = arrivals(run, handle).at(-1);
  if (!last) throw new Error(`Nothing was sent to ${handle}.`);
  return last.message;
}

/** The message as it is now: an update makes a new version of it. */
export function asItIsNow(run: Run, message: SandboxMessage): SandboxMessage {
  const found = run.sandbox.allMessages().find(({ channel, ts }) => channel === message.channel && ts === message.ts);
  if (!found) throw new Error("The message is gone.");
  return found;
}

export function textOf(shown: SandboxMessage | View): string {
  return "ts" in shown ? messageAsText(shown) : viewAsText(shown);
}

/** Submits a form that says what came of it in its place, closes that, and returns the sentence. */
export async function savedWith(run: Run, handle: string): Promise<string> {
  const result = await run.as(handle).submit();
  if (!("updated" in result)) throw new Error(`Not told: ${JSON.stringify(result)}`);
  await run.as(handle).closeView();
  return textOf(result.updated).split("\n")[1] ?? "";
}

/** Opens the form of a cadence, from its prompt or by the command. */
export function openForm(run: Run, handle: string, cadence = "daily"): Promise<View> {
  return openCheckIn(run.as(handle), run.known(handle, cadence));
}

/** Opens the daily form, with this as what was done. */
export async function fillIn(run: Run, handle: string, progress: string): Promise<void> {
  await openForm(run, handle);
  run.as(handle).fill("answer:progress", progress);
  run.as(handle).fill("answer:next", "Then the exporter");
}

/** What an act of theirs takes first. */
export async function actingAs(run: Run, handle: string): Promise<ActorContext> {
  return { ...run.app.services, actor: await personIn(run, handle) };
}

/** As the use cases take them. */
export function personIn(run: Run, handle: string): Promise<Person> {
  return getPersonByHandle(run.db, run.app.workspace.id, handle);
}
