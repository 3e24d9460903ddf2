/** What people type or choose in: each input element of Block Kit as a controlled field. */

import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { type JsonObject, objectIn, objectsIn, stringIn } from "../../json.ts";
import { Avatar } from "./avatar.ts";
import { DateField } from "./date-field.ts";
import { type Choice, type FieldProps, Select } from "./select.ts";
import { type Shared, useShared } from "./shared.ts";
import { Text, wordsOf } from "./text.ts";
import { localTime } from "./time-format.ts";
import type { InputValue } from "./wire.ts";
import { secondsOf, wallTimeOf } from "./zone-time.ts";

interface Controlled extends Omit<FieldProps, "placeholder"> {
  element: JsonObject;
  value: InputValue;
  canClear: boolean;
  onChange(value: InputValue): void;
  /** With the Enter key, where the app wants to hear of it. */
  onEnter?: (value: string) => void;
}

export function Field(props: Controlled): ComponentChildren {
  const { element, value, onChange } = props;
  const shared = useShared();
  const placeholder = objectIn(element, "placeholder");
  const field = { ...props, placeholder: placeholder && wordsOf(placeholder) };
  const text = typeof value === "string" ? value : typeof value === "number" ? String(value) : null;
  const several = Array.isArray(value) ? value : [];
  const most = typeof element.max_selected_items === "number" ? element.max_selected_items : undefined;
  const { words } = shared;
  switch (element.type) {
    case "conversations_select":
      return html`<${Select} ...${field} choices=${channels(shared)} isMulti=${false}
        placeholder=${field.placeholder ?? words.chooseChannel}
        chosen=${text === null ? [] : [text]} onChange=${([chosen]: string[]) => onChange(chosen ?? null)} />`;
    case "static_select":
    case "users_select": {
      const isPeople = element.type === "users_select";
      return html`<${Select} ...${field} choices=${isPeople ? people(shared) : options(element)} isMulti=${false}
        placeholder=${field.placeholder ?? (isPeople ? words.choosePerson : words.choose)}
        chosen=${text === null ? [] : [text]} onChange=${([chosen]: string[]) => onChange(chosen ?? null)} />`;
    }
    case "multi_static_select":
    case "multi_users_select": {
      const isPeople = element.type === "multi_users_select";
      return html`<${Select} ...${field} choices=${isPeople ? people(shared) : options(element)} isMulti most=${most}
        placeholder=${field.placeholder ?? (isPeople ? words.choosePeople : words.choose)}
        chosen=${several} onChange=${onChange} />`;
    }
    case "radio_buttons":
    case "checkboxes":
      return html`<${Choices} ...${field} />`;
    case "datepicker":
      return html`<${DateField} ...${field} value=${text} />`;
    case "timepicker":
      return html`<${TimeField} ...${field} value=${text} />`;
    case "datetimepicker":
      return html`<${DateTimeField} ...${field} value=${typeof value === "number" ? value : null} />`;
    default:
      return html`<${TextField} ...${field} value=${text ?? ""} />`;
  }
}

const INPUT_TYPES: Record<string, string> = { url_text_input: "url", email_text_input: "email" };
/** The counter shows when so little room is left. */
const NEARLY_FULL = 100;

function TextField(props: Controlled & { value: string; placeholder: string | undefined }) {
  const { element, value, id } = props;
  const { words } = useShared();
  const max = typeof element.max_length === "number" ? element.max_length : 3000;
  const left = max - value.length;
  const isCounted = element.type === "plain_text_input" && left <= NEARLY_FULL;
  const described = [props.describedBy, isCounted ? `${id}-left` : undefined].filter(Boolean).join(" ");
  const common = {
    id,
    value,
    class: `text-input ${props.isInvalid ? "invalid" : ""}`,
    placeholder: props.placeholder,
    "aria-label": props.label,
    "aria-describedby": described || undefined,
    "aria-invalid": props.isInvalid,
    "aria-required": props.isRequired,
    autofocus: props.autoFocus,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      props.onChange(event.currentTarget.value),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.isComposing || !props.onEnter) return;
    event.preventDefault();
    props.onEnter(value);
  };
  const type = INPUT_TYPES[String(element.type)] ?? "text";
  const mode =
    element.type === "number_input" ? (element.is_decimal_allowed === true ? "decimal" : "numeric") : undefined;
  return html`
    ${
      element.multiline === true
        ? html`<textarea ...${common} rows="3"></textarea>`
        : html`<input ...${common} type=${type} inputmode=${mode} onKeyDown=${onKeyDown} />`
    }
    ${isCounted && html`<div id=${`${id}-left`} class=${left < 0 ? "counter over" : "counter"}>${left < 0 ? words.tooLong(-left) : words.charactersLeft(left)}</div>`}
  `;
}

