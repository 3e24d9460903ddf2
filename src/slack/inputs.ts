/** Input fields of modals, and their values. */
import type { InputBlock, InputBlockElement, PlainTextOption } from "@slack/types";
import { z } from "zod";
import { cutText, withoutInvisible } from "../platform/texts/display.ts";
import type { LocalDate } from "../platform/time.ts";
import { plain, shortenEscaped } from "./blocks.ts";
import { BLOCK_LIMITS, ELEMENT_LIMITS } from "./limits.ts";

/** Action id of elements that do not dispatch. */
const VALUE = "value";

interface FieldOptions {
  isOptional?: boolean;
  hint?: string | undefined;
  /** Dispatches each choice under this action id. */
  actionId?: string;
}

interface TextOptions extends FieldOptions {
  initial?: string | undefined;
  isLong?: boolean;
  max?: number;
  placeholder?: string;
}

export function textField(blockId: string, label: string, options: TextOptions = {}): InputBlock {
  const { initial, isLong, max = ELEMENT_LIMITS.plainTextInput, placeholder } = options;
  return field(blockId, label, options, (action_id) => ({
    type: "plain_text_input",
    action_id,
    max_length: max,
    ...(isLong && { multiline: true }),
    ...(initial && { initial_value: cutText(initial, max) }),
    ...(placeholder && { placeholder: plain(shortenEscaped(placeholder, ELEMENT_LIMITS.placeholder)) }),
  }));
}

export interface OptionGroup {
  label: string;
  options: PlainTextOption[];
}

/** One of a list; `initial` is the value of an option. */
export function selectField(
  blockId: string,
  label: string,
  offered: PlainTextOption[] | OptionGroup[],
  options: FieldOptions & { initial?: string | undefined; placeholder?: string } = {},
): InputBlock {
  const groups = offered.filter((each): each is OptionGroup => "options" in each);
  const single = offered.filter((each): each is PlainTextOption => "value" in each);
  const all = [...single, ...groups.flatMap((group) => group.options)];
  const chosen = all.find((each) => each.value === options.initial);
  return field(blockId, label, options, (action_id) => ({
    type: "static_select",
    action_id,
    ...(groups.length > 0
      ? { option_groups: groups.map((group) => ({ label: plain(group.label), options: group.options })) }
      : { options: single }),
    ...(chosen && { initial_option: chosen }),
    ...(options.placeholder && { placeholder: plain(options.placeholder) }),
  }));
}

export function radioField(
  blockId: string,
  label: string,
  offered: PlainTextOption[],
  options: FieldOptions & { initial?: string | undefined } = {},
): InputBlock {
  const chosen = offered.find((each) => each.value === options.initial);
  return field(blockId, label, options, (action_id) => ({
    type: "radio_buttons",
    action_id,
    options: offered,
    ...(chosen && { initial_option: chosen }),
  }));
}

/** Checkboxes, up to ten. */
export function ticksField(
  blockId: string,
  label: string,
  offered: PlainTextOption[],
  options: FieldOptions & { initial?: readonly string[] } = {},
): InputBlock {
  const chosen = offered.filter((each) => options.initial?.includes(each.value ?? ""));
  return field(blockId, label, options, (action_id) => ({
    type: "checkboxes",
    action_id,
    options: offered,
    ...(chosen.length > 0 && { initial_options: chosen }),
  }));
}

/** `initial`: a Slack user id. */
export function personField(
  blockId: string,
  label: string,
  options: FieldOptions & { initial?: string | undefined } = {},
): InputBlock {
  return field(blockId, label, options, (action_id) => ({
    type: "users_select",
    action_id,
    ...(options.initial && { initial_user: options.initial }),
  }));
}

/** `initial`: Slack user ids. */
export function peopleField(
  blockId: string,
  label: string,
  options: FieldOptions & { initial?: readonly string[] } = {},
): InputBlock {
  return field(blockId, label, options, (action_id) => ({
    type: "multi_users_select",
    action_id,
    ...(options.initial && options.initial.length > 0 && { initial_users: [...options.initial] }),
  }));
}

