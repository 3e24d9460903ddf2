/** What people do with tracks, under the rule of acts.ts. */
import { placedElements, stringIn } from "slack-sandbox";
import { expect } from "vitest";
import { stepIds } from "../../src/tracks/step-ids.ts";
import { tracksIds } from "../../src/tracks/tracks-screen.ts";
import { drumbeat } from "../support/drumbeat.ts";
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
export async function startInSlack(run: Run, who: string, template: string): Promise<void> {
  const actor = run.as(who);
  await modal(run, who, "/drumbeat tracks", { isLeftOpen: true });
  await actor.pressInView({ actionId: tracksIds.start });
  await actor.pressInView({ actionId: tracksIds.template, option: template });
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

/** In the message that brought it: that they have it, then that all is done that has to be. */
export async function finishStep(run: Run, who: string, title: string): Promise<void> {
  const actor = run.as(who);
  for (const actionId of [stepIds.accept, stepIds.done]) {
    const message = actor.dm().findLast(({ blocks }) => JSON.stringify(blocks).includes(title)) ?? expect.fail(title);
    const at = message.blocks?.findIndex((block) => JSON.stringify(block).includes(title)) ?? 0;
    const button = placedElements(message.blocks?.slice(at)).find((each) => each.actionId === actionId);
    await actor.press(message, { actionId, value: stringIn(button?.element ?? {}, "value") ?? "" });
    await run.to(new Date(Date.parse(run.clock.now()) + 60_000).toISOString());
  }
  actor.fill("checks", ["0"]);
  expect(await actor.submit()).toEqual({ closed: true });
  await run.settle();
}
