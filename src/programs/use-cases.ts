import { whyNotAsked } from "../people/rules-answering.ts";
import { creationRight, may, type Standing } from "../people/rules-rights.ts";
import { isAdmin, type Person, peopleByIds, workspaceStandings } from "../people/use-cases.ts";
import { adminNames, settingsOf } from "../people/use-cases-settings.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Clock, Instant } from "../platform/clock.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { programFailure } from "./failures.ts";
import { tellWhatIsAsked } from "./messages-attention.ts";
import { changeProfile, type ProfileChange } from "./profile/use-cases.ts";
import {
  findProgramByKey,
  getProgram,
  insertProgram,
  insertSeats,
  listPrograms,
  listSeats,
  listSeatsDelegatedTo,
  listSeatsInRole,
  listSeatsOfAll,
  listSeatsOfPerson,
  listSeatsOfPrograms,
  type Program,
  type Seat,
} from "./repository.ts";
import type { RoleFacts } from "./rules-grounds.ts";
import { isActiveOn, type Seating } from "./rules-program.ts";
import type { SeatRole } from "./table.ts";
import { keyOfNew } from "./use-cases-keys.ts";

export type { Program, Seat } from "./repository.ts";

export interface NewProgram extends ProfileChange {
  key: string;
  /** Left out or empty: one made from the title. */
  shortKey?: string;
  title: string;
  purpose: string;
  /** What it is to bring. */
  benefits?: string;
  startsOn?: LocalDate | null;
  endsOn?: LocalDate | null;
  flagship: boolean;
  visibility: "members" | "workspace";
  /** Slack's channel id, or null. */
  channelId: string | null;
  seats: readonly { role: SeatRole; person: Person }[];
}

/**
 * Creates a program with its seats, in the caller's transaction.
 * Throws PROGRAM_EXISTS, KEY_WRONG, KEY_TAKEN, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, CREATING_RESTRICTED.
 */
export async function createProgram(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  actor: Person,
  input: NewProgram,
): Promise<Program> {
  const workspaceId = actor.workspace_id;
  await refuseUnlessMayCreate(tx, actor);
  if (await findProgramByKey(tx, workspaceId, input.key)) throw programFailure("PROGRAM_EXISTS", { key: input.key });
  for (const { person } of input.seats) refuseWhoCannotAnswer(person);
  const program: Program = {
    workspace_id: workspaceId,
    id: stamps.ids.next(),
    key: input.key,
    short_key: await keyOfNew(tx, workspaceId, input),
    title: storableText(input.title),
    purpose: storableText(input.purpose),
    flagship: input.flagship ? 1 : 0,
    visibility: input.visibility,
    state: "active",
    closed_at: null,
    closed_by: null,
    channel_id: input.channelId,
    benefits: input.benefits ?? "",
    starts_on: input.startsOn ?? null,
    ends_on: input.endsOn ?? null,
    channel_problem: null,
    created_at: stamps.clock.now(),
  };
  await insertProgram(tx, program);
  const profile = await changeProfile(stamps, tx, program, input);
  const seatings = input.seats.map(({ role, person }) => ({ role, personId: person.id }));
  await giveSeats(stamps, tx, program, seatings);
  await appendAudit(tx, stamps, {
    workspaceId,
    actorId: actor.id,
    action: "program.created",
    subject: { kind: "program", id: program.id },
    programId: program.id,
    after: { key: input.key, seats: seatings, ...profile.after },
  });
  return program;
}

/** From now on, without an end. */
export async function giveSeats(
  { clock, ids }: Pick<Services, "clock" | "ids">,
  tx: Tx,
  program: Pick<Program, "workspace_id" | "id">,
  seatings: readonly Seating[],
): Promise<void> {
  const rows = seatings.map(({ role, personId }) => ({
    workspace_id: program.workspace_id,
    id: ids.next(),
    program_id: program.id,
    person_id: personId,
    role,
    created_at: clock.now(),
  }));
  await insertSeats(tx, rows);
  await tellWhatIsAsked({ clock, ids }, tx, program.workspace_id, seatings);
}

/** Whether this person may create programs here. */
export async function mayCreateProgram(db: Db | Tx, person: Person): Promise<boolean> {
  const { whoMayCreate } = await settingsOf(db, person.workspace_id);
  return may(workspaceStandings(person), creationRight(whoMayCreate));
}

/** Throws CREATING_RESTRICTED or CREATING_FOR_MEMBERS, which name the admins. */
export async function refuseUnlessMayCreate(db: Db | Tx, person: Person): Promise<void> {
  if (await mayCreateProgram(db, person)) return;
  const { whoMayCreate } = await settingsOf(db, person.workspace_id);
  const why = whoMayCreate === "admins" ? "CREATING_RESTRICTED" : "CREATING_FOR_MEMBERS";
  throw programFailure(why, { admins: await adminNames(db, person.workspace_id) });
}

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
  const seats = program ? await listSeatsOn(db, program, localDateOf(clock.now(), "UTC")) : [];
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
  return findProgramByKey(db, workspaceId, key);
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

/** Every seat of a program, those that hold later or no longer among them. */
export async function listEverySeat(
  db: Db | Tx,
  { workspace_id, id }: Pick<Program, "workspace_id" | "id">,
): Promise<Seat[]> {
  return listSeats(db, workspace_id, id);
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
  const seats = Map.groupBy(await listSeatsOfAll(db, workspaceId), ({ program_id }) => program_id);
  return running.map((program) => ({ program, seats: seats.get(program.id) ?? [] }));
}

