/** Fills what somebody is shown with words that stand nowhere else, as they would: each text field of a form with one of its own. */
import { isObject, type JsonObject, placedElements, type SandboxMessage, stringIn, type View } from "slack-sandbox";
import type { Person } from "../../src/people/people.ts";
import { type Offer, send } from "../platform/forging.ts";
import type { Run } from "../support/run.ts";

/** What stands in fields other than text, and in those that take no word of one's own; by their block. */
export type Fields = Readonly<Record<string, string | string[]>>;

export interface Filled {
  word: string;
  /** The way in, and the field in which it stands. */
  way: string;
  field: string;
}

const MOST_ATTEMPTS = 5;

/** One person who fills forms, from a press, a command or a shortcut to the end. */
export class Filling {
  readonly run: Run;
  readonly handle: string;
  readonly filled: Filled[] = [];
  /** Ways in that were taken: `submit request.decide_form`. */
  readonly taken = new Set<string>();

  constructor(run: Run, handle: string) {
    this.run = run;
    this.handle = handle;
  }

  get actor() {
    return this.run.as(this.handle);
  }

  word(way: string, field: string): string {
    const word = `Zx${String(this.filled.length + 1).padStart(3, "0")}q`;
    this.filled.push({ word, way, field });
    return word;
  }

  /** A press as in a message. */
  async press(id: string, value: string | object, { isOption = false } = {}): Promise<void> {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const chosen = isOption ? { type: "overflow", selected_option: { value: text } } : { type: "button", value: text };
    const action = { ...chosen, action_id: id, block_id: "b", action_ts: "1.1" };
    const offer: Offer = { kind: "press", id, by: this.handle, key: id, action, view: null, isHome: false };
    await send(this.run, offer, this.handle, this.handle);
    await this.run.settle();
  }

  async command(text: string): Promise<void> {
    this.taken.add(`command ${text.split(" ")[0]}`);
    await this.actor.command(`/drumbeat ${text}`);
    await this.run.settle();
  }

  /** Fills and sends the form that is open. */
  async submit(fields: Fields = {}, way?: string): Promise<void> {
    const view = this.view();
    const name = way ?? `submit ${view.callback_id}`;
    for (const { blockId, type, element, block } of placedElements(view.blocks)) {
      if (blockId in fields) this.actor.fill(blockId, fields[blockId] ?? "");
      else if (type === "plain_text_input") this.actor.fill(blockId, this.word(name, blockId));
      else if (block.dispatch_action !== true) this.choose(blockId, type, element);
    }
    await this.send(name);
    this.taken.add(`submit ${view.callback_id}`);
    while (this.actor.view()) await this.actor.closeView({ all: true });
    await this.run.settle();
  }

  /** As often as Slack has no answer: on a busy machine it may come late. */
  private async send(way: string): Promise<void> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const answer = await this.actor.submit();
      await this.run.settle();
      const refusal = JSON.stringify(this.actor.view()?.blocks.slice(0, 1) ?? "");
      if ("errors" in answer || refusal.includes("⚠")) throw new Error(`${way}: ${JSON.stringify(answer)} ${refusal}`);
      if (!("failed" in answer) || !this.actor.view()) return;
    }
    throw new Error(`${way} has no answer`);
  }

  async form(id: string, value: string | object, fields: Fields = {}, way?: string): Promise<void> {
    await this.press(id, value);
    await this.submit(fields, way);
  }

  /** Of a message that they wrote themselves. */
  async messageShortcut(id: string): Promise<void> {
    const own = this.actor.dm().find((message) => message.bot_id === undefined);
    if (!own) throw new Error("They wrote nothing");
    await this.actor.messageShortcut(id, own);
    this.taken.add(`shortcut ${id}`);
    await this.run.settle();
    await this.submit({}, `shortcut ${id}`);
  }

  /** An act on a track or a work request. */
  async act(act: string, id: string | undefined, fields: Fields = {}, what = ""): Promise<void> {
    await this.form(`work.act:${act}`, { act, id, what }, fields);
  }

  /** What is required and not chosen yet. */
  private choose(blockId: string, type: string, element: JsonObject): void {
    const [first] = Array.isArray(element.options) ? element.options.filter(isObject) : [];
    const value = stringIn(first ?? {}, "value");
    if (type === "datepicker" && !stringIn(element, "initial_date")) this.actor.fill(blockId, "2026-12-18");
    if ((type === "static_select" || type === "radio_buttons") && !element.initial_option && value)
      this.actor.fill(blockId, value);
    if (type === "checkboxes" && value) this.actor.fill(blockId, [value]);
  }

  private view(): View {
    const view = this.actor.view();
    if (view) return view;
    const said = this.actor.ephemerals().at(-1)?.text;
    throw new Error(`Nothing is open: ${said}`);
  }
}

/** Leads Atlas, sponsors Borea and is in its team, and is an admin. */
export interface Story {
  run: Run;
  zoe: Filling;
  me: Person;
  tom: Person;
  sofia: Person;
  lea: Person;
  /** Ids of the programs. */
  atlas: string;
  borea: string;
}

/** All that Slack shows of the app's messages now, with their files. */
export function shownInSlack({ sandbox }: Run): SandboxMessage[] {
  return sandbox.allMessages().filter((message) => message.bot_id !== undefined && message.ephemeral_to === undefined);
}
