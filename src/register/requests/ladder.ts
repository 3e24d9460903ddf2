/** Who decides a request, and who is next above: lead, sponsor, chair of the committee. Pure. */
import { may, readingRight, STANDINGS } from "../../people/rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { SeatRole } from "../../programs/table.ts";
import type { Disclosure } from "../table.ts";

export const LEVELS = ["lead", "sponsor", "chair"] as const;
export type Level = (typeof LEVELS)[number];

const ROLES: Record<Level, readonly SeatRole[]> = {
  lead: ["lead", "deputy"],
  sponsor: ["sponsor"],
  chair: ["steering"],
};

export interface SeatNow {
  id: string;
  role: SeatRole;
  person_id: string;
  from_date: LocalDate | null;
  created_at: Instant;
  /** Chosen to take the chair of the committee. */
  isChair?: boolean;
  /** In a portfolio over the program. */
  isOver?: boolean;
}

export interface Seated {
  personId: string;
  level: Level;
}

/** The facts of an item that the ladder needs: who may not decide it, and who may read it. */
export interface Climbing {
  requesterId: string | null;
  disclosure: Disclosure;
}

/** Who may not decide a request: whoever asks, unless they put it to the body on which they sit. */
export function barredFrom({ raised_by: askerId, details }: { raised_by: string; details: object }): string | null {
  return "isToOwnBody" in details ? null : askerId;
}

/** The right to read an item, for a level above it. */
export function rightToRead({ disclosure }: { disclosure: Disclosure }) {
  return disclosure === "program" ? "read-record" : readingRight(disclosure);
}

/** Whether everybody who reads the one by their role may read the other. */
export function isNoWider(item: { disclosure: Disclosure }, other: { disclosure: Disclosure }): boolean {
  return STANDINGS.every((standing) => !may([standing], rightToRead(item)) || may([standing], rightToRead(other)));
}

/** Those at a level who may read the item: the lead before the deputy, then the longest seated; of a committee its chair. */
export function peopleAt(seats: readonly SeatNow[], level: Level, item: { disclosure: Disclosure }): string[] {
  const right = rightToRead(item);
  const ids = ROLES[level].flatMap((role) =>
    may([role], right) ? bySeniority(seats.filter((seat) => seat.role === role)).map((seat) => seat.person_id) : [],
  );
  return [...new Set(ids)];
}

/** To whom a request is put: whoever has it; of several sponsors each but who delegated it. */
export function decidersOf(
  seats: readonly Pick<SeatNow, "role" | "person_id">[],
  item: { owner_id: string | null; raised_by: string; details: object; disclosure: Disclosure },
  delegatorId: string | null,
): string[] {
  if (item.owner_id === null) return [];
  const mayRead = may(["sponsor"], rightToRead(item));
  const sponsors = seats.flatMap(({ role, person_id: id }) => (role === "sponsor" && mayRead ? [id] : []));
  const beside = sponsors.includes(item.owner_id)
    ? sponsors.filter((id) => ![barredFrom(item), delegatorId].includes(id))
    : [];
  return [...new Set([item.owner_id, ...beside])];
}

type LevelSeat = Pick<SeatNow, "role" | "person_id" | "isChair" | "isOver">;

/**
 * The highest level at which somebody sits; null: at none. Whoever has a seat of the program's own is not above it by being one
 * of a portfolio's members: they are by its chair alone.
 */
export function levelOf(seats: readonly LevelSeat[], personId: string): Level | null {
  const theirs = seats.filter(({ person_id: id }) => id === personId);
  const own = theirs.filter(({ isOver = false, isChair = false }) => !isOver || isChair);
  return highestOf(own) ?? highestOf(theirs);
}

function highestOf(seats: readonly LevelSeat[]): Level | null {
  return LEVELS.findLast((level) => seats.some(({ role }) => ROLES[level].includes(role))) ?? null;
}

/**
 * Who decides unless somebody was chosen: the first level above whoever asks, not below `least`; where nobody is so high, the highest
 * below it; where nobody is above, somebody else of their own level. Null: nobody else is there.
 */
export function firstDecider(seats: readonly SeatNow[], item: Climbing, least: Level = "lead"): Seated | null {
  const own = item.requesterId === null ? null : levelOf(seats, item.requesterId);
  const aboveOwn = own === null ? 0 : LEVELS.indexOf(own) + 1;
  const from = Math.max(aboveOwn, LEVELS.indexOf(least));
  const highEnough = next(seats, item, { from, without: [] });
  if (highEnough) return highEnough;
  for (let level = from - 1; level >= aboveOwn; level -= 1) {
    const below = next(seats, item, { from: level, without: [], until: level });
    if (below) return below;
  }
  return own === null ? null : next(seats, item, { from: LEVELS.indexOf(own), without: [] });
}

/**
 * Who is next above whoever has it. One person on two levels counts once, at the higher; nobody decides their own request;
 * `passed`: those who have had it, or are away throughout. Null: it is at the top. `least`: the level that decides so much,
 * below which it goes to nobody where somebody is there; `top`: the highest level that it goes to.
 */
export function nextAbove(
  seats: readonly SeatNow[],
  {
    ownerId,
    passed = [],
    least = "lead",
    top = "chair",
    ...item
  }: Climbing & { ownerId: string; passed?: readonly string[]; least?: Level; top?: Level },
): Seated | null {
  const above = (id: string | null) => {
    const level = id === null ? null : levelOf(seats, id);
    return level === null ? 0 : LEVELS.indexOf(level) + 1;
  };
  const from = Math.max(above(ownerId), above(item.requesterId));
  const without = [...passed, ownerId];
  const until = LEVELS.indexOf(top);
  const highEnough = next(seats, item, { from: Math.max(from, LEVELS.indexOf(least)), without, until });
  return highEnough ?? next(seats, item, { from, without, until });
}

function next(
  seats: readonly SeatNow[],
  item: Climbing,
  { from, without, until = LEVELS.length - 1 }: { from: number; without: readonly string[]; until?: number },
): Seated | null {
  for (const level of LEVELS.slice(from, until + 1)) {
    const free = peopleAt(seats, level, item).find((id) => id !== item.requesterId && !without.includes(id));
    if (free !== undefined) return { personId: free, level };
  }
  return null;
}

/** A chair who was chosen, then by the first day of the seat, else the day on which it was entered. */
function bySeniority(seats: readonly SeatNow[]): SeatNow[] {
  const since = (seat: SeatNow) => `${seat.from_date ?? seat.created_at.slice(0, 10)} ${seat.id}`;
  return seats.toSorted(
    (seat, other) =>
      Number(other.isChair ?? false) - Number(seat.isChair ?? false) || (since(seat) < since(other) ? -1 : 1),
  );
}
