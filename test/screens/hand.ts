/** What people of the pictures do besides what is shown. */
import { type Actor, type InputValue, messageAsText, type SandboxMessage } from "slack-sandbox";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit, openCheckIn } from "../../src/demo/answer-check-in.ts";
import { cadenceRef } from "../../src/demo/player.ts";
import type { SandboxRun } from "../../src/demo/sandbox-run.ts";
import type { Scenario } from "../../src/demo/scenario.ts";

const PATIENCE_MS = 30_000;

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

  /** The last message of the app to somebody, or the last that has these words, outside threads. */
  last(handle: string, words = ""): SandboxMessage {
    const found = this.#as(handle)
      .dm()
      .filter(({ bot_id, thread_ts }) => bot_id !== undefined && thread_ts === undefined)
      .findLast((message) => messageAsText(message).includes(words));
    if (!found) throw new Error(`Nothing about “${words}” was sent to ${handle}.`);
    return found;
  }

  /** A message as it reads now. */
  now(handle: string, { ts }: SandboxMessage): SandboxMessage {
    const found = this.#as(handle)
      .dm()
      .find((message) => message.ts === ts);
    if (!found) throw new Error(`The message to ${handle} is gone.`);
    return found;
  }

  async open(handle: string, cadence: string): Promise<void> {
    await openCheckIn(this.#as(handle), cadenceRef(this.#scenario, handle, cadence));
  }

  async answer(handle: string, cadence: string, answers: Answers): Promise<void> {
    await this.open(handle, cadence);
    await this.fill(handle, cadence, answers);
  }

  async fill(handle: string, cadence: string, answers: Answers): Promise<void> {
    const { questions } = cadenceRef(this.#scenario, handle, cadence).cadence;
    await fillAndSubmit(this.#as(handle), questions, answers);
    await this.wait();
  }

  fillIn(handle: string, fields: Readonly<Record<string, InputValue>>): void {
    for (const [field, value] of Object.entries(fields)) this.#as(handle).fill(field, value);
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

  /** What this person alone is shown once they have done it, however much later. */
  async shownAfter(handle: string, act: () => Promise<unknown>): Promise<SandboxMessage> {
    const shown = () => this.#as(handle).ephemerals();
    const before = shown().length;
    await act();
    await until(() => shown().length > before);
    const last = shown().at(-1);
    if (!last) throw new Error("Nothing was shown.");
    return last;
  }

  #as(handle: string): Actor {
    return this.#run.sandbox.as(handle);
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > end) throw new Error("It did not come.");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
