/** What people do with working roles and tracks: who holds a role, which track runs, what of it is done. */
import { type Actor, objectIn, objectsIn, type PlacedElement, placedElements, stringIn } from "slack-sandbox";
import { rolesIds } from "../tracks/roles-screen.ts";
import { stepIds } from "../tracks/step-action-ids.ts";
import { tracksIds } from "../tracks/tracks-screen.ts";
import { openByCommand } from "./answer-check-in.ts";
import { buttonBelow, fillIn, pressUntilAnother, submitAndLeave } from "./request-acts.ts";
import type { ActOf } from "./scenario.ts";
import { actInLine } from "./sponsoring.ts";

/** What is looked for, once it is there. */
type Search = <Found>(look: () => Found | null) => Promise<Found | null>;

/** The usual roles are added where they are not there yet. `role`: its name as they read it. */
export async function nameHolders(actor: Actor, { program, role, holders }: ActOf<"name-holders">): Promise<void> {
  let list = await openByCommand(actor, `roles ${program}`);
  if (placedElements(list.blocks).some(({ actionId }) => actionId === rolesIds.library)) {
    await actor.pressInView({ actionId: rolesIds.library });
    list = await actor.waitForView();
  }
  await actInLine(actor, list, `*${role}*`, { actionId: rolesIds.act, act: "change" });
  actor.fill("holders", holders);
  await submitAndLeave(actor);
}

export async function startTrack(actor: Actor, { program, template, about }: ActOf<"start-track">): Promise<void> {
  await openByCommand(actor, `tracks ${program}`);
  await pressUntilAnother(actor, { actionId: tracksIds.start });
  await chooseTemplate(actor, template);
  fillIn(actor, { person: about });
  await submitAndLeave(actor);
}

/** Where several hold a role, the form asks who begins once the template is chosen. */
export async function chooseTemplate(actor: Actor, template: string): Promise<void> {
  const placed = placedElements((await actor.waitForView()).blocks);
  const isShownAnew = placed.some(({ actionId }) => actionId === tracksIds.template);
  if (isShownAnew) await actor.pressInView({ actionId: tracksIds.template, option: template });
  else fillIn(actor, { template });
}

/** That it is theirs, then that it is done, with all that has to be true. */
export async function finishStep(actor: Actor, { about, note }: ActOf<"finish-step">, awaited: Search): Promise<void> {
  for (const actionId of [stepIds.accept, stepIds.done]) {
    const found = await awaited(() => buttonBelow(actor, about, (placed) => placed.actionId === actionId));
    if (!found) throw new Error(`No step of theirs is called “${about}”.`);
    await actor.press(found.message, { actionId, blockId: found.blockId });
  }
  const checks = placedElements((await actor.waitForView()).blocks).find(({ blockId }) => blockId === "checks");
  const all = objectsIn(checks?.element ?? {}, "options").map((option) => stringIn(option, "value") ?? "");
  fillIn(actor, { ...(checks && { checks: all }), words: note });
  await submitAndLeave(actor);
}

/** A button, below these words where several messages have one; then the form that opens, where there is one to fill in. */
export async function pressLabelled(actor: Actor, event: ActOf<"press">, awaited: Search): Promise<void> {
  const { label, about = "", fields } = event;
  const isIt = ({ element }: PlacedElement) => stringIn(objectIn(element, "text"), "text") === label;
  const found = await awaited(() => buttonBelow(actor, about, isIt));
  if (!found) throw new Error(`No message has a button “${label}”.`);
  await actor.press(found.message, { label, blockId: found.blockId });
  if (!fields) return;
  fillIn(actor, fields);
  await submitAndLeave(actor);
}

/** By a command, then buttons of the view that it opens, then the form behind them, where there is one to fill in. */
export async function useWork(actor: Actor, { presses, fields }: ActOf<"use-work">): Promise<void> {
  await openByCommand(actor, "work");
  for (const label of presses) await actor.pressInView({ label });
  if (!fields) return;
  await actor.waitForView();
  fillIn(actor, fields);
  await submitAndLeave(actor);
}
