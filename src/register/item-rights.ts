/** What a person may do with items: reads their roles and the history, from which the standings follow. */
import { z } from "zod";
import { standInOf } from "../people/absences.ts";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { may, type Standing } from "../people/rights.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { canLock } from "../platform/locks.ts";
import { localDateOf } from "../platform/time.ts";
import { hasAuthority, hasRole, type Naming, type RoleFacts, roleFactsFor } from "../programs/authority.ts";
import { ladderSeats } from "../programs/committee.ts";
import { programsAsking, programsWorked } from "../programs/events.ts";
import { listPlacesFor, lockProgram, standingsOf } from "../programs/programs.ts";
import { isLive } from "./codes-and-transitions.ts";
import { registerFailure } from "./failures.ts";
import { TYPES } from "./item-types.ts";
import {
  findItem,
  type Item,
  type ItemEvent,
  type ItemFilter,
  listItemEvents,
  listItems,
  waitForItems,
} from "./repository.ts";
import { assignmentIn } from "./requests/history.ts";
import { barredFrom, rightToRead } from "./requests/ladder.ts";

const namingSchema = z.object({
  ownerId: z.string().nullish(),
  owner_id: z.string().nullish(),
  named: z.enum(["outside", "seated"]).optional(),
});

/** The new owner of each event; events that changed no owner are left out. */
export function namingsIn(events: readonly ItemEvent[], zone: string): Naming[] {
  return events.flatMap((event): Naming[] => {
    const after = event.after === null ? {} : namingSchema.parse(JSON.parse(event.after));
    const personId = after.owner_id ?? after.ownerId;
    if (!personId) return [];
    const step = assignmentIn(event);
    // An absence passes items to the delegate whom the owner named.
    const isHandedOver = step?.because === "away" && event.event === "delegated";
    const isOutsideUnsaid = isHandedOver ? true : null;
    return [
      {
        personId,
        byId: isHandedOver ? step.from : event.actor_id,
        on: localDateOf(event.at, zone),
        isOutside: after.named === undefined ? isOutsideUnsaid : after.named === "outside",
      },
    ];
  });
}

/** The grounds of a person for an item, as of their day, but for votes. A fixed number of statements. */
export async function groundsOf(
  services: LookupContext,
  db: Db | Tx,
  person: Person,
  item: Item,
  events?: readonly ItemEvent[],
): Promise<Grounds> {
  const namings = namingsIn(events ?? (await listItemEvents(db, item.workspace_id, [item.id])), person.zone);
  const named = namings.flatMap(({ personId, byId }) => [personId, byId ?? personId]);
  const facts = await roleFactsFor(db, person, item.program_id, services, [
    ...named,
    ...(item.owner_id === null ? [] : [item.owner_id]),
    person.id,
  ]);
  const asking = await programsAsking.of(services, db, { person, programIds: [item.program_id] });
  const worked = await programsWorked.of(services, db, { person });
  const hasPart = asking.has(item.program_id) || worked.has(item.program_id);
  return {
    ...facts,
    namings,
    hasPart: (personId) => personId === person.id && hasPart,
    voters: NOBODY,
  };
}

const NOBODY: ReadonlySet<string> = new Set();

async function votersIn(db: Db | Tx, { workspace_id, program_id: id }: Item, now: Instant): Promise<Set<string>> {
  const seats = await ladderSeats(db, { workspace_id, id }, now);
  return new Set(seats.flatMap(({ role, person_id: personId }) => (role === "steering" ? personId : [])));
}

/** The person's standings for an item, including their roles in its program, for the table of rights. */
export async function standingsOn(
  services: LookupContext,
  db: Db | Tx,
  person: Person,
  item: Item,
): Promise<Standing[]> {
  const roles = await standingsOf(db, person, item.program_id, services);
  const own = await beside(services, db, person, item);
  return [...roles, ...own, ...(may(roles, "change-record") ? [] : await inPlace(services, db, person, item))];
}

/** Whoever covers for its owner, or for whoever raised it, does as they would while they are away. */
async function inPlace({ clock }: LookupContext, db: Db | Tx, person: Person, item: Item): Promise<Standing[]> {
  if (!isLive(item) || TYPES[item.type].isPrivate) return [];
  const today = localDateOf(clock.now(), person.zone);
  const coverOf = (id: string) => (id === person.id ? null : standInOf(db, item.workspace_id, id, today));
  const isOwners = item.type !== "request" && item.owner_id !== null && (await coverOf(item.owner_id)) === person.id;
  const isRequesters = (await coverOf(item.raised_by)) === person.id;
  return [...(isOwners ? (["owner"] as const) : []), ...(isRequesters ? (["requester"] as const) : [])];
}

