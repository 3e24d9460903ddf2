import { tmpdir } from "node:os";
import { join } from "node:path";
import { withinRealMs } from "slack-sandbox";
import { type Child, startNode } from "./spawner.ts";

const PATIENCE_MS = 30_000;
/** Most of what a short command costs is the types that Node strips from each file at each start. */
const COMPILED = join(tmpdir(), "node-compile-cache");

export interface Running extends Child {
  /** What it wrote so far, to standard output and standard error. */
  output(): string;
  /** What it wrote to standard output. */
  written(): string;
  /** Resolves when it has written this; rejects when it ends first, or says nothing of the kind for half a minute, or as long as told. */
  until(text: string, patienceMs?: number): Promise<void>;
}

/** Runs Node in a process of its own. Of this process's environment it gets only the path, and where compiled code is kept. */
export function spawnNode(
  args: readonly string[],
  { cwd, env }: { cwd?: string; env?: Record<string, string> } = {},
): Running {
  let output = "";
  let written = "";
  let heard = () => undefined;
  const order = { args: [...args], cwd, env: { PATH: process.env.PATH ?? "", NODE_COMPILE_CACHE: COMPILED, ...env } };
  const child = startNode(order, (stream, text) => {
    if (stream === "stdout") written += text;
    output += text;
    heard();
  });
  return {
    ...child,
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
      const first = await withinRealMs(patienceMs, Promise.race([said, child.ended]));
      if (first !== "said") throw new Error(`Waited for “${text}”, got ${first ?? "nothing more"}:\n${output}`);
    },
  };
}
