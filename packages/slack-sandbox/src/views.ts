import { randomBytes } from "node:crypto";
import { areBlocks, completeBlocks, problemsInView } from "./block-kit.ts";
import { SlackError } from "./failures.ts";
import type { Files } from "./files.ts";
import { type Values, valuesOf } from "./inputs.ts";
import { isObject, isTrue, type Json, type JsonObject, objectIn, stringIn } from "./json.ts";
import { VIEW_LIMITS } from "./limits.ts";
import { worded } from "./shapes.ts";
import type { Block, Workspace } from "./workspace.ts";

/** A modal as it is open in front of a person, or their Home of the app, named as in Slack's payloads. */
export interface View {
  id: string;
  team_id: string;
  type: "modal" | "home";
  blocks: Block[];
  private_metadata: string;
  callback_id: string;
  external_id: string;
  state: { values: Values };
  hash: string;
  title: JsonObject;
  submit: JsonObject | null;
  close: JsonObject | null;
  clear_on_close: boolean;
  notify_on_close: boolean;
  submit_disabled: boolean;
  root_view_id: string;
  previous_view_id: string | null;
  app_id: string;
  app_installed_team_id: string;
  bot_id: string;
}

export type ViewDefinition = Pick<
  View,
  | "blocks"
  | "private_metadata"
  | "callback_id"
  | "external_id"
  | "title"
  | "submit"
  | "close"
  | "clear_on_close"
  | "notify_on_close"
  | "submit_disabled"
>;

/** Throws view_too_large, or invalid_arguments with what is wrong where. */
export function readView(files: Files, json: Json): ViewDefinition {
  if (Buffer.byteLength(JSON.stringify(json)) > VIEW_LIMITS.bytes) throw new SlackError("view_too_large");
  const pictures = isObject(json) ? files.problemsIn(json.blocks ?? null, "/view/blocks") : [];
  const problems = [...problemsInView(json), ...pictures];
  if (problems.length > 0)
    throw new SlackError("invalid_arguments", {
      response_metadata: { messages: worded(problems).map((message) => `[ERROR] ${message}`) },
    });
  const title = isObject(json) ? objectIn(json, "title") : undefined;
  if (!isObject(json) || !title || !areBlocks(json.blocks)) throw new Error("A view without problems has a shape.");
  return {
    blocks: json.blocks,
    title,
    submit: objectIn(json, "submit") ?? null,
    close: objectIn(json, "close") ?? null,
    private_metadata: stringIn(json, "private_metadata") ?? "",
    callback_id: stringIn(json, "callback_id") ?? "",
    external_id: stringIn(json, "external_id") ?? "",
    clear_on_close: isTrue(json, "clear_on_close"),
    notify_on_close: isTrue(json, "notify_on_close"),
    submit_disabled: isTrue(json, "submit_disabled"),
  };
}

/** The modals open in front of each person, the newest on top. */
export class Views {
  readonly #stacks = new Map<string, View[]>();
  readonly #waiting = new Set<{ userId: string; changed: () => void }>();
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  top(userId: string): View | null {
    return this.#stacks.get(userId)?.at(-1) ?? null;
  }

  bottom(userId: string): View | null {
    return this.#stacks.get(userId)?.at(0) ?? null;
  }

  /** All that are open in front of this person, the newest last. */
  stack(userId: string): readonly View[] {
    return this.#stacks.get(userId) ?? [];
  }

