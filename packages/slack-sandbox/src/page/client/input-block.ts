/** A field with its label, hint and error, in modals and in messages. */
import { html } from "htm/preact";
import { isTrue, objectIn, stringIn } from "../../json.ts";
import { chosenIn } from "./elements.ts";
import { Field } from "./fields.ts";
import { Icon } from "./icons.ts";
import { useShared } from "./shared.ts";
import { useSurface } from "./surface.ts";
import { Text } from "./text.ts";
import type { Block, InputValue } from "./wire.ts";
import { slackSentence } from "./words.ts";

export function InputBlock({ block }: { block: Block }) {
  const { words } = useShared();
  const surface = useSurface();
  const element = objectIn(block, "element") ?? {};
  const blockId = stringIn(block, "block_id") ?? "";
  const actionId = stringIn(element, "action_id") ?? "";
  const id = `${surface.id}-${blockId}`;
  const hint = objectIn(block, "hint");
  const error = surface.errors[blockId];
  const isOptional = isTrue(block, "optional");
  const isGroup = element.type === "radio_buttons" || element.type === "checkboxes";
  const isDispatching = isTrue(block, "dispatch_action");
  const isTyped = String(element.type).endsWith("_input");
  const describedBy = [error === undefined ? "" : `${id}-error`, hint ? `${id}-hint` : ""].filter(Boolean).join(" ");
  const change = (value: InputValue) => {
    if (isDispatching && !isTyped) surface.press(element, { blockId, actionId, ...chosenIn(element, value) });
    else surface.fill(blockId, actionId, value);
  };
  const label = html`<${Text} of=${objectIn(block, "label")} />${isOptional && html` <span class="optional">${words.optional}</span>`}`;
  return html`<div class=${`block input ${error === undefined ? "" : "has-error"}`} data-block=${blockId}>
    ${isGroup ? html`<div class="label" id=${`${id}-label`}>${label}</div>` : html`<label class="label" id=${`${id}-label`} for=${id}>${label}</label>`}
    <${Field}
      id=${id} label=${undefined} describedBy=${describedBy || undefined} isInvalid=${error !== undefined}
      isRequired=${!isOptional} autoFocus=${isTrue(element, "focus_on_load")} canClear=${isOptional} element=${element}
      value=${surface.valueOf(blockId, actionId)} onChange=${change}
      onEnter=${isDispatching ? (value: string) => surface.press(element, { blockId, actionId, value }) : undefined}
    />
    ${error !== undefined && html`<div class="field-error" id=${`${id}-error`}><${Icon} name="warning" size=${16} />${slackSentence(words, error)}</div>`}
    ${hint && html`<div class="hint" id=${`${id}-hint`}><${Text} of=${hint} /></div>`}
  </div>`;
}
