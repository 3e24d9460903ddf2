import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject } from "./json.ts";

/** One refusal in Slack's words, and where: a JSON pointer. */
export interface Problem {
  message: string;
  pointer: string;
}

/** Says what is wrong with a value that stands at `pointer`. */
export type Shape = (value: Json, pointer: string, problems: Problem[]) => void;

export interface Lengths {
  min?: number;
  max?: number;
}

export function string({ min = 0, max = Number.POSITIVE_INFINITY }: Lengths = {}): Shape {
  return (value, pointer, problems) => {
    if (typeof value !== "string") problems.push({ message: "must provide a string", pointer });
    else checkLength(value.length, { min, max }, pointer, problems);
  };
}

export function checkLength(length: number, { min = 0, max }: Lengths, pointer: string, problems: Problem[]): void {
  if (length < min) problems.push({ message: `must be more than ${min - 1} characters`, pointer });
  if (max !== undefined && length > max) problems.push({ message: `must be less than ${max + 1} characters`, pointer });
}

/** A string for which `holds`; `message` says what it must be. */
export function stringThat(holds: (text: string) => boolean, message: string, lengths: Lengths = {}): Shape {
  const base = string(lengths);
  return (value, pointer, problems) => {
    base(value, pointer, problems);
    if (typeof value === "string" && !holds(value)) problems.push({ message, pointer });
  };
}

export const boolean: Shape = (value, pointer, problems) => {
  if (typeof value !== "boolean") problems.push({ message: "must provide a boolean", pointer });
};

export function integer(min: number, max: number): Shape {
  return (value, pointer, problems) => {
    if (typeof value !== "number" || !Number.isInteger(value))
      problems.push({ message: "must provide an integer", pointer });
    else if (value < min || value > max) problems.push({ message: `must be between ${min} and ${max}`, pointer });
  };
}

export function oneOf(...allowed: string[]): Shape {
  return (value, pointer, problems) => {
    if (typeof value !== "string" || !allowed.includes(value))
      problems.push({ message: `must be one of ${allowed.join(", ")}`, pointer });
  };
}

export function list(item: Shape, { min = 0, max = Number.POSITIVE_INFINITY }: Lengths = {}): Shape {
  return (value, pointer, problems) => {
    if (!Array.isArray(value)) {
      problems.push({ message: "must provide an array", pointer });
      return;
    }
    if (value.length < min) problems.push({ message: `no less than ${min} items allowed`, pointer });
    if (value.length > max) problems.push({ message: `no more than ${max} items allowed`, pointer });
    for (const [index, entry] of value.entries()) item(entry, `${pointer}/${index}`, problems);
  };
}

/** An object with these members and no others; `rule` sees those that have the right type only as JSON. */
export function object(
  required: Record<string, Shape>,
  optional: Record<string, Shape> = {},
  ...rules: ((value: JsonObject, pointer: string, problems: Problem[]) => void)[]
): Shape {
  return (value, pointer, problems) => {
    if (!isObject(value)) {
      problems.push({ message: "must provide an object", pointer });
      return;
    }
    for (const [key, shape] of Object.entries(required))
      if (value[key] === undefined) problems.push({ message: `missing required field: ${key}`, pointer });
      else shape(value[key], `${pointer}/${key}`, problems);
    for (const [key, member] of Object.entries(value)) {
      if (key in required) continue;
      const shape = optional[key];
      if (shape) shape(member, `${pointer}/${key}`, problems);
      else problems.push({ message: `invalid additional property: ${key}`, pointer });
    }
    for (const rule of rules) rule(value, pointer, problems);
  };
}

/** An object whose `type` says which shape it has. */
export function byType(shapes: Record<string, Shape>): Shape {
  return (value, pointer, problems) => {
    const type = isObject(value) ? value.type : undefined;
    if (typeof type !== "string") problems.push({ message: "missing required field: type", pointer });
    else {
      const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
      if (shape) shape(value, pointer, problems);
      else problems.push({ message: `unsupported type: ${type}`, pointer: `${pointer}/type` });
    }
  };
}

/** Slack's validator names the whole object before the member that is wrong in it. */
export function allowedSchema(shape: Shape): Shape {
  return (value, pointer, problems) => {
    const found: Problem[] = [];
    shape(value, pointer, found);
    if (found.length > 0) problems.push({ message: "failed to match all allowed schemas", pointer }, ...found);
  };
}

/** For initial values: among what is offered, member by member. */
export function isAmong(value: Json | undefined, offered: readonly Json[]): boolean {
  return offered.some((candidate) => isDeepStrictEqual(candidate, value));
}

export function worded(problems: readonly Problem[]): string[] {
  return problems.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
}
