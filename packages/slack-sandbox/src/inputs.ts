import { elementsIn } from "./block-kit.ts";
import { isDate, isEmail, isTime, isUrl, numberRefusal, offeredOptions } from "./block-kit-elements.ts";
import { SlackFailure } from "./failures.ts";
import { isObject, isTrue, type Json, type JsonObject, objectIn, stringIn } from "./json.ts";
import { ELEMENT_LIMITS } from "./limits.ts";
import type { Block } from "./workspace.ts";

/** What a person can put into a field: text, a number, an option (its value or label), people (handles or ids). */
export type InputValue = string | number | boolean | string[] | null;

/** block_id → action_id → what is chosen or typed, as in `state.values` of Slack's payloads. */
export type Values = Record<string, Record<string, JsonObject>>;

/** An element that people act on, with the block it stands in. */
export interface PlacedElement {
  blockId: string;
  actionId: string;
  element: JsonObject;
  type: string;
  block: Block;
}

export function placedElements(blocks: readonly Block[]): PlacedElement[] {
  return blocks.flatMap((block) =>
    elementsIn(block).flatMap(({ element }) => {
      const [blockId, actionId, type] = [
        stringIn(block, "block_id"),
        stringIn(element, "action_id"),
        stringIn(element, "type"),
      ];
      return blockId && actionId && type ? [{ blockId, actionId, element, type, block }] : [];
    }),
  );
}

const STATELESS = ["button", "overflow", "image"];

/**
 * The state of all fields: what `before` holds for the same block_id, action_id and type, else the initial value. That
 * is how a view keeps what was typed when it is updated.
 */
export function valuesOf(blocks: readonly Block[], before: Values = {}): Values {
  const values: Values = {};
  for (const { blockId, actionId, element, type } of placedElements(blocks)) {
    if (STATELESS.includes(type)) continue;
    const kept = before[blockId]?.[actionId];
    const stays = kept?.type === type && stillOffered(element, kept);
    values[blockId] = { ...values[blockId], [actionId]: stays ? kept : initialState(element) };
  }
  return values;
}

/** Whom and what a picker offers, found by handle, name or id. */
export interface Pickable {
  userIdOf(name: string): string | undefined;
  channelIdOf(name: string): string | undefined;
}

/** True when a required field has nothing in it. */
export function isEmpty(state: JsonObject | undefined): boolean {
  if (!state) return true;
  const { type: _, timezone: __, ...rest } = state;
  return Object.values(rest).every(
    (value) => value === null || value === "" || (Array.isArray(value) && value.length === 0),
  );
}

/**
 * The state after a person has put `value` in. Throws SlackFailure with what Slack's client shows when the field does
 * not take it.
 */
export function stateWith(
  { element, type, blockId }: PlacedElement,
  value: InputValue,
  pickable: Pickable,
): JsonObject {
  const refuse = (why: string) => new SlackFailure(`${blockId}: ${why}`);
  if (value === null) return clearedState(element);
  const text = () => {
    if (typeof value !== "string") throw refuse(`a ${type} takes text, not ${JSON.stringify(value)}.`);
    return value;
  };
  const texts = () => {
    if (!Array.isArray(value)) throw refuse(`a ${type} takes a list, not ${JSON.stringify(value)}.`);
    if (new Set(value).size < value.length) throw refuse("the same thing cannot be chosen twice.");
    const most = element.max_selected_items;
    if (typeof most === "number" && value.length > most) throw refuse(`Select no more than ${most} items.`);
    return value;
  };
  const option = (name: string) => {
    const found = findOption(element, name);
    if (!found) throw refuse(`there is no option ${JSON.stringify(name)}.`);
    return found;
  };
  const user = (name: string) => {
    const found = pickable.userIdOf(name);
    if (!found) throw refuse(`nobody to pick is called ${JSON.stringify(name)}.`);
    return found;
  };
  const channel = (name: string) => {
    const found = pickable.channelIdOf(name);
    if (!found) throw refuse(`no channel to pick is called ${JSON.stringify(name)}.`);
    return found;
  };
  const thatIs = (holds: (text: string) => boolean, message: string) => {
    if (!holds(text())) throw refuse(message);
    return text();
  };
  switch (type) {
    case "plain_text_input": {
      const refusal = lengthRefusal(element, text());
      if (refusal) throw refuse(refusal);
      return { type, value: text() === "" ? null : text() };
    }
    case "number_input": {
      const typed = typeof value === "number" ? String(value) : text();
      const refusal = numberRefusal(element, typed);
      if (refusal) throw refuse(refusal);
      return { type, value: typed };
    }
    case "url_text_input":
      return { type, value: thatIs(isUrl, "Please enter a valid URL.") };
    case "email_text_input":
      return { type, value: thatIs(isEmail, "Please enter a valid email address.") };
    case "static_select":
    case "radio_buttons":
      return { type, selected_option: option(text()) };
    case "multi_static_select":
      return { type, selected_options: texts().map(option) };
    case "checkboxes":
      return {
        type,
        selected_options: typeof value === "boolean" ? tick(element, value, refuse) : texts().map(option),
      };
    case "users_select":
      return { type, selected_user: user(text()) };
    case "multi_users_select":
      return { type, selected_users: texts().map(user) };
    case "conversations_select":
      return { type, selected_conversation: channel(text()) };
    case "datepicker":
      return { type, selected_date: thatIs(isDate, "Please enter a valid date.") };
    case "timepicker":
      return { ...initialState(element), selected_time: thatIs(isTime, "Please enter a valid time.") };
    case "datetimepicker":
      if (typeof value !== "number" || !Number.isInteger(value)) throw refuse("Please enter a valid date and time.");
      return { type, selected_date_time: value };
    default:
      throw refuse(`a ${type} holds no value.`);
  }
}

