/** Rows of the register as facts of a report. Pure. */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { jsonColumn } from "../../platform/json-column.ts";
import { type LocalDate, later, localDateOf } from "../../platform/time.ts";
import { codeOf, readableNote } from "../../register/codes-and-transitions.ts";
import { readDetails, type TypedDetails } from "../../register/item-types.ts";
import { lastDayOf, lateFrom } from "../../register/lateness.ts";
import { assignmentIn } from "../../register/requests/history.ts";
import type { ItemEventTable, ItemTable } from "../../register/table.ts";
import type { ItemFacts, ItemKind } from "./program-facts.ts";

/** `last_word_at`: when somebody did anything with it last; null: since it was raised, nothing. */
export interface ItemRead
  extends Pick<
    Selectable<ItemTable>,
    | "id"
    | "program_id"
    | "type"
    | "number"
    | "title"
    | "state"
    | "owner_id"
    | "raised_by"
    | "raised_at"
    | "due_on"
    | "answer_by"
    | "original_due_on"
    | "due_moves"
    | "details"
    | "disclosure"
    | "check_in_id"
    | "revision"
    | "closed_at"
    | "updated_at"
  > {
  short_key: string;
  last_word_at: Instant | null;
  handed_over_at: Instant | null;
  owner_zone: string | null;
}

export type EventRead = Pick<
  Selectable<ItemEventTable>,
  "item_id" | "at" | "event" | "actor_id" | "before" | "after" | "note"
>;

/** `events`: since any report before, in order; `fromAt`: since when they are news of this program. */
export function itemOf(
  item: ItemRead,
  events: readonly EventRead[],
  { zone, fromAt }: { zone: string; fromAt: Instant },
): ItemFacts {
  const typed = readDetails(item.type, item.details);
  const state = stateOf(item);
  const day = (at: Instant) => localDateOf(at, zone);
  const since = events.filter(({ at }) => at > fromAt);
  const closing =
    state === "open"
      ? undefined
      : events.findLast(({ after }) => after !== null && changesIn(after).state !== undefined);
  return {
    id: item.id,
    revision: item.revision,
    code: codeOf(item),
    kind: kindOf(typed),
    title: item.title,
    ownerId: namedIn(typed) ?? item.owner_id,
    ...(typed.type === "request" && typed.details.waiting?.because === "question" && { awaitsReply: true as const }),
    raisedBy: item.raised_by,
    raisedOn: raisedOn(typed) ?? day(item.raised_at),
    withOwnerSince: day(later(item.raised_at, item.handed_over_at ?? "")),
    dueOn: item.due_on,
    ...daysToAnswer(item, typed, zone),
    firstDueOn: item.original_due_on,
    moves: item.due_moves,
    moved: movesIn(since),
    left: since.flatMap((event) => ownerBefore(event, day(event.at)))[0] ?? null,
    state,
    closedAt: state === "open" ? null : (item.closed_at ?? item.updated_at),
    ...(closing?.actor_id && { closedBy: closing.actor_id }),
    reachedOn: (typed.type === "milestone" ? typed.details.reachedOn : null) ?? null,
    outcome:
      typed.type === "request" ? (typed.details.outcome?.text ?? null) : readableNote(item, closing?.note ?? null),
    ...givenIn(typed),
    recommended: recommendedIn(typed),
    presence: typed.type === "presence" ? presenceIn(typed.details) : null,
    ...scoreIn(typed),
    ...stepIn(typed),
    isBlocker: typed.type === "issue" && typed.details.blocksWork,
    lastWordAt: later(item.raised_at, item.last_word_at ?? ""),
    disclosure: item.disclosure,
    checkInId: item.check_in_id,
    decisionId: typed.type === "request" ? (typed.details.outcome?.decisionId ?? null) : null,
  };
}

function daysToAnswer(item: ItemRead, typed: TypedDetails, zone: string): Pick<ItemFacts, "answerBy" | "lateFrom"> {
  if (typed.type !== "request") return { answerBy: null, lateFrom: null };
  const dated = { ...item, ...typed };
  return { answerBy: lastDayOf(dated), lateFrom: lateFrom(dated, [zone, item.owner_zone ?? zone]) };
}

function kindOf({ type }: TypedDetails): ItemKind {
  if (type === "stakeholder") throw new Error("A stakeholder is in no report");
  return type === "request" ? "request" : type;
}

/** Of a blocker since when it blocks, of a decision when it was taken; null: since it was raised. */
function raisedOn(typed: TypedDetails): string | null {
  if (typed.type === "issue") return typed.details.blockedSince ?? null;
  return typed.type === "decision" ? (typed.details.decidedOn ?? null) : null;
}

function presenceIn({ points: _, ...presence }: Extract<TypedDetails, { type: "presence" }>["details"]) {
  return presence;
}

function givenIn(typed: TypedDetails): Pick<ItemFacts, "given"> {
  const given = typed.type === "request" ? typed.details.outcome?.given : undefined;
  return given ? { given } : {};
}

function recommendedIn(typed: TypedDetails): string | null {
  if (typed.type !== "request") return null;
  const { options, recommended } = typed.details;
  return (recommended === undefined ? undefined : options?.[recommended]?.label) ?? null;
}

function stepIn(typed: TypedDetails): Pick<ItemFacts, "role" | "trackId"> {
  if (typed.type !== "step") return {};
  const { role, trackId } = typed.details;
  return { role, trackId };
}

function scoreIn(typed: TypedDetails): Pick<ItemFacts, "score"> {
  if (typed.type !== "risk") return {};
  const { probability, impact } = typed.details;
  return probability === undefined || impact === undefined ? {} : { score: { probability, impact } };
}

function namedIn(typed: TypedDetails): string | undefined {
  if (typed.type !== "request") return undefined;
  const { outcome, waiting } = typed.details;
  // Whoever is asked a question has the next move until they reply.
  if (waiting?.because === "question") return waiting.for;
  // A committee decides by its votes, whoever closes them.
  return outcome?.vote === undefined ? outcome?.decidedBy : undefined;
}

function stateOf({ state }: ItemRead): ItemFacts["state"] {
  if (state === "active") return "open";
  if (state === "not-reached") return "dropped";
  return state === "decided" || state === "reached" ? "done" : state;
}

const changesIn = jsonColumn(
  z.object({ due_on: z.string().nullish(), state: z.string().optional(), owner_id: z.string().nullish() }).readonly(),
);

/** Who had it until an event gave it to another: until the day by which it was to be answered, else until that one. */
function ownerBefore(event: EventRead, on: LocalDate): NonNullable<ItemFacts["left"]>[] {
  const { before, after } = event;
  const owner = before === null ? null : (changesIn(before).owner_id ?? null);
  if (owner === null || after === null || !changesIn(after).owner_id) return [];
  return [{ owner, until: assignmentIn(event)?.until ?? on }];
}

/** From one day to another; the first date is no move. */
function movesIn(events: readonly EventRead[]): ItemFacts["moved"] {
  return events.flatMap(({ at, before, after, note }) => {
    const from = before === null ? undefined : changesIn(before).due_on;
    const to = after === null ? undefined : changesIn(after).due_on;
    return from == null || to === undefined || from === to ? [] : [{ at, from, to, reason: note }];
  });
}
