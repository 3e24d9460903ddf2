/** What people of the pictures do besides what is shown. */

import type { Browser } from "playwright-core";
import {
  type Actor,
  type InputValue,
  type JsonObject,
  messageAsText,
  offeredOptions,
  type PressedAction,
  placedElements,
  type SandboxMessage,
  stringIn,
} from "slack-sandbox";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit, findPrompt, openCheckIn } from "../../src/demo/answering.ts";
import { knownCadence } from "../../src/demo/player.ts";
import type { Scenario } from "../../src/demo/scenario.ts";
import type { Language } from "./pictures.ts";
import type { SandboxRun } from "./story.ts";

export interface Target {
  browser: Browser;
  folder: string;
  language: Language;
}

const PATIENCE_MS = 5000;

export class Hand {
  readonly #run: SandboxRun;
  readonly #scenario: Scenario;

  constructor(run: SandboxRun, scenario: Scenario) {
    this.#run = run;
    this.#scenario = scenario;
  }

  /** A minute, in which whatever was put into the outbox is sent. */
  async wait(): Promise<void> {
    const { clock } = this.#run;
    await clock.settle();
    await clock.advanceTo(new Date(Date.parse(clock.now()) + 60_000).toISOString());
  }

  to(at: string): Promise<void> {
    return this.#run.clock.advanceTo(new Date(at).toISOString());
  }

  /** To this time on the clocks of the people of the story. */
  toLocal(at: string): Promise<void> {
    const [zone] = this.#scenario.people.map(({ tz }) => tz);
    return this.to(
      Temporal.PlainDateTime.from(at)
        .toZonedDateTime(zone ?? "UTC")
        .toInstant()
        .toString(),
    );
  }

  /** What a command answers. */
  async command(handle: string, line: string): Promise<SandboxMessage> {
    const { response } = await this.#as(handle).command(line);
    if (!response) throw new Error(`${line} has no answer.`);
    return response;
  }

  /** The last message of the app to somebody, outside threads. */
  last(handle: string): SandboxMessage {
    const last = this.#as(handle)
      .dm()
      .findLast(({ bot_id, thread_ts }) => bot_id !== undefined && thread_ts === undefined);
    if (!last) throw new Error(`Nothing was sent to ${handle}.`);
    return last;
  }

  /** The last message of the app to somebody that has these words, outside threads. */
  about(handle: string, words: string): SandboxMessage {
    const found = this.#as(handle)
      .dm()
      .filter(({ bot_id, thread_ts }) => bot_id !== undefined && thread_ts === undefined)
      .findLast((message) => messageAsText(message).includes(words));
    if (!found) throw new Error(`Nothing about “${words}” was sent to ${handle}.`);
    return found;
  }

  /** What hangs on a message. */
  replies(handle: string, { ts }: SandboxMessage): SandboxMessage[] {
    return this.#as(handle)
      .dm()
      .filter((message) => message.thread_ts === ts && message.ts !== ts);
  }

  /** A message as it reads now. */
  now(handle: string, { ts }: SandboxMessage): SandboxMessage {
    const found = this.#as(handle)
      .dm()
      .find((message) => message.ts === ts);
    if (!found) throw new Error(`The message to ${handle} is gone.`);
    return found;
  }

