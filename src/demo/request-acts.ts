/** What a person does with a request that their answer began: finds it in the record, completes it, or withdraws it. */
import {
  type Actor,
  type InputValue,
  messageAsText,
  objectIn,
  objectsIn,
  type PlacedElement,
  type PressedAction,
  placedElements,
  type SandboxMessage,
  stringIn,
  type View,
  viewAsText,
} from "slack-sandbox";
import { itemIds } from "../register/ids.ts";
import { requestIds } from "../register/requests/cards.ts";
import { OPTION_FIELDS } from "../register/requests/listeners.ts";
import { MOST_ATTEMPTS, openByCommand, submitForm, untilOpen } from "./answer-check-in.ts";
import type { ScenarioEvent } from "./scenario.ts";

/** Which ask, or other item: the title of its program, since codes are counted per program. */
export interface ItemRef {
  program: string;
  code: string;
}

export type Completed = Extract<ScenarioEvent, { do: "complete-request" }>;
type Completion = Omit<Completed, "at" | "by" | "do" | "program" | "request">;

/** Fills in the form of a request. What the event leaves out stays as the form offers it. */
export async function completeRequest(actor: Actor, ref: ItemRef, event: Completion): Promise<void> {
  await openItem(actor, ref);
  await pressUntilAnother(actor, { actionId: requestIds.details });
  await fillInRequest(actor, event);
}

/** The same from the message that says what is missing, the newest that has these words. Throws where there is none. */
export async function completeAskedFor(actor: Actor, words: string, event: Completion): Promise<void> {
  const message = newestOf(actor, [words], requestIds.details);
  await openedBy(actor, message, requestIds.details);
  await fillInRequest(actor, event);
}

/** Takes the option whose button says so, and confirms; where none does, in the form. Throws where no message has it. */
export async function decide(actor: Actor, option: string): Promise<void> {
  const message = actor.dm().findLast((candidate) => optionIn(candidate, option));
  const button = message && optionIn(message, option);
  if (button) {
    await actor.press(message, { actionId: button.actionId, value: String(button.element.value) }, { confirm: true });
    return;
  }
  const note = actor.dm().findLast((candidate) => hasButton(candidate, requestIds.decide));
  if (!note) throw new Error(`No message has an option “${option}” to decide for.`);
  await decideInForm(actor, note, option);
}

/** Says what a request gave, below the newest note of its outcome with these words. Throws where there is none. */
export async function sayGiven(actor: Actor, about: string, given: readonly string[]): Promise<void> {
  const found = buttonBelow(actor, about, ({ actionId }) => actionId.startsWith(`${requestIds.given}:`));
  if (!found) throw new Error(`No message about “${about}” asks what it gave.`);
  await actor.press(found.message, { blockId: found.blockId, options: [...given] });
}

async function decideInForm(actor: Actor, note: SandboxMessage, option: string): Promise<void> {
  const form = await openedBy(actor, note, requestIds.decide);
  actor.fill("option", optionCalled(form, option));
  await submitAndLeave(actor);
}

/** The value of the option with this label. Throws where the view has none. */
export function optionCalled({ blocks }: View, label: string): string {
  const offered = placedElements(blocks).flatMap(({ element }) => objectsIn(element, "options"));
  const option = offered.find((each) => stringIn(objectIn(each, "text"), "text") === label);
  if (!option) throw new Error(`Nothing that can be chosen is called “${label}”.`);
  return stringIn(option, "value") ?? "";
}

function hasButton(message: SandboxMessage, id: string): boolean {
  return placedElements(message.blocks).some(({ actionId }) => actionId === id);
}

export function openedBy(actor: Actor, message: SandboxMessage, actionId: string): Promise<View> {
  return untilOpen(actor, async () => {
    await actor.press(message, { actionId });
    return null;
  });
}

function optionIn(message: SandboxMessage, option: string): PlacedElement | undefined {
  return placedElements(message.blocks).find(
    ({ actionId, element }) =>
      actionId.startsWith(`${requestIds.take}:`) && stringIn(objectIn(element, "text"), "text") === option,
  );
}

