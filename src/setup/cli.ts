/** `drumbeat setup --file FILE`: programs and cadences of a file, as the workspace's primary owner, as often as one likes. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { readSource } from "../cadences/audience/use-cases.ts";
import { actorFinder } from "../people/actors.ts";
import { syncPeople } from "../people/sync.ts";
import { ensureWorkspace, type Person, primaryOwnerOf } from "../people/use-cases.ts";
import { type Instant, systemClock } from "../platform/clock.ts";
import { databaseFrom, readConfig } from "../platform/config.ts";
import { openDatabase } from "../platform/database.ts";
import type { Events } from "../platform/events.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import type { Upgrade } from "../platform/migrate.ts";
import { openNetwork } from "../platform/network.ts";
import { connectRemoteClock } from "../platform/remote-clock.ts";
import type { Services } from "../platform/services.ts";
import { outboxClient } from "../platform/slack/clients.ts";
import { startFailure } from "../platform/start-failure.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { atSlacksPace, checkChannel } from "../programs/channels.ts";
import { type SetupFile, setupFileSchema } from "./file.ts";
import { differenceInWords } from "./rules.ts";
import { planSetup, type SetupOutcome, type SetupStep, takeSteps } from "./use-cases.ts";
import { beyondOf, noteConsultedOn } from "./use-cases-beyond.ts";

const USAGE = `Usage: drumbeat setup --file FILE [--dry-run] [--change] [--consulted DATE [--reference TEXT]] [--database FILE|URL]
  --dry-run    show what it would do, and do nothing
  --change     also change what exists and differs from the file; without it, differences are only listed
  --consulted  the day the works council was consulted; required if the file goes beyond the last dossier
`;

const CONSULT_FIRST = `Nothing was created: this goes beyond what the works council or data protection last received. In France such a
change goes to the works council first. Once that’s done, run this again with --consulted and the day.
`;

export async function run(args: string[], { upgrade, events }: { upgrade: Upgrade; events: Events }): Promise<number> {
  const options = read(args);
  if (!options?.file) {
    process.stderr.write(USAGE);
    return 1;
  }
  const file = readSetupFile(options.file);
  if ("problems" in file) {
    process.stderr.write(`${options.file} cannot be used:\n${file.problems.map((line) => `  ${line}\n`).join("")}`);
    return 1;
  }
  const result = readConfig(process.env);
  if (!result.ok) {
    process.stderr.write(`Slack cannot be reached:\n${result.problems.map((line) => `  ${line}\n`).join("")}`);
    return 1;
  }
  const database = databaseFrom(options.database, process.env);
  const log = createLog("warn");
  const db = openDatabase(database);
  let remote: Awaited<ReturnType<typeof connectRemoteClock>> | null = null;
  try {
    const { clockUrl } = result.config;
    if (clockUrl !== undefined) remote = await connectRemoteClock(clockUrl);
    const clock = remote ?? systemClock();
    await upgrade(db, database);
    const services = { db, clock, ids: uuidV7(clock), log, events };
    const client = outboxClient(result.config.slack, await openNetwork(result.config.proxies));
    const identity = await client.auth.test();
    const workspace = await ensureWorkspace(services, { id: identity.team_id ?? "", name: identity.team ?? "" });
    await syncPeople(services, workspace, client, async () => undefined, new AbortController().signal).done;
    const owner = await primaryOwnerOf(db, workspace.id);
    const reading = { client, personOf: actorFinder(services, workspace).actorOf };
    const paced = atSlacksPace(clock, (seconds) => say(`Slack asks us to wait ${seconds} s.`));
    const steps = await planSetup(services, owner, file, {
      channelIdOf: async ({ channel }) => (channel ? paced(() => checkChannel(client, channel)) : null),
      readSource: (source) => paced(() => readSource(services, workspace.id, reading, source)),
    });
    for (const line of planInWords(steps)) say(line);
    return await takeOrSay(services, owner, steps, options);
  } catch (error) {
    process.stderr.write(`Nothing was created: ${startFailure(error, { database })}\n`);
    return 1;
  } finally {
    remote?.close();
    await db.destroy();
  }
}

/** What goes beyond the last dossier is done with the day of a consultation alone. */
async function takeOrSay(services: Services, owner: Person, steps: readonly SetupStep[], options: Options) {
  const { change = false, consulted = null, reference = "" } = options;
  const beyond = await beyondOf(services, owner, steps, { change });
  for (const sentence of beyond) say(`! beyond the last dossier: ${sentence}`);
  if (options["dry-run"]) return 0;
  if (beyond.length > 0 && consulted === null) {
    process.stderr.write(CONSULT_FIRST);
    return 1;
  }
  if (consulted !== null && !isDayUntil(consulted, services.clock.now())) {
    process.stderr.write("Nothing was created: --consulted must be a day such as 2026-11-24, today or before.\n");
    return 1;
  }
  const on = beyond.length > 0 ? consulted : null;
  return take(services, owner, steps, { change, on, reference });
}

