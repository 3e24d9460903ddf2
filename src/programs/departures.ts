/** People with a seat who have left Slack. */
import type { Person } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { announceLeadChange } from "./lead-changed-message.ts";
import { programOf } from "./programs.ts";
import { listSeatsOn, programIdsOf, SEAT_ROLES, seatDay } from "./seats.ts";
import { emptyRoleKind, notifyInCharge } from "./who-leads.ts";

/** Of those among `people` who have left Slack and hold a seat: to who leads, or to admins; of a lead also to the team. */
export async function notifyOfDepartures(services: Services, people: readonly Person[]): Promise<void> {
  const { db, clock } = services;
  const today = seatDay(clock.now());
  for (const person of people.filter(({ is_deactivated }) => is_deactivated === 1))
    await inTransaction(db, async (tx) => {
      for (const programId of await programIdsOf(tx, person)) {
        const program = await programOf(tx, person.workspace_id, programId);
        const seats = await listSeatsOn(tx, program, today);
        const role = SEAT_ROLES.find((each) =>
          seats.some((seat) => seat.role === each && seat.person_id === person.id),
        );
        if (program.state !== "active" || !role) continue;
        const hasLed = seats.some((seat) => seat.role === "lead" && seat.person_id === person.id);
        if (hasLed) await announceLeadChange(services, tx, program, { leftId: person.id });
        await notifyInCharge(services, tx, program, emptyRoleKind, {
          key: `departure:${program.id}:${person.id}:${person.updated_at}`,
          subject: { programId, personId: person.id, role, because: "left" },
        });
      }
    });
}
