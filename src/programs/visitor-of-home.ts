/** Who looks at Home, and what they are in which program; and whose Home shows what others did. */
import { type Person, readerAt } from "../people/people.ts";
import type { Clock, Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import type { Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { type Coverage, listPortfolioSeats } from "./coverage.ts";
import { programsAsking } from "./events.ts";
import { mayKnow, type Program } from "./programs.ts";
import { isActiveOn, SEAT_ROLES, seatDay } from "./seats.ts";
import type { SeatRole } from "./table.ts";

export interface SeatHolder {
  personId: string;
  name: string;
  zone: string;
  role: SeatRole;
  /** On the day of their seat. */
  isAway: boolean;
}

const SHOWN = ["title", "key", "flagship", "rank", "paused_from", "paused_until", "next_change_on"] as const;

/** Of a portfolio, with what it covers. */
export interface VisitedProgram extends Coverage, Pick<Program, (typeof SHOWN)[number]> {
  id: string;
  /** The visitor's, in the order of `SEAT_ROLES`. */
  roles: SeatRole[];
  /** Who holds a seat in the program today. */
  holders: SeatHolder[];
}

export interface Visitor {
  person: Person;
  reader: Reader;
  now: Instant;
  /** The running programs in which the visitor has a seat today, by title. */
  programs: VisitedProgram[];
  /** The same of portfolios. */
  portfolios: VisitedProgram[];
}

/** Reads who visits Home, in one statement for any number of programs. */
export async function visitorOf(
  { db, clock }: Pick<Services, "db"> & { clock: Pick<Clock, "now"> },
  person: Person,
): Promise<Visitor> {
  const now = clock.now();
  const reader = readerAt(person, now);
  const today = seatDay(now);
  const seats = await listSeatsBeside(db, person.workspace_id, person.id, today);
  const own = Map.groupBy(
    seats.filter((seat) => seat.person_id === person.id && isActiveOn(seat, today) && seat.is_deactivated === 0),
    (seat) => seat.program_id,
  );
  const places = new Map<string, VisitedProgram>();
  for (const [id, theirs] of own) {
    const theirRoles = new Set(theirs.map((seat) => seat.role));
    places.set(id, {
      id,
      key: theirs[0]?.key ?? "",
      title: theirs[0]?.title ?? "",
      flagship: theirs[0]?.flagship ?? 0,
      rank: theirs[0]?.rank ?? null,
      paused_from: theirs[0]?.paused_from ?? null,
      paused_until: theirs[0]?.paused_until ?? null,
      next_change_on: theirs[0]?.next_change_on ?? null,
      label_name: theirs[0]?.label_name ?? null,
      label_value: theirs[0]?.label_value ?? null,
      roles: SEAT_ROLES.filter((role) => theirRoles.has(role)),
      holders: [],
    });
  }
  for (const seat of seats) {
    const { person_id: personId, name, zone, role, is_deactivated, is_bot, away_since: since } = seat;
    if (is_deactivated === 0 && is_bot === 0 && isActiveOn(seat, today))
      places.get(seat.program_id)?.holders.push({ personId, name, zone, role, isAway: since !== null });
  }
  const { compare } = new Intl.Collator(person.locale);
  const isPortfolio = new Set(seats.flatMap(({ kind, program_id: id }) => (kind === "portfolio" ? id : [])));
  const byTitle = [...places.values()].sort((place, other) => compare(place.title, other.title));
  return {
    person,
    reader,
    now,
    programs: byTitle.filter(({ id }) => !isPortfolio.has(id)),
    portfolios: byTitle.filter(({ id }) => isPortfolio.has(id)),
  };
}

/** Every seat in the running programs and portfolios in which this person has one. Those of people who are gone too. */
export async function listSeatsBeside(db: Db, workspaceId: string, personId: string, today: LocalDate) {
  const ownPrograms = db
    .selectFrom("seat as own")
    .select("own.program_id")
    .where("own.workspace_id", "=", workspaceId)
    .where("own.person_id", "=", personId);

  return db
    .selectFrom("seat")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .select([
      "seat.program_id",
      "seat.person_id",
      "seat.role",
      "seat.from_date",
      "seat.until_date",
      "program.kind",
      "program.label_name",
      "program.label_value",
      "person.name",
      "person.zone",
      "person.is_deactivated",
      "person.is_bot",
      "person.updated_at",
    ])
    .select(SHOWN.map((name) => `program.${name}` as const))
    .select((eb) =>
      eb
        .selectFrom("absence")
        .select((of) => of.fn.min("absence.from_date").as("since"))
        .where("absence.workspace_id", "=", workspaceId)
        .whereRef("absence.person_id", "=", "seat.person_id")
        .where("absence.from_date", "<=", today)
        .where("absence.until_date", ">=", today)
        .as("away_since"),
    )
    .where("seat.workspace_id", "=", workspaceId)
    .where("program.state", "=", "active")
    .where("seat.program_id", "in", ownPrograms)
    .orderBy("seat.id")
    .execute();
}

/** What happened since Homes were refreshed last; collected until it is taken. */
export class HomeChanges {
  readonly #personIds = new Set<string>();
  readonly #slackUserIds = new Set<string>();
  readonly #programIds = new Set<string>();

  /** Something was sent to this person. */
  sentTo(personId: string): void {
    this.#personIds.add(personId);
  }

  doneBy(slackUserId: string): void {
    this.#slackUserIds.add(slackUserId);
  }

  happenedIn(programIds: readonly string[]): void {
    for (const id of programIds) this.#programIds.add(id);
  }

  /** The Slack ids of all who sit in the programs concerned, among whom it shows; nothing is left. */
  async takeConcerned(db: Db, workspaceId: string): Promise<string[]> {
    const concerned = new Set<string>();
    while (this.#personIds.size + this.#slackUserIds.size + this.#programIds.size > 0) {
      const part = {
        personIds: take(this.#personIds),
        slackUserIds: take(this.#slackUserIds),
        programIds: take(this.#programIds),
      };
      for (const slackUserId of await listSlackUsersBeside(db, workspaceId, part)) concerned.add(slackUserId);
    }
    return [...concerned];
  }

  clear(): void {
    for (const ids of [this.#personIds, this.#slackUserIds, this.#programIds]) ids.clear();
  }
}

/** SQLite allows 32,766 values in a statement. */
const IDS_AT_ONCE = 1000;

function take(ids: Set<string>): string[] {
  const batch = [...ids].slice(0, IDS_AT_ONCE);
  for (const id of batch) ids.delete(id);
  return batch;
}

/** The Slack ids of all who sit in these programs, for a portfolio, or in a program in which these people sit. */
export async function listSlackUsersBeside(
  db: Db,
  workspaceId: string,
  { personIds, slackUserIds, programIds }: Record<"personIds" | "slackUserIds" | "programIds", readonly string[]>,
): Promise<string[]> {
  const seats = await db
    .selectFrom("seat")
    .select("program_id")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "in", (where) =>
      where
        .selectFrom("person")
        .select("id")
        .where("workspace_id", "=", workspaceId)
        .where((which) =>
          which.or([which("id", "in", [...personIds]), which("slack_user_id", "in", [...slackUserIds])]),
        ),
    )
    .execute();
  const programs = new Set([...programIds, ...seats.map(({ program_id }) => program_id)]);
  // Whoever sits for a portfolio may have covered one of them until now.
  const portfolios = (await listPortfolioSeats(db, workspaceId)).map(({ portfolioId }) => portfolioId);
  const places = [...programs, ...portfolios];
  if (places.length === 0) return [];

  const people = await db
    .selectFrom("seat")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .select("person.slack_user_id")
    .distinct()
    .where("seat.workspace_id", "=", workspaceId)
    .where("seat.program_id", "in", [...new Set(places)])
    .execute();
  return people.map((person) => person.slack_user_id);
}

/**
 * The title; empty to somebody who has no role in the program and is not asked in it, unless it is open to the workspace of
 * which they are a member.
 */
export async function titleFor(
  services: LookupContext,
  db: Db | Tx,
  person: Person,
  program: Program,
): Promise<string> {
  if (await mayKnow(db, person, program, services)) return program.title;
  return (await programsAsking.of(services, db, { person, programIds: [program.id] })).size > 0 ? program.title : "";
}
