/** To whom a request or a blocker goes when nobody answers. */
import { absencesFrom } from "../../people/absences/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { Seat } from "../../programs/use-cases.ts";
import { type Item, type ItemEvent, listItemEvents } from "../repository.ts";
import { seatsNow } from "../seats.ts";
import { answerBy, isAwayThroughout } from "./answer-by.ts";
import { climbsFrom, everyOwner } from "./history.ts";
import { nextAbove, type Seated } from "./ladder.ts";
import { daysOfPerson } from "./owner-days.ts";

interface Known {
  seats: readonly Seat[];
  events: readonly ItemEvent[];
}

/** What it depends on, as of now. */
export async function knownOf(db: Db | Tx, item: Item, now: Instant): Promise<Known> {
  return {
    seats: await seatsNow(db, { workspace_id: item.workspace_id, id: item.program_id }, now),
    events: await listItemEvents(db, item.workspace_id, [item.id]),
  };
}

/**
 * The next above whoever has it who is there before they would have to answer, or has a delegate. `isStandIn`: also somebody
 * else of the same level. Null: it stays.
 */
export async function nextOwner(
  db: Db | Tx,
  item: Item,
  { seats, events }: Known,
  { now, isStandIn = false }: { now: Instant; isStandIn?: boolean },
): Promise<Seated | null> {
  if (item.owner_id === null) return null;
  const isRequest = item.type === "ask";
  const passed = isRequest ? everyOwner(events) : [];
  const climbing = {
    ownerId: climbsFrom(events, item.owner_id),
    requesterId: isRequest ? item.raised_by : null,
    disclosure: item.disclosure,
    isStandIn,
    ...(!isRequest && { top: "sponsor" as const }),
  };
  for (;;) {
    const next = nextAbove(seats, { ...climbing, passed });
    if (!next || !isRequest || !(await isAwayFor(db, item, next.personId, seats, now))) return next;
    passed.push(next.personId);
  }
}

async function isAwayFor(
  db: Db | Tx,
  item: Item,
  personId: string,
  seats: readonly Seat[],
  now: Instant,
): Promise<boolean> {
  const days = await daysOfPerson(db, item.workspace_id, personId, now);
  const { reached, isWorkingDay, today } = days;
  const until = answerBy({ neededBy: item.due_on ?? reached, reached, isWorkingDay, isNext: true });
  if (!isAwayThroughout({ today, until }, days)) return false;
  return (await delegateOf(db, item, personId, seats, today)) === null;
}

/** Who stands in for somebody who is away: whom the absence names, else the delegate of the seat, unless they are away too. */
export async function delegateOf(
  db: Db | Tx,
  { workspace_id: workspaceId, raised_by: requesterId }: Pick<Item, "workspace_id" | "raised_by">,
  personId: string,
  seats: readonly Pick<Seat, "person_id" | "delegate_id">[],
  today: LocalDate,
): Promise<string | null> {
  const isNow = (absence: { from_date: LocalDate; until_date: LocalDate }) =>
    absence.from_date <= today && today <= absence.until_date;
  const named = (await absencesFrom(db, workspaceId, [personId], today)).find(isNow)?.delegate_person_id;
  const ofSeat = seats.find((seat) => seat.person_id === personId && seat.delegate_id !== null)?.delegate_id;
  const id = named ?? ofSeat ?? null;
  if (id === null || id === requesterId) return null;
  const delegate = await personById(db, workspaceId, id);
  if (delegate.is_deactivated === 1) return null;
  return (await absencesFrom(db, workspaceId, [id], today)).some(isNow) ? null : id;
}
