/** A program that goes off track: its sponsors get a message ten minutes after it was saved, unless it was taken back by then. */

import type { SavedAnswer } from "../check-ins/events.ts";
import { enqueue } from "../delivery/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { addMs, MINUTE } from "../platform/time.ts";
import { isRunning } from "../programs/closings/use-cases.ts";
import { seatDay, seatsByProgram } from "../programs/use-cases.ts";
import { offTrackKey, offTrackKind, offTrackRun } from "./off-track-message.ts";

/** Long enough to correct a slip of the finger. */
const DELAY_MS = 10 * MINUTE;

type Stamps = Pick<Services, "clock" | "ids">;

/** In the transaction in which an answer with a status is saved, after `recordStatus`. */
export async function announceOffTrack(
  services: Stamps,
  tx: Tx,
  { workspaceId, programId, answeredAt, health }: SavedAnswer,
): Promise<void> {
  if (health?.colour === "red") await announceRun(services, tx, { workspaceId, programId, at: answeredAt });
}

/**
 * After off track was given at that instant, in its transaction. Idempotent: a run of off track is announced once to each
 * sponsor, whatever is saved again while it lasts.
 */
export async function announceRun(
  services: Stamps,
  tx: Tx,
  { workspaceId, programId, at }: { workspaceId: string; programId: string; at: Instant },
): Promise<void> {
  if (!(await isRunning(tx, workspaceId, programId))) return;
  const startedAt = (await offTrackRun(tx, { workspaceId, programId, at }))?.startedAt;
  // Else it was saved by somebody who does not lead, or the program was off track before.
  if (startedAt !== at) return;
  const seats = (await seatsByProgram(tx, workspaceId, [programId], seatDay(at))).get(programId) ?? [];
  for (const personId of new Set(seats.flatMap((seat) => (seat.role === "sponsor" ? [seat.person_id] : []))))
    await enqueue(tx, services, offTrackKind, {
      workspaceId,
      key: offTrackKey({ programId, startedAt, personId }),
      subject: { programId, startedAt, personId },
      to: { personId },
      notBefore: addMs(startedAt, DELAY_MS),
    });
}