/**
 * The day by which seats hold, everywhere: that of UTC. One that is ended by hand holds until the day before, so that it is
 * over at once, wherever its holder lives.
 */
export function seatDay(now: Instant): LocalDate {
  return localDateOf(now, "UTC");
}

/** What this person is in this program today, for the table of rights. */
export async function standingsOf(
  db: Db | Tx,
  person: Person,
  programId: string,
  { clock }: { clock: Pick<Clock, "now"> },
): Promise<Standing[]> {
  return standingsIn(await seatsWithRights(db, person, clock.now()), person, programId);
}

/**
 * What roles in a program rest on at this moment. `others`: who may be spoken of beside those who sit in it. Two
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
  const seated = seats.flatMap(({ person_id, delegate_id }) => [person_id, delegate_id ?? person_id]);
  const people = await peopleByIds(db, person.workspace_id, [...new Set([...seated, ...others])]);
  const gone = new Set(people.filter(({ is_deactivated }) => is_deactivated === 1).map(({ id }) => id));
  const admins = new Set(people.filter(isAdmin).map(({ id }) => id));
  return {
    today: seatDay(clock.now()),
    seats,
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
  const seats = await seatsWithRights(db, person, clock.now());
  const today = seatDay(clock.now());
  const theirs = (await listSeatsOfPerson(db, person.workspace_id, other.id)).filter((seat) => isActiveOn(seat, today));
  const shared = new Set<Standing>(isAdmin(person) ? ["admin"] : []);
  for (const id of new Set(theirs.map((seat) => seat.program_id))) {
    const program = await getProgram(db, person.workspace_id, id);
    if (program.state === "active") for (const standing of standingsIn(seats, person, id)) shared.add(standing);
  }
  return [...shared];
}

/** Everybody with a seat in a running program whose absences this person may enter as one who leads it. */
export async function whomTheyLead(db: Db | Tx, person: Person, { clock }: Pick<Services, "clock">): Promise<Person[]> {
  const now = clock.now();
  const seats = await seatsWithRights(db, person, now);
  const ids = new Set<string>();
  for (const id of new Set(seats.filter(({ role }) => may([role], "enter-absence")).map((seat) => seat.program_id))) {
    const program = await getProgram(db, person.workspace_id, id);
    if (program.state !== "active") continue;
    for (const seat of await listSeatsOn(db, program, localDateOf(now, "UTC"))) ids.add(seat.person_id);
  }
  return peopleByIds(db, person.workspace_id, [...ids]);
}

/** The seats whose rights this person has today: their own, and those of whom they are the delegate. */
async function seatsWithRights(db: Db | Tx, person: Person, now: Instant): Promise<Seat[]> {
  if (person.is_deactivated === 1) return [];
  const today = seatDay(now);
  const seats = [
    ...(await listSeatsOfPerson(db, person.workspace_id, person.id)),
    ...(await listSeatsDelegatedTo(db, person.workspace_id, person.id)),
  ];
  return seats.filter((seat) => isActiveOn(seat, today));
}

function standingsIn(seats: readonly Seat[], person: Person, programId: string): Standing[] {
  const roles = seats.filter((seat) => seat.program_id === programId).map((seat) => seat.role);
  return [...new Set(roles), ...(isAdmin(person) ? (["admin"] as const) : [])];
}

/** A program with what this person is in it, for lists. */
export interface KnownProgram {
  program: Program;
  standings: Standing[];
}

/** The programs of this person, theirs first; of an admin all. Closed ones come last. */
export async function listProgramsFor(
  db: Db | Tx,
  person: Person,
  { clock }: { clock: Pick<Clock, "now"> },
): Promise<KnownProgram[]> {
  const seats = await seatsWithRights(db, person, clock.now());
  const programs = await listPrograms(db, person.workspace_id);
  const known = programs
    .map((program) => ({ program, standings: standingsIn(seats, person, program.id) }))
    .filter(({ standings }) => standings.length > 0);
  const rank = ({ program, standings }: KnownProgram) =>
    (program.state === "closed" ? 4 : 0) +
    (may(standings, "change-program") ? 0 : 2) +
    (standings.every((standing) => standing === "admin") ? 1 : 0);
  return known.sort(
    (one, other) => rank(one) - rank(other) || one.program.title.localeCompare(other.program.title, person.locale),
  );
}

/** Whether there is any program yet. */
export async function hasPrograms(db: Db | Tx, workspaceId: string): Promise<boolean> {
  return (await listPrograms(db, workspaceId)).length > 0;
}

/** Titles of those that were closed while this person had a seat there, the last one first. */
export async function closedProgramsOf(db: Db | Tx, person: Person): Promise<string[]> {
  const seats = await listSeatsOfPerson(db, person.workspace_id, person.id);
  if (seats.length === 0) return [];
  const hadSeat = ({ id, closed_at: closedAt }: Program) =>
    closedAt !== null &&
    seats.some(
      ({ program_id, until_date: until }) => program_id === id && (until === null || until >= seatDay(closedAt)),
    );
  return (await listPrograms(db, person.workspace_id))
    .filter(hadSeat)
    .toSorted((one, other) => ((one.closed_at ?? "") > (other.closed_at ?? "") ? -1 : 1))
    .map(({ title }) => title);
}

export async function programIdsOf(db: Db | Tx, person: Person): Promise<string[]> {
  const seats = await listSeatsOfPerson(db, person.workspace_id, person.id);
  return [...new Set(seats.map((seat) => seat.program_id))];
}
