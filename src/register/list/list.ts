/** Reading the register: lists, search, a person's open actions, one item with its links. */
import { z } from "zod";
import type { ActorContext } from "../../people/actors.ts";
import { type Person, peopleByIds } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { localDateOf } from "../../platform/time.ts";
import { namedPrograms } from "../../programs/named-programs.ts";
import { listPlacesFor, programOf } from "../../programs/programs.ts";
import { type Closing, type Coded, closingOf, codeOf, isCodeOf, isLive } from "../codes-and-transitions.ts";
import { itemFor, itemsOfPrograms, listItemsFor, mayReadItem, standingsOn } from "../item-rights.ts";
import { ITEM_TYPES } from "../item-types.ts";
import type { Item, ItemEvent } from "../items.ts";
import { titleLine } from "../items-in-words.ts";
import { isLateAt, isLateOn } from "../lateness.ts";
import { findItem, findItemBySource, listItemEvents } from "../repository.ts";
import { maySayGiven } from "../requests/given.ts";
import { assignmentIn, everyOwner } from "../requests/history.ts";
import { isRequest } from "../requests/request.ts";
import { idsWithoutWord } from "../silent-items.ts";
import type { ItemEventName } from "../table.ts";
import type { ItemState } from "../types/item-type.ts";

/** Filters of the list; null: any. */
export const listFilter = z.strictObject({
  isMine: z.boolean(),
  programId: z.string().nullable(),
  type: z.enum(ITEM_TYPES).nullable(),
  state: z.enum(["open", "overdue", "no-word", "closed", "all"]),
});
export type ListFilter = z.infer<typeof listFilter>;

/** An item with the names of what it refers to. */
export interface ListedItem {
  item: Item;
  program: string;
  owner: string | null;
  /** Whoever has it is late. */
  isLate: boolean;
  closing: Closing | null;
}

/**
 * As `inOrder`. A decision in force is shown with what is open, and what has had no word for long under that filter alone;
 * `withoutWord`: how many the filter would show but for that.
 */
export async function listRecord(
  ctx: ActorContext,
  filter: ListFilter,
): Promise<{ listed: ListedItem[]; withoutWord: number }> {
  const { actor: person } = ctx;
  const now = ctx.clock.now();
  const dayOf = (at: Instant) => localDateOf(at, person.zone);
  const items = await listItemsFor(ctx, person, {
    ...(filter.programId !== null && { programIds: [filter.programId] }),
    ...(filter.type !== null && { types: [filter.type] }),
  });
  const noWord = await idsWithoutWord(ctx.db, items, { now, today: dayOf(now), dayOf });
  const late = filter.state === "overdue" ? await lateAmong(ctx, person, items) : new Set();
  const wanted = items.filter((item) => {
    if (filter.isMine && item.owner_id !== person.id) return false;
    if (filter.state === "all") return true;
    if (filter.state === "closed") return !isLive(item) && item.state !== "active";
    if (filter.state === "no-word") return noWord.has(item.id);
    return filter.state === "overdue" ? late.has(item.id) : isLive(item) || item.state === "active";
  });
  const leaves = filter.state === "open" || filter.state === "overdue";
  const shown = leaves ? wanted.filter(({ id }) => !noWord.has(id)) : wanted;
  const listed = await named(ctx, person, inOrder(shown));
  return { listed, withoutWord: wanted.length - shown.length };
}

/** The ids of those that are late where their owners are and where this person is. */
export async function lateAmong(
  { db, clock }: Pick<LookupContext, "clock"> & { db: Db | Tx },
  person: Person,
  items: readonly Item[],
): Promise<Set<string>> {
  const now = clock.now();
  const past = items.filter((item) => isLateOn(item, localDateOf(now, person.zone)));
  const ownerIds = [...new Set(past.flatMap(({ owner_id: id }) => id ?? []))];
  const owners = ownerIds.length === 0 ? [] : await peopleByIds(db, person.workspace_id, ownerIds);
  const zones = new Map(owners.map(({ id, zone }) => [id, zone]));
  const isLate = (item: Item) => isLateAt(item, [person.zone, zones.get(item.owner_id ?? "") ?? person.zone], now);
  return new Set(past.flatMap((item) => (isLate(item) ? item.id : [])));
}

