/** What follows from the end of a role, the same day: by a press in its transaction, by a date in the first tick of that day. */
import type { Person } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import { letOthersRun } from "../platform/loop.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { rolesEnded } from "./events.ts";
import {
  listProgramsHaving,
  listProgramsOfGone,
  listProgramsToHandOn,
  listSeats,
  nextSeatEnd,
  type Program,
  setHandedOn,
} from "./repository.ts";
import { programOf, seatDay } from "./use-cases.ts";

/**
 * Hands on what hung on roles of a program that have ended: what of the record is theirs, their part in approving digests,
 * and their names in its audiences. `actorId`: who ended them, if somebody did now. Returns whether that is all; what is left
 * goes in the next tick.
 */
export async function followEndedRoles(
  services: Services,
  tx: Tx,
  program: Program,
  actorId: string | null = null,
): Promise<boolean> {
  const now = services.clock.now();
  const today = seatDay(now);
  if (program.state !== "active") return true;
  const seats = await listSeats(tx, program.workspace_id, program.id);
  const staying = new Set(
    seats.filter(({ until_date: until }) => until === null || until >= today).map((seat) => seat.person_id),
  );
  const lately = addLocalDays(today, -DAYS_LATELY);
  const ended = seats.filter(
    ({ handed_on_at, until_date: until, person_id }) =>
      handed_on_at === null && until !== null && lately <= until && until < today && !staying.has(person_id),
  );
  let isDone = true;
  await rolesEnded.happened(services, tx, {
    program,
    left: new Set(ended.map((seat) => seat.person_id)),
    actorId,
    isLeft: () => {
      isDone = false;
    },
  });
  if (isDone) await setHandedOn(tx, program, { today, now });
  return isDone;
}

/** Whoever left longer ago may have been named anew since. */
const DAYS_LATELY = 7;

const SEATS_AT_ONCE = 50;
/** Each in a process of its own: whoever left Slack while none ran. */
const swept = new WeakSet<Db>();

export function isSwept(db: Db): boolean {
  return swept.has(db);
}

/** Of roles that ended by their date; at the first tick of a process also of people who have left Slack meanwhile. */
export async function handOnDue(services: Services): Promise<void> {
  const { db, clock } = services;
  const due = await listProgramsToHandOn(db, seatDay(clock.now()), SEATS_AT_ONCE);
  const ofGone = swept.has(db) ? [] : await listProgramsOfGone(db);
  for (const { workspace_id, program_id } of [...due, ...ofGone]) {
    await inTransaction(db, async (tx) => {
      const program = await programOf(tx, workspace_id, program_id);
      const isDone = await followEndedRoles(services, tx, program);
      // A closed program has nothing to hand on, and is not looked at again each minute.
      if (isDone) await setHandedOn(tx, program, { today: seatDay(clock.now()), now: clock.now() });
    });
    await letOthersRun();
  }
  swept.add(db);
}

/** When `handOnDue` has something to do next: the first day on which a seat is over. */
export const nextRoleEndAt = nextSeatEnd;

/**
 * These people have left Slack, or are back: all that hung on roles that have ended goes on, a program at a time, also what
 * nobody was there for until now.
 */
export async function handOnOf(services: Services, people: readonly Person[]): Promise<void> {
  for (const [workspaceId, theirs] of Map.groupBy(people, ({ workspace_id }) => workspace_id)) {
    const ids = theirs.map(({ id }) => id);
    for (const { workspace_id, program_id } of await listProgramsHaving(services.db, workspaceId, ids)) {
      await inTransaction(services.db, async (tx) => {
        await followEndedRoles(services, tx, await programOf(tx, workspace_id, program_id));
      });
      await letOthersRun();
    }
  }
}
