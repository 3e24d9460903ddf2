/**
 * Starts processes, from this one or from a small one beside it. To start one copies the page tables of who does so, and
 * the process of the tests has gigabytes: a tenth of a second each time, in which none of its threads gets far.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";
import { constants } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** In the environment, which worker threads have a copy of: the Unix socket of the small process. */
const NAME = "DRUMBEAT_SPAWNER_FOR_TESTS";

const orderSchema = z.strictObject({
  args: z.array(z.string()),
  cwd: z.string().optional(),
  env: z.record(z.string(), z.string()),
});
type Order = z.infer<typeof orderSchema>;

const signalSchema = z.custom<NodeJS.Signals>((name) => Object.keys(constants.signals).some((known) => known === name));

/** A line of JSON each, in both directions. */
const saidSchema = z.union([
  z.strictObject({ pid: z.number() }),
  z.strictObject({ stream: z.enum(["stdout", "stderr"]), text: z.string() }),
  z.strictObject({ ended: z.union([z.number(), signalSchema]) }),
  z.strictObject({ failed: z.string() }),
]);
type Said = z.infer<typeof saidSchema>;

export interface Child {
  pid: Promise<number>;
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code, or with the signal that ended it, after all that it wrote was heard. */
  ended: Promise<number | NodeJS.Signals>;
}

type Hear = (stream: "stdout" | "stderr", text: string) => void;

/** By the small process where there is one, else from this one. */
export function startNode(order: Order, hear: Hear): Child {
  const socket = process.env[NAME];
  return socket === undefined ? startHere(order, hear) : startThere(socket, order, hear);
}

function startHere({ args, cwd, env }: Order, hear: Hear): Child {
  const child = spawn(process.execPath, args, {
    ...(cwd !== undefined && { cwd }),
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Decoded as a stream: a letter may lie on the edge of two chunks.
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => hear(stream, text));
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? 0));
  });
  return { pid: Promise.resolve(child.pid ?? 0), ended, signal: (name) => child.kill(name) };
}

function startThere(socket: string, order: Order, hear: Hear): Child {
  const connection = createConnection(socket);
  const send = (message: object) => {
    if (!connection.destroyed) connection.write(`${JSON.stringify(message)}\n`);
  };
  const { promise: pid, resolve: runsAs } = Promise.withResolvers<number>();
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    onEachLine(connection, (line) => {
      const said = saidSchema.parse(line);
      if ("stream" in said) hear(said.stream, said.text);
      else if ("pid" in said) runsAs(said.pid);
      else if ("ended" in said) resolve(said.ended);
      else reject(new Error(said.failed));
    });
    connection.once("error", reject);
    connection.once("close", () => reject(new Error("The process that starts those of the tests has ended.")));
  });
  const letGo = () => void connection.destroy();
  ended.then(letGo, letGo);
  send(order);
  return { pid, ended, signal: (name) => send({ signal: name }) };
}

/** node:readline ends a line at U+2028 too, which JSON leaves as it is. */
function onEachLine(connection: Socket, take: (value: unknown) => void): void {
  let rest = "";
  connection.setEncoding("utf8").on("data", (text: string) => {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(JSON.parse(line));
  });
}

/** Starts the small process in this folder; resolves with what ends it. Ends with this process, too. */
export async function startSpawner(folder: string): Promise<() => Promise<void>> {
  const socket = join(folder, "spawner");
  const spawner = spawn(process.execPath, [import.meta.filename, socket], { stdio: ["pipe", "pipe", "inherit"] });
  await once(spawner.stdout, "data");
  process.env[NAME] = socket;
  return async () => {
    delete process.env[NAME];
    const gone = once(spawner, "exit");
    spawner.stdin.end();
    await gone;
  };
}

/** One connection for each process: a line with the order, then any with a signal. */
function serve(socket: string): void {
  const server = createServer((connection) => {
    const say = (said: Said) => connection.write(`${JSON.stringify(said)}\n`);
    let child: Child | undefined;
    onEachLine(connection, (line) => {
      const asked = z.union([orderSchema, z.strictObject({ signal: signalSchema })]).parse(line);
      if ("signal" in asked) return child?.signal(asked.signal);
      child = startHere(asked, (stream, text) => say({ stream, text }));
      void child.pid.then((pid) => say({ pid }));
      child.ended.then(
        (ended) => say({ ended }),
        (error) => say({ failed: String(error) }),
      );
    });
    // Whoever asked for it has gone.
    connection.on("close", () => child?.signal("SIGKILL"));
    connection.on("error", () => connection.destroy());
  });
  server.listen(socket, () => process.stdout.write("listening\n"));
  process.stdin.on("end", () => process.exit()).resume();
}

if (import.meta.main) serve(z.string().parse(process.argv[2]));
