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

/** Where a text stands: `path` without places in lists (`tasks.en`), `place` with them (`tasks.0.en`). */
interface TextPlace {
  path: string;
  place: string;
}

type ChangeText = (text: string, path: string, place: string) => string;

/** Replaces every text in a JSON value by `change(text, path, place)`. */
export function mapTexts(value: Json, change: ChangeText, at: TextPlace = { path: "", place: "" }): Json {
  if (typeof value === "string") return change(value, at.path, at.place);
  const within = (name: string, { path, place }: TextPlace) => ({
    path: path === "" ? name : `${path}.${name}`,
    place: place === "" ? name : `${place}.${name}`,
  });
  if (isList(value))
    return value.map((each, index) => mapTexts(each, change, { ...within(String(index), at), path: at.path }));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, mapTexts(each, change, within(name, at))]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Every text in a JSON value. */
export function textsIn(value: Json): (TextPlace & { text: string })[] {
  const texts: (TextPlace & { text: string })[] = [];
  mapTexts(value, (text, path, place) => {
    texts.push({ text, path, place });
    return text;
  });
  return texts;
}
