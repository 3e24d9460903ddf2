/** What the commands of `drumbeat sandbox` have in common. */

/** Where a workspace is up, unless the command line names another. */
export const PORT = 4700;

/** The command line asks for what there is not; the message says what to do. */
export class UsageError extends Error {}

/** What `parse` returns; what it throws is a UsageError. */
export function parsed<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** An error and what it came from, one line each. */
export function reasonsOf(error: unknown, inWords: (error: Error) => string): string[] {
  if (!(error instanceof Error)) return [String(error)];
  return [inWords(error), ...(error.cause === undefined ? [] : reasonsOf(error.cause, inWords))];
}
