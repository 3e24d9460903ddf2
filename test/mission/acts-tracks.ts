/** What people do with tracks, under the rule of acts.ts. */
import { objectIn, objectsIn, placedElements, stringIn } from "slack-sandbox";
import { expect } from "vitest";
import { chooseTemplate } from "../../src/demo/track-acts.ts";
import { askIds } from "../../src/tracks/ask-form.ts";
import { stepIds } from "../../src/tracks/step-action-ids.ts";
import { tracksIds } from "../../src/tracks/tracks-screen.ts";
import { WELCOME_ACT } from "../../src/tracks/welcome.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { openHome } from "../support/home-tab.ts";
import { type Run, textOf } from "../support/run.ts";
import { modal, plain } from "./acts.ts";

/** By whoever runs it, on the server. */
export async function startByCommand(run: Run, template: string, program: string): Promise<void> {
  const env = { DATABASE_URL: run.location, DRUMBEAT_CLOCK_URL: run.sandbox.clockUrl };
  const { code, output } = await drumbeat(["track", "start", template, "--program", program], env);
  expect(code, output).toBe(0);
  await run.settle();
}

/** By whoever leads the program, in Slack. */
export async function startInSlack(run: Run, who: string, template: string, about?: string): Promise<void> {
  const actor = run.as(who);
  await modal(run, who, "/drumbeat tracks", { isLeftOpen: true });
  await actor.pressInView({ actionId: tracksIds.start });
  await chooseTemplate(actor, template);
  if (about) actor.fill("person", about);
  expect(await actor.submit()).toEqual({ closed: true });
  await actor.closeView({ all: true });
  await run.settle();
}

/** The steps of the first track of a program, as somebody reads them. */
export async function stepsSeenBy(run: Run, who: string, program: string): Promise<string> {
  await modal(run, who, `/drumbeat tracks ${program}`, { isLeftOpen: true });
  const first = placedElements(run.as(who).view()?.blocks ?? []).find(({ actionId }) =>
    actionId.startsWith(tracksIds.show),
  );
  await run.as(who).pressInView({ actionId: first?.actionId ?? "" });
  const seen = plain(textOf(await run.as(who).waitForView()));
  await run.as(who).closeView({ all: true });
  return seen.replaceAll("*", "");
}

/** Whether a message says that a step is theirs, and with which words. */
export function stepOf(run: Run, who: string, title: string): string {
  const found = run
    .as(who)
    .dm()
    .findLast((message) => textOf(message).includes(title));
  return found ? plain(textOf(found)) : "";
}

/** On the roles of their program: what one role is to give to another. */
export async function askRole(run: Run, who: string, asked: { from: string; what: string; to: string }): Promise<void> {
  const actor = run.as(who);
  await modal(run, who, "/drumbeat roles loyalty", { isLeftOpen: true });
  await actor.pressInView({ actionId: askIds.ask });
  await actor.pressInView({ blockId: "from", option: asked.from });
  for (const [field, value] of Object.entries({ what: asked.what, to: asked.to })) actor.fill(field, value);
  expect(await actor.submit()).toHaveProperty("updated");
  await actor.closeView({ all: true });
  await run.settle();
}

/** Below the words, in the last message with them. */
export async function pressAt(run: Run, who: string, words: string, actionId: string): Promise<void> {
  const holds = (of: unknown) => JSON.stringify(of).includes(words);
  const message =
    run
      .as(who)
      .dm()
      .findLast(({ blocks }) => holds(blocks)) ?? expect.fail(words);
  const below = message.blocks?.slice(message.blocks.findIndex(holds));
  const button = placedElements(below).find((each) => each.actionId === actionId);
  await run.as(who).press(message, { actionId, value: stringIn(button?.element ?? {}, "value") ?? "" });
}

/** In the step in which they say who takes what; left out, as proposed. */
export async function proposeHeirs(run: Run, who: string, heirs: readonly string[] = []): Promise<void> {
  const actor = run.as(who);
  const message = actor.dm().findLast(({ blocks }) => JSON.stringify(blocks).includes(stepIds.heirs));
  await actor.press(message ?? expect.fail(who), { actionId: stepIds.heirs });
  for (const [at, heir] of heirs.entries()) actor.fill(String(at), heir);
  expect(await actor.submit()).toEqual({ closed: true });
  await run.to(new Date(Date.parse(run.clock.now()) + 60_000).toISOString());
}

/** With a reason, in the message that asks them. `as`: what they were asked for. */
export async function declineStep(
  run: Run,
  who: string,
  title: string,
  reason: string,
  as: "decline" | "notMe" = "decline",
): Promise<void> {
  const actor = run.as(who);
  await pressAt(run, who, title, stepIds[as]);
  actor.fill("words", reason);
  expect(await actor.submit()).toEqual({ closed: true });
  await run.settle();
}

/** In the message that brought it, that they have it; then, there or on its last day, that all is done that has to be. */
export async function finishStep(run: Run, who: string, title: string, note = ""): Promise<void> {
  const actor = run.as(who);
  const last = actor.dm().findLast(({ blocks }) => JSON.stringify(blocks).includes(title));
  const isToAccept = JSON.stringify(last?.blocks).includes(stepIds.accept);
  for (const actionId of [...(isToAccept ? [stepIds.accept] : []), stepIds.done]) {
    await pressAt(run, who, title, actionId);
    await run.to(new Date(Date.parse(run.clock.now()) + 60_000).toISOString());
  }
  const checks = placedElements((await actor.waitForView()).blocks).find(({ blockId }) => blockId === "checks");
  const all = objectsIn(checks?.element ?? {}, "options").map((option) => stringIn(option, "value") ?? "");
  if (checks) actor.fill("checks", all);
  if (note !== "") actor.fill("words", note);
  expect(await actor.submit()).toEqual({ closed: true });
  await run.settle();
}

/** To another day, with a reason: what the form says that it moves, before it is saved. */
export async function moveStep(run: Run, who: string, title: string, to: string, why: string): Promise<string> {
  const actor = run.as(who);
  await pressAt(run, who, title, stepIds.move);
  actor.fill("to", to);
  actor.fill("words", why);
  await actor.submit();
  const effect = plain(textOf(await actor.waitForView()));
  expect(await actor.submit()).toEqual({ closed: true });
  await run.settle();
  return effect;
}

/** On Home, of whoever is new in a program of theirs. */
export async function welcomesOffered(run: Run, who: string): Promise<string[]> {
  await openHome(run, who);
  const buttons = placedElements(run.as(who).home()?.blocks ?? []).filter(({ actionId }) => actionId === WELCOME_ACT);
  return buttons.map(({ element }) => plain(stringIn(objectIn(element, "text") ?? {}, "text") ?? ""));
}

/** In one press. */
export async function welcome(run: Run, who: string, name: string): Promise<void> {
  await openHome(run, who);
  const buttons = placedElements(run.as(who).home()?.blocks ?? []);
  const start = buttons.find(
    ({ actionId, element }) => actionId === WELCOME_ACT && JSON.stringify(element).includes(name),
  );
  await run.as(who).pressInHome({ actionId: WELCOME_ACT, value: stringIn(start?.element ?? {}, "value") ?? "" });
  await run.settle();
  while (run.as(who).view()) await run.as(who).closeView();
}
