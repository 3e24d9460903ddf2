/** The readings of the register: one item with its history, and the list by filters or words. */
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import { defineReading } from "../platform/define-reading.ts";
import { codeOf } from "./codes-and-transitions.ts";
import { typedDetails, typedOf } from "./item-types.ts";
import type { Item, ItemEvent } from "./items.ts";
import { type ListedItem, listFilter, listFound, listRecord, showItem } from "./list/list.ts";
import { ITEM_EVENTS } from "./table.ts";
import { ITEM_STATES } from "./types/item-type.ts";

type Viewer = ActorContext & { actor: Person };

const day = z.iso.date();
const instant = z.iso.datetime();

const itemFacts = z
  .object({
    id: z.string(),
    /** `LOY-R-12`. */
    code: z.string(),
    short_key: z.string(),
    number: z.int(),
    program_id: z.string(),
    title: z.string(),
    description: z.string(),
    state: z.enum(ITEM_STATES),
    owner_id: z.string().nullable(),
    raised_by: z.string(),
    raised_at: instant,
    due_on: day.nullable(),
    original_due_on: day.nullable(),
    due_moves: z.int(),
    answer_by: day.nullable(),
    updated_at: instant,
    closed_at: instant.nullable(),
    /** The round in which somebody answered it, and the message that it was made of. */
    round_id: z.string().nullable(),
    permalink: z.string().nullable(),
  })
  .and(typedDetails);
export type ItemFacts = z.infer<typeof itemFacts>;

const itemReference = z.object({ id: z.string(), code: z.string() });

const historyEvent = z.object({
  at: instant,
  /** Null: by a rule. */
  actor_id: z.string().nullable(),
  event: z.enum(ITEM_EVENTS),
  /** JSON of the fields that changed. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  note: z.string().nullable(),
});
type HistoryEvent = z.infer<typeof historyEvent>;

/** One item with its history. Throws ITEM_GONE, also for whoever may not read it. */
export const itemReading = defineReading({
  name: "item",
  choice: z.strictObject({ id: z.string() }),
  schema: z.object({
    item: itemFacts,
    program: z.object({ title: z.string(), isClosed: z.boolean() }),
    owner: z.string().nullable(),
    /** Past the last day of whoever has it. */
    isLate: z.boolean(),
    /** Names of all whom the item and its history name, by id. */
    people: z.record(z.string(), z.string()),
    /** Titles of the measures and programs that an objective names, by id, of those that the viewer reads. */
    named: z.record(z.string(), z.string()),
    history: z.array(historyEvent),
    /** What took its place. */
    successor: itemReference.nullable(),
    /** Of a decision, the request that it answers. */
    answers: itemReference.extend({ title: z.string() }).nullable(),
    may: z.object({ change: z.boolean(), decide: z.boolean(), sayGiven: z.boolean() }),
    /** The viewer raised it. */
    isTheirs: z.boolean(),
  }),
  async read(viewer: Viewer, { id }) {
    const { item, events, ...shown } = await showItem(viewer, { id });
    return { ...shown, item: factsOf(item), history: events.map(historyEventOf) };
  },
});
export type ReadItem = z.infer<typeof itemReading.schema>;

const listedItem = z.object({
  item: itemFacts,
  program: z.string(),
  owner: z.string().nullable(),
  /** Past the last day of whoever has it. */
  isLate: z.boolean(),
  /** With its program, when that was closed. */
  closing: z.object({ program: z.string(), by: z.string(), at: instant }).nullable(),
});
export type ReadListedItem = z.infer<typeof listedItem>;

const ON_PAGE = 20;

/** A page of the items that the viewer may read; a page behind the last is the last. */
export const itemsReading = defineReading({
  name: "items",
  choice: z.strictObject({
    filter: listFilter,
    /** What is searched for, in place of the filter; null: nothing. */
    words: z.string().nullable(),
    /** From 0. */
    page: z.int().min(0),
  }),
  schema: z.object({
    items: z.array(listedItem),
    count: z.int(),
    page: z.int(),
    pages: z.int(),
    /** How many more the filter would show that have had no word for long. */
    withoutWord: z.int(),
  }),
  async read(viewer: Viewer, { filter, words, page: wanted }) {
    const { listed, withoutWord } =
      words === null
        ? await listRecord(viewer, filter)
        : { listed: await listFound(viewer, { words }), withoutWord: 0 };
    const pages = Math.max(1, Math.ceil(listed.length / ON_PAGE));
    const page = Math.min(wanted, pages - 1);
    const items = listed.slice(page * ON_PAGE, (page + 1) * ON_PAGE).map(listedFacts);
    return { items, count: listed.length, page, pages, withoutWord };
  },
});
export type ReadItems = z.infer<typeof itemsReading.schema>;

function listedFacts({ item, ...names }: ListedItem): ReadListedItem {
  return { ...names, item: factsOf(item) };
}

/** Without what the register keeps for itself: sources, reminders, revisions. */
function factsOf(item: Item): ItemFacts {
  return {
    id: item.id,
    code: codeOf(item),
    short_key: item.short_key,
    number: item.number,
    program_id: item.program_id,
    title: item.title,
    description: item.description,
    state: item.state,
    owner_id: item.owner_id,
    raised_by: item.raised_by,
    raised_at: item.raised_at,
    due_on: item.due_on,
    original_due_on: item.original_due_on,
    due_moves: item.due_moves,
    answer_by: item.answer_by,
    updated_at: item.updated_at,
    closed_at: item.closed_at,
    round_id: item.round_id,
    permalink: item.permalink,
    ...typedOf(item),
  };
}

function historyEventOf({ at, actor_id, event, before, after, note }: ItemEvent): HistoryEvent {
  return { at, actor_id, event, before, after, note };
}
