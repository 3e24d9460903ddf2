/** The texts in a column of JSON, whatever its shape. Pure. */

import { z } from "zod";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const json: z.ZodType<Json> = z.json();

export function parsed(column: string): Json {
  return json.parse(JSON.parse(column));
}

export function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `field`: the name of what it stands in; of what stands in a list, that of the list. `at`: the way to it. */
export interface Leaf {
  text: string;
  field: string;
  at: readonly string[];
}

export function leavesOf(value: Json): Leaf[] {
  const leaves: Leaf[] = [];
  mapTexts(value, (text, field, at) => {
    leaves.push({ text, field, at });
    return text;
  });
  return leaves;
}

export function mapTexts(
  value: Json,
  change: (text: string, field: string, at: readonly string[]) => string,
  field = "",
  at: readonly string[] = [],
): Json {
  if (typeof value === "string") return change(value, field, at);
  if (Array.isArray(value)) return value.map((each, index) => mapTexts(each, change, field, [...at, String(index)]));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, mapTexts(each, change, name, [...at, name])]),
  );
}

/** Everything in it that may be an id. */
export function idsIn(value: Json): string[] {
  return [
    ...new Set(leavesOf(value).flatMap(({ text }) => (text.length >= SHORTEST_ID && !/\s/.test(text) ? [text] : []))),
  ];
}

const SHORTEST_ID = 20;