  find(viewId: string): { view: View; userId: string } | undefined {
    for (const [userId, stack] of this.#stacks)
      for (const view of stack) if (view.id === viewId) return { view, userId };
    return undefined;
  }

  findByExternalId(externalId: string): { view: View; userId: string } | undefined {
    for (const [userId, stack] of this.#stacks)
      for (const view of stack) if (view.external_id === externalId) return { view, userId };
    return undefined;
  }

  /** What was open before in front of this person goes. */
  open(userId: string, definition: ViewDefinition): View {
    this.#refuseSameExternalId(definition);
    const view = this.#make(definition, null);
    this.#stacks.set(userId, [view]);
    return this.#changed(userId, view);
  }

  /** Throws not_found when the view it comes from is closed, push_limit_reached above three views. */
  push(userId: string, fromViewId: string, definition: ViewDefinition): View {
    const stack = this.#stacks.get(userId) ?? [];
    if (stack.at(-1)?.id !== fromViewId) throw new SlackError("not_found");
    if (stack.length >= VIEW_LIMITS.stack) throw new SlackError("push_limit_reached");
    this.#refuseSameExternalId(definition);
    const view = this.#make(definition, stack.at(-1) ?? null);
    stack.push(view);
    return this.#changed(userId, view);
  }

  /** Keeps what was typed where block_id and action_id stay. Throws hash_conflict when `hash` is not the present one. */
  update({ view, userId }: { view: View; userId: string }, definition: ViewDefinition, hash?: string): View {
    if (hash !== undefined && hash !== view.hash) throw new SlackError("hash_conflict");
    if (definition.external_id !== view.external_id) this.#refuseSameExternalId(definition);
    const blocks = completeBlocks(definition.blocks, () => this.#workspace.nextId("b"));
    const updated: View = {
      ...view,
      ...definition,
      blocks,
      state: { values: valuesOf(blocks, view.state.values) },
      hash: this.#nextHash(),
    };
    return this.#replace(userId, view, updated);
  }

  /** A person typed or chose something: no new hash. */
  setState(userId: string, view: View, blockId: string, actionId: string, state: JsonObject): View {
    const values = { ...view.state.values, [blockId]: { ...view.state.values[blockId], [actionId]: state } };
    return this.#replace(userId, view, { ...view, state: { values } });
  }

  /** Closes the view and what lies on it; the one below shows again. */
  close(userId: string, viewId: string): void {
    const stack = this.#stacks.get(userId) ?? [];
    const index = stack.findIndex((view) => view.id === viewId);
    if (index >= 0) stack.splice(index);
    if (stack.length === 0) this.#stacks.delete(userId);
    this.#changed(userId, null);
  }

  clear(userId: string): void {
    this.#stacks.delete(userId);
    this.#changed(userId, null);
  }

  /** Resolves at the next change of what is open in front of this person. */
  nextChange(userId: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add({ userId, changed: resolve });
    });
  }

  #make(definition: ViewDefinition, below: View | null): View {
    const id = this.#workspace.nextId("V");
    const blocks = completeBlocks(definition.blocks, () => this.#workspace.nextId("b"));
    return {
      ...definition,
      id,
      type: "modal",
      blocks,
      state: { values: valuesOf(blocks) },
      hash: this.#nextHash(),
      root_view_id: below?.root_view_id ?? id,
      previous_view_id: below?.id ?? null,
      team_id: this.#workspace.team.id,
      app_id: this.#workspace.appId,
      app_installed_team_id: this.#workspace.team.id,
      bot_id: this.#workspace.botId,
    };
  }

  #replace(userId: string, view: View, by: View): View {
    const stack = this.#stacks.get(userId) ?? [];
    this.#stacks.set(
      userId,
      stack.map((each) => (each.id === view.id ? by : each)),
    );
    return this.#changed(userId, by);
  }

  #changed<Result extends View | null>(userId: string, result: Result): Result {
    for (const waiting of this.#waiting) {
      if (waiting.userId !== userId) continue;
      this.#waiting.delete(waiting);
      waiting.changed();
    }
    return result;
  }

  #refuseSameExternalId({ external_id }: ViewDefinition): void {
    if (external_id && this.findByExternalId(external_id)) throw new SlackError("duplicate_external_id");
  }

  #nextHash(): string {
    return `${this.#workspace.nowSeconds()}.${randomBytes(4).toString("hex")}`;
  }
}
