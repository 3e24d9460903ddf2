/** What the commands of `drumbeat sandbox` have in common. */
import type { Language } from "../platform/texts/language.ts";
import { type SandboxTexts, sandboxCommandTexts } from "./texts-cli.ts";

/** Where a workspace is up, unless the command line names another. */
export const PORT = 4700;

/** Says what is wrong to whoever is at the terminal, in their language. */
export class SandboxError extends Error {
  readonly #message: (texts: SandboxTexts) => string;

  constructor(message: (texts: SandboxTexts) => string, options?: ErrorOptions) {
    super(message(sandboxCommandTexts.en), options);
    this.#message = message;
  }

  sentence(language: Language): string {
    return this.#message(sandboxCommandTexts[language]);
  }
}

/** The command line asks for what there is not; the sentence says what to do. */
export class UsageError extends SandboxError {}

/** What `parse` returns; what it throws is a UsageError. */
export function parsed<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(({ notParsed }) => notParsed(error));
  }
}

/** An error and what it came from, a line each; what it came from is in English, of which a French sentence has no need. */
export function reasonsIn(language: Language, error: unknown, inWords: (error: Error) => string): string {
  if (error instanceof SandboxError && language === "fr") return error.sentence(language);
  return reasonsOf(error, inWords).join(`\n  ${sandboxCommandTexts[language].because} `);
}

function reasonsOf(error: unknown, inWords: (error: Error) => string): string[] {
  if (!(error instanceof Error)) return [String(error)];
  return [inWords(error), ...(error.cause === undefined ? [] : reasonsOf(error.cause, inWords))];
}
