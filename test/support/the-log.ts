import { onTestFinished, vi } from "vitest";

/** Everything that this process has logged since. */
export function theLog(): string[] {
  const lines: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  onTestFinished(() => write.mockRestore());
  return lines;
}
