/** `drumbeat setup --file FILE`: programs and cadences of a file, as the workspace's primary owner. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { readSource } from "../cadences/use-cases-sources.ts";
import { actorFinder } from "../people/actors.ts";
import { syncPeople } from "../people/sync.ts";
import { ensureWorkspace, primaryOwnerOf } from "../people/use-cases.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom, readConfig } from "../platform/config.ts";
import { openDatabase } from "../platform/database.ts";
import { uuidV7 } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import { migrateToLatest } from "../platform/migrate.ts";
import { connectRemoteClock } from "../platform/remote-clock.ts";
import { outboxClient } from "../platform/slack/clients.ts";
import { startFailure } from "../platform/start-failure.ts";
import { plural } from "../platform/texts/language.ts";
import { checkChannel } from "./channels.ts";
import { setup } from "./setup.ts";
import { type SetupFile, setupFileSchema } from "./setup-file.ts";

const USAGE = "Usage: drumbeat setup --file FILE [--database FILE|URL]\n";

export async function run(args: string[]): Promise<number> {
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
    await migrateToLatest(db);
    const services = { db, clock, ids: uuidV7(clock), log };
    const client = outboxClient(result.config.slack);
    const identity = await client.auth.test();
    const workspace = await ensureWorkspace(services, { id: identity.team_id ?? "", name: identity.team ?? "" });
    await syncPeople(services, workspace, client, async () => undefined, new AbortController().signal).done;
    const owner = await primaryOwnerOf(db, workspace.id);
    const reading = { client, personOf: actorFinder(services, workspace).actorOf };
    await setup(
      services,
      owner,
      file,
      async ({ channel }) => (channel ? checkChannel(client, channel) : null),
      (source) => readSource(services, workspace.id, reading, source),
    );
    const [programs, cadences] = [file.programs.length, file.cadences.length];
    process.stdout.write(
      `${programs} ${plural("en", programs, "program", "programs")} and ${cadences} ${plural("en", cadences, "cadence", "cadences")} created.\n`,
    );
    return 0;
  } catch (error) {
    process.stderr.write(`Nothing was created: ${startFailure(error, { database })}\n`);
    return 1;
  } finally {
    remote?.close();
    await db.destroy();
  }
}

function read(args: string[]): { file?: string; database?: string } | null {
  try {
    return parseArgs({ args, options: { file: { type: "string" }, database: { type: "string" } } }).values;
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
