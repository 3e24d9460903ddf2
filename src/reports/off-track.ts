/** A program that goes off track: its sponsors get a message ten minutes after it was saved, unless it was taken back by then. */

import type { SavedAnswer } from "../check-ins/events.ts";
import { enqueue } from "../delivery/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { addMs, MINUTE } from "../platform/time.ts";
import { isRunning } from "../programs/closings/use-cases.ts";
import { seatDay, seatsByProgram } from "../programs/use-cases.ts";
import { offTrackKey, offTrackKind, offTrackRun } from "./off-track-message.ts";

/** Long enough to correct a slip of the finger. */
const DELAY_MS = 10 * MINUTE;

/**
 * In the transaction in which an answer with a status is saved, after `recordStatus`. Idempotent: a run of off track is announced
 * once to each sponsor, whatever is saved again while it lasts.
 */
export async function announceOffTrack(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspaceId, programId, answeredAt, health }: SavedAnswer,
): Promise<void> {
  if (health?.colour !== "red" || !(await isRunning(tx, workspaceId, programId))) return;
  const startedAt = (await offTrackRun(tx, { workspaceId, programId, at: answeredAt }))?.startedAt;
  // Else it was saved by somebody who does not lead, or the program was off track before.
  if (startedAt !== answeredAt) return;
  const seats = (await seatsByProgram(tx, workspaceId, [programId], seatDay(answeredAt))).get(programId) ?? [];
  for (const personId of new Set(seats.flatMap((seat) => (seat.role === "sponsor" ? [seat.person_id] : []))))
    await enqueue(tx, services, offTrackKind, {
      workspaceId,
      key: offTrackKey({ programId, startedAt, personId }),
      subject: { programId, startedAt, personId },
      to: { personId },
      notBefore: addMs(startedAt, DELAY_MS),
    });
}
