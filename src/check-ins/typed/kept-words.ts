import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { addMs, DAY } from "../../platform/time.ts";
import type { TypedWordsTable } from "../table.ts";

/** So long what was typed is kept. */
export const WORDS_MEMORY_MS = DAY;

/** Which message of whom. */
export type TypedMessage = Pick<TypedWordsTable, "workspace_id" | "person_id" | "ts">;

/** What was typed, unless a day has passed since. */
export async function keptWords(db: Db | Tx, of: TypedMessage, now: Instant): Promise<TypedWordsTable | undefined> {
  return db
    .selectFrom("typed_words")
    .selectAll()
    .where("workspace_id", "=", of.workspace_id)
    .where("person_id", "=", of.person_id)
    .where("ts", "=", of.ts)
    .where("at", ">", addMs(now, -WORDS_MEMORY_MS))
    .executeTakeFirst();
}

export async function deleteWordsTypedUntil(db: Db, workspaceId: string, at: Instant): Promise<void> {
  await db.deleteFrom("typed_words").where("workspace_id", "=", workspaceId).where("at", "<=", at).execute();
}

export const nextForgettingWords = nextAt(
  (db, of) =>
    db
      .selectFrom("typed_words")
      .select(({ fn }) => fn.min("at").as("at"))
      .where("workspace_id", "=", of.workspaceId),
  (first) => addMs(first, WORDS_MEMORY_MS),
);
