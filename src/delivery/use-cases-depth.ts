/** How full the outbox is, for the measures of an instance. */
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { GaugeReading } from "../platform/instruments.ts";
import { msBetween, SECOND } from "../platform/time.ts";
import { type DepthGroup, listDepth } from "./repository-depth.ts";
import { HELD_REASONS } from "./rules-contact.ts";

export async function outboxReadings(db: Db, workspaceId: string, now: Instant): Promise<GaugeReading[]> {
  const groups = await listDepth(db, workspaceId, now);
  const count = (isMeant: (group: DepthGroup) => boolean) =>
    groups.filter(isMeant).reduce((sum, group) => sum + group.count, 0);
  const due = groups.filter(({ state, isDue }) => state === "waiting" && isDue);
  const oldest = due.map(({ oldestDueAt }) => oldestDueAt).sort()[0];
  return [
    {
      name: "drumbeat_outbox_messages",
      help: "Messages that have not left the outbox, by state.",
      label: "state",
      values: (["waiting", "sending", "unknown", "parked"] as const).map((state) => ({
        label: state,
        value: count((group) => group.state === state),
      })),
    },
    {
      name: "drumbeat_outbox_due",
      help: "Waiting messages whose time has come.",
      values: [{ value: count((group) => due.includes(group)) }],
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
        value: count((group) => group.state === "waiting" && !group.isDue && group.reason === reason),
      })),
    },
  ];
}
