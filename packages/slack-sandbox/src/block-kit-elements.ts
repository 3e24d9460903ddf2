import { type Json, type JsonObject, objectsIn, stringIn } from "./json.ts";
import { BLOCK_LIMITS, COMPOSITION_LIMITS, ELEMENT_LIMITS } from "./limits.ts";
import {
  allowedSchema,
  boolean,
  byType,
  checkLength,
  integer,
  isAmong,
  list,
  object,
  oneOf,
  type Problem,
  type Shape,
  string,
  stringThat,
} from "./shapes.ts";

type Rule = (value: JsonObject, pointer: string, problems: Problem[]) => void;

/** Slack counts text objects in their escaped form; of mrkdwn, what is markup already stays as it is. */
export function escapedLength(text: string, isMrkdwn: boolean): number {
  const ampersands = isMrkdwn ? text.match(/&(?!(amp|lt|gt);)/g) : text.match(/&/g);
  const brackets = isMrkdwn ? null : text.match(/[<>]/g);
  return text.length + (ampersands?.length ?? 0) * 4 + (brackets?.length ?? 0) * 3;
}

function textBody(max: number, isMrkdwn: boolean): Shape {
  return (value, pointer, problems) => {
    if (typeof value !== "string") problems.push({ message: "must provide a string", pointer });
    else checkLength(escapedLength(value, isMrkdwn), { min: 1, max }, pointer, problems);
  };
}

export function plainText(max: number): Shape {
  return allowedSchema(
    byType({ plain_text: object({ type: string(), text: textBody(max, false) }, { emoji: boolean }) }),
  );
}

export function textObject(max: number): Shape {
  return allowedSchema(
    byType({
      plain_text: object({ type: string(), text: textBody(max, false) }, { emoji: boolean }),
      mrkdwn: object({ type: string(), text: textBody(max, true) }, { verbatim: boolean }),
    }),
  );
}

export const url = (max: number): Shape => stringThat(isUrl, "must be a valid URL", { min: 1, max });

export function isUrl(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}

/** Of a link in a rich text: any address that a client could open. */
export function isAddress(text: string): boolean {
  return isUrl(text) || (/^(mailto|tel):\S+$/i.test(text) && URL.canParse(text));
}

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** What Slack's number field takes: digits, one point, a sign in front. */
function isNumeric(text: string): boolean {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text);
}

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

const required = { type: string() };
const actionable = { action_id: string({ min: 1, max: ELEMENT_LIMITS.actionId }) };
const placeholdable = { placeholder: plainText(ELEMENT_LIMITS.placeholder) };
const focusable = { focus_on_load: boolean };
const colour = { style: oneOf("primary", "danger") };
const confirmable = {
  // Source: docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object: all four are required.
  confirm: object(
    {
      title: plainText(COMPOSITION_LIMITS.confirmTitle),
      text: textObject(COMPOSITION_LIMITS.confirmText),
      confirm: plainText(COMPOSITION_LIMITS.confirmButton),
      deny: plainText(COMPOSITION_LIMITS.confirmButton),
    },
    colour,
  ),
};
const dispatchable = {
  dispatch_action_config: object({
    trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), { min: 1, max: 2 }),
  }),
};

function optionOf(text: Shape, extra: Record<string, Shape> = {}): Shape {
  return object(
    { text, value: string({ min: 1, max: COMPOSITION_LIMITS.optionValue }) },
    { description: plainText(COMPOSITION_LIMITS.optionDescription), ...extra },
  );
}
const plainOption = optionOf(plainText(COMPOSITION_LIMITS.optionText));
const richOption = optionOf(textObject(COMPOSITION_LIMITS.optionText));
const overflowOption = optionOf(plainText(COMPOSITION_LIMITS.optionText), { url: url(COMPOSITION_LIMITS.optionUrl) });

const selectable = {
  options: list(plainOption, { min: 1, max: ELEMENT_LIMITS.selectOptions }),
  option_groups: list(
    object({
      label: plainText(COMPOSITION_LIMITS.optionGroupLabel),
      options: list(plainOption, { min: 1, max: ELEMENT_LIMITS.selectOptions }),
    }),
    { min: 1, max: ELEMENT_LIMITS.optionGroups },
  ),
};

/** The options that an element offers, of all its groups. */
export function offeredOptions(element: JsonObject): JsonObject[] {
  return [
    ...objectsIn(element, "options"),
    ...objectsIn(element, "option_groups").flatMap((group) => objectsIn(group, "options")),
  ];
}

const optionsXorGroups: Rule = (element, pointer, problems) => {
  if (element.options === undefined && element.option_groups === undefined)
    problems.push({ message: "missing required field: options", pointer });
  if (element.options !== undefined && element.option_groups !== undefined)
    problems.push({ message: "only one of options, option_groups allowed", pointer });
};