/** The best first: those with that code, of several programs where it does not say which, before those that name it. */
export async function listFound(ctx: ActorContext, { words }: { words: string }): Promise<ListedItem[]> {
  return named(ctx, ctx.actor, found(await listItemsFor(ctx, ctx.actor, {}), words));
}

/** The open actions and steps that this person owns in a program: for their next check-in. */
export async function openActionsAndSteps(db: Db | Tx, person: Person, programId: string): Promise<Item[]> {
  return itemsOfPrograms(db, person.workspace_id, [programId], {
    ownerId: person.id,
    types: ["action", "step"],
    states: ["open"],
  });
}

/** The item of a source, if this person may read it: `message:…`. */
export async function itemOfSource(ctx: ActorContext, { sourceKey }: { sourceKey: string }): Promise<Item | null> {
  const item = await findItemBySource(ctx.db, ctx.actor.workspace_id, sourceKey);
  if (!item) return null;
  return itemFor(ctx, { id: item.id }).catch(() => null);
}

/** The running programs and portfolios to whose record this person may add, theirs first. */
export async function programsToAddTo(
  services: Pick<LookupContext, "clock"> & { db: Db | Tx },
  person: Person,
): Promise<{ id: string; title: string }[]> {
  const programs = await listPlacesFor(services.db, person, services);
  return programs
    .filter(({ program, standings }) => program.state === "active" && may(standings, "add-to-record"))
    .map(({ program }) => ({ id: program.id, title: program.title }));
}

interface ShownItem {
  item: Item;
  program: { title: string; isClosed: boolean };
  owner: string | null;
  /** Whoever has it is late. */
  isLate: boolean;
  events: ItemEvent[];
  /** Names of all whom the item and its history name, by id. */
  people: Record<string, string>;
  /** Titles of the measures and programs that an objective names, by id, of those that they read. */
  named: Record<string, string>;
  /** The item that took its place, where there is one. */
  successor: { id: string; code: string } | null;
  /** Of a decision, the request that it answers. */
  answers: { id: string; code: string; title: string } | null;
  /** `decide`: the item is a request that the reader is to decide; `sayGiven`: that is decided, and they say what it gave. */
  may: { change: boolean; decide: boolean; sayGiven: boolean };
  /** Whether the reader raised the item. */
  isTheirs: boolean;
}

const UNDOABLE: readonly ItemEventName[] = ["deciding", "undone"];

