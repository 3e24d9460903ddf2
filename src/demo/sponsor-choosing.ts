/** How people choose the sponsor of a program: who could be, how they are scored, who is asked, and what they answer. */
import { type Actor, objectIn, placedElements, stringIn, type View } from "slack-sandbox";
import { choosingIds } from "../sponsorship/choosing-screen.ts";
import { CRITERIA } from "../sponsorship/scores.ts";
import { openByCommand } from "./answer-check-in.ts";
import { newestOf, optionCalled, pressUntilAnother, submitAndLeave } from "./request-acts.ts";
import type { ActOf } from "./scenario.ts";

/** Those whom *My people* calls so, and who scores them. */
export async function beginChoice(
  actor: Actor,
  { program, candidates, scorers }: ActOf<"begin-choice">,
): Promise<void> {
  const view = await openByCommand(actor, `sponsor-choice ${program}`);
  const ticked = candidates.map((called) => optionCalled(view, called));
  actor.fill("candidates", ticked);
  actor.fill("scorers", scorers);
  await submitAndLeave(actor);
}

export async function scoreCandidate(
  actor: Actor,
  { program, candidate, scores }: ActOf<"score-candidate">,
): Promise<void> {
  const list = await openByCommand(actor, `sponsor-choice ${program}`);
  await pressUntilAnother(actor, placeOf(list, candidate, choosingIds.score));
  for (const criterion of CRITERIA) {
    const { score, evidence } = scores[criterion];
    actor.fill(criterion, String(score));
    actor.fill(`${criterion}_evidence`, evidence);
  }
  await submitAndLeave(actor);
}

export async function askToSponsor(actor: Actor, { program, candidate }: ActOf<"ask-to-sponsor">): Promise<void> {
  const list = await openByCommand(actor, `sponsor-choice ${program}`);
  await actor.pressInView(placeOf(list, candidate, choosingIds.ask), { confirm: true });
  await actor.closeView({ all: true });
}

/** In the newest message that asks them. */
export async function answerToSponsor(actor: Actor, { answer }: ActOf<"answer-to-sponsor">): Promise<void> {
  const actionId = `${choosingIds.answer}:${answer}`;
  const message = newestOf(actor, [], actionId);
  await actor.press(message, { actionId });
}

/** The button below the name of a candidate. */
function placeOf({ blocks }: View, candidate: string, actionId: string): { actionId: string } {
  const named = blocks.find((block) => stringIn(objectIn(block, "text"), "text")?.includes(`*${candidate}*`));
  const id = stringIn(named ?? {}, "block_id")
    ?.split(":")
    .at(-1);
  const button = placedElements(blocks).find((placed) => placed.actionId === `${actionId}:${id}`);
  if (!button) throw new Error(`Below “${candidate}” there is nothing of the kind to press.`);
  return { actionId: button.actionId };
}
