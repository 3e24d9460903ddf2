/** One row of somebody's, as they named it to us. */
import type { Person } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Reader } from "../../platform/texts/language.ts";
import { findTheirs } from "./repository.ts";
import { type ShownRow, sayRows } from "./row-words.ts";
import { rowOfRef } from "./rules.ts";
import { linesTold, sayLines } from "./told.ts";

/** What this person is shown of a row of theirs, or of a line of a digest that rests on what they said; null: it is not, or no longer. */
export async function rowShown(db: Db | Tx, person: Person, ref: string, reader: Reader): Promise<ShownRow | null> {
  const whose = { workspaceId: person.workspace_id, personId: person.id };
  const [table, edition, line] = ref.split("/");
  if (table === "digest_source") {
    const isIt = (told: { edition_id: string; line: number }) =>
      told.edition_id === edition && told.line === Number(line);
    const told = (await linesTold(db, person)).filter(isIt);
    return (await sayLines(db, person, { reader }, told))[0] ?? null;
  }
  const named = rowOfRef(ref);
  const row = named && (await findTheirs(db, whose, named.theirs, named.values));
  if (!named || !row) return null;
  return (await sayRows(db, { ...whose, reader }, [{ table: named.theirs.table, row }]))[0] ?? null;
}
