/** Runs `drumbeat cadence preview --stdin` in a process of its own. */
import { spawn } from "node:child_process";
import { built } from "../support/built.ts";

export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

export function previewLines(input: string, timeZone = "UTC"): Promise<Outcome> {
  const child = spawn(process.execPath, [built("cli"), "cadence", "preview", "--stdin"], {
    env: { PATH: process.env.PATH, TZ: timeZone },
  });
  const outcome: Outcome = { code: null, out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (outcome.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (outcome.err += text));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...outcome, code }));
  });
}
