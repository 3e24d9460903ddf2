/** What somebody's first message says about their data: how long it is kept, and whom to ask. */

import { termSaid } from "../people/retention.ts";
import { adminNames, dataProtectionOf, retentionOf } from "../people/use-cases-settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type Language, languageOf, type Reader, whomToAsk } from "../platform/texts/language.ts";

export interface FirstWords {
  /** The address that the workspace names, otherwise the names of its admins. */
  contact: string;
  daily: string;
  other: string;
  record: string;
}

export async function firstWordsOf(
  db: Db | Tx,
  workspaceId: string,
  reader: Pick<Reader, "locale">,
): Promise<FirstWords> {
  const language = languageOf(reader.locale);
  const retention = await retentionOf(db, workspaceId);
  const { address } = await dataProtectionOf(db, workspaceId);
  const contact = address || whomToAsk(reader, await adminNames(db, workspaceId));
  const [daily, other] = [termSaid("daily", retention)[language], termSaid("other", retention)[language]];
  return { contact, daily, other, record: numberInWords(termSaid("record", retention)[language], language) };
}

const NUMBERS: Record<Language, readonly string[]> = {
  en: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
  fr: ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
};

/** “five years” for “5 years”, up to ten. */
function numberInWords(term: string, language: Language): string {
  return term.replace(/^\d+/, (digits) => NUMBERS[language][Number(digits)] ?? digits);
}
