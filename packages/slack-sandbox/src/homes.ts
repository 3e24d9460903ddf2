import { randomBytes } from "node:crypto";
import { areBlocks, completeBlocks, problemsInHome } from "./block-kit.ts";
import { SlackError } from "./failures.ts";
import type { Files } from "./files.ts";
import { valuesOf } from "./inputs.ts";
import { isObject, type Json, type JsonObject, stringIn } from "./json.ts";
import { VIEW_LIMITS } from "./limits.ts";
import { worded } from "./shapes.ts";
import type { View } from "./views.ts";
import type { Block, Workspace } from "./workspace.ts";

type HomeDefinition = Pick<View, "blocks" | "private_metadata" | "callback_id" | "external_id">;

/** Throws view_too_large, or invalid_arguments with what is wrong where. */
export function readHome(files: Files, json: Json): HomeDefinition {
  if (Buffer.byteLength(JSON.stringify(json)) > VIEW_LIMITS.bytes) throw new SlackError("view_too_large");
  const pictures = isObject(json) ? files.problemsIn(json.blocks ?? null, "/view/blocks") : [];
  const problems = [...problemsInHome(json), ...pictures];
  if (problems.length > 0)
    throw new SlackError("invalid_arguments", {
      response_metadata: { messages: worded(problems).map((message) => `[ERROR] ${message}`) },
    });
  if (!isObject(json) || !areBlocks(json.blocks)) throw new Error("A view without problems has a shape.");
  return {
    blocks: json.blocks,
    private_metadata: stringIn(json, "private_metadata") ?? "",
    callback_id: stringIn(json, "callback_id") ?? "",
    external_id: stringIn(json, "external_id") ?? "",
  };
}

/** The Home tab of the app, one for each person it was published for. */
export class Homes {
  readonly #homes = new Map<string, View>();
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  of(userId: string): View | null {
    return this.#homes.get(userId) ?? null;
  }

  /** Throws hash_conflict when `hash` is not the present one. */
  publish(userId: string, definition: HomeDefinition, hash?: string): View {
    const before = this.of(userId);
    if (hash !== undefined && before && hash !== before.hash) throw new SlackError("hash_conflict");
    const blocks: Block[] = completeBlocks(definition.blocks, () => this.#workspace.nextId("b"));
    const id = before?.id ?? this.#workspace.nextId("V");
    const view: View = {
      ...definition,
      blocks,
      id,
      type: "home",
      state: { values: valuesOf(blocks, before?.state.values) },
      hash: `${this.#workspace.nextTs()}.${randomBytes(4).toString("hex")}`,
      title: { type: "plain_text", text: "View Title", emoji: true },
      submit: null,
      close: null,
      clear_on_close: false,
      notify_on_close: false,
      submit_disabled: false,
      root_view_id: id,
      previous_view_id: null,
      team_id: this.#workspace.team.id,
      app_id: this.#workspace.appId,
      app_installed_team_id: this.#workspace.team.id,
      bot_id: this.#workspace.botUserId,
    };
    this.#homes.set(userId, view);
    return view;
  }

  /** A person chose something: no new hash. */
  setState(userId: string, view: View, blockId: string, actionId: string, state: JsonObject): View {
    const values = { ...view.state.values, [blockId]: { ...view.state.values[blockId], [actionId]: state } };
    const changed = { ...view, state: { values } };
    this.#homes.set(userId, changed);
    return changed;
  }
}
