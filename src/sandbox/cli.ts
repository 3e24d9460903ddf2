/** `drumbeat sandbox`: plays a scenario and stays up; `drumbeat sandbox as HANDLE …`: be somebody in it. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { serve } from "@hono/node-server";
import { z } from "zod";
import { digestText } from "../digests/plain-text.ts";
import { listSentDigests } from "../digests/use-cases.ts";
import { isPostgresUrl } from "../platform/database.ts";
import { PRIVATE_FOLDER, runAlone } from "../platform/database-file.ts";
import { startFailure } from "../platform/start-failure.ts";
import { goOn } from "./continuing.ts";
import { type Act, controlRoutes } from "./control.ts";
import { parsed, readPlayOptions, UsageError, type World } from "./options.ts";
import { rolesNow } from "./page/roles.ts";
import { pageRoutes } from "./page/routes.ts";
import { runOnce, type SandboxRun } from "./run.ts";
import { parseScenario, type Scenario, ScenarioError } from "./scenario.ts";
import { builtInContinuation, builtInScenario } from "./scenarios/built-in.ts";
import { emptyWorkspace, largeWorkspace } from "./scenarios/generated.ts";
import { TakenOver } from "./taken-over.ts";

const USAGE = `Usage: npm run sandbox [-- [--scenario FILE] [--once] [--database FILE|URL] [--out DIR] [--port N]
                            [--faults SEED] [--seed SEED]]
       npm run sandbox -- --months N --out DIR         the story and N months more, all written down
       npm run sandbox -- --empty                      people and no programs
       npm run sandbox -- --people N [--programs N]    a large workspace
       npm run drumbeat -- sandbox move hour|day|week|next
       npm run drumbeat -- sandbox as HANDLE look
       npm run drumbeat -- sandbox as HANDLE command "/drumbeat …"
       npm run drumbeat -- sandbox as HANDLE press "BUTTON"
       npm run drumbeat -- sandbox as HANDLE join|leave #CHANNEL|@GROUP
       npm run drumbeat -- sandbox as HANDLE answer CADENCE KEY=VALUE …
       npm run drumbeat -- sandbox as HANDLE fill FIELD VALUE | submit | close | say "WORDS"
       all of them: [--url ADDRESS]
`;
const PORT = 4700;
/** Made anew at each start. */
const OWN_DATABASE = "data/sandbox.db";

export async function run(args: string[]): Promise<number> {
  try {
    if (args[0] === "as") return await actAs(args.slice(1));
    return args[0] === "move" ? await move(args.slice(1)) : await play(args);
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`${error.message}\n${USAGE}`);
    else if (error instanceof ScenarioError) process.stderr.write(`The scenario cannot be played:\n${error.message}\n`);
    else process.stderr.write(`${reasonsOf(error).join("\n  because ")}\n`);
    return 1;
  }
}

async function play(args: string[]): Promise<number> {
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

/** Moves the clock of the sandbox that is up, as the page does. */
async function move(args: string[]): Promise<number> {
  const { values, positionals } = parsed(() =>
    parseArgs({ args, allowPositionals: true, options: { url: { type: "string" } } }),
  );
  const [how = ""] = positionals;
  const hours = { hour: 1, day: 24, week: 7 * 24 }[how];
  if (hours === undefined && how !== "next") throw new UsageError("Say how far: hour, day, week or next.");
  const url = values.url ?? `http://127.0.0.1:${PORT}`;
  const act = hours === undefined ? { do: "to-next" } : { do: "forward", hours };
  const answer = await posted(url, "/page/clock", act);
  const moved = moveSchema.parse(await answer.json());
  const arrived = (moved.arrivals ?? []).map(({ to, count }) => `${to}: ${count}`);
  (answer.ok ? process.stdout : process.stderr).write(
    `${moved.failed ?? (arrived.length > 0 ? `New messages: ${arrived.join(", ")}` : "Nothing new.")}\n`,
  );
  return answer.ok ? 0 : 1;
}

const moveSchema = z.object({
  failed: z.string().optional(),
  arrivals: z.array(z.object({ to: z.string(), count: z.number() })).optional(),
});

function posted(url: string, path: string, body: object): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new Error(`No sandbox answers at ${url}. Start one with: npm run sandbox`, { cause });
  });
}

async function actAs(args: string[]): Promise<number> {
  const { values, positionals } = parsed(() =>
    parseArgs({ args, allowPositionals: true, options: { url: { type: "string" } } }),
  );
  const [handle, ...words] = positionals;
  const act = actOf(words);
  if (!handle || !act) throw new UsageError("Say who you are and what you do.");
  const url = values.url ?? `http://127.0.0.1:${PORT}`;
  const answer = await posted(url, `/as/${encodeURIComponent(handle)}`, act);
  const text = await answer.text();
  (answer.ok ? process.stdout : process.stderr).write(`${text}\n`);
  return answer.ok ? 0 : 1;
}

function actOf([verb, ...rest]: string[]): Act | null {
  const [first, second] = rest;
  switch (verb) {
    case "look":
    case "submit":
    case "close":
      return { do: verb };
    case "command":
    case "say":
      return first === undefined ? null : { do: verb, text: rest.join(" ") };
    case "press":
      return first === undefined ? null : { do: verb, label: rest.join(" ") };
    case "join":
    case "leave":
      return first === undefined ? null : { do: verb, what: first };
    case "fill":
      return first === undefined || second === undefined
        ? null
        : { do: verb, field: first, value: rest.slice(1).join(" ") };
    case "answer": {
      if (first === undefined) return null;
      const pairs = rest.slice(1).map((pair): [string, string] => {
        const at = pair.indexOf("=");
        if (at < 1) throw new UsageError(`An answer is KEY=VALUE, not ${pair}.`);
        return [pair.slice(0, at), pair.slice(at + 1)];
      });
      return { do: verb, cadence: first, answers: Object.fromEntries(pairs) };
    }
    default:
      return null;
  }
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

/** An error and what it came from, one line each. */
function reasonsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const [own] = [startFailure(error, { database: OWN_DATABASE })];
  return error.cause === undefined ? [own] : [own, ...reasonsOf(error.cause)];
}
