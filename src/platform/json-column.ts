import type { z } from "zod";

const MOST_TEXTS = 1000;

/**
 * Parses a JSON column by its schema, each text once: rules and questions are read with every answer. Values are
 * shared, so frozen.
 */
export function jsonColumn<Value>(schema: z.ZodType<Value>): (text: string) => Value {
  const parsed = new Map<string, Value>();
  return (text) => {
    const cached = parsed.get(text);
    if (cached !== undefined) return cached;
    if (parsed.size >= MOST_TEXTS) parsed.clear();
    const value = frozen(schema.parse(JSON.parse(text)));
    parsed.set(text, value);
    return value;
  };
}

function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) frozen(member);
    Object.freeze(value);
  }
  return value;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export function parseJson(json: string): Json {
  const value: Json = JSON.parse(json);
  return value;
}

/** Replaces every text in a JSON value by `change(text, path)`. */
export function mapTexts(value: Json, change: (text: string, path: string) => string, path = ""): Json {
  if (typeof value === "string") return change(value, path);
  if (isList(value)) return value.map((each) => mapTexts(each, change, path));
  if (typeof value !== "object" || value === null) return value;
  const within = (name: string) => (path === "" ? name : `${path}.${name}`);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapTexts(each, change, within(name))]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Every text in a JSON value. */
export function textsIn(value: Json): { text: string; path: string }[] {
  const texts: { text: string; path: string }[] = [];
  mapTexts(value, (text, path) => {
    texts.push({ text, path });
    return text;
  });
  return texts;
}