const initialAmongOptions: Rule = (element, pointer, problems) => {
  const offered = offeredOptions(element);
  if (element.initial_option !== undefined && !isAmong(element.initial_option, offered))
    problems.push({ message: "must match one of the options", pointer: `${pointer}/initial_option` });
  const initials: Json[] = Array.isArray(element.initial_options) ? element.initial_options : [];
  for (const [index, initial] of initials.entries())
    if (!isAmong(initial, offered))
      problems.push({ message: "must match one of the options", pointer: `${pointer}/initial_options/${index}` });
};

const withinMaxSelected: Rule = (element, pointer, problems) => {
  for (const key of ["initial_options", "initial_users"]) {
    const initials = element[key];
    if (!Array.isArray(initials) || typeof element.max_selected_items !== "number") continue;
    if (initials.length > element.max_selected_items)
      problems.push({
        message: `no more than ${element.max_selected_items} items allowed`,
        pointer: `${pointer}/${key}`,
      });
  }
};

const textLengthsFit: Rule = ({ min_length: min, max_length: max, initial_value: initial }, pointer, problems) => {
  if (typeof min === "number" && typeof max === "number" && min > max)
    problems.push({ message: "must not be more than max_length", pointer: `${pointer}/min_length` });
  if (typeof max === "number" && typeof initial === "string")
    checkLength(initial.length, { max }, `${pointer}/initial_value`, problems);
};

const numberFits: Rule = (element, pointer, problems) => {
  const initial = stringIn(element, "initial_value");
  if (initial === undefined || !isNumeric(initial)) return;
  const refusal = numberRefusal(element, initial);
  if (refusal) problems.push({ message: refusal, pointer: `${pointer}/initial_value` });
};

/** Why a number field does not take the number, in the words of Slack's client; null when it does. */
export function numberRefusal(element: JsonObject, value: string): string | null {
  if (!isNumeric(value)) return "Please enter a valid number.";
  if (element.is_decimal_allowed !== true && !/^[+-]?\d+$/.test(value)) return "Please enter a whole number.";
  const [min, max] = [stringIn(element, "min_value"), stringIn(element, "max_value")];
  if (min !== undefined && Number(value) < Number(min)) return `Please enter a number of at least ${min}.`;
  if (max !== undefined && Number(value) > Number(max)) return `Please enter a number of at most ${max}.`;
  return null;
}

const users = list(string({ min: 1 }), { min: 1 });
const maxSelected = { max_selected_items: integer(1, Number.MAX_SAFE_INTEGER) };
const numeric = stringThat(isNumeric, "must be a number");

const slackFile = object(
  {},
  {
    id: stringThat((id) => /^F[A-Z0-9]{8,}$/.test(id), "input must match regex pattern: ^[F][A-Z0-9]{8,}$"),
    url: url(BLOCK_LIMITS.imageUrl),
  },
  (file, pointer, problems) => {
    if ((file.id === undefined) === (file.url === undefined))
      problems.push({ message: "exactly one of id, url is needed", pointer });
  },
);

/** The members of a picture, whether it is a block or an element: from the web, or a file that was uploaded. */
export const pictured = {
  alt_text: string({ min: 1, max: BLOCK_LIMITS.imageAltText }),
  source: { image_url: url(BLOCK_LIMITS.imageUrl), slack_file: slackFile },
  hasOneSource: (picture: JsonObject, pointer: string, problems: Problem[]) => {
    if (picture.image_url === undefined && picture.slack_file === undefined)
      problems.push({ message: "missing required field: image_url", pointer });
    if (picture.image_url !== undefined && picture.slack_file !== undefined)
      problems.push({ message: "only one of image_url, slack_file allowed", pointer });
  },
};

const image = object({ ...required, alt_text: pictured.alt_text }, pictured.source, pictured.hasOneSource);

