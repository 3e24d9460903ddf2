/** What was planned by other clocks than those that hold now: somebody has moved or chosen other hours, or zones have other rules. */
import { type Cadence, cadenceOf } from "../../cadences/cadences.ts";
import { occurrences, type Window, windowOf } from "../../cadences/recurrence/occurrences.ts";
import type { Lane } from "../../delivery/lanes.ts";
import { reschedule } from "../../delivery/outbox.ts";
import { peopleByIds } from "../../people/people.ts";
import { withMornings } from "../../people/preferences.ts";
import type { Tx } from "../../platform/database.ts";
import { addLocalDays } from "../../platform/time.ts";
import { deliveryKeys, listPlannedPrompts, type Prompt, setPromptTimes } from "./prompts.ts";
import { findRound, type Round, setBoundsByPrompts } from "./rounds.ts";

/**
 * Gives each prompt that is planned and not sent, with its messages and its round, the times that its rule means now; of
 * these people, or of all. What was sent keeps the times that its message says. Returns how many prompts moved.
 */
export async function replanPrompts(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[] | null = null,
): Promise<number> {
  const planned = await listPlannedPrompts(tx, workspaceId);
  const theirs = planned.filter(({ person_id }) => personIds === null || personIds.includes(person_id));
  let moved = 0;
  for (const [roundId, prompts] of Map.groupBy(theirs, (row) => row.round_id)) {
    const round = await findRound(tx, workspaceId, roundId);
    if (round) moved += await replanRound(tx, round, prompts);
  }
  return moved;
}

async function replanRound(tx: Tx, round: Round, prompts: readonly Prompt[]): Promise<number> {
  const cadence = await cadenceOf(tx, round.workspace_id, round.cadence_id);
  const windowFor = await windowsOf(tx, cadence, round, prompts);
  let moved = 0;
  for (const prompt of prompts) {
    const window = windowFor(prompt);
    // Whoever was asked by hand stays asked.
    if (window === null || prompt.opens_at === round.asked_at || !isMoved(prompt, window)) continue;
    await movePromptTo(tx, prompt, window);
    moved += 1;
  }
  if (moved > 0) await setBoundsByPrompts(tx, round);
  return moved;
}

async function windowsOf(
  tx: Tx,
  { timing }: Cadence,
  round: Round,
  prompts: readonly Prompt[],
): Promise<(prompt: Prompt) => Window | null> {
  const [occurrence] = occurrences(timing, { after: addLocalDays(round.key, -1) }).take(1);
  // The rule has been changed, and has no such date any more.
  if (occurrence?.key !== round.key) return () => null;
  const ids = prompts.map(({ person_id }) => person_id);
  const people = await withMornings(tx, round.workspace_id, await peopleByIds(tx, round.workspace_id, ids));
  return ({ person_id }) => {
    const person = people.find(({ id }) => id === person_id);
    return person ? windowOf(timing, occurrence, person) : null;
  };
}

function isMoved(prompt: Prompt, { opensAt, dueAt, closesAt }: Window): boolean {
  return prompt.opens_at !== opensAt || prompt.due_at !== dueAt || prompt.closes_at !== closesAt;
}

/** It is no later for that: a new zone or another hour may lie behind. `lane`: of its message from now on, else as it was. */
export async function movePromptTo(
  tx: Tx,
  prompt: Prompt,
  window: Window,
  { lane }: { lane?: Lane } = {},
): Promise<void> {
  const { opensAt, dueAt, closesAt, remindAt } = window;
  await setPromptTimes(tx, prompt, {
    opens_at: opensAt,
    due_at: dueAt,
    closes_at: closesAt,
    remind_at: remindAt,
  });
  const place = (key: string) => ({ workspaceId: prompt.workspace_id, key });
  await reschedule(tx, place(deliveryKeys.prompt(prompt)), {
    at: opensAt,
    expiresAt: closesAt,
    ...(lane && { lane }),
  });
  const reminder = { at: remindAt ?? dueAt, expiresAt: dueAt };
  await reschedule(tx, place(deliveryKeys.reminder(prompt)), reminder);
}
