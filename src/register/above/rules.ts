/** Which items are no more than the answers that made them, as those above the lead read them. Pure. */
import { z } from "zod";
import { may, type Standing } from "../../people/rules-rights.ts";
import { type ItemType, TYPES } from "../details.ts";
import type { Disclosure, ItemEventTable, ItemState, ItemTable } from "../table.ts";

/** What the words of an item depend on while nobody stands for them but its author, by an answer. */
export interface WordsOfDraft {
  id: string;
  programId: string;
  checkInId: string;
  words: string;
}

type Drafted = Pick<ItemTable, "id" | "program_id" | "source_key" | "check_in_id" | "title" | "description"> & {
  type: ItemType;
  state: ItemState;
  disclosure: Disclosure;
};

/** Null of what somebody put into the record by an act: made complete, passed up or entered by hand, it stands for itself. */
export function wordsOfDraft(item: Drafted): WordsOfDraft | null {
  const { id, program_id: programId, state, disclosure, check_in_id: checkInId } = item;
  if (state !== "draft" || checkInId === null || disclosure === "program") return null;
  return { id, programId, checkInId, words: item.description || item.title };
}

/** Whether somebody reads an item from above: neither as its author, nor as one of its team, nor since it is theirs to do. */
export function readsFromAbove(
  personId: string,
  item: { type: ItemType; state: ItemState; raised_by: string; owner_id: string | null },
  standings: readonly Standing[],
): boolean {
  // An appearance is theirs once whoever leads has put it to them.
  const isPut = item.type !== "ask" && !(item.type === "appearance" && item.state === "draft");
  const isTheirsToDo = isPut && item.owner_id === personId;
  return item.raised_by !== personId && !isTheirsToDo && !may(standings, "read-team-answers");
}

/** Whether this change of somebody's puts a draft of an answer to those above: it stands for itself then. */
export function isPutBy(
  item: Drafted,
  { state, disclosure, owner_id: ownerId }: { state?: string; disclosure?: string; owner_id?: string | null },
): boolean {
  const isGiven = item.type === "ask" && ownerId !== undefined;
  return wordsOfDraft(item) !== null && (state === "open" || disclosure !== undefined || isGiven);
}

const fields = z.record(z.string(), z.unknown());

/**
 * The history of an item as those above read it: what an answer said of it, and how it was put before, is no more theirs than
 * the answers are; its words of now stand above.
 */
export function historyFromAbove<Event extends Pick<ItemEventTable, "before" | "after" | "note" | "check_in_id">>(
  item: { source_key: string; type: ItemType },
  events: readonly Event[],
): Event[] {
  if (!item.source_key.startsWith("check-in:")) return [...events];
  const { wordKeys } = TYPES[item.type];
  const withoutWords = (json: string | null) => {
    if (json === null) return null;
    const { title: _, description: __, details, ...others } = fields.parse(JSON.parse(json));
    if (details === undefined) return JSON.stringify(others);
    const kept = Object.entries(fields.parse(details)).filter(([key]) => !wordKeys.some((word) => word === key));
    return JSON.stringify({ ...others, details: Object.fromEntries(kept) });
  };
  return events.map((event) => ({
    ...event,
    before: withoutWords(event.before),
    after: withoutWords(event.after),
    note: event.check_in_id === null ? event.note : null,
  }));
}
