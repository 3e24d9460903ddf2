/** Words that go for good, taken out of whatever quotes them. Pure. */
import { sentencesOf } from "./sentences.ts";

/** In the place of what was taken out, in every language. */
export const TAKEN_OUT = "[…]";

/** By so many letters a sentence is known, also where it is shortened; a shorter one alone, or beside such a one. */
const KNOWN_BY = 20;

/** `words`: whole texts, of which sentences may be quoted, shortened or with Slack's signs escaped. */
export function withoutWords(text: string, words: readonly string[]): string {
  const forms = new Set(words.flatMap((one) => sentencesOf(one)).flatMap((one) => [one, escaped(one)]));
  let rest = text;
  for (const form of forms) if (form.length >= KNOWN_BY) rest = withoutSentence(rest, form);
  for (const form of forms)
    if (form.length < KNOWN_BY && (rest !== text || rest.trim() === form)) rest = rest.replaceAll(form, TAKEN_OUT);
  return rest;
}

/** Of every text within; keys stay. */
export function withoutWordsIn<Value>(value: Value, words: readonly string[]): Value {
  const read: Value = JSON.parse(
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === "string" ? withoutWords(inner, words) : inner)),
  );
  return read;
}

function withoutSentence(text: string, sentence: string): string {
  let rest = text;
  for (let at = rest.indexOf(sentence.slice(0, KNOWN_BY)); at >= 0; ) {
    let end = at;
    while (end < rest.length && end - at < sentence.length && rest[end] === sentence[end - at]) end += 1;
    while (rest[end - 1] === " ") end -= 1;
    rest = `${rest.slice(0, at)}${TAKEN_OUT}${rest.slice(rest[end] === "…" ? end + 1 : end)}`;
    at = rest.indexOf(sentence.slice(0, KNOWN_BY), at + TAKEN_OUT.length);
  }
  return rest;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
