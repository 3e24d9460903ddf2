/** Lines of programs that ended, and old words in the others. */
import { type RawBuilder, sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Piece } from "../../platform/deletions.ts";

interface Of {
  workspaceId: string;
  before: Instant;
}

type Some = Omit<Piece, "doneTo">;

function ofEnded({ workspaceId, before }: Of): RawBuilder<unknown> {
  return sql`program_id in (select id from program
    where program.workspace_id = ${workspaceId} and program.state = 'closed' and program.closed_at < ${before})`;
}

function withOldWords({ before }: Of): RawBuilder<unknown> {
  return sql`(said_words <> '' or cares <> '')
    and coalesce(spoke_on, substr(named_at, 1, 10)) < ${before.slice(0, 10)}`;
}

export async function countExpiring(db: Db, of: Of): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`select count(*) as count from stakeholder
    where workspace_id = ${of.workspaceId} and (${ofEnded(of)} or (${withOldWords(of)}))`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

export async function deleteEventsOfEnded(tx: Tx, { rows, ...of }: Some): Promise<number> {
  const { workspaceId } = of;
  const result = await sql`delete from stakeholder_event where workspace_id = ${workspaceId}
    and (stakeholder_id, revision) in (select stakeholder_id, revision from stakeholder_event
      where workspace_id = ${workspaceId} and stakeholder_id in (select id from stakeholder
        where workspace_id = ${workspaceId} and ${ofEnded(of)}) limit ${rows})`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

export async function deleteLinesOfEnded(tx: Tx, { rows, ...of }: Some): Promise<number> {
  const { workspaceId } = of;
  const result = await sql`delete from stakeholder where workspace_id = ${workspaceId} and id in
    (select id from stakeholder where workspace_id = ${workspaceId} and ${ofEnded(of)} limit ${rows})`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

export async function takeOldWords(tx: Tx, { rows, ...of }: Some): Promise<number> {
  const { workspaceId } = of;
  const result = await sql`update stakeholder set said_words = '', cares = '' where workspace_id = ${workspaceId}
    and id in (select id from stakeholder where workspace_id = ${workspaceId} and ${withOldWords(of)}
      limit ${rows})`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}
