/** What happens to programs that capabilities above follow, each in the transaction of what it tells; and what they know. */
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { EventKind, Lookup, type LookupContext, Slot } from "../platform/events.ts";
import type { Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { Program } from "./programs.ts";

/** Of a check-in that a program has from its beginning. */
export type CheckInRhythm = "weekly" | "monthly" | "daily";

/** `rhythms`: with which it begins. */
export const programCreated = new EventKind<{ program: Program; actor: Person; rhythms: readonly CheckInRhythm[] }>();

/** Who sits in it, from when until when, or its state. `personIds`: whose seats are others now. */
export const seatsChanged = new EventKind<{ program: Program; personIds: readonly string[] }>();

/** People who sit for portfolios cover other programs than before. */
export const coverageChanged = new EventKind<{ workspaceId: string; personIds: readonly string[] }>();

/**
 * What hung on roles that have ended goes on. `left`: who has none there any more; `actorId`: who ended them, if somebody
 * did now; `isLeft()` is called by whoever could not do all of it, and is told again in the next tick.
 */
export const rolesEnded = new EventKind<{
  program: Program;
  left: ReadonlySet<string>;
  actorId: string | null;
  isLeft(): void;
}>();

/** The check-ins of a program rest from today on, or go on: also where they did before. */
export const pauseTurned = new EventKind<{ program: Program; isPaused: boolean }>();

export const programClosed = new EventKind<{ program: Program; actor: Person }>();

/** `closedAt`: null where that is not known. */
export const programReopened = new EventKind<{ program: Program; actor: Person; closedAt: Instant | null }>();

/** The zone by whose days what changes by itself does so, wherever each of its people lives. */
export const workspaceZone = new Lookup<{ workspaceId: string }, string>("in which zone a workspace is");

/** How many items are open in a program. */
export const openIn = new Lookup<Pick<Program, "workspace_id" | "id">, number>("how much is open in a program");

interface OfPerson {
  person: Person;
  programIds: readonly string[];
}

/**
 * Of these programs, those with an open round in which this person is asked, and still in its audience: whoever has
 * answered before they left is not. `lists`: in a form that lists what they track, or asks for their numbers, and that they
 * have not answered yet.
 */
export const programsAsking = new Lookup<OfPerson & { lists?: "items" | "measures" }, ReadonlySet<string>>(
  "who is asked now",
);

/** The programs in which this person holds a working role: a ground for the steps that it brings. */
export const programsWorked = new Lookup<{ person: Person }, ReadonlySet<string>>("who holds a working role");

/** The running programs in which this person has a part without a seat: a working role, an open step, an open work request. */
export const programsWithPart = new Lookup<{ person: Person }, readonly Program[]>("who has a part in a program");

/** How many check-ins each of these programs has; left out: none. */
export const checkInsCounted = new Lookup<
  { workspaceId: string; programIds: readonly string[] },
  ReadonlyMap<string, number>
>("how many check-ins a program has");

export interface FirstDigest {
  at: Instant;
  rhythm: "monthly" | "quarterly" | "annual";
  period: { label: string; from: LocalDate };
  /** Those of the programs in which somebody is asked for it. */
  programIds: readonly string[];
}

/** The digest that comes to this person next with one of these programs; null: none does. */
export const firstDigest = new Lookup<OfPerson, FirstDigest | null>("which digest comes first");

/** What comes next to whom in a program; `when`: in words; `who`: names. */
export interface Coming {
  at: Instant;
  when: string;
  what: string;
  who: readonly string[];
}

export const comingIn = new Slot<
  (
    services: LookupContext,
    db: Db | Tx,
    about: { program: Program; reader: Reader; readerId: string; now: Instant },
  ) => Promise<Coming[]>
>();

/** Those of these programs whose check-ins run and have asked nothing yet. */
export const notAskedYet = new Lookup<{ workspaceId: string; programIds: readonly string[] }, ReadonlySet<string>>(
  "in which programs nothing has been asked yet",
);

/** Those of these programs whose sponsors no check-in feeds, with the names of the sponsors. */
export const unfedSponsors = new Lookup<
  { workspaceId: string; programIds: readonly string[] },
  ReadonlyMap<string, readonly string[]>
>("whose sponsors no check-in feeds");