  prompt(handle: string, cadence: string): SandboxMessage {
    const prompt = findPrompt(this.#as(handle), knownCadence(this.#scenario, handle, cadence));
    if (!prompt) throw new Error(`${handle} is not asked ${cadence}.`);
    return prompt;
  }

  async open(handle: string, cadence: string): Promise<void> {
    await openCheckIn(this.#as(handle), knownCadence(this.#scenario, handle, cadence));
  }

  async answer(handle: string, cadence: string, answers: Answers): Promise<void> {
    await this.open(handle, cadence);
    await this.fill(handle, cadence, answers);
  }

  async fill(handle: string, cadence: string, answers: Answers): Promise<void> {
    const { questions } = knownCadence(this.#scenario, handle, cadence).cadence;
    await fillAndSubmit(this.#as(handle), questions, answers);
    await this.wait();
  }

  async pressFirstInView(handle: string, label: string): Promise<void> {
    const actor = this.#as(handle);
    const view = await actor.waitForView();
    const button = placedElements(view.blocks).find(({ element }) => JSON.stringify(element).includes(label));
    if (!button) throw new Error(`There is no button “${label}”.`);
    await actor.pressInView({ blockId: button.blockId, actionId: button.actionId });
  }

  /** The first whose action begins so; `beside`: words of the element, or of the block in which it stands. */
  async pressInView(handle: string, action: string, beside = ""): Promise<void> {
    await this.#as(handle).pressInView(await this.#inView(handle, action, beside));
    await this.#as(handle).waitForView();
  }

  /** In the first of these menus that has it, the option whose value begins so. */
  async optionInView(handle: string, action: string, value: string): Promise<PressedAction> {
    const { element, ...place } = await this.#inView(handle, action, `"${value}`);
    const option = valuesOf(element).find((one) => one.startsWith(value));
    return { ...place, ...(option !== undefined && { option }) };
  }

  /** What can be chosen in a field. */
  async valuesInView(handle: string, block: string): Promise<string[]> {
    const { blocks } = await this.#as(handle).waitForView();
    return placedElements(blocks).flatMap(({ blockId, element }) => (blockId === block ? valuesOf(element) : []));
  }

  async #inView(handle: string, action: string, beside: string) {
    const { blocks } = await this.#as(handle).waitForView();
    const found = placedElements(blocks).find(
      ({ actionId, block, element }) =>
        actionId.startsWith(action) &&
        [stringIn(element, "value"), JSON.stringify(block)].some((words) => words?.includes(beside)),
    );
    if (!found) throw new Error(`${handle} sees nothing of ${action} beside “${beside}”.`);
    return { actionId: found.actionId, blockId: found.blockId, element: found.element };
  }

  fillIn(handle: string, fields: Readonly<Record<string, InputValue>>): void {
    for (const [field, value] of Object.entries(fields)) this.#as(handle).fill(field, value);
  }

  /** All that is open. */
  async close(handle: string): Promise<void> {
    if (this.#as(handle).view()) await this.#as(handle).closeView({ all: true });
  }

  async openHome(handle: string): Promise<void> {
    const actor = this.#as(handle);
    const before = actor.home()?.hash;
    await actor.openHome();
    await until(() => actor.home() !== null && actor.home()?.hash !== before);
  }

  /** The primary owner makes this person an admin of the app. */
  async nameAdmin(handle: string): Promise<void> {
    const owner = this.#as(this.#run.sandbox.primaryOwner);
    await owner.command("/drumbeat admin");
    await owner.waitForView();
    owner.fill("admins", [handle]);
    await this.save(this.#run.sandbox.primaryOwner);
  }

  /** Submits a form that says at the end what it did, and closes that. */
  async save(handle: string): Promise<void> {
    const result = await this.#as(handle).submit();
    if ("errors" in result) throw new Error(`The form was not taken: ${JSON.stringify(result)}`);
    if (!("closed" in result)) await this.#as(handle).closeView({ all: true });
  }

  /** A command that opens a modal. */
  async openBy(handle: string, line: string): Promise<void> {
    await this.#as(handle).command(line);
    await this.#as(handle).waitForView();
  }

  /** Adds to the record, and closes what is shown of it. */
  async record(handle: string, line: string, fields: Record<string, string>): Promise<void> {
    await this.openBy(handle, line);
    this.fillIn(handle, fields);
    await this.save(handle);
    await this.wait();
  }

  /** The value of an option in the menu of the first program on a lead's Home that has it. */
  cardOption(handle: string, choice: "preview" | "coming"): string {
    const [, option] = new RegExp(`"(${choice}:[^"]+)"`).exec(JSON.stringify(this.#as(handle).home()?.blocks)) ?? [];
    if (!option) throw new Error(`${handle} has no program with ${choice}.`);
    return option;
  }

  /** The foot of the first digest in what comes in a program. */
  card(handle: string): string {
    const view = this.#as(handle).view();
    const foot = view && placedElements(view.blocks).find(({ blockId }) => blockId.startsWith("card:"));
    if (!foot) throw new Error(`${handle} has no digest to come.`);
    return foot.blockId;
  }

  channelId(name: string): string {
    const channel = [...this.#run.sandbox.slack.workspace.channels.values()].find((each) => each.name === name);
    if (!channel) throw new Error(`There is no channel ${name}.`);
    return channel.id;
  }

  /** The last line that this person alone was told. */
  async nextEphemeral(handle: string): Promise<SandboxMessage> {
    const actor = this.#as(handle);
    await until(() => actor.ephemerals().length > 0);
    const [told] = actor.ephemerals().slice(-1);
    if (!told) throw new Error("Nothing was said.");
    return told;
  }

  /** The line that tells somebody that this is not theirs to do. */
  async refused(handle: string, line: string): Promise<SandboxMessage> {
    const actor = this.#as(handle);
    const { response } = await actor.command(line);
    return response ?? this.nextEphemeral(handle);
  }

  #as(handle: string): Actor {
    return this.#run.sandbox.as(handle);
  }
}

function valuesOf(element: JsonObject): string[] {
  return offeredOptions(element).flatMap((option) => stringIn(option, "value") ?? []);
}

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > end) throw new Error("It did not come.");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
