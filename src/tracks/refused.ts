import type { Person } from "../people/people.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { languageOf } from "../platform/texts/language.ts";

/** Does it. What was refused, at the field that its code, or what that begins with, is about; null: nothing was. */
export async function refusedAt(
  { locale }: Pick<Person, "locale">,
  fields: Readonly<Record<string, string>>,
  act: () => Promise<unknown>,
): Promise<{ errors: Record<string, string> } | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (!(error instanceof DrumbeatError)) throw error;
    const [, field] = Object.entries(fields).find(([code]) => error.code.startsWith(code)) ?? [];
    if (field === undefined) throw error;
    return { errors: { [field]: error.sentence(languageOf(locale)) } };
  }
}
