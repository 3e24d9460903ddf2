/** Choices that are over, or that nobody has touched for long. */
import { type RawBuilder, sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Piece } from "../../platform/deletions.ts";
import { addMs, DAY } from "../../platform/time.ts";

type Some = Omit<Piece, "doneTo">;

/** One that nobody ended is given up so much later. */
const GIVEN_UP_MS = 150 * DAY;

function over({ workspaceId, before }: { workspaceId: string; before: Instant }): RawBuilder<unknown> {
  return sql`select id from sponsor_choice where workspace_id = ${workspaceId} and (ended_at < ${before}
    or touched_at < ${addMs(before, -GIVEN_UP_MS)}
    or program_id in (select id from program
      where program.workspace_id = ${workspaceId} and program.state = 'closed' and program.closed_at < ${before}))`;
}

export async function countExpiring(db: Db, of: { workspaceId: string; before: Instant }): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`select count(*) as count from (${over(of)}) as gone`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0);
}

/** Those that point to others before them. */
export const EXPIRING_TABLES = [
  "fact_confirmation",
  "candidate_fact",
  "sponsor_request",
  "sponsor_candidate",
  "sponsor_choice",
] as const;

export async function deleteOfOver(
  tx: Tx,
  table: (typeof EXPIRING_TABLES)[number],
  { rows, ...of }: Some,
): Promise<number> {
  const { workspaceId } = of;
  const candidates = sql`select id from sponsor_candidate where workspace_id = ${workspaceId} and choice_id in (${over(of)})`;
  const key = table === "fact_confirmation" ? sql`fact_id, by_id` : sql`id`;
  const where = {
    fact_confirmation: sql`candidate_id in (${candidates})`,
    candidate_fact: sql`candidate_id in (${candidates})`,
    sponsor_request: sql`choice_id in (${over(of)})`,
    sponsor_candidate: sql`choice_id in (${over(of)})`,
    sponsor_choice: sql`id in (${over(of)})`,
  }[table];
  const { numDeletedRows } = await tx
    .deleteFrom(table)
    .where("workspace_id", "=", workspaceId)
    .where(
      sql<boolean>`(${key}) in (select ${key} from ${sql.table(table)}
        where workspace_id = ${workspaceId} and ${where} limit ${rows})`,
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
