/** What meetings do by themselves: the draft, the agenda, the end that nobody pressed, the record that nobody sent. */

import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { lockProgram, programOf } from "../programs/programs.ts";
import { draftAgenda, sendAgenda } from "./agenda.ts";
import { closeWithin, publish } from "./closing.ts";
import { findMeeting, type Meeting, meetingsDue, updateMeeting } from "./meetings.ts";

/** Each in a transaction of its own. Rejects with all failures once the others are done. */
export async function goOn(services: Services, workspaceId: string): Promise<void> {
  const { db, clock } = services;
  const failures: unknown[] = [];
  for (const id of await meetingsDue(db, workspaceId, clock.now())) {
    await inTransaction(db, (tx) => goOnWith(services, tx, workspaceId, id)).catch((error: unknown) =>
      failures.push(error),
    );
  }
  if (failures.length > 0) throw new AggregateError(failures, "Some meetings did not go on");
}

async function goOnWith(services: Services, tx: Tx, workspaceId: string, id: string): Promise<void> {
  const found = await findMeeting(tx, workspaceId, id);
  if (!found) return;
  await lockProgram(tx, { workspaceId, programId: found.program_id });
  // As it is now: somebody may have been here before.
  const meeting = await findMeeting(tx, workspaceId, id);
  if (meeting && meeting.due_at !== null && meeting.due_at <= services.clock.now())
    await nextStep(services, tx, meeting);
}

async function nextStep(services: Services, tx: Tx, meeting: Meeting): Promise<void> {
  const program = await programOf(tx, meeting.workspace_id, meeting.program_id);
  if (program.state === "closed") {
    const isOver = meeting.state === "closed";
    await updateMeeting(tx, meeting, isOver ? { recorded_at: services.clock.now() } : { state: "cancelled" });
    return;
  }
  switch (meeting.state) {
    case "planned":
      await (meeting.drafted_at === null ? draftAgenda(services, tx, meeting) : sendAgenda(services, tx, meeting));
      return;
    case "agenda-sent":
    case "sitting":
      await closeWithin(services, tx, meeting, { byId: null, isByChair: false });
      return;
    case "closed":
      await publish(services, tx, meeting);
      return;
    case "cancelled":
      return;
  }
}
