import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withinRealMs } from "../../src/sandbox/real-time.ts";

const PATIENCE_MS = 30_000;
/** Most of what a short command costs is the types that Node strips from each file at each start. */
const COMPILED = join(tmpdir(), "node-compile-cache");

export interface Running {
  pid: number;
  /** What it wrote so far, to standard output and standard error. */
  output(): string;
  /** What it wrote to standard output. */
  written(): string;
  /** Resolves when it has written this; rejects when it ends first, or says nothing of the kind for half a minute, or as long as told. */
  until(text: string, patienceMs?: number): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code, or with the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

/** Runs Node in a process of its own. Of this process's environment it gets only the path, and where compiled code is kept. */
export function spawnNode(
  args: readonly string[],
  { cwd, env }: { cwd?: string; env?: Record<string, string> } = {},
): Running {
  const child = spawn(process.execPath, args, {
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env.PATH ?? "", NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let written = "";
  let heard = () => undefined;
  const hear = (chunk: string) => {
    output += chunk;
    heard();
  };
  // Decoded as a stream: a letter may lie on the edge of two chunks.
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8");
  child.stdout.on("data", (chunk: string) => {
    written += chunk;
    hear(chunk);
  });
  child.stderr.on("data", hear);
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? 0));
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    written: () => written,
    async until(text, patienceMs = PATIENCE_MS) {
      const said = new Promise<"said">((resolve) => {
        heard = () => {
          if (output.includes(text)) resolve("said");
          return undefined;
        };
        heard();
      });
      const first = await withinRealMs(patienceMs, Promise.race([said, ended]));
      if (first !== "said") throw new Error(`Waited for “${text}”, got ${first ?? "nothing more"}:\n${output}`);
    },
    signal: (name) => {
      child.kill(name);
    },
    ended,
  };
}