/** Channels that the person can see, public or private. */
export function channelField(
  blockId: string,
  label: string,
  options: FieldOptions & { initial?: string | undefined } = {},
): InputBlock {
  return field(blockId, label, options, (action_id) => ({
    type: "conversations_select",
    action_id,
    filter: { include: ["public", "private"], exclude_bot_users: true, exclude_external_shared_channels: true },
    ...(options.initial && { initial_conversation: options.initial }),
  }));
}

export function dateField(
  blockId: string,
  label: string,
  options: FieldOptions & { initial?: LocalDate | null | undefined } = {},
): InputBlock {
  return field(blockId, label, options, (action_id) => ({
    type: "datepicker",
    action_id,
    ...(options.initial && { initial_date: options.initial }),
  }));
}

/** A whole number within bounds. */
export function numberField(
  blockId: string,
  label: string,
  { min, max, initial, ...options }: FieldOptions & { min: number; max: number; initial?: string | undefined },
): InputBlock {
  return field(blockId, label, options, (action_id) => ({
    type: "number_input",
    action_id,
    is_decimal_allowed: false,
    min_value: String(min),
    max_value: String(max),
    ...(initial && { initial_value: initial }),
  }));
}

/** A wall time, `HH:MM`. */
export function timeField(
  blockId: string,
  label: string,
  options: FieldOptions & { initial?: string | undefined } = {},
): InputBlock {
  return field(blockId, label, options, (action_id) => ({
    type: "timepicker",
    action_id,
    ...(options.initial && { initial_time: options.initial }),
  }));
}

function field(
  blockId: string,
  label: string,
  { isOptional = false, hint, actionId }: FieldOptions,
  element: (actionId: string) => InputBlockElement,
): InputBlock {
  return {
    type: "input",
    block_id: blockId,
    label: plain(shortenEscaped(label, BLOCK_LIMITS.inputLabel)),
    element: element(actionId ?? VALUE),
    optional: isOptional,
    ...(hint && { hint: plain(shortenEscaped(hint, BLOCK_LIMITS.inputHint)) }),
    ...(actionId && { dispatch_action: true }),
  };
}

/** Slack's state of a field, as far as we use it. */
const stateSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
      selected_options: z.array(z.object({ value: z.string() })).nullish(),
      selected_user: z.string().nullish(),
      selected_users: z.array(z.string()).nullish(),
      selected_conversation: z.string().nullish(),
      selected_date: z.string().nullish(),
      selected_time: z.string().nullish(),
    }),
  ),
);

/** Values by block id; absent fields are empty. */
export interface Filled {
  blockIds: readonly string[];
  /** Empty if blank. */
  text(blockId: string): string;
  option(blockId: string): string | null;
  options(blockId: string): string[];
  person(blockId: string): string | null;
  people(blockId: string): string[];
  channel(blockId: string): string | null;
  date(blockId: string): LocalDate | null;
  time(blockId: string): string | null;
  number(blockId: string): number | null;
}

/** `values`: `state.values` of Slack's view. Each block of ours has one field. */
export function filledIn(values: unknown): Filled {
  const state = stateSchema.parse(values);
  const stateOf = (blockId: string) => Object.values(state[blockId] ?? {})[0];
  return {
    blockIds: Object.keys(state),
    text(blockId) {
      const typed = stateOf(blockId)?.value ?? "";
      return withoutInvisible(typed).trim() === "" ? "" : typed;
    },
    option: (blockId) => stateOf(blockId)?.selected_option?.value ?? null,
    options: (blockId) => (stateOf(blockId)?.selected_options ?? []).map(({ value }) => value),
    person: (blockId) => stateOf(blockId)?.selected_user ?? null,
    people: (blockId) => stateOf(blockId)?.selected_users ?? [],
    channel: (blockId) => stateOf(blockId)?.selected_conversation ?? null,
    date: (blockId) => stateOf(blockId)?.selected_date ?? null,
    time: (blockId) => stateOf(blockId)?.selected_time ?? null,
    number(blockId) {
      const typed = stateOf(blockId)?.value ?? "";
      return typed.trim() === "" || !Number.isInteger(Number(typed)) ? null : Number(typed);
    },
  };
}
