import { sql } from "kysely";
import { type Db, isPostgres } from "./database.ts";
import { errorTable } from "./errors.ts";

const failure = errorTable({
  DATABASE_ENCODING: {
    en: ({ encoding }) =>
      `This PostgreSQL database has the encoding ${encoding}, which cannot hold what people write. Make one that can: createdb --encoding=UTF8 --template=template0 drumbeat`,
    fr: ({ encoding }) =>
      `Cette base PostgreSQL a l’encodage ${encoding}, qui ne peut pas contenir ce que les gens écrivent. Créez-en une qui le peut\u00a0: createdb --encoding=UTF8 --template=template0 drumbeat`,
  },
});

/** Throws DATABASE_ENCODING unless the database takes all of Unicode. SQLite always does. */
export async function refuseOtherEncoding(db: Db): Promise<void> {
  if (!isPostgres(db)) return;
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db);
  const encoding = rows[0]?.server_encoding ?? "";
  if (encoding !== "UTF8") throw failure("DATABASE_ENCODING", { encoding });
}
