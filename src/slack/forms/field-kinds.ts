/** Kinds of form fields: each has the schema of its value and its Block Kit element. */
import type { InputBlock, KnownBlock, PlainTextOption } from "@slack/types";
import { z } from "zod";
import {
  channelField,
  dateField,
  type Filled,
  multiSelectField,
  type OptionGroup,
  peopleField,
  personField,
  radioField,
  selectField,
  textField,
  ticksField,
  timeField,
} from "../inputs.ts";

/** Label and initial value of a field. */
export interface Content {
  label: string;
  hint?: string | undefined;
  placeholder?: string;
  /** For a menu, radio buttons or ticks. */
  options?: PlainTextOption[];
  /** For a menu, instead of options. */
  groups?: OptionGroup[];
  initial?: string | readonly string[] | null | undefined;
  /** Blocks above the field. */
  before?: readonly KnownBlock[];
  /** Makes an optional field required for this reader. */
  isRequired?: boolean;
  /** Dispatches each choice under this action id. */
  actionId?: string;
  /** Suffix of the block id: a new one resets the field. */
  turn?: string | number;
}

interface Element {
  block(name: string, content: Content): InputBlock;
  /** An empty text is "", an empty list [], anything else null. */
  read(filled: Filled, name: string): string | string[] | null;
}

const elements = new WeakMap<z.core.$ZodType, Element>();

export function elementOf(schema: z.core.$ZodType): Element {
  const element = elements.get(schema);
  if (!element) throw new Error("A form is made of the fields of forms/field-kinds.ts");
  return element;
}

function field<Schema extends z.ZodType>(schema: Schema, element: Element): Schema {
  elements.set(schema, element);
  return schema;
}

const required = () => z.string().min(1);
const orNull = () => z.string().min(1).nullable();
const single = (initial: Content["initial"]) => (typeof initial === "string" ? initial : undefined);
const many = (initial: Content["initial"]) => (Array.isArray(initial) ? initial : []);

interface TextOptions {
  /** Multiline. */
  isLong?: boolean;
  /** Maximum length. */
  max?: number;
}

/** Required; invisible characters do not count. */
export function text(options: TextOptions = {}) {
  return field(required(), textElement(options, false));
}

export function optionalText(options: TextOptions = {}) {
  return field(z.string(), textElement(options, true));
}

function textElement(options: TextOptions, isOptional: boolean): Element {
  return {
    block: (name, { label, initial, ...content }) =>
      textField(name, label, { ...options, ...content, initial: single(initial), isOptional }),
    read: (filled, name) => filled.text(name),
  };
}

/** Longer numbers are never asked for. */
const MOST_DIGITS = 3;

/** A whole number, typed. */
export function number({ min, max }: { min: number; max: number }) {
  const schema = z.string().trim().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max));
  return field(schema, textElement({ max: MOST_DIGITS }, false));
}

function menuElement(isOptional: boolean): Element {
  return {
    block: (name, { label, options = [], groups, initial, ...content }) =>
      selectField(name, label, groups ?? options, { ...content, initial: single(initial), isOptional }),
    read: (filled, name) => filled.option(name),
  };
}

function radioElement(isOptional: boolean): Element {
  return {
    block: (name, { label, options = [], initial, ...content }) =>
      radioField(name, label, options, { ...content, initial: single(initial), isOptional }),
    read: (filled, name) => filled.option(name),
  };
}

/** A menu of which one option is chosen. */
export const menu = () => field(required(), menuElement(false));
export const optionalMenu = () => field(orNull(), menuElement(true));

export const menuOf = <Value extends string>(values: readonly Value[]) => field(z.enum(values), menuElement(false));

/** Any of a menu, in the order in which they were chosen; none is an answer. */
export const menus = () =>
  field(z.array(z.string()), {
    block: (name, { label, options = [], initial, hint }) =>
      multiSelectField(name, label, options, { hint, initial: many(initial), isOptional: true }),
    read: (filled, name) => filled.options(name),
  });

/** One of a few, all in sight. */
export const radio = () => field(required(), radioElement(false));
export const optionalRadio = () => field(orNull(), radioElement(true));
export const radioOf = <Value extends string>(values: readonly Value[]) => field(z.enum(values), radioElement(false));

function ticksElement(isOptional: boolean): Element {
  return {
    block: (name, { label, options = [], initial, hint }) =>
      ticksField(name, label, options, { hint, initial: many(initial), isOptional }),
    read: (filled, name) => filled.options(name),
  };
}

/** Any of a few, all in sight; none is an answer. */
export const ticks = () => field(z.array(z.string()), ticksElement(true));
export const someTicks = () => field(z.array(z.string()).min(1), ticksElement(false));

function personElement(isOptional: boolean): Element {
  return {
    block: (name, { label, hint, initial }) => personField(name, label, { hint, initial: single(initial), isOptional }),
    read: (filled, name) => filled.person(name),
  };
}

/** A Slack user id. */
export const person = () => field(required(), personElement(false));
export const optionalPerson = () => field(orNull(), personElement(true));

/** Slack user ids. */
export const people = () =>
  field(z.array(z.string()), {
    block: (name, { label, hint, initial }) =>
      peopleField(name, label, { hint, initial: many(initial), isOptional: true }),
    read: (filled, name) => filled.people(name),
  });

/** The id of a channel that the person can see. */
export const optionalChannel = () =>
  field(orNull(), {
    block: (name, { label, hint, initial, actionId }) =>
      channelField(name, label, { hint, initial: single(initial), isOptional: true, ...(actionId && { actionId }) }),
    read: (filled, name) => filled.channel(name),
  });

function dateElement(isOptional: boolean): Element {
  return {
    block: (name, { label, hint, initial }) => dateField(name, label, { hint, initial: single(initial), isOptional }),
    read: (filled, name) => filled.date(name),
  };
}

/** A local date. */
export const date = () => field(required(), dateElement(false));
export const optionalDate = () => field(orNull(), dateElement(true));

function timeElement(isOptional: boolean): Element {
  return {
    block: (name, { label, hint, initial }) =>
      timeField(name, label, { hint, initial: single(initial) ?? "", isOptional }),
    read: (filled, name) => filled.time(name),
  };
}

/** A wall time, `HH:MM`. */
export const time = () => field(required(), timeElement(false));
export const optionalTime = () => field(orNull(), timeElement(true));