/** One item with everything its view shows. Throws ITEM_GONE, also where this person may not read it. */
export async function showItem(ctx: ActorContext, { id }: { id: string }): Promise<ShownItem> {
  const { db, actor: person } = ctx;
  const item = await itemFor(ctx, { id });
  const standings = await standingsOn(ctx, db, person, item);
  // Deciding and undoing are shown only to whoever did it.
  const events = (await listItemEvents(db, item.workspace_id, [item.id])).filter(
    ({ event, actor_id: actorId }) => actorId === person.id || !UNDOABLE.includes(event),
  );
  const people = await peopleByIds(db, person.workspace_id, [...new Set(peopleIn(item, events))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const successor = item.replaced_by === null ? null : await findItem(db, person.workspace_id, item.replaced_by);
  const requestId = item.type === "decision" ? item.details.requestId : undefined;
  const request = requestId === undefined ? null : ((await findItem(db, item.workspace_id, requestId)) ?? null);
  const isRequestReadable = request !== null && (await mayReadItem(ctx, request));
  const program = await programOf(db, item.workspace_id, item.program_id);
  const isClosed = program.state === "closed";
  const ownerZone = people.find((each) => each.id === item.owner_id)?.zone ?? person.zone;
  return {
    item,
    isLate: isLateAt(item, [person.zone, ownerZone], ctx.clock.now()),
    program: { title: program.title, isClosed },
    owner: item.owner_id === null ? null : (names.get(item.owner_id) ?? item.owner_id),
    events,
    people: Object.fromEntries(names),
    named: await namedBy(ctx, item, events),
    successor: successor ? { id: successor.id, code: codeOf(successor) } : null,
    answers: isRequestReadable ? { id: request.id, code: codeOf(request), title: request.title } : null,
    may: {
      change: !isClosed && may(standings, "change-record"),
      decide: isRequest(item) && isLive(item) && may(standings, "take-decision"),
      sayGiven: !isClosed && isRequest(item) && (await maySayGiven(ctx, item)),
    },
    isTheirs: item.raised_by === person.id,
  };
}

const idsInDetails = z.object({
  details: z
    .object({ measureIds: z.array(z.string()).optional(), programIds: z.array(z.string()).optional() })
    .optional(),
});

async function namedBy(ctx: ActorContext, item: Item, events: readonly ItemEvent[]): Promise<Record<string, string>> {
  if (item.type !== "objective") return {};
  const before = events.flatMap((event) =>
    event.before === null ? [] : [idsInDetails.parse(JSON.parse(event.before))],
  );
  const all = [item, ...before].map(({ details }) => details ?? {});
  const measureIds = all.flatMap((details) => details.measureIds ?? []);
  const measures = measureIds.length === 0 ? [] : await listItemsFor(ctx, ctx.actor, { ids: [...new Set(measureIds)] });
  const places = await listPlacesFor(ctx.db, ctx.actor, ctx);
  const named = [
    ...measures.map((measure) => [measure.id, titleLine(measure)]),
    ...places.map(({ program }) => [program.id, program.title]),
  ];
  return Object.fromEntries(named);
}

function peopleIn(item: Item, events: readonly ItemEvent[]): string[] {
  return [
    ...(item.owner_id === null ? [] : [item.owner_id]),
    item.raised_by,
    ...events.flatMap(({ actor_id }) => actor_id ?? []),
    ...events.flatMap((event) => assignmentIn(event)?.from ?? []),
    ...everyOwner(events),
  ];
}

async function named(
  services: LookupContext & { db: Db },
  person: Person,
  items: readonly Item[],
): Promise<ListedItem[]> {
  const { db } = services;
  if (items.length === 0) return [];
  const programs = await namedPrograms(db, person.workspace_id);
  const ids = items.flatMap((item) => [item.owner_id, programs.get(item.program_id)?.closed?.byId ?? null]);
  const people = await peopleByIds(db, person.workspace_id, [...new Set(ids.flatMap((id) => id ?? []))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const zones = new Map(people.map(({ id, zone }) => [id, zone]));
  const now = services.clock.now();
  return items.map((item) => ({
    item,
    isLate: isLateAt(item, [person.zone, zones.get(item.owner_id ?? "") ?? person.zone], now),
    program: programs.get(item.program_id)?.title ?? "",
    owner: item.owner_id === null ? null : (names.get(item.owner_id) ?? null),
    closing: closingOf(item, programs.get(item.program_id), (id) => names.get(id) ?? ""),
  }));
}

/** What is open first, by its date, then decisions in force, then what is over. */
function inOrder(items: readonly Item[]): Item[] {
  return items.toSorted((item, other) => placeOf(item) - placeOf(other));
}

function placeOf(item: Item): number {
  if (isLive(item)) return 0;
  return item.state === "active" ? 1 : 2;
}

export interface Searchable extends Coded {
  title: string;
  description: string;
  state: ItemState;
  updated_at: string;
}

/** Those that have every word, in the code, the title or the description; by code first, then what lives, the newest first. */
export function found<Item extends Searchable>(items: readonly Item[], words: string): Item[] {
  const wanted = plainWords(words);
  const isCoded = (item: Item) => wanted.some((word) => isCodeOf(word, item));
  const has = (item: Item) => {
    const text = plain(`${item.title} ${item.description}`);
    return wanted.every((word) => isCodeOf(word, item) || text.includes(word));
  };
  if (wanted.length === 0) return [];
  return items
    .filter(has)
    .sort(
      (item, other) =>
        Number(isCoded(other)) - Number(isCoded(item)) ||
        Number(isLive(other)) - Number(isLive(item)) ||
        (item.updated_at < other.updated_at ? 1 : -1),
    );
}

/** Whether a text has every one of these words, whatever their case and accents. No words: no. */
export function hasWords(text: string, words: string): boolean {
  const wanted = plainWords(words);
  const within = plain(text);
  return wanted.length > 0 && wanted.every((word) => within.includes(word));
}

function plainWords(text: string): string[] {
  return plain(text)
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word !== "" && word !== "-");
}

function plain(text: string): string {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}
