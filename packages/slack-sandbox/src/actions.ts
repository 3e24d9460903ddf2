import { SlackFailure } from "./failures.ts";
import { findOption, type InputValue, type Pickable, type PlacedElement, stateWith } from "./inputs.ts";
import { isObject, isTrue, type JsonObject, objectIn, stringIn } from "./json.ts";

/** Which element, and what is chosen in it. */
export interface PressedAction {
  actionId?: string;
  blockId?: string;
  /** The text on a button. */
  label?: string;
  /** The value of a button; of a text field, what is typed before Enter. */
  value?: string;
  /** Value or label of an option of a menu. */
  option?: string;
  /** Values or labels, where several can be chosen. */
  options?: string[];
  /** `YYYY-MM-DD`. */
  date?: string;
  /** `HH:mm`. */
  time?: string;
  /** Handles or ids. */
  users?: string[];
  /** Name or id. */
  channel?: string;
}

export interface Pressed {
  placed: PlacedElement;
  /** The entry of `actions`, without its action_ts. */
  payload: JsonObject;
  /** The new state of an element that has one. */
  state: JsonObject | null;
}

/** Finds the one element that is meant and makes what Slack sends about it. Throws SlackFailure. */
export function pressedElement(
  elements: readonly PlacedElement[],
  action: PressedAction,
  options: { confirm?: boolean },
  pickable: Pickable,
): Pressed {
  const placed = oneElement(elements, action);
  const { element, type, blockId, actionId } = placed;
  if (placed.block.type === "input" && !isTrue(placed.block, "dispatch_action"))
    throw new SlackFailure(`${blockId} is a field: fill it; nothing is sent before a button is pressed.`);
  if (isObject(element.confirm) && !options.confirm)
    throw new SlackFailure(`Asks first: ${stringIn(objectIn(element.confirm, "text"), "text")}`);
  const common = { type, action_id: actionId, block_id: blockId };
  if (type === "button") {
    const { text = null, value, style } = element;
    return {
      placed,
      payload: { ...common, text, ...(value !== undefined && { value }), ...(style !== undefined && { style }) },
      state: null,
    };
  }
  if (type === "overflow") {
    const chosen = findOption(element, action.option ?? "");
    if (!chosen) throw new SlackFailure(`${actionId} has no option ${JSON.stringify(action.option ?? null)}.`);
    return { placed, payload: { ...common, selected_option: chosen }, state: null };
  }
  const state = stateWith(placed, chosenValue(type, action), pickable);
  return { placed, payload: { ...common, ...state }, state };
}

function oneElement(
  elements: readonly PlacedElement[],
  { actionId, blockId, label, value, option }: PressedAction,
): PlacedElement {
  const matches = elements.filter(
    ({ element, type, ...placed }) =>
      (actionId === undefined || placed.actionId === actionId) &&
      (blockId === undefined || placed.blockId === blockId) &&
      (label === undefined || stringIn(objectIn(element, "text"), "text") === label) &&
      (value === undefined || type !== "button" || stringIn(element, "value") === value) &&
      (actionId !== undefined ||
        label !== undefined ||
        option === undefined ||
        findOption(element, option) !== undefined),
  );
  const [match, ...others] = matches;
  const wanted = JSON.stringify({ actionId, blockId, label, value, option });
  if (!match) throw new SlackFailure(`There is nothing to press that is ${wanted}.`);
  if (others.length > 0) throw new SlackFailure(`There are ${matches.length} things to press that are ${wanted}.`);
  return match;
}

function chosenValue(type: string, action: PressedAction): InputValue {
  switch (type) {
    case "static_select":
    case "radio_buttons":
      return action.option ?? null;
    case "multi_static_select":
    case "checkboxes":
      return action.options ?? (action.option === undefined ? [] : [action.option]);
    case "users_select":
      return action.users?.[0] ?? null;
    case "multi_users_select":
      return action.users ?? [];
    case "conversations_select":
      return action.channel ?? null;
    case "datepicker":
      return action.date ?? null;
    case "timepicker":
      return action.time ?? null;
    default:
      return action.value ?? null;
  }
}
