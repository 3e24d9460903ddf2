/** Which items have a term at all, who stands at which level, and which days do not count. Pure. */
import { type Action, may, readingRight } from "../../people/rules-rights.ts";
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../../platform/time.ts";
import type { SeatRole } from "../../programs/table.ts";
import { type AskDetails, chairOf } from "../asks/rules.ts";
import type { TypedDetails } from "../details.ts";
import { isBlocker } from "../reminders/rules.ts";
import { isHighRisk, isLive } from "../rules.ts";
import type { Disclosure, ItemEventName, ItemState } from "../table.ts";
import { type Holder, type Ladder, LEVELS, type Level, type Position, type SeatedAt } from "./rules.ts";

type Escalable = { state: ItemState; owner_id: string | null } & TypedDetails;

/**
 * Whether it moves up by itself when nobody answers: what blocks work, an ask that waits for its decider, a high risk
 * without a response; each once somebody stands by it beside the answer that made it. An ask that is incomplete waits for
 * its author.
 */
export function escalates(item: Escalable): boolean {
  switch (item.type) {
    case "issue":
      return isBlocker(item);
    case "ask":
      return (item.state === "open" || item.state === "acknowledged") && item.owner_id !== null;
    case "risk":
      return isLive(item) && isHighRisk(item.details) && item.details.response === undefined;
    default:
      return false;
  }
}

/** By rule, or because somebody passed it up and nobody has answered yet. */
export function isFollowed(item: Escalable, row: { is_by_hand: 0 | 1 }): boolean {
  return escalates(item) || (isLive(item) && row.is_by_hand === 1);
}

/** Where it is, as the rules of the ladder see it. */
export function positionNow(
  row: {
    level: Level;
    holder_id: string;
    since_on: LocalDate;
    given_on: LocalDate | null;
    shown_on: LocalDate | null;
    is_acknowledged: 0 | 1;
    reminded: number;
    overdue_since: LocalDate | null;
    held_by: readonly string[];
  },
  item: Escalable & { due_on: LocalDate | null },
): Position {
  const isAsk = item.type === "ask";
  // One that came after its date has the usual term.
  const isDated = isAsk && item.due_on !== null && item.due_on >= (row.given_on ?? row.since_on);
  return {
    level: row.level,
    holderId: row.holder_id,
    since: row.shown_on ?? row.since_on,
    neededBy: isDated ? item.due_on : null,
    isAsk,
    isAcknowledged: row.is_acknowledged === 1,
    reminded: row.reminded === 0 ? 0 : row.reminded === 1 ? 1 : 2,
    overdueSince: row.overdue_since,
    everyHolder: row.held_by,
  };
}

/**
 * What blocks work and nobody answers at the end of the ladder, as nobody above may read it: its lead can solve it, say
 * until when it stands, or pass it up. Those above are told that there is one.
 */
export function isStuck(
  item: Escalable & { disclosure: Disclosure },
  { overdueSince }: { overdueSince: LocalDate | null },
): boolean {
  return overdueSince !== null && escalates(item) && isBlocker(item) && !may(ABOVE_LEADS, rightToRead(item));
}

const ABOVE_LEADS = ["sponsor", "steering"] as const;

/** What may be passed up by hand. What somebody is asked to do in person has no ladder, nor has a date. */
export function mayBePassedUp(item: Escalable): boolean {
  if (item.type === "decision" || item.type === "appearance" || item.type === "milestone") return false;
  return item.type === "ask" ? escalates(item) && !item.details.circulation : isLive(item);
}

/** For whoever has it next, nothing of what the one before waited for stands in the way, and nobody before them has it. */
export function withoutWaits({ askedBack: _, deferredUntil: __, ...details }: AskDetails): AskDetails {
  return takenUp(details);
}

/** Whoever has it has done something with it: nobody decides beside them any more. */
export function takenUp({ alsoDecide: _, ...details }: AskDetails): AskDetails {
  return details;
}

/** With one more who may decide beside `deciderId`. */
export function alsoDeciding(details: AskDetails, personId: string, deciderId: string): string[] {
  return [...new Set([...(details.alsoDecide ?? []), personId])].filter((id) => id !== deciderId);
}

