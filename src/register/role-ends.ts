/**
 * When a role ends, what its holder had in the program goes to who leads: the lead, else the deputy, else the sponsor. A
 * request goes to another of its level, else up its ladder. Both hear of it once.
 */
import { personById } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { hasRole } from "../programs/rules-grounds.ts";
import { type Program, roleFactsFor } from "../programs/use-cases.ts";
import { groundsOf } from "./grounds.ts";
import { listItems } from "./repository.ts";
import { settle } from "./requests/decide.ts";
import type { Assignment } from "./requests/history.ts";
import { LEVELS, nextAbove, peopleAt, type Seated, type SeatNow } from "./requests/ladder.ts";
import { isRequest, withoutWaits } from "./requests/request.ts";
import { type Reassigned, tellOfReassigned } from "./role-ends-message.ts";
import { isLive } from "./rules.ts";
import { ownsItem } from "./rules-grounds.ts";
import { seatsNow } from "./seats.ts";
import type { Disclosure } from "./table.ts";
import { type Item, record } from "./use-cases.ts";

/** `past`: the seats that the former owner had. Null: nobody is left. */
export function nextOwner(
  item: { type: string; raised_by: string; disclosure: Disclosure },
  former: { id: string; past: readonly SeatNow[] },
  seats: readonly SeatNow[],
): Seated | null {
  const { disclosure } = item;
  const requesterId = item.type === "ask" ? item.raised_by : null;
  if (requesterId !== null) {
    const known = [...seats, ...former.past];
    const above = nextAbove(known, {
      requesterId,
      disclosure,
      ownerId: former.id,
      passed: [former.id],
      isStandIn: true,
    });
    if (above) return above;
  }
  for (const level of LEVELS) {
    const personId = peopleAt(seats, level, item).find((id) => id !== former.id && id !== requesterId);
    if (personId !== undefined) return { personId, level };
  }
  return null;
}

/** In one transaction: what is left goes in the next tick. */
const AT_ONCE = 100;
const MOST_READ = 5000;

/** Reassigns what in a program is with somebody whose ground has ended. Returns whether that is all. */
export async function reassignEnded(services: Services, tx: Tx, program: Program): Promise<boolean> {
  const now = services.clock.now();
  const of = { workspaceId: program.workspace_id, programId: program.id };
  const seats = await seatsNow(tx, program, now);
  const items = await listItems(tx, of.workspaceId, { programIds: [of.programId], states: ["open"] }, MOST_READ);
  const owners = new Set(items.flatMap(({ owner_id }) => owner_id ?? []));
  const facts = await roleFactsFor(tx, program, program.id, services, [...owners]);
  const reassigned: Reassigned[] = [];
  for (const found of items) {
    if (reassigned.length >= AT_ONCE) break;
    if (found.owner_id === null || hasRole(found.owner_id, facts)) continue;
    // What they decided while they could stands.
    const item = isRequest(found) ? await settle(services, tx, found) : found;
    if (!isLive(item)) continue;
    const moved = await reassign(services, tx, item, seats, facts.isGone);
    if (moved) reassigned.push(moved);
  }
  await tellOfReassigned(services, tx, program, reassigned);
  return reassigned.length < AT_ONCE;
}

/** Null while a ground of its owner holds, or where nobody is left who could have it. */
async function reassign(
  services: Services,
  tx: Tx,
  item: Item,
  seats: readonly SeatNow[],
  isGone: (personId: string) => boolean,
): Promise<Reassigned | null> {
  const from = item.owner_id;
  if (from === null) return null;
  const owner = await personById(tx, item.workspace_id, from);
  const grounds = await groundsOf(services, tx, owner, item);
  if (ownsItem(from, item, grounds)) return null;
  const past = await pastSeats(services, tx, item, from);
  const because = isGone(from) ? "left" : past.length > 0 ? "role" : "named";
  const next = nextOwner(item, { id: from, past }, seats);
  if (!next) return null;
  const assignment = { from, to: next.personId, because } as const satisfies Assignment;
  const moved = await record(services, tx, null, item, {
    event: "handed-on",
    changes: {
      owner_id: next.personId,
      ...(item.type === "ask" && { details: withoutWaits(item.details) }),
    },
    facts: { assignment },
  });
  return { item: moved, ...assignment };
}

async function pastSeats(services: Services, tx: Tx, item: Item, personId: string): Promise<SeatNow[]> {
  const { seats } = await roleFactsFor(tx, item, item.program_id, services);
  return seats
    .filter(({ person_id }) => person_id === personId)
    .map((seat) => ({ ...seat, id: seat.person_id, created_at: "" }));
}
