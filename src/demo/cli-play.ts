/** `drumbeat sandbox`: plays a scenario and stays up. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { controlRoutes, pageRoutes, serveUntilInterrupted, TakenOver } from "slack-sandbox";
import { isPostgresUrl } from "../platform/database.ts";
import { lockDatabaseFile, PRIVATE_FOLDER } from "../platform/database-file.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { startFailure } from "../platform/start-failure.ts";
import type { Language } from "../platform/texts/language.ts";
import { textToForward } from "../reports/files/forward.ts";
import { answerRoutes } from "./answer-route.ts";
import { PORT, reasonsIn, SandboxError, UsageError } from "./cli-errors.ts";
import { goOn } from "./continuing.ts";
import { type PlayOptions, readPlayOptions, type World } from "./options.ts";
import { rolesNow } from "./roles.ts";
import { runOnce, type SandboxRun } from "./sandbox-run.ts";
import type { Scenario } from "./scenario.ts";
import { parseScenario, ScenarioError } from "./scenario-file.ts";
import { builtInContinuation, builtInScenario } from "./scenarios/built-in.ts";
import { emptyWorkspace, largeWorkspace } from "./scenarios/generated.ts";
import { sentDigestsOf } from "./sent-digests.ts";
import { playTexts } from "./texts.ts";
import { sandboxCommandTexts } from "./texts-cli.ts";
import { guideTo } from "./tour.ts";

/** Made anew at each start; of a sandbox on another port another one. */
function ownDatabase(port: number): string {
  return port === PORT ? "data/sandbox.db" : `data/sandbox-${port}.db`;
}

/** So many sandboxes beside each other find a port by themselves. */
const PORTS_TRIED = 20;

/** `env` says in which language, where the command line does not. Returns the exit code. */
export async function play(args: string[], env: Record<string, string | undefined>): Promise<number> {
  const options = readPlayOptions(args, PORT, env);
  try {
    return await playScenarios(options);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const inWords = (cause: Error) => startFailure(cause, { database: ownDatabase(options.port) }, options.language);
    const { notPlayed } = sandboxCommandTexts[options.language];
    if (error instanceof ScenarioError) process.stderr.write(`${notPlayed}\n${error.message}\n`);
    else process.stderr.write(`${reasonsIn(options.language, error, inWords)}\n`);
    return 1;
  }
}

async function playScenarios(options: PlayOptions): Promise<number> {
  const { world, language, once, months, seed, out, faults, logLevel, database: given } = options;

  const texts = playTexts[language];
  const scenario = workspaceOf(world, language);

  const port = once || months !== null ? options.port : await portToTake(options);
  const database = given ?? ownDatabase(port);
  if (!isPostgresUrl(database)) mkdirSync(dirname(database), { recursive: true, mode: PRIVATE_FOLDER });
  if (given === undefined) forget(database);
  else if (!isPostgresUrl(given) && existsSync(given)) throw new UsageError(({ exists }) => exists(given));

  process.stdout.write(`${texts.whatIsPlayed(scenario.name, countsOf(scenario))}\n`);

  const continuation = world.kind === "story" ? builtInContinuation(language) : null;
  const { run, summary } = await runOnce(scenario, {
    database,
    ...(out !== undefined && { out }),
    ...(faults !== undefined && { faults }),
    ...(months !== null && { onward: { months, continuation, seed } }),
    logLevel,
    onProgress: showProgress,
  });

  if (scenario.events.length > 0) process.stdout.write(`\n${JSON.stringify(summary)}\n\n`);
  await printLatestDigest(run, scenario);

  if (once || months !== null) {
    if (months !== null) process.stdout.write(`\n${texts.writtenTo(String(out))}\n`);
    await run.close();
    return 0;
  }

  const takenOver = new TakenOver();
  if (world.kind === "empty") await openOnFirstStep(run, scenario);
  if (continuation) goOn(run, scenario, continuation, { seed, isTaken: (handle) => takenOver.has(handle) });
  return stayUp(run, scenario, { port, takenOver, language });
}