function isDayUntil(day: string, now: Instant): boolean {
  return z.iso.date().safeParse(day).success && day <= localDateOf(now, "UTC");
}

/** A step after the other; stopped in the middle, what is done is done, and the next run goes on. `on`: of a consultation. */
async function take(
  services: Services,
  owner: Person,
  steps: readonly SetupStep[],
  { change, on, reference }: { change: boolean; on: LocalDate | null; reference: string },
): Promise<number> {
  let done = 0;
  const took = ({ file }: SetupStep, { created, changed }: SetupOutcome) => {
    done += 1;
    if (created + changed > 0) say(`${file.key} is done (${done} of ${steps.length}).`);
  };
  const taken = await Promise.allSettled([takeSteps(services, owner, steps, { change, took })]);
  if (on !== null) await noteConsultedOn(services, owner, steps.slice(0, done), { change, on, reference });
  const [outcome] = taken;
  if (outcome.status === "fulfilled") {
    const { created, changed, equal, left } = outcome.value;
    const kept = left > 0 ? `, ${left} left as they are (--change brings them in line with the file)` : "";
    say(`${created} created, ${changed} changed, ${equal} equal${kept}.`);
    return 0;
  }
  const step = steps[done];
  const at = step ? `Stopped at ${step.file.key}` : "Stopped after the last program";
  const why = startFailure(outcome.reason, { database: "" });
  process.stderr.write(
    `${at}, ${done} of ${steps.length} done: ${why}\nFix it and run this again: nothing is done twice.\n`,
  );
  return 1;
}

/** `+` is new, `~` differs; what is equal is counted. */
function planInWords(steps: readonly SetupStep[]): string[] {
  const lines = steps.flatMap(({ file, wanted, known, differences, cadences }) => [
    ...(known ? [] : [`+ program ${file.key} (${wanted.shortKey})`]),
    ...differences.map((difference) => `~ program ${file.key}: ${differenceInWords(difference)}`),
    ...cadences.flatMap((cadence) => [
      ...(cadence.known ? [] : [`+ cadence ${cadence.file.key}`]),
      ...cadence.differences.map((difference) => `~ cadence ${cadence.file.key}: ${differenceInWords(difference)}`),
    ]),
  ]);
  return lines.length > 0 ? lines : ["Everything already matches the file."];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface Options {
  file?: string;
  database?: string;
  "dry-run"?: boolean;
  change?: boolean;
  consulted?: string;
  reference?: string;
}

function read(args: string[]): Options | null {
  try {
    return parseArgs({
      args,
      options: {
        file: { type: "string" },
        database: { type: "string" },
        "dry-run": { type: "boolean" },
        change: { type: "boolean" },
        consulted: { type: "string" },
        reference: { type: "string" },
      },
    }).values;
  } catch {
    return null;
  }
}

function readSetupFile(file: string): SetupFile | { problems: string[] } {
  try {
    const parsed = setupFileSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (parsed.success) return parsed.data;
    return { problems: parsed.error.issues.map((issue) => `${z.core.toDotPath(issue.path)}: ${issue.message}`) };
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}
