/** A digest that is exported, with pseudonyms. Pure. */
import type { DigestDocument } from "../document.ts";

/** Under these a document has who said or did something. */
const NAMING = new Set(["author", "by"]);

/** Which of these names stand in it as names; not what somebody typed, nor the reader’s own. */
export function namesIn({ reader, ...told }: DigestDocument, names: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  JSON.stringify(told, (key, value: unknown) => {
    if (typeof value !== "string") return value;
    if (names.has(value)) found.add(value);
    // “Ann Lee for Bob Roe”
    else if (NAMING.has(key)) for (const name of names) if (value.includes(name)) found.add(name);
    return value;
  });
  found.delete(reader.name);
  return found;
}

/** `instead`: of names, what stands for them. */
export function withPseudonyms(document: DigestDocument, instead: ReadonlyMap<string, string>): DigestDocument {
  const longestFirst = [...instead].sort(([one], [other]) => other.length - one.length);
  const { reader, ...told } = document;
  const rest: typeof told = JSON.parse(
    JSON.stringify(told, (key, value: unknown) => {
      if (typeof value !== "string") return value;
      const whole = instead.get(value);
      if (whole !== undefined || !NAMING.has(key)) return whole ?? value;
      return longestFirst.reduce((text, [name, other]) => text.replaceAll(name, other), value);
    }),
  );
  return { ...rest, reader };
}