/** Of these people, those who are still involved in an item: nobody else is notified about it. */
export async function concernedAmong(
  services: LookupContext,
  db: Db | Tx,
  item: Item,
  personIds: readonly string[],
): Promise<string[]> {
  const concerned: string[] = [];
  for (const person of await peopleByIds(db, item.workspace_id, [...personIds].sort())) {
    const standings = await standingsOn(services, db, person, item);
    if (standings.some((standing) => standing !== "admin")) concerned.push(person.id);
  }
  return concerned;
}

async function beside(services: LookupContext, db: Db | Tx, person: Person, given: Item): Promise<Standing[]> {
  const item = isWithdrawnForLead(given) ? { ...given, owner_id: null } : given;
  if (item.owner_id !== person.id && item.raised_by !== person.id && item.type !== "request") return [];
  const grounds = await groundsOf(services, db, person, item);
  const voters = isInVote(item) ? await votersIn(db, item, services.clock.now()) : NOBODY;
  return standingsOnItem(person.id, item, { ...grounds, voters });
}

/** A withdrawn request for the lead only: its decider may not read it. */
const isWithdrawnForLead = ({ type, state, disclosure }: Item) =>
  type === "request" && state === "withdrawn" && disclosure === "lead";

function isInVote(item: Item): boolean {
  return item.type === "request" && isLive(item) && item.details.waiting?.because === "vote";
}

/**
 * Of these items, those of which this person is the owner or the requester by a ground that holds, with what they are to each.
 * `hasRoleIn`: whether they have a role in a program.
 */
export async function ownAmong<One extends Item>(
  services: LookupContext,
  db: Db | Tx,
  person: Person,
  items: readonly One[],
  hasRoleIn: (programId: string) => boolean,
): Promise<Map<One, Standing[]>> {
  const own = new Map<One, Standing[]>();
  if (person.is_deactivated === 1) return own;
  const isOwner = (item: One) => item.owner_id === person.id && !isWithdrawnForLead(item);
  const theirs = items.filter((item) => isOwner(item) || item.raised_by === person.id);
  const seated = theirs.filter((item) => hasRoleIn(item.program_id));
  const others = theirs.filter((item) => !hasRoleIn(item.program_id));
  for (const item of seated)
    own.set(item, [
      ...(isOwner(item) ? (["owner"] as const) : []),
      ...(item.raised_by === person.id && !TYPES[item.type].isPrivate ? (["requester"] as const) : []),
    ]);
  if (others.length === 0) return own;
  const ids = others.map(({ id }) => id);
  const events = Map.groupBy(await listItemEvents(db, person.workspace_id, ids), ({ item_id }) => item_id);
  for (const item of others) {
    const grounds = await groundsOf(services, db, person, item, events.get(item.id) ?? []);
    const standings = standingsOnItem(person.id, item, grounds);
    if (standings.length > 0) own.set(item, standings);
  }
  return own;
}

/** What holds for an item, and in its program, at an instant. */
export interface Grounds extends RoleFacts {
  /** Who was made the owner of this item, oldest first. */
  namings: readonly Naming[];
  /** Asked in an open round of the program, or holds a working role in it. */
  hasPart(personId: string): boolean;
  /** While the committee votes on it, whoever sits there. */
  voters: ReadonlySet<string>;
}

interface Acted {
  type: string;
  owner_id: string | null;
  raised_by: string;
  details: object;
}

/** Whether they own it on a ground that still holds. */
export function ownsItem(personId: string, item: Acted, grounds: Grounds): boolean {
  if (item.owner_id !== personId) return false;
  if (hasAuthority(personId, grounds, grounds.namings)) return true;
  return item.type !== "request" && item.type !== "stakeholder" && hasPartNow(personId, grounds);
}

function hasPartNow(personId: string, { hasLeft, hasPart }: Grounds): boolean {
  return !hasLeft(personId) && hasPart(personId);
}

/**
 * What somebody is to an item beside their roles in its program, for the table of rights. Nobody decides their own request but with the body on which they sit; of several sponsors each may decide what one of them has.
 */
