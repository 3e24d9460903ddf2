/** One meeting at another time or place, or not at all: what stands on its agenda stays. */
import type { ActorContext } from "../people/actors.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import { inTransaction } from "../platform/transaction.ts";
import { meetingToPrepare, refuseUnlessAhead } from "./access.ts";
import { showAnew } from "./agenda-message.ts";
import { carryOver } from "./carrying.ts";
import { meetingFailure } from "./failures.ts";
import { type Meeting, meetingsOf, topicsOf, updateMeeting } from "./meetings.ts";
import { tellAll } from "./news-message.ts";
import { dayOfMeeting } from "./rules.ts";

/**
 * Votes, topics and what was approved stay. Everybody who sits reads it once.
 * Throws MEETING_GONE, MEETING_NOT_PREPARED_BY_YOU, MEETING_OVER, MEETING_BEGUN, MEETING_IN_PAST, MEETING_ON_THAT_DAY.
 */
export async function moveMeeting(
  ctx: ActorContext,
  { meetingId, startsAt, zone, place }: { meetingId: string; startsAt: Instant; zone: string; place: string },
): Promise<Meeting> {
  return inTransaction(ctx.db, async (tx) => {
    const { meeting } = await meetingToPrepare({ ...ctx, db: tx }, meetingId);
    refuseUnlessAhead(meeting);
    if (startsAt <= ctx.clock.now()) throw meetingFailure("MEETING_IN_PAST");
    if (startsAt === meeting.starts_at && place === meeting.place) return meeting;
    await refuseSecondOnDay(tx, meeting, dayOfMeeting({ starts_at: startsAt, zone }));

    const changes = { starts_at: startsAt, zone, place, sequence: meeting.sequence + 1 };
    const moved = await updateMeeting(tx, meeting, changes);
    await tellAll(ctx, tx, moved, { what: "moved", before: meeting.starts_at, byId: ctx.actor.id });
    await showAnew(ctx, tx, moved);
    return moved;
  });
}

async function refuseSecondOnDay(tx: Tx, meeting: Meeting, day: string): Promise<void> {
  const wanted = { programIds: [meeting.program_id], kind: meeting.kind };
  const others = (await meetingsOf(tx, meeting.workspace_id, wanted)).filter(({ id }) => id !== meeting.id);
  const isTaken = others.some((other) => other.state !== "cancelled" && dayOfMeeting(other) === day);
  if (isTaken) throw meetingFailure("MEETING_ON_THAT_DAY");
}

/** Its topics go to the next one. Throws MEETING_GONE, MEETING_NOT_PREPARED_BY_YOU, MEETING_OVER, MEETING_BEGUN. */
export async function cancelMeeting(ctx: ActorContext, meetingId: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { meeting } = await meetingToPrepare({ ...ctx, db: tx }, meetingId);
    refuseUnlessAhead(meeting);
    const topics = await topicsOf(tx, meeting);
    const sequence = meeting.sequence + 1;
    const cancelled = await updateMeeting(tx, meeting, { state: "cancelled", sequence });
    await tellAll(ctx, tx, cancelled, { what: "cancelled", before: meeting.starts_at, byId: ctx.actor.id });
    await carryOver(ctx, tx, cancelled, topics);
    await showAnew(ctx, tx, cancelled);
  });
}
