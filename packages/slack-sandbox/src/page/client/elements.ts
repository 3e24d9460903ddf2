/** Elements that tell the app at once: buttons, overflow menus, and menus and pickers outside of input blocks. */

import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { type JsonObject, objectIn, objectsIn, stringIn } from "../../json.ts";
import { Field } from "./fields.ts";
import { Icon } from "./icons.ts";
import { MenuButton } from "./menu.ts";
import { isSafeUrl } from "./mrkdwn.ts";
import { useShared } from "./shared.ts";
import { useSurface } from "./surface.ts";
import { wordsOf } from "./text.ts";
import type { InputValue, Pressing } from "./wire.ts";

interface ElementProps {
  blockId: string;
  element: JsonObject;
  /** What the element belongs to, for those who hear the page. */
  label?: string;
}

export function Element({ blockId, element, label }: ElementProps): ComponentChildren {
  if (element.type === "button") return html`<${Button} blockId=${blockId} element=${element} />`;
  if (element.type === "overflow") return html`<${Overflow} blockId=${blockId} element=${element} />`;
  return html`<${LiveField} blockId=${blockId} element=${element} label=${label} />`;
}

function Button({ blockId, element }: ElementProps) {
  const surface = useSurface();
  const actionId = stringIn(element, "action_id") ?? "";
  const isBusy = surface.pressing === `${blockId}/${actionId}`;
  const url = stringIn(element, "url");
  const value = stringIn(element, "value");
  const press = () => {
    if (url !== undefined && isSafeUrl(url)) open(url, "_blank", "noopener,noreferrer");
    surface.press(element, { blockId, actionId, ...(value !== undefined && { value }) });
  };
  return html`<button
    type="button" class=${`button ${stringIn(element, "style") ?? ""} ${isBusy ? "busy" : ""}`}
    aria-label=${stringIn(element, "accessibility_label")} aria-disabled=${surface.pressing !== null} aria-busy=${isBusy}
    onClick=${() => surface.pressing === null && press()}
  >${wordsOf(objectIn(element, "text"))}</button>`;
}

function Overflow({ blockId, element }: ElementProps) {
  const surface = useSurface();
  const { words } = useShared();
  const actionId = stringIn(element, "action_id") ?? "";
  const items = objectsIn(element, "options").map((option) => ({
    key: stringIn(option, "value") ?? "",
    label: wordsOf(objectIn(option, "text")),
    choose: () => {
      const url = stringIn(option, "url");
      if (url !== undefined && isSafeUrl(url)) open(url, "_blank", "noopener,noreferrer");
      surface.press(element, { blockId, actionId, option: stringIn(option, "value") ?? "" });
    },
  }));
  return html`<${MenuButton} label=${words.moreActions} items=${items} class="button overflow"
    isBusy=${surface.pressing !== null}><${Icon} name="more" size=${18} /><//>`;
}

function LiveField({ blockId, element, label }: ElementProps) {
  const surface = useSurface();
  const actionId = stringIn(element, "action_id") ?? "";
  const placeholder = objectIn(element, "placeholder");
  return html`<div class=${`live-field ${String(element.type)}`}><${Field}
    id=${`${surface.id}-${blockId}-${actionId}`} label=${label || (placeholder && wordsOf(placeholder))} describedBy=${undefined}
    isInvalid=${false} isRequired=${false} autoFocus=${element.focus_on_load === true} canClear=${false}
    element=${element} value=${surface.valueOf(blockId, actionId)}
    onChange=${(value: InputValue) => surface.press(element, { blockId, actionId, ...chosenIn(element, value) })}
  /></div>`;
}

/** Under the name by which this type of element tells what was chosen. */
export function chosenIn(element: JsonObject, value: InputValue): Partial<Pressing> {
  const text = typeof value === "string" ? value : "";
  const several = Array.isArray(value) ? value : [];
  switch (element.type) {
    case "static_select":
    case "radio_buttons":
      return { option: text };
    case "multi_static_select":
    case "checkboxes":
      return { options: several };
    case "users_select":
      return { users: [text] };
    case "multi_users_select":
      return { users: several };
    case "conversations_select":
      return { channel: text };
    case "datepicker":
      return { date: text };
    case "timepicker":
      return { time: text };
    default:
      return { value: value === null ? "" : String(value) };
  }
}