/** Of the sponsor as whom the page opens, where they got one. */
async function printLatestDigest({ app }: SandboxRun, scenario: Scenario): Promise<void> {
  const sponsors = scenario.programs.flatMap((program) => program.sponsors);
  const digests = await sentDigestsOf(app);
  const latest =
    digests.findLast(({ handle }) => handle === sponsors[0]) ??
    digests.findLast(({ handle }) => sponsors.includes(handle));
  if (latest) process.stdout.write(`${textToForward(latest.screen, latest.input)}\n\n`);
}

/** The one that was named; otherwise the first on which no other sandbox is, or is being played. */
async function portToTake({ port: first, isAnyPort }: PlayOptions): Promise<number> {
  for (let port = first; isAnyPort && port < first + PORTS_TRIED; port += 1)
    try {
      mkdirSync(dirname(ownDatabase(port)), { recursive: true, mode: PRIVATE_FOLDER });
      lockDatabaseFile(ownDatabase(port))();
      if (await isFree(port)) return port;
    } catch (error) {
      if (!(error instanceof DrumbeatError)) throw error;
    }
  return first;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

function workspaceOf(world: World, language: Language): Scenario {
  switch (world.kind) {
    case "story":
      return builtInScenario(language);
    case "file":
      return readScenario(world.file);
    case "empty":
      return emptyWorkspace(language);
    case "large":
      return largeWorkspace(world);
  }
}

function countsOf({ people, programs, events }: Scenario) {
  return { people: people.length, programs: programs.length, events: events.length };
}

/** Whoever opens the page reads what Drumbeat is, and has the button of the first step. */
async function openOnFirstStep({ sandbox, clock }: SandboxRun, { people }: Scenario): Promise<void> {
  const handle = people.find(({ isBot }) => !isBot)?.handle;
  if (handle === undefined) return;
  await sandbox.as(handle).command("/drumbeat");
  await clock.settle();
}

/** At real speed from the scenario's end, until interrupted. */
async function stayUp(
  run: SandboxRun,
  scenario: Scenario,
  { port, takenOver, language }: { port: number; takenOver: TakenOver; language: Language },
): Promise<number> {
  const { sandbox, clock } = run;
  const texts = playTexts[language];
  const handles = scenario.people.map(({ handle }) => handle);
  const routes = controlRoutes({ sandbox, clock, takenOver });
  routes.route("/", answerRoutes({ sandbox, clock, scenario, takenOver }));
  const guide = guideTo(sandbox, scenario, () => rolesNow(run.app));
  routes.route("/", pageRoutes({ sandbox, clock, guide, takenOver }));
  const lead = scenario.programs[0]?.lead ?? scenario.people[0]?.handle ?? "HANDLE";
  const url = port === PORT ? "" : ` --url http://127.0.0.1:${port}`;
  const isUp = () => {
    clock.run();
    process.stdout.write(
      [
        "",
        texts.isUp(scenario.end),
        `  http://127.0.0.1:${port}`,
        texts.orInTerminal,
        `  npm run -s drumbeat -- sandbox as ${lead} look${url}`,
        `  npm run -s drumbeat -- sandbox as ${lead} command "${texts.help}"${url}`,
        `  npm run -s drumbeat -- sandbox as ${lead} command "${scenario.programs.length > 0 ? texts.checkIn : "/drumbeat"}"${url}`,
        texts.people(handles.slice(0, NAMED).join(", "), handles.length - NAMED),
        texts.howToEnd,
        "",
      ].join("\n"),
    );
  };
  try {
    await serveUntilInterrupted(routes, port, isUp);
    return 0;
  } finally {
    // Its timers would keep the process.
    clock.pause();
    await run.close();
  }
}

const NAMED = 20;

function readScenario(file: string): Scenario {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new SandboxError(({ noJson }) => noJson(file, cause), { cause });
  }
  return parseScenario(json);
}

/** Throws ALREADY_RUNNING rather than take it from a sandbox that is up. */
function forget(file: string): void {
  lockDatabaseFile(file)();
  for (const ending of ["", "-wal", "-shm", ".id"]) rmSync(join(`${file}${ending}`), { force: true });
}

function showProgress(done: number, all: number): void {
  const width = 30;
  const filled = Math.round((done / all) * width);
  if (process.stdout.isTTY) process.stdout.write(`\r${"█".repeat(filled)}${"░".repeat(width - filled)} ${done}/${all}`);
  else if (done === all || done % 100 === 0) process.stdout.write(`${done}/${all}\n`);
}
