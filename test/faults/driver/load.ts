/** People who answer as fast as they are asked, and a clock that goes on, for as long as Drumbeat lives. */
import { setImmediate, setTimeout } from "node:timers/promises";
import { type Actor, SlackFailure, viewAsText } from "slack-sandbox";
import { promptIds } from "../../../src/check-ins/blocks.ts";
import { blockOf } from "../../../src/check-ins/form/field-values.ts";
import { findPrompt } from "../../../src/demo/answer-check-in.ts";
import type { Instant } from "../../../src/platform/clock.ts";
import { addMs, DAY, HOUR, MINUTE, SECOND } from "../../../src/platform/time.ts";
import type { World } from "./world.ts";

/** An answer whose form closed: Drumbeat has acknowledged it. */
export interface Acknowledged {
  handle: string;
  text: string;
}

const AT_ONCE = 4;
/** Whoever got an answer leaves the others a minute: time moves only when every process is idle. */
const PRESSES_AGAIN_MS = MINUTE;

/** Answers what is open; resolves with what was acknowledged when `until` aborts and nobody is at it any more. */
export async function answerWhatIsAsked(world: World, label: string, until: AbortSignal): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  const pressesFrom = new Map<string, Instant>();
  let next = 0;
  const oneAfterTheOther = async () => {
    while (!until.aborted) {
      const handle = world.handles[next % world.handles.length] ?? "";
      const text = `${label} answer ${next}`;
      next += 1;
      const isWaiting = world.clock.now() < (pressesFrom.get(handle) ?? "");
      const outcome = isWaiting ? "unasked" : await answer(world, handle, text, until);
      if (outcome === "acknowledged") acknowledged.push({ handle, text });
      if (outcome === "acknowledged" || outcome === "refused")
        pressesFrom.set(handle, addMs(world.clock.now(), PRESSES_AGAIN_MS));
      else await setImmediate();
      // All were looked at, and nobody is asked.
      if (next % world.handles.length === 0) await setTimeout(2);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther));
  return acknowledged;
}

/**
 * What a form's outcome comes to where it took longer than Slack waits: waits for it thirty seconds, and then the waiting
 * still stands there.
 */
export async function afterWaiting(actor: Actor): Promise<string> {
  const shown = () => {
    const view = actor.view();
    return view ? viewAsText(view) : "";
  };
  for (let polls = 0; polls < 300 && isWaiting(shown()); polls += 1) await setTimeout(100);
  return shown();
}

export function isWaiting(shown: string): boolean {
  return shown.includes("this takes longer than Slack waits");
}

type Answering = "acknowledged" | "refused" | "unanswered" | "unasked";

/** What became of it. Acknowledged: the form closed; refused: Drumbeat said something else, such as to try again. */
export async function answer(world: World, handle: string, text: string, until?: AbortSignal): Promise<Answering> {
  const actor = world.sandbox.as(handle);
  const prompt = findPrompt(actor, world.known(handle));
  if (!prompt || until?.aborted) return "unasked";
  try {
    world.sandbox.slack.views.clear(actor.userId);
    await actor.press(prompt, { actionId: promptIds.open });
    if (!actor.view()) return "refused";
    actor.fill(blockOf("progress"), text);
    return "closed" in (await actor.submit()) ? "acknowledged" : "refused";
  } catch (error) {
    // What a person reads when the app does not answer; all else is a fault of the driver.
    if (error instanceof SlackFailure) return "unanswered";
    throw error;
  }
}

/** Moves the clock from one thing that is due to the next, by at most six hours at once. */
export async function letTimePass(world: World, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await stepOn(world);
    // People need a moment too: without it whole days go by in the life of one process.
    await setTimeout(3);
  }
}

async function stepOn({ clock }: World): Promise<void> {
  const now = clock.now();
  const soonest = addMs(now, SECOND);
  const latest = addMs(now, 6 * HOUR);
  const due = clock.nextDueAt ?? latest;
  await clock.advanceTo(due < soonest ? soonest : due > latest ? latest : due);
}

/** Lets everything happen that is due within this time. */
export async function pass(world: World, ms: number): Promise<void> {
  await world.clock.advanceTo(addMs(world.clock.now(), ms));
}

/** Goes on to this time of the next day on which people are asked. */
export async function toNextWorkingDay({ clock }: World, time: string): Promise<void> {
  let date = addMs(clock.now(), DAY);
  while ([0, 6].includes(new Date(date).getUTCDay())) date = addMs(date, DAY);
  await clock.advanceTo(`${date.slice(0, 10)}T${time}.000Z`);
}

/** After leases, look-ups and back-offs: what can be sent is sent. */
export const RECOVERY_MS = 30 * MINUTE;
