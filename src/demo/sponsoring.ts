/** What people do around a sponsor: ask for presence, thank, keep their people and the case of a program. */
import { type Actor, offeredOptions, placedElements, type SandboxMessage, stringIn, type View } from "slack-sandbox";
import { pageIds } from "../pages/screen.ts";
import { itemIds } from "../register/ids.ts";
import { digestIds } from "../reports/action-ids.ts";
import { peopleIds } from "../sponsorship/stakeholders-screen.ts";
import { openByCommand } from "./answer-check-in.ts";
import {
  buttonBelow,
  fillIn,
  newestOf,
  openedBy,
  optionCalled,
  pressUntilAnother,
  submitAndLeave,
} from "./request-acts.ts";
import type { ActOf } from "./scenario.ts";

/** `program`: its title, where they choose among several. */
export async function addPresence(
  actor: Actor,
  program: string,
  { title, owner, on, time, zone, place, sentences }: ActOf<"add-presence">,
): Promise<void> {
  await openByCommand(actor, `presence ${title}`);
  const points = sentences.length > 0 ? sentences.join("\n") : undefined;
  fillIn(actor, { program, owner, due: on, time, zone, place, points });
  await submitAndLeave(actor);
}

/** *Done*, below the newest line with these words that has the button. Throws where there is none. */
export async function finishItem(actor: Actor, { about }: ActOf<"finish-item">): Promise<void> {
  const found = buttonBelow(actor, about, ({ actionId }) => actionId === itemIds.solved);
  if (!found) throw new Error(`No message about “${about}” has a button for this.`);
  await actor.press(found.message, { actionId: itemIds.solved, blockId: found.blockId });
}

/** Below the newest digest that offers it. */
export async function thank(actor: Actor, program: string, words: string): Promise<void> {
  const message = newestOf(actor, [], digestIds.thank);
  await openedBy(actor, message, digestIds.thank);
  fillIn(actor, { program, words });
  await submitAndLeave(actor);
}

export async function nameStakeholder(actor: Actor, event: ActOf<"name-stakeholder">): Promise<void> {
  await openByCommand(actor, `people ${event.program}`);
  await pressUntilAnother(actor, { actionId: peopleIds.add });
  fillIn(actor, {
    person: event.person,
    outside: event.outside,
    power: event.power,
    interest: event.interest,
    stance: event.stance,
    stanceWords: event.stanceWords,
    stanceOn: event.stanceOn,
    owner: event.keeper,
    next: event.next,
  });
  await submitAndLeave(actor);
}

/** They have spoken to whom the list calls so. */
export async function noteContact(actor: Actor, { program, with: called }: ActOf<"note-contact">): Promise<void> {
  await actInLine(actor, await openByCommand(actor, `people ${program}`), called, { act: "spoke" });
  await actor.closeView({ all: true });
}

/** What is left out stays as it is; `together`: as the list calls them. */
export async function engageStakeholder(
  actor: Actor,
  { program, with: called, words, together, isAlly }: ActOf<"engage-stakeholder">,
): Promise<void> {
  const list = await openByCommand(actor, `people ${program}`);
  await actInLine(actor, list, called, { act: "approach" });
  const form = await actor.waitForView();
  const others = (together ?? []).map((name) => optionCalled(form, name));
  fillIn(actor, { ...words, coalition: together && others, ally: isAlly && ["ally"] });
  await submitAndLeave(actor);
}

/** Of the menu in the line of somebody, or of something. */
export async function actInLine(
  actor: Actor,
  list: View,
  called: string,
  { actionId: menuId = peopleIds.act, act }: { actionId?: string; act: string },
): Promise<void> {
  const line = placedElements(list.blocks).find(({ actionId, block }) => actionId === menuId && isAbout(block, called));
  const values = offeredOptions(line?.element ?? {}).map((option) => stringIn(option, "value"));
  const option = values.find((value) => value?.startsWith(`${act}:`));
  if (!line || option === undefined) throw new Error(`Nobody in the list is called “${called}”.`);
  await actor.pressInView({ actionId: line.actionId, blockId: line.blockId, option });
}

/** What is left out stays as the form offers it. */
export async function writeCase(actor: Actor, { program, section, text }: ActOf<"write-case">): Promise<void> {
  const page = await openByCommand(actor, `case ${program}`);
  const edit = placedElements(page.blocks).find(
    ({ actionId, element }) =>
      actionId === pageIds.edit && stringIn(element, "value")?.includes(`"section":"${section}"`),
  );
  if (!edit) throw new Error(`The section ${section} cannot be written.`);
  await pressUntilAnother(actor, { actionId: edit.actionId, value: stringIn(edit.element, "value") ?? "" });
  fillIn(actor, { text });
  await submitAndLeave(actor);
}

export async function approveCase(actor: Actor, program: string): Promise<void> {
  await openByCommand(actor, `case ${program}`);
  await actor.pressInView({ actionId: pageIds.approve });
  await actor.closeView({ all: true });
}

function isAbout(block: SandboxMessage["blocks"][number], called: string): boolean {
  return JSON.stringify(block).includes(JSON.stringify(called).slice(1, -1));
}
