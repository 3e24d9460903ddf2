/** Which programs a body covers: the office those of a label, or all; the committee of a portfolio what that is over. */
import { sql } from "kysely";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import type { LocalDate } from "../platform/time.ts";
import { type Label, labelsOf, sameLabel } from "./labels.ts";
import {
  isActiveOn,
  listSeatsOfPerson,
  type RoleAbove,
  readsAbove,
  type Seat,
  seatDay,
  seatsByProgram,
} from "./seats.ts";

/** Both null: all programs. */
export interface Coverage {
  label_name: string | null;
  label_value: string | null;
}

/** Null: all programs. */
export function labelOfCoverage({ label_name: name, label_value: value }: Coverage): Label | null {
  return name === null || value === null ? null : { name, value };
}

/** Of what a portfolio covers; null: all. */
export function coverageColumns(label: Label | null): Coverage {
  return {
    label_name: label && storableText(label.name),
    label_value: label && storableText(label.value),
  };
}

/** Names and values are compared alike: by letters, whatever their case. */
export function isSameLabel(label: Label | null, other: Label | null): boolean {
  if (label === null || other === null) return label === other;
  return sameLabel(label.name, other.name) && sameLabel(label.value, other.value);
}

/** What is covered or not, as it is now. */
export interface Place {
  isPortfolio: boolean;
  /** A portfolio's is the one by which it covers: so the office is over one that covers no more than it does itself. */
  labels: readonly Label[];
}

export function placeOf(program: { kind: "program" | "portfolio"; labels: string } & Coverage): Place {
  if (program.kind === "program") return { isPortfolio: false, labels: labelsOf(program) };
  const label = labelOfCoverage(program);
  return { isPortfolio: true, labels: label === null ? [] : [label] };
}

/** The office is over programs and portfolios, the committee of a portfolio over programs alone. */
export type Body = "office" | "committee";

export function covers(body: Body, coverage: Coverage, { isPortfolio, labels }: Place): boolean {
  if (isPortfolio && body === "committee") return false;
  const label = labelOfCoverage(coverage);
  return label === null || labels.some((each) => isSameLabel(each, label));
}

export type OverProgram = (programId: string) => boolean;

/** Over which programs somebody is; null: over none, whatever labels there are. */
export interface BodiesOf {
  office: OverProgram | null;
  committee: OverProgram | null;
}

const bodiesOfPerson = prepared((db, by: { workspaceId: string; personId: string }) =>
  db
    .selectFrom("office_seat")
    .select([sql<Body>`'office'`.as("body"), "office_seat.label_name", "office_seat.label_value"])
    .select(["office_seat.from_date", "office_seat.until_date"])
    .where("office_seat.workspace_id", "=", by.workspaceId)
    .where("office_seat.person_id", "=", by.personId)
    .unionAll(
      db
        .selectFrom("seat")
        .innerJoin("program", (join) =>
          join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
        )
        .select([sql<Body>`'committee'`.as("body"), "program.label_name", "program.label_value"])
        .select(["seat.from_date", "seat.until_date"])
        .where("seat.workspace_id", "=", by.workspaceId)
        .where("seat.person_id", "=", by.personId)
        .where("program.kind", "=", sql.lit("portfolio"))
        .where("program.state", "=", sql.lit("active")),
    ),
);

/** Over these programs, or all. One statement, and another for those in a body that does not cover all whatever it is. */
export async function bodiesOf(
  db: Db | Tx,
  person: Pick<Person, "workspace_id" | "id" | "is_deactivated">,
  now: Instant,
  programIds: readonly string[] | null,
): Promise<BodiesOf> {
  if (person.is_deactivated === 1) return { office: null, committee: null };
  const today = seatDay(now);
  const by = { workspaceId: person.workspace_id, personId: person.id };
  const holding = (await bodiesOfPerson(db, by)).rows.filter((each) => isActiveOn(each, today));
  const placeAt = await placesNow(db, person.workspace_id, holding, programIds);
  const over = (body: Body): OverProgram | null => {
    const coverages = holding.filter((each) => each.body === body);
    if (coverages.length === 0) return null;
    return (programId) => coverages.some((coverage) => covers(body, coverage, placeAt(programId)));
  };
  return { office: over("office"), committee: over("committee") };
}

const ANYWHERE: Place = { isPortfolio: false, labels: [] };

/** By program id; none are read where all these cover whatever there is. */
export async function placesNow(
  db: Db | Tx,
  workspaceId: string,
  bodies: readonly (Coverage & { body: Body })[],
  programIds: readonly string[] | null,
): Promise<(programId: string) => Place> {
  if (bodies.every((each) => each.body === "office" && labelOfCoverage(each) === null)) return () => ANYWHERE;
  const programs = await rows(db, "program", workspaceId).list({ id: programIds ?? undefined });
  const places = new Map(programs.map((program) => [program.id, placeOf(program)]));
  return (programId) => places.get(programId) ?? { isPortfolio: true, labels: [] };
}

