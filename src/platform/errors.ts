import { channel } from "node:diagnostics_channel";
import { type Language, whomToAsk } from "./texts/language.ts";

type Params = Record<string, string | number>;
/** Parameters of sentences; a list holds names of people to ask. */
type Given = Record<string, string | number | readonly string[]>;
type ErrorText = { [L in Language]: (params: Params) => string };

/** Channel with the code of each error that is made, for tests. */
export const REFUSALS = "drumbeat.refusals";
const refusals = channel(REFUSALS);

/** A broken domain rule or bad input; its sentence exists in every language. */
export class DrumbeatError extends Error {
  readonly code: string;
  readonly params: Given;
  readonly #texts: ErrorText;

  constructor(code: string, texts: ErrorText, params: Given = {}, options?: ErrorOptions) {
    super(`${code}: ${texts.en(inWords(params, "en"))}`, options);
    this.name = "DrumbeatError";
    this.code = code;
    this.params = params;
    this.#texts = texts;
    if (refusals.hasSubscribers) refusals.publish(code);
  }

  sentence(language: Language): string {
    return this.#texts[language](inWords(this.params, language));
  }
}

/** Declares errors: code → sentence in each language. The returned function makes an error; the caller throws it. */
export function errorTable<Code extends string>(table: Record<Code, ErrorText>) {
  return (code: Code, params: Given = {}, options?: ErrorOptions): DrumbeatError =>
    new DrumbeatError(code, table[code], params, options);
}

function inWords(given: Given, language: Language): Params {
  const texts = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === "object" ? whomToAsk({ locale: language }, value) : value,
  ]);
  return Object.fromEntries(texts);
}

/** The refusal of a check as a sentence for a field; null if it passes. */
export async function refusalOf(language: Language, check: () => unknown): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof DrumbeatError) return error.sentence(language);
    throw error;
  }
}

export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
