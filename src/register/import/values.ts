/** Values of which a cell has one, by what people call them. Pure. */
import { matchesName } from "../../platform/texts/cells.ts";
import { foldedSingular } from "../../platform/texts/folding.ts";
import type { Language } from "../../platform/texts/language.ts";

/** A value as it is stored, and what it may be called. */
export type Values<Value extends string> = Readonly<Record<Value, readonly string[]>>;

/** By its key or one of its names; undefined: by none. */
export function valueAmong<Value extends string>(given: string, values: Values<Value>): Value | undefined {
  const keys = keysOf(values);
  const byKey = keys.find((key) => key === given.toLowerCase());
  return byKey ?? keys.find((key) => foldedNames(values[key]).has(foldedSingular(given)) || matchesName(given, [key]));
}

/** What could stand there, as the reader writes it. */
export function allowed<Value extends string>(values: Values<Value>, language: Language): string {
  const keys = keysOf(values);
  return keys.map((key) => (language === "fr" ? (values[key][0] ?? key) : key)).join(", ");
}

function keysOf<Value extends string>(values: Values<Value>): Extract<Value, string>[] {
  return Object.keys(values).filter((key): key is Extract<Value, string> => Object.hasOwn(values, key));
}

const foldedByNames = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Each list of names is folded once, for thousands of rows. */
function foldedNames(names: readonly string[]): ReadonlySet<string> {
  const known = foldedByNames.get(names) ?? new Set(names.map(foldedSingular));
  foldedByNames.set(names, known);
  return known;
}