/** A seat of a portfolio that runs, with what that covers, and with whoever holds the seat and is in Slack. */
export interface PortfolioSeat extends Coverage {
  id: string;
  portfolioId: string;
  portfolioSince: Instant;
  person_id: string;
  role: Seat["role"];
  from_date: LocalDate | null;
  until_date: LocalDate | null;
  created_at: Instant;
  name: string;
  zone: string;
}

const seatsOfPortfolios = prepared((db, by: { workspaceId: string }) =>
  db
    .selectFrom("program")
    .innerJoin("seat", (join) =>
      join.onRef("seat.workspace_id", "=", "program.workspace_id").onRef("seat.program_id", "=", "program.id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "seat.workspace_id").onRef("person.id", "=", "seat.person_id"),
    )
    .select(["program.id as portfolioId", "program.created_at as portfolioSince"])
    .select(["program.label_name", "program.label_value", "person.name", "person.zone"])
    .select(["seat.id", "seat.person_id", "seat.role", "seat.from_date", "seat.until_date", "seat.created_at"])
    .where("program.workspace_id", "=", by.workspaceId)
    .where("program.kind", "=", sql.lit("portfolio"))
    .where("program.state", "=", sql.lit("active"))
    .where("person.is_deactivated", "=", sql.lit(0))
    .orderBy("seat.id"),
);

/** Those that held, hold and will. */
export async function listPortfolioSeats(db: Db | Tx, workspaceId: string): Promise<PortfolioSeat[]> {
  return (await seatsOfPortfolios(db, { workspaceId })).rows;
}

/** By program, the seats of the portfolios over it: those of the narrowest first (a label before all, then the oldest). */
export async function portfolioSeatsOver(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<Map<string, PortfolioSeat[]>> {
  const over = new Map<string, PortfolioSeat[]>();
  const all = programIds.length === 0 ? [] : await listPortfolioSeats(db, workspaceId);
  const seats = all.filter((seat) => isActiveOn(seat, seatDay(now)));
  if (seats.length === 0) return over;
  const narrowestFirst = seats.toSorted(
    (seat, other) =>
      Number(labelOfCoverage(seat) === null) - Number(labelOfCoverage(other) === null) ||
      seat.portfolioSince.localeCompare(other.portfolioSince) ||
      seat.portfolioId.localeCompare(other.portfolioId),
  );
  const programs = await rows(db, "program", workspaceId).list({ id: programIds });
  for (const program of programs) {
    const covering = narrowestFirst.filter((seat) => covers("committee", seat, placeOf(program)));
    if (covering.length > 0) over.set(program.id, covering);
  }
  return over;
}

/** By program, who above reads of it: its sponsors, its committee and those of the portfolios over it, with their secretaries. */
export async function readersAbove(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<Map<string, { person_id: string; name: string; role: RoleAbove }[]>> {
  const own = await seatsByProgram(db, workspaceId, programIds, seatDay(now), ["sponsor", "steering", "secretary"]);
  const over = await portfolioSeatsOver(db, workspaceId, programIds, now);
  return new Map(
    programIds.map((id) => {
      const seats = own.get(id) ?? [];
      // Who has a seat there reads by that.
      const seated = new Set(seats.map((seat) => seat.person_id));
      const others = (over.get(id) ?? []).filter((seat) => !seated.has(seat.person_id));
      return [
        id,
        [...seats, ...others].flatMap(({ person_id, name, role }) =>
          readsAbove(role) ? { person_id, name, role: role === "sponsor" ? role : ("steering" as const) } : [],
        ),
      ];
    }),
  );
}

/** By program, the seats by which this person covers it. */
export async function ownPortfolioSeatsOver(
  db: Db | Tx,
  person: Pick<Person, "workspace_id" | "id">,
  programIds: readonly string[],
  now: Instant,
): Promise<Map<string, PortfolioSeat[]>> {
  const over = await portfolioSeatsOver(db, person.workspace_id, programIds, now);
  return new Map([...over].map(([id, seats]) => [id, seats.filter((seat) => seat.person_id === person.id)]));
}

/** The seats in portfolios that somebody has or had, whether they have left Slack and whether the portfolio is closed. */
export async function seatsInPortfolios(db: Db | Tx, workspaceId: string, personId: string): Promise<Seat[]> {
  const seats = await listSeatsOfPerson(db, workspaceId, personId);
  const ids = [...new Set(seats.map((seat) => seat.program_id))];
  const portfolios = await rows(db, "program", workspaceId).list({ id: ids, kind: "portfolio" });
  return seats.filter((seat) => portfolios.some(({ id }) => id === seat.program_id));
}
