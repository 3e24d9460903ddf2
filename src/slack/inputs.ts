/** Input fields of modals, and their values. */
import type {
  Checkboxes,
  InputBlock,
  InputBlockElement,
  NumberInput,
  PlainTextInput,
  PlainTextOption,
  RadioButtons,
} from "@slack/types";
import { z } from "zod";
import { cutText, withoutInvisible } from "../platform/texts/display.ts";
import type { LocalDate } from "../platform/time.ts";
import { isBlank, multiSelect, type OptionGroup, plain, select } from "./blocks.ts";
import { BLOCK_LIMITS, ELEMENT_LIMITS } from "./limits.ts";

/** Action id of elements that do not dispatch. */
const VALUE = "value";

interface FieldOptions {
  isOptional?: boolean;
  hint?: string | undefined;
  /** Dispatches each choice under this action id. */
  actionId?: string;
}

interface TextElementOptions {
  initial?: string | null | undefined;
  isLong?: boolean;
  min?: number | undefined;
  max?: number;
  placeholder?: string;
}

type TextOptions = FieldOptions & Omit<TextElementOptions, "min">;

export function textField(blockId: string, label: string, options: TextOptions = {}): InputBlock {
  return field(blockId, label, options, (actionId) => textInput(actionId, options));
}

export function textInput(
  actionId: string,
  { initial, isLong, min, max = ELEMENT_LIMITS.plainTextInput, placeholder }: TextElementOptions,
): PlainTextInput {
  return {
    type: "plain_text_input",
    action_id: actionId,
    max_length: max,
    ...(min && { min_length: Math.min(min, max) }),
    ...(isLong && { multiline: true }),
    ...(initial && { initial_value: cutText(initial, max) }),
    ...(placeholder && { placeholder: plain(placeholder, ELEMENT_LIMITS.placeholder) }),
  };
}

export type { OptionGroup };

/** One of a list; `initial` is the value of an option. */
export function selectField(
  blockId: string,
  label: string,
  offered: PlainTextOption[] | OptionGroup[],
  options: FieldOptions & { initial?: string | undefined; placeholder?: string } = {},
): InputBlock {
  const { options: single = [], option_groups: groups = [] } = select(VALUE, offered);
  const left = countOf(offered) - countOf(single) - countOf(groups);
  const hint = [options.hint, left > 0 && `… +${left}`].filter(Boolean).join(" ");
  return field(blockId, label, { ...options, hint }, (actionId) => select(actionId, offered, options));
}

/** Several of a menu, in the order in which they are chosen. */
export function multiSelectField(
  blockId: string,
  label: string,
  offered: readonly PlainTextOption[],
  { initial = [], ...options }: FieldOptions & { initial?: readonly string[] } = {},
): InputBlock {
  return field(blockId, label, options, (actionId) => multiSelect(actionId, offered, { initial }));
}

/** Of all groups. */
function countOf(offered: readonly (PlainTextOption | Pick<OptionGroup, "options">)[]): number {
  return offered.reduce((count, each) => count + ("options" in each ? each.options.length : 1), 0);
}

export function radioField(
  blockId: string,
  label: string,
  offered: PlainTextOption[],
  options: FieldOptions & { initial?: string | undefined } = {},
): InputBlock {
  return field(blockId, label, options, (actionId) => radioButtons(actionId, offered, options.initial));
}

/** Up to ten. `initial`: the value of an option. */
export function radioButtons(
  actionId: string,
  offered: readonly PlainTextOption[],
  initial: string | undefined,
): RadioButtons {
  const options = offered.slice(0, ELEMENT_LIMITS.radioButtons);
  const chosen = options.find(({ value }) => value === initial);
  return { type: "radio_buttons", action_id: actionId, options, ...(chosen && { initial_option: chosen }) };
}

/** Checkboxes, up to ten. */
export function ticksField(
  blockId: string,
  label: string,
  offered: PlainTextOption[],
  options: FieldOptions & { initial?: readonly string[] } = {},
): InputBlock {
  return field(blockId, label, options, (actionId) => checkboxes(actionId, offered, options.initial ?? []));
}

/** Up to ten. `initial`: values of options. */
export function checkboxes(
  actionId: string,
  offered: readonly PlainTextOption[],
  initial: readonly string[],
): Checkboxes {
  const options = offered.slice(0, ELEMENT_LIMITS.checkboxes);
  const chosen = options.filter(({ value }) => initial.includes(value ?? ""));
  return {
    type: "checkboxes",
    action_id: actionId,
    options,
    ...(chosen.length > 0 && { initial_options: chosen }),
  };
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
  return field(blockId, label, options, (actionId) => numberInput(actionId, { min, max, initial }));
}

export function numberInput(
  actionId: string,
  {
    min,
    max,
    initial,
    isDecimal = false,
  }: { min?: number | undefined; max?: number | undefined; initial?: string | null | undefined; isDecimal?: boolean },
): NumberInput {
  return {
    type: "number_input",
    action_id: actionId,
    is_decimal_allowed: isDecimal,
    ...(min !== undefined && { min_value: String(min) }),
    ...(max !== undefined && { max_value: String(max) }),
    ...(initial && { initial_value: initial }),
  };
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
  { actionId, ...options }: FieldOptions,
  element: (actionId: string) => InputBlockElement,
): InputBlock {
  return inputBlock(blockId, label, element(actionId ?? VALUE), { ...options, isDispatching: actionId !== undefined });
}

/** `isDispatching`: each choice is sent at once. */
export function inputBlock(
  blockId: string,
  label: string,
  element: InputBlockElement,
  {
    isOptional = false,
    hint = "",
    isDispatching = false,
  }: Pick<FieldOptions, "isOptional" | "hint"> & { isDispatching?: boolean },
): InputBlock {
  return {
    type: "input",
    block_id: blockId,
    label: plain(label, BLOCK_LIMITS.inputLabel),
    element,
    optional: isOptional,
    ...(!isBlank(hint) && { hint: plain(hint, BLOCK_LIMITS.inputHint) }),
    ...(isDispatching && { dispatch_action: true }),
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
