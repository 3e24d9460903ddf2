import { whyNotAsked } from "../people/answering.ts";
import { may, type Standing } from "../people/rules-rights.ts";
import { adminNames } from "../people/settings.ts";
import { isAdmin, type Person, peopleByIds, workspaceStandings } from "../people/use-cases.ts";
import type { Clock, Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import type { LocalDate } from "../platform/time.ts";
import { programFailure } from "./failures.ts";
import type { RoleFacts } from "./grounds.ts";
import { type OverProgram, officeOf, officeOver } from "./office.ts";
import {
  getProgram,
  listPrograms,
  listSeats,
  listSeatsInRole,
  listSeatsOfPerson,
  listSeatsOfPrograms,
  listSeatsWithRights,
  type Program,
  type Seat,
} from "./repository.ts";
import { isActiveOn, seatDay } from "./seats.ts";
import type { SeatRole } from "./table.ts";

export type { Program, Seat } from "./repository.ts";

/** Throws PROGRAM_NOT_YOURS, which names who has the right. */
export async function refuseUnlessMayChange(
  db: Db | Tx,
  person: Person,
  program: Program,
  stamps: Pick<Services, "clock">,
): Promise<void> {
  const isTheirs = program.workspace_id === person.workspace_id;
  if (isTheirs && may(await standingsOf(db, person, program.id, stamps), "change-program")) return;
  throw programFailure("PROGRAM_NOT_YOURS", {
    program: isTheirs && (await mayKnow(db, person, program, stamps)) ? program.title : "",
    who: await changersOf(db, isTheirs ? program : null, person.workspace_id, stamps),
  });
}

/** Throws PROGRAM_NOT_YOURS. */
export async function programToChange(
  stamps: Pick<Services, "clock">,
  db: Db | Tx,
  actor: Person,
  programId: string,
): Promise<Program> {
  const program = await programOf(db, actor.workspace_id, programId);
  await refuseUnlessMayChange(db, actor, program, stamps);
  return program;
}

/** What is a flagship, the office and admins say. `program` null: it is to be created. Throws FLAGSHIP_NOT_YOURS. */
export async function refuseUnlessMayTick(
  stamps: Pick<Services, "clock">,
  tx: Tx,
  person: Person,
  program: Program | null,
  { flagship }: { flagship?: boolean },
): Promise<void> {
  if (flagship === undefined || flagship === (program?.flagship === 1)) return;
  const standings = program ? await standingsOf(tx, person, program.id, stamps) : workspaceStandings(person);
  if (!may(standings, "tick-flagship")) throw programFailure("FLAGSHIP_NOT_YOURS");
}

/** Whether there is such a program is known to its people, and where it is open to the workspace to every member. */
export async function mayKnow(
  db: Db | Tx,
  person: Person,
  program: Program,
  stamps: { clock: Pick<Clock, "now"> },
): Promise<boolean> {
  const isOpen = program.visibility === "workspace" && person.affiliation === "member";
  return isOpen || (await standingsOf(db, person, program.id, stamps)).length > 0;
}

/** The names of the lead and the deputy, else of the admins. */
async function changersOf(
  db: Db | Tx,
  program: Program | null,
  workspaceId: string,
  { clock }: Pick<Services, "clock">,
): Promise<string[]> {
  const seats = program ? await listSeatsOn(db, program, seatDay(clock.now())) : [];
  const changing = seats.filter((seat) => seat.role === "lead" || seat.role === "deputy").map((seat) => seat.person_id);
  const people = (await peopleByIds(db, workspaceId, changing)).filter((person) => !person.is_deactivated);
  return people.length > 0 ? people.map((person) => person.name) : adminNames(db, workspaceId);
}

/** For whom somebody chooses. Throws PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED or PARTICIPANT_EXTERNAL. */
export function refuseWhoCannotAnswer(person: Person): void {
  const why = whyNotAsked(person, { isChosen: true });
  if (why === "bot") throw programFailure("PARTICIPANT_IS_BOT", { name: person.name });
  if (why === "deactivated") throw programFailure("PARTICIPANT_DEACTIVATED", { name: person.name });
  if (why === "external") throw programFailure("PARTICIPANT_EXTERNAL", { name: person.name });
}

export async function programOf(db: Db | Tx, workspaceId: string, id: string): Promise<Program> {
  return getProgram(db, workspaceId, id);
}

export async function programByKey(db: Db | Tx, workspaceId: string, key: string): Promise<Program | undefined> {
  return rows(db, "program", workspaceId).find({ key });
}

export interface NamedProgram {
  title: string;
  isClosed: boolean;
}

/** Program id → its title and whether it is closed, of every program of the workspace. */
export async function namedPrograms(db: Db | Tx, workspaceId: string): Promise<Map<string, NamedProgram>> {
  const programs = await listPrograms(db, workspaceId);
  return new Map(programs.map(({ id, title, state }) => [id, { title, isClosed: state === "closed" }]));
}

/** The seats of a program that hold on a day. */
export async function listSeatsOn(
  db: Db | Tx,
  program: Pick<Program, "workspace_id" | "id">,
  date: LocalDate,
): Promise<Seat[]> {
  return (await listSeats(db, program.workspace_id, program.id)).filter((seat) => isActiveOn(seat, date));
}

/** Those of one person in a program that hold on a day, the first to be given first. */
export async function listSeatsOf(
  db: Db | Tx,
  program: Pick<Program, "workspace_id" | "id">,
  personId: string,
  date: LocalDate,
): Promise<Seat[]> {
  const seats = await listSeatsOfPerson(db, program.workspace_id, personId);
  return seats.filter((seat) => seat.program_id === program.id && isActiveOn(seat, date));
}

/** The seats in one role of a program that hold on a day, the first to be given first. */
export async function listSeatsInRoleOn(
  db: Db | Tx,
  program: Program,
  role: SeatRole,
  date: LocalDate,
): Promise<Seat[]> {
  const seats = await listSeatsInRole(db, program.workspace_id, program.id, role);
  return seats.filter((seat) => isActiveOn(seat, date)).sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The seats of several programs that hold on a day, by program, with whoever holds them and can still be asked. */
export async function seatsByProgram(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  date: LocalDate,
): Promise<Map<string, (Seat & { name: string; zone: string })[]>> {
  const seats = await listSeatsOfPrograms(db, workspaceId, programIds);
  return Map.groupBy(
    seats.filter((seat) => isActiveOn(seat, date)),
    (seat) => seat.program_id,
  );
}

/** Every running program with its seats, those that hold later or no longer among them. */
export async function runningPrograms(
  db: Db | Tx,
  workspaceId: string,
): Promise<{ program: Program; seats: Seat[] }[]> {
  const running = (await listPrograms(db, workspaceId)).filter(({ state }) => state === "active");
  const seats = Map.groupBy(await rows(db, "seat", workspaceId).list({}, ["id"]), ({ program_id }) => program_id);
  return running.map((program) => ({ program, seats: seats.get(program.id) ?? [] }));
}

/** What this person is in this program today, for the table of rights. */
export async function standingsOf(
  db: Db | Tx,
  person: Person,
  programId: string,
  { clock }: { clock: Pick<Clock, "now"> },
): Promise<Standing[]> {
  return standingsIn(await rightsOf(db, person, clock.now(), [programId]), person, programId);
}

/**
 * What roles in a program rest on at this moment. `others`: who may be spoken of beside those who sit in it. Three
 * statements, and another where somebody has the office by a label.
 */
export async function roleFactsFor(
  db: Db | Tx,
  person: Pick<Person, "workspace_id">,
  programId: string,
  { clock }: { clock: Pick<Clock, "now"> },
  others: readonly string[] = [],
): Promise<RoleFacts> {
  const seats = await listSeats(db, person.workspace_id, programId);
  const seated = seats.flatMap(({ person_id, delegate_id }) => [person_id, delegate_id ?? person_id]);
  const people = await peopleByIds(db, person.workspace_id, [...new Set([...seated, ...others])]);
  const gone = new Set(people.filter(({ is_deactivated }) => is_deactivated === 1).map(({ id }) => id));
  const admins = new Set(people.filter(isAdmin).map(({ id }) => id));
  return {
    today: seatDay(clock.now()),
    seats,
    office: await officeOver(db, { workspace_id: person.workspace_id, id: programId }, clock.now()),
    isGone: (personId) => gone.has(personId),
    isAdmin: (personId) => admins.has(personId),
  };
}

/** What this person is in the running programs in which another one sits today, for the table of rights. */
export async function standingsTowards(
  db: Db | Tx,
  person: Person,
  other: Person,
  { clock }: Pick<Services, "clock">,
): Promise<Standing[]> {
  const today = seatDay(clock.now());
  const theirs = (await listSeatsOfPerson(db, person.workspace_id, other.id)).filter((seat) => isActiveOn(seat, today));
  const ids = [...new Set(theirs.map((seat) => seat.program_id))];
  const rights = await rightsOf(db, person, clock.now(), ids);
  const shared = new Set<Standing>(isAdmin(person) ? ["admin"] : []);
  for (const id of ids) {
    const program = await getProgram(db, person.workspace_id, id);
    if (program.state === "active") for (const standing of standingsIn(rights, person, id)) shared.add(standing);
  }
  return [...shared];
}

/** Everybody with a seat in a running program whose absences this person may enter as one who leads it. */
export async function whomTheyLead(db: Db | Tx, person: Person, { clock }: Pick<Services, "clock">): Promise<Person[]> {
  const now = clock.now();
  const rights = await rightsOf(db, person, now, null);
  if (rights.seats.length === 0 && rights.office === null) return [];
  const led = (await listPrograms(db, person.workspace_id)).filter(({ state, id }) => {
    const seated = standingsIn(rights, person, id).filter((standing) => standing !== "admin");
    return state === "active" && may(seated, "enter-absence");
  });
  const seats = await listSeatsOfPrograms(
    db,
    person.workspace_id,
    led.map(({ id }) => id),
  );
  const ids = seats.filter((seat) => isActiveOn(seat, seatDay(now))).map((seat) => seat.person_id);
  return peopleByIds(db, person.workspace_id, [...new Set(ids)]);
}

interface Rights {
  seats: readonly Seat[];
  office: OverProgram | null;
}

/** What this person has rights by today: their own seats, those of whom they are the delegate, the office. */
async function rightsOf(
  db: Db | Tx,
  person: Person,
  now: Instant,
  programIds: readonly string[] | null,
): Promise<Rights> {
  if (person.is_deactivated === 1) return { seats: [], office: null };
  const seats = await listSeatsWithRights(db, person.workspace_id, person.id);
  return {
    seats: seats.filter((seat) => isActiveOn(seat, seatDay(now))),
    office: await officeOf(db, person, now, programIds),
  };
}

function standingsIn({ seats, office }: Rights, person: Person, programId: string): Standing[] {
  const roles = seats.filter((seat) => seat.program_id === programId).map((seat) => seat.role);
  return [
    ...new Set(roles),
    ...(office?.(programId) ? (["office"] as const) : []),
    ...(isAdmin(person) ? (["admin"] as const) : []),
  ];
}

/** A program with what this person is in it, for lists. */
export interface KnownProgram {
  program: Program;
  standings: Standing[];
}

/** The programs of this person, theirs first; of an admin all, of the office those it is over. Closed ones come last. */
export async function listProgramsFor(
  db: Db | Tx,
  person: Person,
  { clock }: { clock: Pick<Clock, "now"> },
): Promise<KnownProgram[]> {
  const rights = await rightsOf(db, person, clock.now(), null);
  const programs = await listPrograms(db, person.workspace_id);
  const known = programs
    .map((program) => ({ program, standings: standingsIn(rights, person, program.id) }))
    .filter(({ standings }) => standings.length > 0);
  const rank = ({ program, standings }: KnownProgram) =>
    (program.state === "closed" ? 4 : 0) +
    (may(standings, "change-program") ? 0 : 2) +
    (standings.every((standing) => standing === "admin" || standing === "office") ? 1 : 0);
  return known.sort(
    (one, other) => rank(one) - rank(other) || one.program.title.localeCompare(other.program.title, person.locale),
  );
}

export async function everyProgram(db: Db | Tx, workspaceId: string): Promise<Program[]> {
  return listPrograms(db, workspaceId);
}

/** Whether there is any program yet. */
export async function hasPrograms(db: Db | Tx, workspaceId: string): Promise<boolean> {
  return (await listPrograms(db, workspaceId)).length > 0;
}

export async function programIdsOf(db: Db | Tx, person: Person): Promise<string[]> {
  const seats = await listSeatsOfPerson(db, person.workspace_id, person.id);
  return [...new Set(seats.map((seat) => seat.program_id))];
}

/** Whether anything new may be told of a program: of a closed one nothing is. */
export async function isRunning(db: Db, workspaceId: string, programId: string): Promise<boolean> {
  return (await getProgram(db, workspaceId, programId)).state === "active";
}
