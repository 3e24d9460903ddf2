/** How people choose the sponsor of a program: who could be, how they are scored, who is asked, and what they answer. */
import { type Actor, objectIn, type PlacedElement, placedElements, stringIn, type View } from "slack-sandbox";
import { BESIDE } from "../sponsorship/choosing-forms.ts";
import { CRITERIA } from "../sponsorship/choosing-rules.ts";
import { choosingIds } from "../sponsorship/choosing-screen.ts";
import { openByCommand } from "./answering.ts";
import { newestOf, optionCalled, pressUntilAnother, submitAndLeave } from "./asking.ts";
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

export async function askToSponsor(
  actor: Actor,
  { program, candidate, beside }: ActOf<"ask-to-sponsor">,
): Promise<void> {
  await openCandidate(actor, program, candidate);
  await pressUntilAnother(actor, { actionId: choosingIds.ask });
  if (beside) actor.fill("replaces", BESIDE);
  await submitAndLeave(actor);
}

/** In the newest message that asks them. */
export async function answerToSponsor(actor: Actor, { answer }: ActOf<"answer-to-sponsor">): Promise<void> {
  const actionId = `${choosingIds.answer}:${answer}`;
  const message = newestOf(actor, [], actionId);
  await actor.press(message, { actionId });
}

async function openCandidate(actor: Actor, program: string, candidate: string): Promise<View> {
  const list = await openByCommand(actor, `sponsor-choice ${program}`);
  await pressUntilAnother(actor, placeOf(list, candidate, choosingIds.candidate));
  return actor.waitForView();
}

/** The button beside the name of a candidate. */
function placeOf(list: View, candidate: string, actionId: string): { actionId: string } {
  const isTheirs = ({ block }: PlacedElement) => stringIn(objectIn(block, "text"), "text")?.includes(`*${candidate}*`);
  const button = placedElements(list.blocks).find(
    (placed) => placed.actionId.startsWith(`${actionId}:`) && isTheirs(placed),
  );
  if (!button) throw new Error(`Beside “${candidate}” there is nothing of the kind to press.`);
  return { actionId: button.actionId };
}
