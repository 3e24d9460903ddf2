/** What is refused stands at the field that mends it. */
import { DrumbeatError } from "../platform/errors.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";

/** `fields`: by the code of what is refused. Throws on what has none. */
export function refusedAt(
  error: unknown,
  reader: Pick<Reader, "locale">,
  fields: Readonly<Record<string, string>>,
): { errors: Record<string, string> } {
  const field = error instanceof DrumbeatError ? fields[error.code] : undefined;
  if (!(error instanceof DrumbeatError) || field === undefined) throw error;
  return { errors: { [field]: error.sentence(languageOf(reader.locale)) } };
}
