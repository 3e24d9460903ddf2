/**
 * Schemas of Slack's interaction payloads, as far as we use them. Members other than actor, place and target may be
 * missing or null and get defaults, so that every act is answered. Sources: @slack/bolt's payload types;
 * slackapi/java-slack-sdk, json-logs/samples/app-backend.
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";

const text = z
  .string()
  .nullish()
  .transform((given) => given ?? "");
const id = z
  .string()
  .nullish()
  .transform((given) => given ?? null);
/** Acts are identified by trigger; without one, the act is unique. */
const trigger = z
  .string()
  .nullish()
  .transform((given) => given ?? `none:${randomUUID()}`);
const state = z
  .object({ values: z.unknown() })
  .nullish()
  .transform((given) => given?.values ?? {});
const label = z.object({ text });

const button = label.nullish().transform((given) => (given?.text ? given : null));

const viewParts = {
  id: z.string(),
  /** JSON that we wrote ourselves. */
  private_metadata: text.transform((given) => given || "{}"),
  previous_view_id: id,
  root_view_id: id,
  state,
};

const formParts = {
  callback_id: text,
  title: label.nullish().transform((given) => ({ text: given?.text || "Drumbeat" })),
  submit: button,
  close: button,
  blocks: z
    .array(z.looseObject({ type: z.string(), block_id: z.string().optional() }))
    .nullish()
    .transform((given) => given ?? []),
};

const pressedElement = z.object({
  action_id: text,
  value: id,
  selected_option: z.object({ value: text }).nullish(),
  selected_options: z.array(z.object({ value: text })).nullish(),
});

/** `actions`: the first of them, and Slack sends no more. */
export const pressBody = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: trigger,
  response_url: id,
  container: z.object({ message_ts: id, channel_id: id }).nullish(),
  view: z.object({ ...viewParts, type: z.string(), callback_id: text, hash: text }).nullish(),
  state,
  actions: z.array(pressedElement).transform(([first]) => ({
    id: first?.action_id ?? "",
    value: first?.value ?? first?.selected_option?.value ?? "",
    chosen: (first?.selected_options ?? []).map(({ value }) => value),
  })),
});

export interface PressedModal {
  id: string;
  callbackId: string;
  privateMetadata: string;
}

/** The modal that was pressed in; null: a message or Home. */
export function pressedModal({ view }: z.infer<typeof pressBody>): PressedModal | null {
  if (view?.type !== "modal") return null;
  return { id: view.id, callbackId: view.callback_id, privateMetadata: view.private_metadata };
}

/** `pressed`: the modal of the button; `below`: ids of those under a form that was submitted. */
export interface ModalsActedIn {
  pressed: PressedModal | null;
  below: readonly string[];
}

export const submitBody = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: trigger,
  view: z.object({ ...viewParts, ...formParts }),
});

/** Ids of the modals under a form. */
export function modalsBelow({ id, previous_view_id, root_view_id }: z.infer<typeof submitBody>["view"]): string[] {
  return [...new Set([previous_view_id, root_view_id])].flatMap((below) =>
    below === null || below === id ? [] : below,
  );
}

/** A press in Home, for reporting a failure. */
export const pressedHome = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  view: z.object({ type: z.literal("home") }),
});

/** A press in a modal, for reporting a failure. */
export const openModal = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({ ...formParts, id: z.string(), type: z.literal("modal"), private_metadata: text }),
});
export type OpenForm = Omit<z.infer<typeof openModal>["view"], "type">;

export const commandBody = z.object({ user_id: z.string(), trigger_id: trigger, text });

export const shortcutBody = z.object({ user: z.object({ id: z.string() }), trigger_id: trigger });

export const messageShortcutBody = shortcutBody.extend({
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), thread_ts: id, user: id, text }),
});

/** Where, and to whom, to report a failure. */
export const failurePlace = z.object({
  response_url: z.string(),
  user: z.object({ id: z.string() }).nullish(),
  user_id: id,
});
