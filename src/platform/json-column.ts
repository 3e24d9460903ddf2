import type { z } from "zod";

const MOST_TEXTS = 1000;

/**
 * Reads a JSON column by its schema. The same text is parsed once: rules and questions seldom change and are read with
 * every answer. What it returns is frozen, since everybody gets the same.
 */
export function jsonColumn<Value>(schema: z.ZodType<Value>): (text: string) => Value {
  const parsed = new Map<string, Value>();
  return (text) => {
    const known = parsed.get(text);
    if (known !== undefined) return known;
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
