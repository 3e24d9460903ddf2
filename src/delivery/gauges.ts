/** Outbox gauges. */
import { sql } from "kysely";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { GaugeReading } from "../platform/instruments.ts";
import { msBetween, SECOND } from "../platform/time.ts";
import type { DeliveryState } from "./deliveries.ts";
import { HELD_REASONS } from "./lanes.ts";

const UNDER_WAY = ["waiting", "sending", "unknown", "parked"] as const satisfies DeliveryState[];

/**
 * Unfinished deliveries, in one statement over the index `delivery_due`. The workspace is filtered afterwards: in the
 * query, it would make SQLite read all deliveries.
 */
export async function outboxReadings(db: Db, workspaceId: string, now: Instant): Promise<GaugeReading[]> {
  const rows = await acrossWorkspaces(db)
    .selectFrom("delivery")
    .select(({ fn }) => [
      "workspace_id",
      "state",
      "held_reason",
      sql<number>`case when due_at <= ${now} then 1 else 0 end`.as("is_due"),
      fn.countAll().as("count"),
      fn.min("due_at").as("oldest"),
    ])
    .where("state", "in", [...UNDER_WAY])
    .groupBy(["workspace_id", "state", "held_reason", sql`4`])
    .execute();
  const own = rows.filter((row) => row.workspace_id === workspaceId);
  const waiting = own.filter(({ state }) => state === "waiting");
  const due = waiting.filter((row) => Number(row.is_due) === 1);
  const held = waiting.filter((row) => Number(row.is_due) === 0);
  const oldest = due.map((row) => row.oldest).sort()[0];
  const sum = (groups: readonly { count: string | number | bigint }[]) =>
    groups.reduce((total, { count }) => total + Number(count), 0);
  return [
    {
      name: "drumbeat_outbox_messages",
      help: "Messages that have not left the outbox, by state.",
      label: "state",
      values: UNDER_WAY.map((state) => ({ label: state, value: sum(own.filter((row) => row.state === state)) })),
    },
    {
      name: "drumbeat_outbox_due",
      help: "Waiting messages whose time has come.",
      values: [{ value: sum(due) }],
    },
    {
      name: "drumbeat_outbox_oldest_due_seconds",
      help: "How long the oldest of those that are due has waited.",
      values: [{ value: oldest === undefined ? 0 : msBetween(oldest, now) / SECOND }],
    },
    {
      name: "drumbeat_outbox_held",
      help: "Messages that wait until their reader may be written to, by reason.",
      label: "reason",
      values: HELD_REASONS.map((reason) => ({
        label: reason,
        value: sum(held.filter((row) => row.held_reason === reason)),
      })),
    },
  ];
}
