import { vi } from "vitest";
import { runCommandLine } from "../../src/app/command-line.ts";

/** What a process has from its surroundings that says something to Drumbeat. */
const HEARD = /^(?:LANG$|LC_|SLACK_|DATABASE_|PORT$|LOG_)/;

export interface Answered {
  code: number;
  /** To standard output. */
  written: string;
  /** To standard output and standard error. */
  output: string;
}

/**
 * Runs `drumbeat …` within this process, which costs a hundredth of a process of its own. Paths must be absolute. One at a
 * time: standard output is one.
 */
export async function drumbeat(args: readonly string[], env: Record<string, string> = {}): Promise<Answered> {
  let [written, output] = ["", ""];
  const hear =
    (isOut: boolean) =>
    (chunk: string | Uint8Array, ...rest: unknown[]) => {
      // As a pipe carries it: a half of a letter becomes a question mark.
      const text = (typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk)).toWellFormed();
      output += text;
      if (isOut) written += text;
      for (const done of rest) if (typeof done === "function") done();
      return true;
    };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(hear(true)),
    vi.spyOn(process.stderr, "write").mockImplementation(hear(false)),
  ];
  const before = process.env;
  process.env = {
    ...Object.fromEntries(Object.entries(before).filter(([name]) => !HEARD.test(name))),
    ...env,
  };
  try {
    const code = await runCommandLine(args);
    return { code, written, output };
  } finally {
    process.env = before;
    for (const spy of spies) spy.mockRestore();
  }
}