/** Who may read it, for a level above it. */
export function rightToRead({ disclosure }: { disclosure: Disclosure }): Action {
  return disclosure === "program" ? "read-record" : readingRight(disclosure);
}

/** Whoever passes it up by hand has those above read it: what a team's or the lead's answer began is theirs then too. */
export function widened(disclosure: Disclosure): Disclosure {
  if (disclosure === "team") return "program";
  return disclosure === "lead" ? "executive" : disclosure;
}

const ROLES: Record<Level, readonly SeatRole[]> = {
  team: ["team"],
  lead: ["lead", "deputy"],
  sponsor: ["sponsor"],
  committee: ["steering"],
};

/** The highest level at which somebody sits; null without a seat. */
export function levelOf(roles: readonly SeatRole[]): Level | null {
  return LEVELS.findLast((level) => ROLES[level].some((role) => roles.includes(role))) ?? null;
}

export function levelIn(seats: readonly Pick<SeatNow, "role" | "person_id">[], personId: string): Level | null {
  return levelOf(seats.filter((seat) => seat.person_id === personId).map(({ role }) => role));
}

export interface SeatNow {
  id: string;
  role: SeatRole;
  person_id: string;
  from_date: LocalDate | null;
  created_at: Instant;
}

/** Those who may read the item, in the order of their seats; of a committee, its chair first. */
export function seatedIn(seats: readonly SeatNow[], item: { disclosure: Disclosure }): SeatedAt {
  const right = rightToRead(item);
  return (level) => {
    const ids = ROLES[level].flatMap((role) =>
      may([role], right) ? seats.filter((seat) => seat.role === role).map(({ person_id }) => person_id) : [],
    );
    const chair = level === "committee" ? chairOf(seats) : null;
    return [...new Set(chair !== null && ids.includes(chair) ? [chair, ...ids] : ids)];
  };
}

/** Who has an item that is up with nobody: its owner, else whoever raised it while they sit in the program, else its lead. */
export function firstHolder(
  item: { owner_id: string | null; raised_by: string; disclosure: Disclosure },
  seats: readonly SeatNow[],
): string {
  if (item.owner_id !== null) return item.owner_id;
  const [lead] = seats.some(({ person_id }) => person_id === item.raised_by) ? [] : seatedIn(seats, item)("lead");
  return lead ?? item.raised_by;
}

/**
 * The levels from `level` on. One that the ladder leaves out is taken as passed at once. `skipsTo`: the rule that lets a
 * level be skipped, a red on a matter of law, safety or people; not one that the ladder keeps.
 */
export function ladderFrom(ladder: Ladder, level: Level, skipsTo: Level | null = null): Ladder {
  const rank = (of: Level) => LEVELS.indexOf(of);
  return ladder.filter(
    (terms) =>
      terms.level === level ||
      rank(terms.level) >= Math.max(rank(level), rank(skipsTo ?? level)) ||
      (terms.isKept === true && rank(terms.level) > rank(level)),
  );
}

/**
 * The day to look at it again: when the next step may come, or before that when whoever has it goes away, or when their
 * delegate, who is away as well, is back.
 */
export function checkDay(
  until: LocalDate,
  holder: Pick<Holder, "isAway" | "delegateBackOn">,
  today: LocalDate,
): LocalDate {
  const { delegateBackOn: back } = holder;
  if (holder.isAway(today)) return back && back > today && back < until ? back : until;
  let date = addLocalDays(today, 1);
  while (date < until && !holder.isAway(date)) date = addLocalDays(date, 1);
  return date < until ? date : until;
}

interface Happened {
  at: Instant;
  event: ItemEventName;
}

/** Days on which the decider of an ask had nothing to do: it waited for its author, or for a vote. */
export function stoodDuring(events: readonly Happened[], zone: string): (date: LocalDate) => boolean {
  const spans: { from: LocalDate; until: LocalDate | null }[] = [];
  let open: { from: LocalDate; until: LocalDate | null } | null = null;
  for (const { at, event } of events) {
    const on = localDateOf(at, zone);
    if (open) open.until = on;
    open = null;
    if (event === "asked-back" || event === "circulated") {
      open = { from: on, until: null };
      spans.push(open);
    }
  }
  return (date) => spans.some(({ from, until }) => from < date && (until === null || date <= until));
}
