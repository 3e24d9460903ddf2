import type { Selectable } from "kysely";
import { z } from "zod";
import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { jsonColumn } from "../../platform/json-column.ts";
import { nextAt } from "../../platform/next-at.ts";
import { hasChanged, prepared } from "../../platform/prepared.ts";
import { LIVE_STATES } from "../rules.ts";
import { DEFAULT_LADDER, type Ladder } from "./rules.ts";
import type { EscalationTable } from "./table.ts";

/** With its list of people read. */
export type Escalation = Omit<Selectable<EscalationTable>, "held_by"> & { held_by: readonly string[] };

const readHeldBy = jsonColumn(z.array(z.string()));

function read(row: Selectable<EscalationTable>): Escalation {
  return { ...row, held_by: readHeldBy(row.held_by) };
}

export async function findEscalation(
  db: Db | Tx,
  workspaceId: string,
  itemId: string,
): Promise<Escalation | undefined> {
  const row = await db
    .selectFrom("escalation")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("item_id", "=", itemId)
    .executeTakeFirst();
  return row && read(row);
}

/** As it is now: one row an item. */
export async function saveEscalation(tx: Tx, escalation: Escalation): Promise<void> {
  const { workspace_id, item_id, held_by, ...rest } = escalation;
  const fields = { ...rest, held_by: JSON.stringify(held_by) };
  await tx
    .insertInto("escalation")
    .values({ workspace_id, item_id, ...fields })
    .onConflict((conflict) => conflict.columns(["workspace_id", "item_id"]).doUpdateSet(fields))
    .execute();
}

const looking = prepared((tx, of: { workspace_id: string; id: string; at: Instant }) =>
  tx
    .updateTable("escalation")
    .set({ check_at: of.at })
    .where("workspace_id", "=", of.workspace_id)
    .where("item_id", "=", of.id),
);

/** Has it looked at by then, where it is followed at all. Returns whether it is. */
export async function checkAgain(
  tx: Tx,
  { workspace_id, id }: { workspace_id: string; id: string },
  at: Instant,
): Promise<boolean> {
  return hasChanged(await looking(tx, { workspace_id, id, at }));
}

/** Has all whose term runs for this person, or for somebody whose delegate they are, looked at by then. */
export async function checkAgainThoseOf(
  tx: Tx,
  { workspace_id, id }: { workspace_id: string; id: string },
  at: Instant,
): Promise<void> {
  await tx
    .updateTable("escalation")
    .set({ check_at: at })
    .where("workspace_id", "=", workspace_id)
    .where((eb) =>
      eb.or([
        eb("holder_id", "=", id),
        eb(
          "holder_id",
          "in",
          eb
            .selectFrom("seat")
            .select("seat.person_id")
            .where("seat.workspace_id", "=", workspace_id)
            .where("seat.delegate_id", "=", id),
        ),
        eb(
          "holder_id",
          "in",
          eb
            .selectFrom("absence")
            .select("absence.person_id")
            .where("absence.workspace_id", "=", workspace_id)
            .where("absence.delegate_person_id", "=", id),
        ),
      ]),
    )
    .where("check_at", ">", at)
    .execute();
}

/** Of every workspace, those that waited longest first. */
export async function listEscalationsDue(db: Db, now: Instant, limit: number): Promise<Escalation[]> {
  const rows = await acrossWorkspaces(db)
    .selectFrom("escalation")
    .selectAll()
    .where("check_at", "<=", now)
    .orderBy("since_on")
    .orderBy("item_id")
    .limit(limit)
    .execute();
  return rows.map(read);
}

export const nextCheck = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("escalation")
    .select(({ fn }) => fn.min("check_at").as("at")),
);

/** Those that this person has, or has had. */
export async function listEscalationsHeldBy(db: Db | Tx, workspaceId: string, personId: string): Promise<Escalation[]> {
  const rows = await db
    .selectFrom("escalation")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where((where) => where.or([where("holder_id", "=", personId), where("held_by", "like", `%"${personId}"%`)]))
    .orderBy("since_on")
    .orderBy("item_id")
    .execute();
  return rows.map(read);
}

/** Of programs, those for whom a term runs. */
export async function listEscalationsOf(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<Escalation[]> {
  if (programIds.length === 0) return [];
  const rows = await db
    .selectFrom("escalation")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", [...programIds])
    .where("check_at", "is not", null)
    .orderBy("check_at")
    .orderBy("item_id")
    .execute();
  return rows.map(read);
}

export async function listEscalationsOnLadders(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<{ escalation: Escalation; ladder: Ladder }[]> {
  const rows = await listEscalationsOf(db, workspaceId, programIds);
  return rows.map((escalation) => ({ escalation, ladder: DEFAULT_LADDER }));
}

/** When items of a program went up by rule after `since`, the first first. */
export async function listRises(
  db: Db | Tx,
  of: { workspaceId: string; programId: string; since: Instant },
): Promise<Instant[]> {
  const rows = await db
    .selectFrom("item_event")
    .innerJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "item_event.workspace_id").onRef("item.id", "=", "item_event.item_id"),
    )
    .select("item_event.at")
    .where("item.workspace_id", "=", of.workspaceId)
    .where("item.program_id", "=", of.programId)
    .where("item_event.event", "=", "escalated")
    .where("item_event.actor_id", "is", null)
    .where("item_event.at", ">", of.since)
    .orderBy("item_event.at")
    .execute();
  return rows.map(({ at }) => at);
}

export async function ladderIn(_db: Db | Tx, _workspaceId: string, _programId: string): Promise<Ladder> {
  return DEFAULT_LADDER;
}

/** Has everything of a program that somebody has to answer looked at, what nobody above could get too. */
export async function checkProgram(tx: Tx, of: { workspaceId: string; programId: string }, at: Instant): Promise<void> {
  await tx
    .updateTable("escalation")
    .set({ check_at: at })
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "=", of.programId)
    .where("item_id", "in", (eb) =>
      eb
        .selectFrom("item")
        .select("item.id")
        .where("item.workspace_id", "=", of.workspaceId)
        .where("item.program_id", "=", of.programId)
        .where("item.state", "in", [...LIVE_STATES]),
    )
    .execute();
}
