/** `drumbeat sandbox`: plays a scenario and stays up. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { serve } from "@hono/node-server";
import { digestText } from "../digests/render/plain-text.ts";
import { listSentDigests } from "../digests/use-cases.ts";
import { isPostgresUrl } from "../platform/database.ts";
import { PRIVATE_FOLDER, runAlone } from "../platform/database-file.ts";
import { startFailure } from "../platform/start-failure.ts";
import { goOn } from "./continuing.ts";
import { controlRoutes } from "./control.ts";
import { readPlayOptions, type World } from "./options.ts";
import { rolesNow } from "./page/roles.ts";
import { pageRoutes } from "./page/routes.ts";
import { runOnce, type SandboxRun } from "./run.ts";
import { parseScenario, type Scenario, ScenarioError } from "./scenario.ts";
import { builtInContinuation, builtInScenario } from "./scenarios/built-in.ts";
import { emptyWorkspace, largeWorkspace } from "./scenarios/generated.ts";
import { TakenOver } from "./taken-over.ts";
import { PORT, reasonsOf, UsageError } from "./usage.ts";

/** Made anew at each start. */
const OWN_DATABASE = "data/sandbox.db";

export async function play(args: string[]): Promise<number> {
  try {
    return await playAsTold(args);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const inWords = (cause: Error) => startFailure(cause, { database: OWN_DATABASE });
    if (error instanceof ScenarioError) process.stderr.write(`The scenario cannot be played:\n${error.message}\n`);
    else process.stderr.write(`${reasonsOf(error, inWords).join("\n  because ")}\n`);
    return 1;
  }
}

async function playAsTold(args: string[]): Promise<number> {
  const { world, once, months, seed, out, port, faults, database: told } = readPlayOptions(args, PORT);
  const scenario = workspaceOf(world);
  const database = told ?? OWN_DATABASE;
  if (!isPostgresUrl(database)) mkdirSync(dirname(database), { recursive: true, mode: PRIVATE_FOLDER });
  if (told === undefined) forget(OWN_DATABASE);
  else if (!isPostgresUrl(told) && existsSync(told))
    throw new UsageError(`${told} exists already: a scenario is played into a new database. Name another file.`);
  process.stdout.write(`${scenario.name}: ${countsOf(scenario)}\n`);
  const continuation = world.kind === "story" ? builtInContinuation() : null;
  const { run, summary } = await runOnce(scenario, {
    database,
    ...(out !== undefined && { out }),
    ...(faults !== undefined && { faults }),
    ...(months !== null && { onward: { months, continuation, seed } }),
    // While Slack makes the app wait for a page of people, it says so each time.
    ...(world.kind === "large" && { logLevel: "error" }),
    onProgress: showProgress,
  });
  if (scenario.events.length > 0) process.stdout.write(`\n${JSON.stringify(summary)}\n\n`);
  const { services, workspace } = run.app;
  const sponsors = scenario.programs.flatMap((program) => program.sponsors);
  const latest = (await listSentDigests(services.db, workspace.id)).findLast(({ document }) =>
    sponsors.includes(document.reader.handle),
  );
  if (latest) process.stdout.write(`${digestText(latest.document, latest)}\n`);
  if (once || months !== null) {
    if (months !== null) process.stdout.write(`\nWhat everybody got is in ${out}: people, channels, digests.\n`);
    await run.close();
    return 0;
  }
  const takenOver = new TakenOver();
  if (continuation) goOn(run, scenario, continuation, { seed, isTaken: (handle) => takenOver.has(handle) });
  return stayUp(run, scenario, { port, takenOver });
}

function workspaceOf(world: World): Scenario {
  switch (world.kind) {
    case "story":
      return builtInScenario();
    case "file":
      return readScenario(world.file);
    case "empty":
      return emptyWorkspace();
    case "large":
      return largeWorkspace(world);
  }
}

function countsOf({ people, programs, events }: Scenario): string {
  const what = events.length > 0 ? `${events.length} events` : `${programs.length || "no"} programs`;
  return `${people.length} people, ${what}`;
}

/** At real speed from the scenario's end, until interrupted. */
async function stayUp(
  run: SandboxRun,
  scenario: Scenario,
  { port, takenOver }: { port: number; takenOver: TakenOver },
): Promise<number> {
  const { sandbox, clock } = run;
  const routes = controlRoutes({ sandbox, clock, scenario, takenOver });
  routes.route("/", pageRoutes({ sandbox, clock, scenario, takenOver, rolesNow: () => rolesNow(run.app) }));
  const server = serve({ fetch: routes.fetch, port, hostname: "127.0.0.1" });
  const failed = new Promise<never>((_, reject) => server.once("error", reject));
  clock.run();
  const lead = scenario.programs[0]?.lead ?? scenario.people[0]?.handle ?? "HANDLE";
  const url = port === PORT ? "" : ` --url http://127.0.0.1:${port}`;
  process.stdout.write(
    [
      "",
      `The workspace is up; its time goes on from ${scenario.end}. See it in a browser:`,
      `  http://127.0.0.1:${port}`,
      "Or in another terminal:",
      `  npm run drumbeat -- sandbox as ${lead} look${url}`,
      `  npm run drumbeat -- sandbox as ${lead} command "/drumbeat help"${url}`,
      `  npm run drumbeat -- sandbox as ${lead} command "/drumbeat${scenario.programs.length > 0 ? " check-in" : ""}"${url}`,
      `People: ${someOf(scenario.people.map((person) => person.handle))}`,
      "Ctrl+C ends it.",
      "",
    ].join("\n"),
  );
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  try {
    await Promise.race([interrupted, failed]);
    return 0;
  } finally {
    // Its timers would keep the process.
    clock.pause();
    server.close();
    // An open page keeps its stream open.
    if ("closeAllConnections" in server) server.closeAllConnections();
    await run.close();
  }
}

const NAMED = 20;

function someOf(handles: readonly string[]): string {
  const more = handles.length - NAMED;
  return handles.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more.toLocaleString("en-GB")} more` : "");
}

function readScenario(file: string): Scenario {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(`${file} cannot be read as JSON`, { cause });
  }
  return parseScenario(json);
}

/** Throws ALREADY_RUNNING rather than take it from a sandbox that is up. */
function forget(file: string): void {
  runAlone(file)();
  for (const ending of ["", "-wal", "-shm", ".id"]) rmSync(join(`${file}${ending}`), { force: true });
}

function showProgress(done: number, of: number): void {
  const width = 30;
  const filled = Math.round((done / of) * width);
  if (process.stdout.isTTY) process.stdout.write(`\r${"█".repeat(filled)}${"░".repeat(width - filled)} ${done}/${of}`);
  else if (done === of || done % 100 === 0) process.stdout.write(`${done}/${of}\n`);
}