/** Every element that the sandbox knows; anything else is an unsupported type. */
const elements = {
  button: object(
    { ...required, text: plainText(ELEMENT_LIMITS.buttonText) },
    {
      ...actionable,
      ...confirmable,
      ...colour,
      value: string({ max: ELEMENT_LIMITS.buttonValue }),
      url: url(ELEMENT_LIMITS.buttonUrl),
      accessibility_label: string({ max: ELEMENT_LIMITS.accessibilityLabel }),
    },
  ),
  overflow: object(
    { ...required, options: list(overflowOption, { min: 1, max: ELEMENT_LIMITS.overflowOptions }) },
    { ...actionable, ...confirmable },
  ),
  static_select: object(
    required,
    { ...actionable, ...confirmable, ...focusable, ...placeholdable, ...selectable, initial_option: plainOption },
    optionsXorGroups,
    initialAmongOptions,
  ),
  multi_static_select: object(
    required,
    {
      ...actionable,
      ...confirmable,
      ...focusable,
      ...placeholdable,
      ...selectable,
      ...maxSelected,
      initial_options: list(plainOption, { min: 1 }),
    },
    optionsXorGroups,
    initialAmongOptions,
    withinMaxSelected,
  ),
  users_select: object(required, {
    ...actionable,
    ...confirmable,
    ...focusable,
    ...placeholdable,
    initial_user: string({ min: 1 }),
  }),
  multi_users_select: object(
    required,
    { ...actionable, ...confirmable, ...focusable, ...placeholdable, ...maxSelected, initial_users: users },
    withinMaxSelected,
  ),
  conversations_select: object(required, {
    ...actionable,
    ...confirmable,
    ...focusable,
    ...placeholdable,
    initial_conversation: string({ min: 1 }),
    default_to_current_conversation: boolean,
    filter: object(
      {},
      {
        include: list(oneOf("im", "mpim", "private", "public"), { min: 1 }),
        exclude_external_shared_channels: boolean,
        exclude_bot_users: boolean,
      },
    ),
  }),
  radio_buttons: object(
    { ...required, options: list(richOption, { min: 1, max: ELEMENT_LIMITS.radioButtons }) },
    { ...actionable, ...confirmable, ...focusable, initial_option: richOption },
    initialAmongOptions,
  ),
  checkboxes: object(
    { ...required, options: list(richOption, { min: 1, max: ELEMENT_LIMITS.checkboxes }) },
    { ...actionable, ...confirmable, ...focusable, initial_options: list(richOption, { min: 1 }) },
    initialAmongOptions,
  ),
  datepicker: object(required, {
    ...actionable,
    ...confirmable,
    ...focusable,
    ...placeholdable,
    initial_date: stringThat(isDate, "must be a date as YYYY-MM-DD"),
  }),
  timepicker: object(required, {
    ...actionable,
    ...confirmable,
    ...focusable,
    ...placeholdable,
    initial_time: stringThat(isTime, "must be a time as HH:mm"),
    timezone: stringThat(isZone, "must be a valid timezone"),
  }),
  datetimepicker: object(required, {
    ...actionable,
    ...confirmable,
    ...focusable,
    initial_date_time: integer(1_000_000_000, 9_999_999_999),
  }),
  plain_text_input: object(
    required,
    {
      ...actionable,
      ...dispatchable,
      ...focusable,
      ...placeholdable,
      initial_value: string({ max: ELEMENT_LIMITS.plainTextInput }),
      multiline: boolean,
      min_length: integer(0, ELEMENT_LIMITS.plainTextInput),
      max_length: integer(1, ELEMENT_LIMITS.plainTextInput),
    },
    textLengthsFit,
  ),
  number_input: object(
    { ...required, is_decimal_allowed: boolean },
    {
      ...actionable,
      ...dispatchable,
      ...focusable,
      ...placeholdable,
      initial_value: numeric,
      min_value: numeric,
      max_value: numeric,
    },
    numberFits,
  ),
  url_text_input: object(required, {
    ...actionable,
    ...dispatchable,
    ...focusable,
    ...placeholdable,
    initial_value: stringThat(isUrl, "must be a valid URL"),
  }),
  email_text_input: object(required, {
    ...actionable,
    ...dispatchable,
    ...focusable,
    ...placeholdable,
    initial_value: stringThat(isEmail, "must be a valid email address"),
  }),
  image,
} as const satisfies Record<string, Shape>;
type ElementType = keyof typeof elements;

const CHOICES: ElementType[] = [
  "static_select",
  "multi_static_select",
  "users_select",
  "multi_users_select",
  "conversations_select",
  "radio_buttons",
  "checkboxes",
  "datepicker",
  "timepicker",
];

/** Which element may stand where. Source: the element pages of docs.slack.dev/reference/block-kit/block-elements. */
const PLACES = {
  accessory: ["button", "overflow", "image", ...CHOICES],
  actions: ["button", "overflow", "datetimepicker", ...CHOICES],
  // A date with a time is for messages and modals.
  "actions of Home": ["button", "overflow", ...CHOICES],
  "input of Home": ["plain_text_input", ...CHOICES],
  context: ["image"],
  // Number, address and e-mail fields are for modals only.
  "input of a message": ["plain_text_input", "datetimepicker", ...CHOICES],
  "input of a modal": [
    "plain_text_input",
    "number_input",
    "url_text_input",
    "email_text_input",
    "datetimepicker",
    ...CHOICES,
  ],
} as const satisfies Record<string, readonly ElementType[]>;

export function elementsFor(place: keyof typeof PLACES): Record<string, Shape> {
  return Object.fromEntries(PLACES[place].map((type) => [type, elements[type]]));
}