export function standingsOnItem(personId: string, item: Acted, grounds: Grounds): Standing[] {
  const standings: Standing[] = [];
  const owns = ownsItem(personId, item, grounds);
  const isRequester = item.raised_by === personId;
  if (owns) standings.push("owner");
  if (item.type === "request" && barredFrom(item) !== personId) {
    if (owns || isSponsorBeside(personId, item, grounds)) standings.push("decider");
    else if (hasDelegated(personId, grounds)) standings.push("also-decider");
    if (grounds.voters.has(personId)) standings.push("voter");
  }
  if (isRequester && item.type !== "stakeholder" && (hasRole(personId, grounds) || hasPartNow(personId, grounds)))
    standings.push("requester");
  return standings;
}

function isSponsorBeside(personId: string, { owner_id: ownerId }: Acted, grounds: Grounds): boolean {
  const isSponsors = ownerId !== null && hasRole(ownerId, grounds, ["sponsor"]);
  return isSponsors && hasRole(personId, grounds, ["sponsor"]);
}

/** Whoever delegated it may still decide it. */
function hasDelegated(personId: string, grounds: Grounds): boolean {
  const [before, last] = grounds.namings.slice(-2);
  return last?.byId === personId && before?.personId === personId && hasRole(personId, grounds);
}

/** As no other act changes it until the transaction ends: acts in its program come in turn. */
export async function findItemInTurn(db: Db | Tx, workspaceId: string, id: string): Promise<Item | undefined> {
  const item = await findItem(db, workspaceId, id);
  if (!item || !canLock(db)) return item;
  await lockProgram(db, { workspaceId, programId: item.program_id });
  return findItem(db, workspaceId, id);
}

/** The same in an answer, which shares the lock of its program: answers that change items of it come in turn. */
export async function itemInAnswer(ctx: ActorContext<Tx>, { id }: { id: string }): Promise<Item> {
  await waitForItems(ctx.db, (await itemFor(ctx, { id })).program_id);
  return itemFor(ctx, { id });
}

/** Throws ITEM_GONE, also where this person may not read it: that it exists is not disclosed. */
export async function itemFor(ctx: ActorContext, { id }: { id: string }): Promise<Item> {
  const item = await findItem(ctx.db, ctx.actor.workspace_id, id);
  if (!item || !(await mayReadItem(ctx, item))) throw registerFailure("ITEM_GONE");
  return item;
}

/** Items that this person may read, by filter. */
export async function listItemsFor(
  services: LookupContext & { db: Db | Tx },
  person: Person,
  filter: ItemFilter,
  limit?: number,
): Promise<Item[]> {
  const { db } = services;
  const standings = new Map(
    (await listPlacesFor(db, person, services)).map(({ program, standings }) => [program.id, standings]),
  );
  const items = await listItems(db, person.workspace_id, filter, limit);
  return readableAmong(services, person, items, (id) => standings.get(id) ?? []);
}

/** Of these, those that this person may read. `standingsIn`: what they are in a program. */
export async function readableAmong<One extends Item>(
  services: LookupContext & { db: Db | Tx },
  person: Person,
  items: readonly One[],
  standingsIn: (programId: string) => readonly Standing[],
): Promise<One[]> {
  const isSeated = (id: string) => standingsIn(id).some((standing) => standing !== "admin");
  const own = await ownAmong(services, services.db, person, items, isSeated);
  return items.filter((item) => own.has(item) || may(standingsIn(item.program_id), rightToRead(item)));
}

/** Every item of programs, whoever asks: for digests and rules, which have rights of their own. */
export async function itemsOfPrograms(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  filter: Omit<ItemFilter, "programIds"> = {},
): Promise<Item[]> {
  return listItems(db, workspaceId, { ...filter, programIds });
}

/** One of them; undefined: there is none in the program. */
export async function itemIn(
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Pick<Item, "workspace_id" | "program_id">,
  id: string | null,
): Promise<Item | undefined> {
  if (id === null) return undefined;
  return (await itemsOfPrograms(db, workspaceId, [programId], { ids: [id] })).at(0);
}

/** By id, of objectives that everybody reads who has a seat in their place. */
export async function titlesOfObjectives(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const items = await listItems(db, workspaceId, { ids, types: ["objective"] });
  return new Map(items.flatMap(({ id, title, disclosure }) => (disclosure === "program" ? [[id, title]] : [])));
}

/** For the screens of the register; private types have separate checks. */
export async function mayReadItem(ctx: ActorContext, item: Item): Promise<boolean> {
  if (TYPES[item.type].isPrivate) return false;
  const standings = await standingsOn(ctx, ctx.db, ctx.actor, item);
  return may(standings, "read-own-item") || may(standings, rightToRead(item));
}