/** The newest message with these words that has the button. Throws where there is none. */
export function newestOf(actor: Actor, words: readonly string[], actionId: string): SandboxMessage {
  const message = findNewest(actor, words, actionId);
  if (!message) throw new Error(`No message about “${words.join(" ")}” has a button for this.`);
  return message;
}

export function findNewest(actor: Actor, words: readonly string[], actionId: string): SandboxMessage | undefined {
  return actor
    .dm()
    .findLast(
      (candidate) => words.every((word) => messageAsText(candidate).includes(word)) && hasButton(candidate, actionId),
    );
}

/** In the newest message with these words, as somebody types them: the first such button beside or below them. */
export function buttonBelow(actor: Actor, about: string, isIt: (placed: PlacedElement) => boolean) {
  const typed = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
  for (const message of actor.dm().toReversed()) {
    const has = (blocks: typeof message.blocks) => typed(messageAsText({ ...message, blocks })).includes(typed(about));
    const at = message.blocks.findIndex((block) => has([block]));
    const button = at < 0 ? null : placedElements(message.blocks.slice(at)).find(isIt);
    if (button) return { message, blockId: button.blockId };
  }
  return null;
}

async function fillInRequest(actor: Actor, event: Completion): Promise<void> {
  const values = {
    title: event.question,
    decider: event.decider,
    ...Object.fromEntries(event.options.map((option, index) => [OPTION_FIELDS[index] ?? "", option])),
    nothing: event.nothing,
    recommended: OPTION_FIELDS.at(event.recommended - 1),
    why: event.why,
    "needed-by": event.neededBy,
    cost: event.costOfWaiting,
  };
  fillIn(actor, values);
  await submitAndLeave(actor);
}

/** What is left out stays as it is offered. */
export function fillIn(actor: Actor, values: Readonly<Record<string, InputValue | undefined>>): void {
  for (const [field, value] of Object.entries(values)) if (value !== undefined) actor.fill(field, value);
}

/** By the form of the newest message about the ask; the decision is somebody else's then. Throws where there is none. */
export async function delegateRequest(
  actor: Actor,
  { program, code }: ItemRef,
  { to, why }: { to: string; why: string },
): Promise<void> {
  const message = newestOf(actor, [code, program], requestIds.delegate);
  await openedBy(actor, message, requestIds.delegate);
  fillIn(actor, { to, why });
  await submitAndLeave(actor);
}

/** By the form behind a button of the item. What `values` leave out stays as it is offered. */
export async function actOnItem(
  actor: Actor,
  ref: ItemRef,
  actionId: string,
  values: Parameters<typeof fillIn>[1],
): Promise<void> {
  await openItem(actor, ref);
  await pressUntilAnother(actor, { actionId });
  fillIn(actor, values);
  await submitAndLeave(actor);
}

/** Presses until another view is on top: a call that failed leaves the one there was. */
export async function pressUntilAnother(actor: Actor, action: PressedAction): Promise<void> {
  const { id } = await actor.waitForView();
  for (let attempt = 0; attempt < MOST_ATTEMPTS && actor.view()?.id === id; attempt += 1)
    await actor.pressInView(action);
}

/** By `/drumbeat find`: the item itself, or a list of those with this code, each with its program in the line below. */
async function openItem(actor: Actor, { program, code }: ItemRef): Promise<void> {
  const found = await openByCommand(actor, `find ${code}`);
  const factsOf = (blocks: typeof found.blocks) => viewAsText({ ...found, blocks }).split(/\n| · /);
  const place = placedElements(found.blocks).find(
    ({ actionId, block }) =>
      actionId === itemIds.open &&
      factsOf(found.blocks.slice(found.blocks.indexOf(block) + 1).slice(0, 1)).includes(program),
  );
  if (place) await actor.pressInView({ actionId: itemIds.open, value: String(place.element.value) });
  else if (!factsOf(found.blocks).includes(program)) throw new Error(`There is no ${code} of ${program}.`);
}

/** Submits, reads the view that answers, and closes it. */
export async function submitAndLeave(actor: Actor): Promise<void> {
  const result = await submitForm(actor);
  if ("errors" in result || "failed" in result) throw new Error(`The form was not taken: ${JSON.stringify(result)}`);
  while (actor.view()) await actor.closeView();
}
