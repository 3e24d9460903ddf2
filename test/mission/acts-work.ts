/** What people do with work requests, under the rule of acts.ts. */
import { placedElements, stringIn } from "slack-sandbox";
import { expect } from "vitest";
import { stepIds } from "../../src/tracks/step-action-ids.ts";
import { workIds } from "../../src/tracks/work/action-ids.ts";
import { type Run, textOf } from "../support/run.ts";
import { modal, plain } from "./acts.ts";
import { pressAt } from "./acts-tracks.ts";

async function submitted(run: Run, who: string, fields: Record<string, string | string[]>): Promise<void> {
  const actor = run.as(who);
  for (const [field, value] of Object.entries(fields)) actor.fill(field, value);
  expect(await actor.submit()).not.toHaveProperty("errors");
  if (actor.view()) await actor.closeView({ all: true });
  await run.settle();
}

/** By whoever leads: from anybody. */
export async function takeRequests(run: Run, who: string, ...types: string[]): Promise<void> {
  await modal(run, who, "/drumbeat work", { isLeftOpen: true });
  await run.as(who).pressInView({ actionId: `${workIds.act}:take` });
  await submitted(run, who, { types });
}

/** By the command, from whoever it is. */
export async function ask(run: Run, who: string, answers: Record<string, string>): Promise<void> {
  await modal(run, who, "/drumbeat work", { isLeftOpen: true });
  await run.as(who).pressInView({ actionId: workIds.ask });
  await submitted(run, who, asFields(answers));
}

function asFields(answers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(answers).map(([key, answer]) => [`field:${key}`, answer]));
}

/** What their newest message about it says now. */
export function card(run: Run, who: string, title: string): string {
  const found = run
    .as(who)
    .dm()
    .findLast((message) => textOf(message).includes(`*${title}* ·`));
  return found ? plain(textOf(found)).replaceAll("*", "") : "";
}

/** What somebody who asked sees after one press; whoever leads sees the board too. */
export async function requestsSeenBy(run: Run, who: string): Promise<string> {
  return seenBy(run, who, "/drumbeat work");
}

/** How long each step takes, of whoever leads. */
export async function timesSeenBy(run: Run, who: string): Promise<string> {
  await modal(run, who, "/drumbeat work", { isLeftOpen: true });
  const { program_id: id } = await run.db.selectFrom("work_request").select("program_id").executeTakeFirstOrThrow();
  const option = JSON.stringify({ act: "times", id, what: "" });
  await run.as(who).pressInView({ actionId: `${workIds.act}:menu`, option });
  const seen = plain(textOf(await run.as(who).waitForView()));
  await run.as(who).closeView({ all: true });
  return seen;
}

/** Who does what. */
export async function raciSeenBy(run: Run, who: string): Promise<string> {
  return seenBy(run, who, "/drumbeat raci");
}

async function seenBy(run: Run, who: string, command: string): Promise<string> {
  await modal(run, who, command, { isLeftOpen: true });
  const seen = plain(textOf(await run.as(who).waitForView())).replaceAll("*", "");
  await run.as(who).closeView({ all: true });
  return seen;
}

/** Whoever has a step says what it lacks. `from`: the step that it goes back to; left out: the requester. */
export async function missing(run: Run, who: string, title: string, what: string, from = "requester"): Promise<void> {
  await pressAt(run, who, title, stepIds.missing);
  await submitted(run, who, { choice: from, words: what });
}

export async function addMissing(run: Run, who: string, answers: Record<string, string>): Promise<void> {
  await pressAt(run, who, "Loyalty", workIds.add);
  await submitted(run, who, asFields(answers));
}

/** In the list of whoever leads. */
export async function begin(run: Run, who: string, title: string): Promise<void> {
  const actor = run.as(who);
  await modal(run, who, "/drumbeat work", { isLeftOpen: true });
  const { blocks } = await actor.waitForView();
  const at = blocks.findIndex((block) => JSON.stringify(block).includes(title));
  const actionId = `${workIds.act}:start`;
  const start = placedElements(blocks.slice(at)).find((each) => each.actionId === actionId);
  await actor.pressInView({ actionId, value: stringIn(start?.element ?? {}, "value") ?? "" });
  await actor.closeView({ all: true });
  await run.settle();
}

/** Whoever answers for a step that somebody has done. */
export async function approve(run: Run, who: string, title: string): Promise<void> {
  await pressAt(run, who, title, stepIds.approve);
  await run.settle();
}

export async function sendBack(run: Run, who: string, title: string, reason: string): Promise<void> {
  await pressAt(run, who, title, stepIds.refuse);
  await submitted(run, who, { words: reason });
}

export async function object(run: Run, who: string, title: string, words: string): Promise<void> {
  await pressAt(run, who, title, `${workIds.act}:object`);
  await submitted(run, who, { line: words });
}
