/** Facts about a request read from its history. Pure. */
import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { ItemEvent } from "../repository.ts";
import type { ItemEventName } from "../table.ts";

/**
 * Why somebody else has an item: nobody answered in time, whoever had it is away, it was escalated by hand, their role
 * ended, they left Slack, the role of whoever gave it to them ended, or somebody leads again.
 */
const assignmentSchema = z.strictObject({
  to: z.string(),
  from: z.string(),
  because: z.enum(["no-answer", "away", "by-hand", "role", "left", "named", "led"]),
  /** The day by which it was to be answered. */
  until: z.iso.date().optional(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

const voteSchema = z.strictObject({ cast: z.int().min(0), voters: z.int().min(0) });
export type VoteClosed = z.infer<typeof voteSchema>;

/** Of a change by a file: which import it was, and how the file is called. `isUndone`: the import was undone by it. */
const importSchema = z.strictObject({ id: z.string(), file: z.string(), isUndone: z.literal(true).optional() });
export type ByImport = z.infer<typeof importSchema>;

const factsSchema = z.object({
  assignment: assignmentSchema.optional(),
  import: importSchema.optional(),
  vote: voteSchema.optional(),
  owner_id: z.string().nullish(),
  ownerId: z.string().nullish(),
  writerId: z.string().optional(),
});

type Event = Pick<ItemEvent, "event" | "at" | "actor_id" | "before" | "after" | "note">;

function factsOf({ after }: Pick<Event, "after">): z.infer<typeof factsSchema> {
  return after === null ? {} : factsSchema.parse(JSON.parse(after));
}

/** The assignment that an event records; null: it records none. */
export function assignmentIn(event: Pick<Event, "after">): Assignment | null {
  return factsOf(event).assignment ?? null;
}

/** The import by which it happened; null: by none. */
export function importIn(event: Pick<Event, "after">): ByImport | null {
  return factsOf(event).import ?? null;
}

/** Who wrote it for whoever asks and was away; null: they did. */
export function writerIn(events: readonly Pick<Event, "after">[]): string | null {
  return events.flatMap((event) => factsOf(event).writerId ?? [])[0] ?? null;
}

/** Whether it comes to its owner at once: from whoever had it, or with the reply to their question. */
export function comesAtOnce(event: ItemEventName, given: { byId: string | null; fromId: string | null }): boolean {
  if (event === "answered-back") return true;
  return event === "delegated" && given.byId !== null && given.byId === given.fromId;
}

/** To whom this gave it; null: to nobody else. */
export function ownerAfter(event: Pick<Event, "after">): string | null {
  const { owner_id, ownerId } = factsOf(event);
  return owner_id ?? ownerId ?? null;
}

/** Everybody who has had it, the first first. */
export function everyOwner(events: readonly Event[]): string[] {
  return [...new Set(events.flatMap((event) => ownerAfter(event) ?? []))];
}

export interface Question {
  question: string;
  by: string;
  askedAt: Instant;
  answer: string | null;
}

/** The last question of a decider, with the reply to it. */
export function lastQuestion(events: readonly Event[]): Question | null {
  const asked = events.findLastIndex(({ event }) => event === "asked-back");
  const found = events[asked];
  if (!found?.actor_id) return null;
  const reply = events.slice(asked).find(({ event }) => event === "answered-back");
  return {
    question: found.note ?? "",
    by: found.actor_id,
    askedAt: found.at,
    answer: reply ? (reply.note ?? "") : null,
  };
}

/** How the present owner got a request. `until`: the answer date of the previous owner. */
export interface Received {
  because: "delegated" | Assignment["because"] | "vote";
  from: string;
  why: string | null;
  until: LocalDate | null;
  at: Instant;
  isAtOnce: boolean;
  /** The vote that ended without a decision, and so sent the request on. */
  vote: VoteClosed | null;
}

/** Null while it is with its first owner. */
export function receivedBy(events: readonly Event[], ownerId: string): Received | null {
  const event = events.findLast((each) => factsOf(each).owner_id !== undefined);
  if (event === undefined) return null;
  const facts = factsOf(event);
  if (facts.owner_id !== ownerId) return null;
  const from = ownerBefore(event);
  const isAtOnce = comesAtOnce(event.event, { byId: event.actor_id, fromId: from });
  const plain = { why: event.note, until: null, at: event.at, isAtOnce, vote: facts.vote ?? null };
  const { assignment } = facts;
  if (assignment)
    return { ...plain, because: assignment.because, from: assignment.from, until: assignment.until ?? null };
  if (event.event === "vote-closed") return from === null ? null : { ...plain, because: "vote", from };
  // Whoever asks chooses anew without a word, and delegates nothing.
  return event.event === "delegated" && from !== null && event.actor_id !== null && event.note !== null
    ? { ...plain, because: "delegated", from: event.actor_id }
    : null;
}

/** Who delegated it to whoever has it; null: nobody. */
export function delegatorOf(events: readonly Event[], ownerId: string | null): string | null {
  const received = ownerId === null ? null : receivedBy(events, ownerId);
  return received?.because === "delegated" ? received.from : null;
}

const ownerSchema = z.object({ owner_id: z.string().nullish() });

function ownerBefore({ before }: Pick<Event, "before">): string | null {
  return before === null ? null : (ownerSchema.parse(JSON.parse(before)).owner_id ?? null);
}

/** From whose level it is escalated: whoever delegated it, or is away and has a delegate, else its owner. */
export function escalatesFrom(events: readonly Event[], ownerId: string): string {
  let from = ownerId;
  for (const event of events.toReversed()) {
    const { owner_id: to, assignment } = factsOf(event);
    if (to !== from || event.event !== "delegated") continue;
    const giver = assignment?.from ?? ownerBefore(event);
    // Whoever asks chooses anew, and delegates nothing.
    if (giver === null || (assignment === undefined && giver !== event.actor_id)) continue;
    from = giver;
  }
  return from;
}

/** Which vote it is, counted from 1; 0: there was none. */
export function voteNumber(events: readonly Pick<Event, "event">[]): number {
  return events.filter(({ event }) => event === "circulated").length;
}
