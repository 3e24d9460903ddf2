import type { Language } from "./texts/language.ts";

type Params = Record<string, string | number>;
type ErrorText = { [L in Language]: (params: Params) => string };

/** A rule of the domain that is broken, or bad input. `code` has its sentence for the reader in every language. */
export class DrumbeatError extends Error {
  readonly code: string;
  readonly params: Params;
  readonly #texts: ErrorText;

  constructor(code: string, texts: ErrorText, params: Params = {}, options?: ErrorOptions) {
    super(`${code}: ${texts.en(params)}`, options);
    this.name = "DrumbeatError";
    this.code = code;
    this.params = params;
    this.#texts = texts;
  }

  sentence(language: Language): string {
    return this.#texts[language](this.params);
  }
}

/**
 * Declares the errors of a capability: code → sentence in each language. `thrower("CODE", params)` makes the error.
 * A code without a sentence in a language does not compile.
 */
export function errorTable<Code extends string>(table: Record<Code, ErrorText>) {
  return (code: Code, params: Params = {}, options?: ErrorOptions): DrumbeatError =>
    new DrumbeatError(code, table[code], params, options);
}

export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
