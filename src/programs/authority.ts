/** What a role in a program rests on at an instant. */
import { isAdmin, type Person, peopleByIds } from "../people/people.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { addLocalDays, type LocalDate } from "../platform/time.ts";
import { portfolioSeatsOver } from "./coverage.ts";
import { officeOver } from "./office.ts";
import { isActiveOn, listSeats, type Seat, seatDay } from "./seats.ts";
import type { SeatRole } from "./table.ts";

export type SeatFact = Pick<Seat, "role" | "person_id" | "from_date" | "until_date">;

/** Who holds which role in one program at one instant. */
export interface RoleFacts {
  today: LocalDate;
  /** Those that held, hold and will. */
  seats: readonly SeatFact[];
  /** Who has the office over the program. */
  office: ReadonlySet<string>;
  /** Who sits for a portfolio over it. */
  body: ReadonlySet<string>;
  /** Whether their Slack account is deactivated: then nothing of theirs holds. */
  hasLeft(personId: string): boolean;
  isAdmin(personId: string): boolean;
}

/** A seat that holds, there or in a portfolio over it, or the office over the program; `roles`: a seat in one of these alone. */
export function hasRole(
  personId: string,
  { seats, today, hasLeft, office, body }: RoleFacts,
  roles?: readonly SeatRole[],
): boolean {
  if (hasLeft(personId)) return false;
  if (roles === undefined && (office.has(personId) || body.has(personId))) return true;
  return seats.some(
    (seat) =>
      seat.person_id === personId && isActiveOn(seat, today) && (roles === undefined || roles.includes(seat.role)),
  );
}

/** Somebody was named: the owner of an item, who keeps a contact, who scores. */
export interface Naming {
  personId: string;
  /** Null: by a rule, which names people by their roles. */
  byId: string | null;
  on: LocalDate;
  /** They had no role in the program then. Null: it was not written down. */
  isOutside: boolean | null;
}

/**
 * The one check of whoever is named anywhere: that power is theirs while a role of theirs holds, or, named from outside the
 * program, while whoever named them has a ground. `namings`: the oldest first.
 */
export function hasAuthority(personId: string, facts: RoleFacts, namings: readonly Naming[]): boolean {
  if (facts.hasLeft(personId)) return false;
  if (hasRole(personId, facts)) return true;
  const index = namings.findLastIndex((naming) => naming.personId === personId);
  const naming = namings[index];
  if (!naming || naming.byId === null || !wasOutside(naming, facts)) return false;
  if (facts.isAdmin(naming.byId) && !facts.hasLeft(naming.byId)) return true;
  return hasAuthority(naming.byId, facts, namings.slice(0, index));
}

/** Whose role ended has lost what it gave them: a seat that held, or may have, when they were named, is no naming. */
function wasOutside({ personId, on, isOutside }: Naming, { seats }: RoleFacts): boolean {
  if (isOutside !== null) return isOutside;
  const theirs = seats.filter((seat) => seat.person_id === personId);
  // A seat that is ended by hand holds until the day before.
  return theirs.every(({ until_date: until }) => until !== null && addLocalDays(until, 1) < on);
}

/**
 * What roles in a program rest on at this moment. `others`: who may be spoken of beside those who sit in it. A fixed number of
 * statements.
 */
export async function roleFactsFor(
  db: Db | Tx,
  person: Pick<Person, "workspace_id">,
  programId: string,
  { clock }: { clock: Pick<Clock, "now"> },
  others: readonly string[] = [],
): Promise<RoleFacts> {
  const seats = await listSeats(db, person.workspace_id, programId);
  const seated = seats.map((seat) => seat.person_id);
  const people = await peopleByIds(db, person.workspace_id, [...new Set([...seated, ...others])]);
  const departed = new Set(people.filter(({ is_deactivated }) => is_deactivated === 1).map(({ id }) => id));
  const admins = new Set(people.filter(isAdmin).map(({ id }) => id));
  const now = clock.now();
  const program = { workspace_id: person.workspace_id, id: programId };
  const over = (await portfolioSeatsOver(db, person.workspace_id, [programId], now)).get(programId) ?? [];
  return {
    today: seatDay(now),
    seats,
    office: await officeOver(db, program, now),
    body: new Set(over.map((seat) => seat.person_id)),
    hasLeft: (personId) => departed.has(personId),
    isAdmin: (personId) => admins.has(personId),
  };
}
