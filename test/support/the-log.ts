import { onTestFinished } from "vitest";
/** Everything that this process has logged since. */
export function theLog(): string[] {
  const lines: string[] = [];
  const { write } = process.stderr;
  process.stderr.write = (line: string | Uint8Array) => {
    lines.push(String(line));
    return true;
  };
  onTestFinished(() => {
    process.stderr.write = write;
  });
  return lines;
}