function Choices(props: Controlled & { placeholder: string | undefined }) {
  const { element, id, value, onChange } = props;
  const isRadio = element.type === "radio_buttons";
  const chosen = Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
  const choose = (option: string) => {
    if (isRadio) onChange(option);
    else onChange(chosen.includes(option) ? chosen.filter((each) => each !== option) : [...chosen, option]);
  };
  return html`<div class="choices" role=${isRadio ? "radiogroup" : "group"} aria-label=${props.label}
      aria-labelledby=${props.label === undefined ? `${id}-label` : undefined} aria-describedby=${props.describedBy}
      aria-required=${isRadio ? props.isRequired : undefined} aria-invalid=${isRadio ? props.isInvalid : undefined}>
    ${objectsIn(element, "options").map((option, index) => {
      const optionValue = stringIn(option, "value") ?? "";
      const description = objectIn(option, "description");
      return html`<label class="choice-line" key=${optionValue}>
        <input
          id=${index === 0 ? id : undefined} type=${isRadio ? "radio" : "checkbox"} name=${id} value=${optionValue}
          checked=${chosen.includes(optionValue)} autofocus=${props.autoFocus && index === 0}
          onChange=${() => choose(optionValue)}
        />
        <span><${Text} of=${objectIn(option, "text")} />${description && html`<small><${Text} of=${description} /></small>`}</span>
      </label>`;
    })}
  </div>`;
}

const QUARTER_HOURS = Array.from({ length: 96 }, (_, index) => {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(index / 4))}:${two((index % 4) * 15)}`;
});

type TimeProps = Omit<Controlled, "value" | "onChange" | "element"> & {
  value: string | null;
  placeholder: string | undefined;
  onChange(time: string | null): void;
};

function TimeField(props: TimeProps) {
  const { reading, words } = useShared();
  const choice = (time: string): Choice => ({ value: time, label: localTime(reading.locale, time), keywords: time });
  const typed = (query: string) => {
    const [, hour, minute] = /^(\d{1,2})[:h. ](\d{2})$/.exec(query.trim()) ?? [];
    if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
    return choice(`${hour.padStart(2, "0")}:${minute}`);
  };
  return html`<${Select} ...${props} choices=${QUARTER_HOURS.map(choice)} typed=${typed} isMulti=${false}
    placeholder=${props.placeholder ?? words.chooseTime} chosen=${props.value === null ? [] : [props.value]}
    onChange=${([time]: string[]) => props.onChange(time ?? null)} />`;
}

function DateTimeField(props: Omit<Controlled, "value"> & { value: number | null; placeholder: string | undefined }) {
  const { reading, words } = useShared();
  const wall = props.value === null ? null : wallTimeOf(reading.zone, props.value);
  const { element: _, ...field } = props;
  const set = (date: string | null, time: string | null) =>
    props.onChange(date === null ? null : secondsOf(reading.zone, date, time ?? "09:00"));
  return html`<div class="date-time">
    <${DateField} ...${field} value=${wall?.date ?? null} onChange=${(date: string | null) => set(date, wall?.time ?? null)} />
    <${TimeField} ...${field} id=${`${props.id}-time`} label=${words.chooseTime} canClear=${false} autoFocus=${false}
      value=${wall?.time ?? null} onChange=${(time: string | null) => set(wall?.date ?? null, time)} />
  </div>`;
}

function options(element: JsonObject): Choice[] {
  const choice = (option: JsonObject, group?: string): Choice => {
    const description = objectIn(option, "description");
    return {
      value: stringIn(option, "value") ?? "",
      label: wordsOf(objectIn(option, "text")),
      ...(description && { description: wordsOf(description) }),
      ...(group !== undefined && { group }),
    };
  };
  return [
    ...objectsIn(element, "options").map((option) => choice(option)),
    ...objectsIn(element, "option_groups").flatMap((group) =>
      objectsIn(group, "options").map((option) => choice(option, wordsOf(objectIn(group, "label")))),
    ),
  ];
}

/** Those who are there; Slack's own bot and apps are not picked. */
function channels({ seen }: Shared): Choice[] {
  return seen.channels
    .filter((channel) => channel.kind !== "im" && !channel.isArchived)
    .map(({ id, name }) => ({ value: id, label: `#${name}` }));
}

function people({ seen, start }: Shared): Choice[] {
  return [...seen.people.values()]
    .filter((person) => start.handles.includes(person.handle) && !person.isDeactivated)
    .map((person) => ({
      value: person.id,
      label: person.name,
      keywords: person.handle,
      picture: html`<${Avatar} person=${person} size=${20} />`,
    }));
}
