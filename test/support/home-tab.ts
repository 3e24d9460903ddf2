/** A person's Home as it reads. */
import type { View } from "slack-sandbox";
import { expect } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { openForm, type Run, textOf } from "./run.ts";

/** The lines of a Home as they read, bold or not, without the frame that a modal has. */
export function linesOf(home: View | null): string[] {
  if (!home) throw new Error("There is no Home.");
  expect(home.type).toBe("home");
  return textOf(home)
    .split("\n")
    .slice(1)
    .map((line) => line.replace(/^((?:\S+ )?)\*([^*]+)\*( · )/u, "$1$2$3"))
    .filter((line) => line !== "");
}

/**
 * Home as it is now. It is opened twice: what is published after the first opening may be a picture that an earlier act
 * had asked for, what is published after the second was drawn after the first.
 */
export async function openHome(run: Run, handle: string): Promise<string[]> {
  for (let opening = 0; opening < 2; opening += 1) await refreshed(run, handle, () => run.as(handle).openHome());
  return linesOf(run.as(handle).home());
}

/** Home as it is once what somebody did has been published. */
export async function refreshed(run: Run, handle: string, act: () => Promise<unknown>): Promise<string[]> {
  const actor = run.as(handle);
  const before = actor.home()?.hash;
  await act();
  await expect.poll(() => actor.home()?.hash, { interval: 2 }).not.toBe(before);
  return linesOf(actor.home());
}

export async function answer(run: Run, handle: string, cadence: string, answers: Answers): Promise<void> {
  await openForm(run, handle, cadence);
  await fillAndSubmit(run.as(handle), run.known(handle, cadence).cadence.questions, answers);
  await run.settle();
}
