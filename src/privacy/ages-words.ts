/** Words that reach their age in rows that stay: of answers the status, of messages that they were sent. */

import { type RawBuilder, sql } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import type { AgeClass } from "./data-map.ts";
import { keyOf, type TableName, updateRow, withWords } from "./rows.ts";

export interface Aged {
  workspaceId: string;
  before: Instant;
}

/** What goes of one table. */
export interface Ageing {
  name: string;
  table: TableName;
  /** Of which rows it goes. */
  where(of: Aged): RawBuilder<unknown>;
  /** Takes it of the rows of a piece. Returns of how many. */
  take(tx: Tx, of: Aged & { piece: RawBuilder<unknown>; at: Instant }): Promise<number>;
}

export type AgedWords = Ageing & { class: AgeClass };

/** In the JSON of the rule of a daily check-in. */
const DAILY = '%"every":"day"%';

function answers(kind: "daily" | "other"): AgedWords {
  const where = ({ workspaceId, before }: Aged) => sql`check_in.removed_at is null and check_in.created_at < ${before}
    and exists (select 1 from cadence where cadence.workspace_id = ${workspaceId} and cadence.id = check_in.cadence_id
      and cadence.rule ${kind === "daily" ? sql`like` : sql`not like`} ${DAILY})`;
  return {
    name: `${kind} answers`,
    class: kind,
    table: "check_in",
    where,
    async take(tx, { piece, at, ...of }) {
      const { workspaceId } = of;
      const found = await sql<{ id: string }>`select id from check_in where ${piece} and ${where(of)}`.execute(tx);
      const ids = found.rows.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await tx
        .updateTable("check_in_revision")
        .set({ answers: "{}" })
        .where("workspace_id", "=", workspaceId)
        .where("check_in_id", "in", ids)
        .execute();
      await tx
        .updateTable("check_in")
        .set({ removed_at: at })
        .where("workspace_id", "=", workspaceId)
        .where("id", "in", ids)
        .execute();
      return ids.length;
    },
  };
}

/** The words of a column, in rows that stay. */
function column(
  table: TableName,
  name: string,
  age: AgeClass,
  {
    isOlder,
    hasWords,
    instead,
  }: { isOlder(before: Instant): RawBuilder<unknown>; hasWords: RawBuilder<unknown>; instead: string },
): AgedWords {
  const where = ({ before }: Aged) => sql`(${hasWords}) and ${isOlder(before)}`;
  return {
    name: `${table}.${name}`,
    class: age,
    table,
    where,
    async take(tx, { piece, ...of }) {
      const { rows } = await sql<Record<string, string | number | null>>`select * from ${sql.table(table)}
        where ${piece} and ${where(of)}`.execute(tx);
      for (const row of rows) {
        const changes = { [name]: withWords(table, name, String(row[name]), () => instead) };
        await updateRow(tx, table, { workspaceId: of.workspaceId, key: keyOf(table, row), changes });
      }
      return rows.length;
    },
  };
}

/** What stands where words have reached their age. */
const GONE = "…";
const holds = (name: string, field: string) =>
  sql`(${sql.ref(name)} like ${`%"${field}":"%`} and ${sql.ref(name)} not like ${`%"${field}":"${GONE}"%`})`;

export const AGED_WORDS: readonly AgedWords[] = [
  answers("daily"),
  answers("other"),
  column("delivery", "subject", "messages", {
    isOlder: (before) => sql`sent_at < ${before}`,
    hasWords: sql`${holds("subject", "words")} or ${holds("subject", "question")}`,
    instead: GONE,
  }),
];
