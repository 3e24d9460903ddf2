/** How people choose the sponsor of a program: who could be, what is known of them, who is asked, and what they answer. */
import {
  type Actor,
  objectIn,
  offeredOptions,
  type PlacedElement,
  placedElements,
  stringIn,
  type View,
} from "slack-sandbox";
import { BESIDE } from "../sponsorship/choosing/forms.ts";
import { choosingIds } from "../sponsorship/choosing/ids.ts";
import { CRITERIA } from "../sponsorship/choosing/table.ts";
import { openByCommand } from "./answering.ts";
import { newestOf, pressUntilAnother, submitAndLeave } from "./asking.ts";
import type { ActOf } from "./scenario.ts";

/** Those whom *My people* calls so, and who else knows them. */
export async function beginChoice(actor: Actor, { program, candidates, asked }: ActOf<"begin-choice">): Promise<void> {
  const view = await openByCommand(actor, `sponsor-choice ${program}`);
  const offered = placedElements(view.blocks).flatMap(({ element }) => offeredOptions(element));
  const ticked = candidates.map((called) => {
    const option = offered.find((one) => stringIn(objectIn(one, "text"), "text") === called);
    if (!option) throw new Error(`Nobody who could sponsor it is called “${called}”.`);
    return stringIn(option, "value") ?? "";
  });
  actor.fill("candidates", ticked);
  actor.fill("contributors", asked);
  await submitAndLeave(actor);
}

/** What is left out is no fact. */
export async function enterFacts(actor: Actor, { program, candidate, facts }: ActOf<"enter-facts">): Promise<void> {
  const list = await openByCommand(actor, `sponsor-choice ${program}`);
  await pressUntilAnother(actor, placeOf(list, candidate, choosingIds.facts));
  for (const criterion of CRITERIA) {
    const fact = facts[criterion];
    if (!fact) continue;
    actor.fill(criterion, fact.text);
    actor.fill(`${criterion}_on`, fact.on);
  }
  await submitAndLeave(actor);
}

/** All that others have entered of them. */
export async function confirmFacts(actor: Actor, { program, candidate }: ActOf<"confirm-facts">): Promise<void> {
  const { blocks } = await openCandidate(actor, program, candidate);
  for (const { actionId } of placedElements(blocks).filter(isOf(choosingIds.confirm)))
    await actor.pressInView({ actionId });
  await actor.closeView({ all: true });
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
  const button = placedElements(list.blocks).find((placed) => isOf(actionId)(placed) && isTheirs(placed));
  if (!button) throw new Error(`Beside “${candidate}” there is nothing of the kind to press.`);
  return { actionId: button.actionId };
}

function isOf(actionId: string): (placed: PlacedElement) => boolean {
  return (placed) => placed.actionId.startsWith(`${actionId}:`);
}
