/** Asking for a forecast in Slack: it takes longer than a command may, and is told once it is there. */
import type { SandboxMessage } from "slack-sandbox";
import { expect, vi } from "vitest";
import { type Run, textOf } from "../support/run.ts";

const PATIENCE = { timeout: 60_000, interval: 100 };

/** What is shown to them alone once `act` is done: what it gives at once, else what comes later. */
export async function toldAfter<Given extends Parameters<typeof textOf>[0]>(
  run: Run,
  handle: string,
  act: () => Promise<Given | null>,
): Promise<Given | SandboxMessage> {
  const before = run.as(handle).ephemerals().length;
  const response = await act();
  if (response) return response;
  return vi.waitFor(() => {
    const told = run.as(handle).ephemerals();
    expect(told.length).toBeGreaterThan(before);
    const last = told.at(-1);
    if (!last) throw new Error("Nothing was told.");
    return last;
  }, PATIENCE);
}

export function planOf(run: Run, handle: string, line: string): Promise<SandboxMessage> {
  return toldAfter(run, handle, async () => (await run.as(handle).command(line)).response);
}

/** The view as it reads once it says this. */
export async function viewSaying(run: Run, handle: string, words: string): Promise<string> {
  return vi.waitFor(async () => {
    const text = textOf(await run.as(handle).waitForView());
    expect(text).toContain(words);
    return text;
  }, PATIENCE);
}
