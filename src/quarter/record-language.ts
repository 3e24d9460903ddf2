/** Whom the words are for that Drumbeat writes into the record itself. */
import { settingsOf } from "../people/settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Reader } from "../platform/texts/language.ts";

/** Many read them, in both languages: they are in the language of the workspace. */
export async function readerOfRecord(db: Db | Tx, workspaceId: string): Promise<Reader> {
  const { locale } = await settingsOf(db, workspaceId);
  return { locale, zone: "UTC" };
}
