/** `drumbeat sandbox`: plays a scenario and stays up; `drumbeat sandbox as HANDLE …`: be somebody in it. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { serve } from "@hono/node-server";
import { digestText } from "../digests/plain-text.ts";
import { listSentDigests } from "../digests/use-cases.ts";
import { isPostgresUrl } from "../platform/database.ts";
import { startFailure } from "../platform/start-failure.ts";
import { type Act, controlRoutes } from "./control.ts";
import { pageRoutes } from "./page/routes.ts";
import { runOnce, type SandboxRun } from "./run.ts";
import { parseScenario, type Scenario, ScenarioError } from "./scenario.ts";
import { builtInScenario } from "./scenarios/built-in.ts";

const USAGE = `Usage: npm run sandbox [-- [--scenario FILE] [--once] [--database FILE|URL] [--out DIR] [--port N]
                            [--faults SEED]]
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
    return args[0] === "as" ? await actAs(args.slice(1)) : await play(args);
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`${error.message}\n${USAGE}`);
    else if (error instanceof ScenarioError) process.stderr.write(`The scenario cannot be played:\n${error.message}\n`);
    else process.stderr.write(`${reasonsOf(error).join("\n  because ")}\n`);
    return 1;
  }
}

class UsageError extends Error {}

async function play(args: string[]): Promise<number> {
  const { once, out, port, faults, scenario: file, database: told } = playOptions(args);
  const scenario = file === undefined ? builtInScenario() : readScenario(file);
  const database = told ?? OWN_DATABASE;
  if (told === undefined) forget(OWN_DATABASE);
  else if (!isPostgresUrl(told) && existsSync(told))
    throw new UsageError(`${told} exists already: a scenario is played into a new database. Name another file.`);
  if (!isPostgresUrl(database)) mkdirSync(dirname(database), { recursive: true });
  process.stdout.write(`${scenario.name}: ${scenario.people.length} people, ${scenario.events.length} events\n`);
  const { run, summary } = await runOnce(scenario, {
    database,
    ...(out !== undefined && { out }),
    ...(faults !== undefined && { faults }),
    onProgress: showProgress,
  });
  process.stdout.write(`\n${JSON.stringify(summary)}\n\n`);
  const { services, workspace } = run.app;
  const sponsors = scenario.programs.flatMap((program) => program.sponsors);
  const latest = (await listSentDigests(services.db, workspace.id)).findLast(({ document }) =>
    sponsors.includes(document.reader.handle),
  );
  if (latest) process.stdout.write(`${digestText(latest.document)}\n`);
  if (once) {
    await run.close();
    return 0;
  }
  return stayUp(run, scenario, port);
}

/** At real speed from the scenario's end, until interrupted. */
async function stayUp(run: SandboxRun, scenario: Scenario, port: number): Promise<number> {
  const { sandbox, clock } = run;
  const routes = controlRoutes({ sandbox, clock, scenario });
  routes.route("/", pageRoutes({ sandbox, clock, scenario }));
  const server = serve({ fetch: routes.fetch, port, hostname: "127.0.0.1" });
  const failed = new Promise<never>((_, reject) => server.once("error", reject));
  clock.run();
  const lead = scenario.programs[0]?.lead ?? "HANDLE";
  const url = port === PORT ? "" : ` --url http://127.0.0.1:${port}`;
  process.stdout.write(
    [
      "",
      `The workspace is up; its time goes on from ${scenario.end}. See it in a browser:`,
      `  http://127.0.0.1:${port}`,
      "Or in another terminal:",
      `  npm run drumbeat -- sandbox as ${lead} look${url}`,
      `  npm run drumbeat -- sandbox as ${lead} command "/drumbeat help"${url}`,
      `  npm run drumbeat -- sandbox as ${lead} command "/drumbeat check-in"${url}`,
      `People: ${scenario.people.map((person) => person.handle).join(", ")}`,
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

async function actAs(args: string[]): Promise<number> {
  const { values, positionals } = parsed(() =>
    parseArgs({ args, allowPositionals: true, options: { url: { type: "string" } } }),
  );
  const [handle, ...words] = positionals;
  const act = actOf(words);
  if (!handle || !act) throw new UsageError("Say who you are and what you do.");
  const url = values.url ?? `http://127.0.0.1:${PORT}`;
  const answer = await fetch(`${url}/as/${encodeURIComponent(handle)}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(act),
  }).catch((cause: unknown) => {
    throw new Error(`No sandbox answers at ${url}. Start one with: npm run sandbox`, { cause });
  });
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

function playOptions(args: string[]) {
  const { values } = parsed(() =>
    parseArgs({
      args,
      options: {
        scenario: { type: "string" },
        once: { type: "boolean", default: false },
        database: { type: "string" },
        out: { type: "string" },
        port: { type: "string", default: String(PORT) },
        faults: { type: "string" },
      },
    }),
  );
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new UsageError(`${values.port} is no port.`);
  const faults = values.faults === undefined ? undefined : Number(values.faults);
  if (faults !== undefined && !Number.isInteger(faults)) throw new UsageError(`${values.faults} is no seed.`);
  return { ...values, port, faults };
}

function parsed<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
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

function forget(file: string): void {
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
