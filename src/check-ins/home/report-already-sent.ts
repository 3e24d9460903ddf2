/** Check-ins whose report has gone: nobody is named as missing in them, and whoever was asked may answer late. */
import type { Rule } from "../../cadences/recurrence/rule.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { lastReports } from "../events.ts";

interface Due {
  programId: string;
  every: Rule["every"];
  dueAt: Instant;
}

/** Of these, whether the report of their rhythm has gone since they were due. One statement for each rhythm at most. */
export async function reportedSince(
  services: LookupContext & { db: Db | Tx },
  workspaceId: string,
  asked: readonly Due[],
): Promise<(due: Due) => boolean> {
  const now = services.clock.now();
  const sent = new Map<Due["every"], ReadonlyMap<string, { cutOffAt: Instant }>>();
  const late = asked.filter(({ dueAt, every }) => dueAt < now && every !== "day");
  for (const [every, due] of Map.groupBy(late, (each) => each.every)) {
    const programIds = [...new Set(due.map(({ programId }) => programId))];
    sent.set(every, await lastReports.of(services, services.db, { workspaceId, programIds, every, now }));
  }
  return ({ programId, every, dueAt }) => (sent.get(every)?.get(programId)?.cutOffAt ?? "") > dueAt;
}
