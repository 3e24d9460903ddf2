/** What an export says of items, and of whom. Pure. */
import type { Instant } from "../../platform/clock.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import type { ItemType } from "../details.ts";
import { asTold, codeInProgram, noteTold } from "../rules.ts";
import type { ItemEventName, ItemState } from "../table.ts";
import type { Item, ItemEvent } from "../use-cases.ts";

/** One item of the export. Whoever has none of its `names` is null. */
export interface ExportedItem {
  program: string;
  code: string;
  type: ItemType;
  title: string;
  description: string;
  state: ItemState;
  owner: string | null;
  raisedBy: string | null;
  /** Days, as UTC has them: nobody reads the minute at which somebody did something. */
  raisedAt: LocalDate;
  due: LocalDate | null;
  originalDue: LocalDate | null;
  moves: number;
  closedAt: LocalDate | null;
  /** The code of the one that took its place. */
  replacedBy: string | null;
  /** To what somebody said in Slack, where their name stands beside it: only in an export by name. */
  permalink: string | null;
  details: Record<string, unknown>;
  history: { at: LocalDate; by: string | null; event: ItemEventName; note: string | null }[];
}

/** The items of programs with what an export says of each. */
export interface ToExport {
  program: string;
  /** Of a decision, as the ask has it that it answers. */
  item: Item;
  replacedBy: string | null;
  events: ItemEvent[];
}

/** Which of these people, by id, are in them. */
export function peopleToExport(found: readonly ToExport[], people: ReadonlySet<string>): string[] {
  const ids = new Set<string>();
  for (const { item, events } of found) {
    const known = [item.owner_id, item.raised_by, item.details, events.map(({ actor_id }) => actor_id)];
    JSON.stringify(known, (_, value: unknown) => {
      if (typeof value === "string" && people.has(value)) ids.add(value);
      return value;
    });
  }
  return [...ids];
}

/** `names`: person id → what stands for them. Not by name: what only those who lead may read by its kind, state and dates alone. */
export function exportedItem(
  { program, item, replacedBy, events }: ToExport,
  names: ReadonlyMap<string, string>,
  { isNamed }: { isNamed: boolean },
): ExportedItem {
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  const told = isNamed ? item : asTold(item);
  return {
    program,
    code: codeInProgram(item),
    type: item.type,
    title: told.title,
    description: told.description,
    state: item.state,
    owner: nameOf(item.owner_id),
    raisedBy: nameOf(item.raised_by),
    raisedAt: dayOf(item.raised_at),
    due: item.due_on,
    originalDue: item.original_due_on,
    moves: item.due_moves,
    closedAt: item.closed_at && dayOf(item.closed_at),
    replacedBy,
    permalink: isNamed ? item.permalink : null,
    details: withPeople(told.details, names),
    history: events.map(({ at, actor_id, event, note }) => ({
      at: dayOf(at),
      by: nameOf(actor_id),
      event,
      note: isNamed ? note : noteTold(item, note),
    })),
  };
}

function withPeople(details: object, names: ReadonlyMap<string, string>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(details, (_, value: unknown) => (typeof value === "string" ? (names.get(value) ?? value) : value)),
  );
}

function dayOf(at: Instant): LocalDate {
  return localDateOf(at, "UTC");
}
