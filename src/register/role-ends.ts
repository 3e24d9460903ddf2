/**
 * When a role ends, what its holder had in the program goes to another of their level, else up the ladder, else to who leads;
 * what a team has, to who leads. Once somebody leads again, what went up for want of a lead is theirs. Both hear of it once.
 */
import { personById } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { hasRole, type RoleFacts, roleFactsFor } from "../programs/grounds.ts";
import type { Program } from "../programs/programs.ts";
import { ALL_TYPES } from "./details.ts";
import { groundsOf } from "./grounds.ts";
import { type Item, record } from "./items.ts";
import { listItemEvents, listItems } from "./repository.ts";
import { settle } from "./requests/decide.ts";
import { type Assignment, assignmentIn, ownerAfter } from "./requests/history.ts";
import { LEVELS, levelOf, peopleAt, type Seated, type SeatNow } from "./requests/ladder.ts";
import { seatsNow } from "./requests/next-owner.ts";
import { isRequest, withoutWaits } from "./requests/request.ts";
import { type Reassigned, tellOfReassigned } from "./role-ends-message.ts";
import { isLive } from "./rules.ts";
import { ownsItem } from "./rules-grounds.ts";
import type { Disclosure } from "./table.ts";

/** `past`: the seats that the former owner had. Null: nobody is left. */
export function nextOwner(
  item: { type: string; raised_by: string; disclosure: Disclosure },
  former: { id: string; past: readonly SeatNow[] },
  seats: readonly SeatNow[],
): Seated | null {
  const requesterId = item.type === "ask" ? item.raised_by : null;
  const known = [...seats, ...former.past];
  const placeOf = (id: string | null) => LEVELS.findIndex((level) => id !== null && level === levelOf(known, id));
  const from = Math.max(0, placeOf(former.id), placeOf(requesterId) + 1);
  for (const level of [...LEVELS.slice(from), ...LEVELS.slice(0, from)]) {
    const personId = peopleAt(seats, level, item).find((id) => id !== former.id && id !== requesterId);
    if (personId !== undefined) return { personId, level };
  }
  return null;
}

/** In one transaction: what is left goes in the next tick. */
const AT_ONCE = 100;
const MOST_READ = 5000;

/** Reassigns what in a program is with somebody whose ground has ended. `left`: who is to know. Returns whether that is all. */
export async function reassignEnded(
  services: Services,
  tx: Tx,
  program: Program,
  left: readonly string[] = [],
): Promise<boolean> {
  const now = services.clock.now();
  const of = { workspaceId: program.workspace_id, programId: program.id };
  const seats = await seatsNow(tx, program, now);
  const open = { programIds: [of.programId], states: ["open"], types: ALL_TYPES } as const;
  const items = await listItems(tx, of.workspaceId, open, MOST_READ);
  const owners = new Set(items.flatMap(({ owner_id }) => owner_id ?? []));
  const facts = await roleFactsFor(tx, program, program.id, services, [...owners]);
  const reassigned: Reassigned[] = [];
  for (const found of items) {
    if (reassigned.length >= AT_ONCE) break;
    if (found.owner_id === null || hasRole(found.owner_id, facts)) continue;
    // What they decided while they could stands.
    const item = isRequest(found) ? await settle(services, tx, found) : found;
    if (!isLive(item)) continue;
    const moved = await reassign(services, tx, item, seats, facts);
    if (moved) reassigned.push(moved);
  }
  await tellOfReassigned(services, tx, program, reassigned, left);
  return reassigned.length < AT_ONCE;
}

/** Of requests nothing comes back: whoever has one answers it. `personIds`: whose seats are others now. */
export async function returnToLead(services: Services, tx: Tx, program: Program, personIds: readonly string[]) {
  const { workspace_id: workspaceId, id: programId } = program;
  const [to] = peopleAt(await seatsNow(tx, program, services.clock.now()), "lead", { disclosure: "program" });
  if (to === undefined || !personIds.includes(to)) return;
  const { seats } = await roleFactsFor(tx, program, programId, services);
  const isAbove = (id: string | null) => id !== null && ["sponsor", "chair"].includes(levelOf(seats, id) ?? "");
  const items = (await listItems(tx, workspaceId, { programIds: [programId], states: ["open"] }, MOST_READ)).filter(
    (item) => !isRequest(item) && isAbove(item.owner_id),
  );
  const ids = items.map(({ id }) => id);
  const given = (await listItemEvents(tx, workspaceId, ids)).filter((event) => ownerAfter(event) !== null);
  const last = new Map(given.map((event) => [event.item_id, event]));
  const returned: Reassigned[] = [];
  for (const item of items) {
    const event = last.get(item.id);
    const step = event?.event === "handed-on" ? assignmentIn(event) : null;
    if (step === null || step.because === "named" || isAbove(step.from)) continue;
    const assignment = { from: step.to, to, because: "led" } as const satisfies Assignment;
    const change = { event: "handed-on", changes: { owner_id: to }, facts: { assignment } } as const;
    returned.push({ item: await record(services, tx, null, item, change), ...assignment });
  }
  await tellOfReassigned(services, tx, program, returned, []);
}

/** Null while a ground of its owner holds, or where nobody is left who could have it. */
async function reassign(
  services: Services,
  tx: Tx,
  item: Item,
  seats: readonly SeatNow[],
  facts: RoleFacts,
): Promise<Reassigned | null> {
  const from = item.owner_id;
  if (from === null) return null;
  const owner = await personById(tx, item.workspace_id, from);
  const grounds = await groundsOf(services, tx, owner, item);
  if (ownsItem(from, item, grounds)) return null;
  const past = facts.seats
    .filter(({ person_id }) => person_id === from)
    .map((seat) => ({ ...seat, id: from, created_at: "" }));
  const because = facts.isGone(from) ? "left" : past.length > 0 ? "role" : "named";
  const next = nextOwner(item, { id: from, past }, seats);
  // Nobody keeps the contact with themselves.
  if (!next || (item.type === "stakeholder" && item.details.personId === next.personId)) return null;
  const assignment = { from, to: next.personId, because } as const satisfies Assignment;
  const details = item.type === "ask" ? { details: withoutWaits(item.details) } : {};
  const changes = { owner_id: next.personId, ...details };
  const moved = await record(services, tx, null, item, { event: "handed-on", changes, facts: { assignment } });
  return { item: moved, ...assignment };
}