/** Finds an option by its value, else by its label. */
export function findOption(element: JsonObject, name: string): JsonObject | undefined {
  const offered = offeredOptions(element);
  return (
    offered.find((option) => option.value === name) ??
    offered.find((option) => stringIn(objectIn(option, "text"), "text") === name)
  );
}

/** What the client says about the length of a text, or null. Inputs count the text as typed. */
function lengthRefusal(element: JsonObject, text: string): string | null {
  const most = typeof element.max_length === "number" ? element.max_length : ELEMENT_LIMITS.plainTextInput;
  const least = typeof element.min_length === "number" ? element.min_length : 0;
  if (text.length > most) return `Please enter no more than ${most} characters.`;
  if (text.length > 0 && text.length < least) return `Please enter at least ${least} characters.`;
  if (!isTrue(element, "multiline") && /[\r\n]/.test(text)) return "This field has a single line.";
  return null;
}

function tick(element: JsonObject, on: boolean, refuse: (why: string) => SlackFailure): JsonObject[] {
  const [only, ...others] = offeredOptions(element);
  if (!only || others.length > 0) throw refuse("yes or no needs a single box to tick.");
  return on ? [only] : [];
}

function stillOffered(element: JsonObject, state: JsonObject): boolean {
  const chosen = [
    state.selected_option ?? null,
    ...(Array.isArray(state.selected_options) ? state.selected_options : []),
  ];
  return chosen.every(
    (option) => !isObject(option) || findOption(element, stringIn(option, "value") ?? "") !== undefined,
  );
}

/** Where each type keeps its value, and which member of the element says with what it begins. */
const STATE_KEYS: Record<string, { key: string; initial: string; empty: Json }> = {
  plain_text_input: { key: "value", initial: "initial_value", empty: null },
  number_input: { key: "value", initial: "initial_value", empty: null },
  url_text_input: { key: "value", initial: "initial_value", empty: null },
  email_text_input: { key: "value", initial: "initial_value", empty: null },
  static_select: { key: "selected_option", initial: "initial_option", empty: null },
  radio_buttons: { key: "selected_option", initial: "initial_option", empty: null },
  multi_static_select: { key: "selected_options", initial: "initial_options", empty: [] },
  checkboxes: { key: "selected_options", initial: "initial_options", empty: [] },
  users_select: { key: "selected_user", initial: "initial_user", empty: null },
  multi_users_select: { key: "selected_users", initial: "initial_users", empty: [] },
  conversations_select: { key: "selected_conversation", initial: "initial_conversation", empty: null },
  datepicker: { key: "selected_date", initial: "initial_date", empty: null },
  timepicker: { key: "selected_time", initial: "initial_time", empty: null },
  datetimepicker: { key: "selected_date_time", initial: "initial_date_time", empty: null },
};

function initialState(element: JsonObject): JsonObject {
  const state = clearedState(element);
  const keys = STATE_KEYS[stringIn(element, "type") ?? ""];
  const initial = keys && element[keys.initial];
  return keys && initial !== undefined && initial !== "" ? { ...state, [keys.key]: initial } : state;
}

function clearedState(element: JsonObject): JsonObject {
  const type = stringIn(element, "type") ?? "";
  const keys = STATE_KEYS[type];
  return {
    type,
    ...(keys && { [keys.key]: keys.empty }),
    ...(type === "timepicker" && element.timezone !== undefined && { timezone: element.timezone }),
  };
}
