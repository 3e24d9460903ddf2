import type { Instant } from "../platform/clock.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import type { SeatRole } from "./table.ts";

export const SEAT_ROLES = ["lead", "deputy", "sponsor", "steering", "team"] as const satisfies SeatRole[];

/** A role of those above a program: they read its digests and decide its requests. */
export type RoleAbove = Extract<SeatRole, "sponsor" | "steering">;

export function isAbove(role: string): role is RoleAbove {
  return role === "sponsor" || role === "steering";
}

/** Wherever a program is set up: in its form, in a file. */
export const LONGEST_TITLE = 120;

const LONGEST_KEY = 60;

/**
 * The key of something with this title: its letters and digits without accents, told apart from those `taken` and from what
 * every object has (`constructor`), since answers are read by their question's key.
 */
export function keyFrom(title: string, taken: readonly string[], fallback: string): string {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_KEY)
    .replace(/^-+|-+$/g, "");
  const base = plain || fallback;
  let key = base;
  for (let number = 2; taken.includes(key) || key in {}; number += 1) key = `${base}-${number}`;
  return key;
}

/** Someone in a role. */
export interface Seating {
  role: SeatRole;
  personId: string;
}

interface KnownSeat {
  id: string;
  role: SeatRole;
  person_id: string;
  from_date: LocalDate | null;
  until_date: LocalDate | null;
}

export interface SeatChanges {
  /** The ids of seats that hold until the day before. */
  ended: string[];
  /** Those of people who come back. */
  renewed: string[];
  added: Seating[];
}

/**
 * What makes the seats of a program those that are wanted from `today` on. A seat that has not begun, and is wanted,
 * keeps its dates; no seat is ever deleted, since digests and the record refer to who held it when.
 */
export function seatChanges(known: readonly KnownSeat[], wanted: readonly Seating[], today: LocalDate): SeatChanges {
  const places = new Set(wanted.map(({ role, personId }) => `${role} ${personId}`));
  const taken = new Set(known.map(({ role, person_id }) => `${role} ${person_id}`));
  const isWanted = ({ role, person_id }: KnownSeat) => places.has(`${role} ${person_id}`);
  const isOver = (seat: KnownSeat) => seat.until_date !== null && seat.until_date < today;
  return {
    ended: known.filter((seat) => !isOver(seat) && !isWanted(seat)).map(({ id }) => id),
    renewed: known.filter((seat) => isOver(seat) && isWanted(seat)).map(({ id }) => id),
    added: wanted.filter(({ role, personId }) => !taken.has(`${role} ${personId}`)),
  };
}

/**
 * The day by which seats hold, everywhere: that of UTC. One that is ended by hand holds until the day before, so that it is
 * over at once, wherever its holder lives.
 */
export function seatDay(now: Instant): LocalDate {
  return localDateOf(now, "UTC");
}

/** Whether a seat holds on that day; both its days belong to it. */
export function isActiveOn(seat: Pick<KnownSeat, "from_date" | "until_date">, date: LocalDate): boolean {
  return (seat.from_date === null || seat.from_date <= date) && (seat.until_date === null || date <= seat.until_date);
}

/** Who keeps a program with these seats: its leads, else its deputies; `isGone`: who has left Slack. None: the admins do. */
export function keepersAmong(
  seats: readonly Pick<KnownSeat, "role" | "person_id">[],
  isGone: (personId: string) => boolean,
): string[] {
  const there = seats.filter((seat) => !isGone(seat.person_id));
  const leads = there.filter(({ role }) => role === "lead");
  const keepers = leads.length > 0 ? leads : there.filter(({ role }) => role === "deputy");
  return [...new Set(keepers.map((seat) => seat.person_id))];
}

/** A program in a sentence, by its title; empty, it is not named. */
export const programCalled = {
  en: (title: unknown) => String(title) || "this program",
  fr: (title: unknown) => String(title) || "ce programme",
  frOf: (title: unknown) => (String(title) ? `du programme «\u00a0${String(title)}\u00a0»` : "de ce programme"),
} as const;

/** The columns of `row` that `other` has with another value. */
export function onlyChanged(row: object, other: object): Record<string, unknown> {
  const theirs = new Map(Object.entries(other));
  const changed = Object.entries(row).filter(([key, value]) => theirs.has(key) && theirs.get(key) !== value);
  return Object.fromEntries(changed);
}
