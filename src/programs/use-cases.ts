import { may, type Standing } from "../people/rules-rights.ts";
import type { Person } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import {
  findProgramByKey,
  getProgram,
  insertProgram,
  insertSeat,
  listSeats,
  listSeatsOfPerson,
  type Program,
  type Seat,
} from "./repository.ts";
import type { SeatRole } from "./table.ts";

export type { Program, Seat } from "./repository.ts";

export const programFailure = errorTable({
  PROGRAM_EXISTS: {
    en: ({ key }) => `There is a program ${key} already.`,
    fr: ({ key }) => `Il existe déjà un programme ${key}.`,
  },
  PARTICIPANT_IS_BOT: {
    en: ({ name }) => `${name} is an app, and apps cannot answer. Choose a person.`,
    fr: ({ name }) => `${name} est une application, qui ne peut pas répondre. Choisissez une personne.`,
  },
  PARTICIPANT_DEACTIVATED: {
    en: ({ name }) => `The Slack account of ${name} is deactivated. Choose somebody else.`,
    fr: ({ name }) => `Le compte Slack de ${name} est désactivé. Choisissez quelqu’un d’autre.`,
  },
  NOT_ALLOWED: {
    en: () => "You do not have the right to do this. The lead of the program or an admin has it.",
    fr: () => "Vous n’avez pas ce droit. Le responsable du programme ou un administrateur l’a.",
  },
});

export interface NewProgram {
  key: string;
  title: string;
  purpose: string;
  flagship: boolean;
  visibility: "members" | "workspace";
  /** Slack's channel id, or null. */
  channelId: string | null;
  seats: readonly { role: SeatRole; person: Person }[];
}

/**
 * Creates a program with its seats, in the caller's transaction.
 * Throws PROGRAM_EXISTS, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, NOT_ALLOWED.
 */
export async function createProgram(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  actor: Person,
  input: NewProgram,
): Promise<Program> {
  if (!may(actor.is_admin ? ["admin"] : [], "create-program")) throw programFailure("NOT_ALLOWED");
  const workspaceId = actor.workspace_id;
  if (await findProgramByKey(tx, workspaceId, input.key)) throw programFailure("PROGRAM_EXISTS", { key: input.key });
  for (const { person } of input.seats) refuseWhoCannotAnswer(person);
  const now = stamps.clock.now();
  const program: Program = {
    workspace_id: workspaceId,
    id: stamps.ids.next(),
    key: input.key,
    title: input.title,
    purpose: input.purpose,
    flagship: input.flagship ? 1 : 0,
    visibility: input.visibility,
    state: "active",
    channel_id: input.channelId,
    created_at: now,
  };
  await insertProgram(tx, program);
  for (const { role, person } of input.seats)
    await insertSeat(tx, {
      workspace_id: workspaceId,
      id: stamps.ids.next(),
      program_id: program.id,
      person_id: person.id,
      role,
      from_date: null,
      until_date: null,
      created_at: now,
    });
  await appendAudit(tx, stamps, {
    workspaceId,
    actorId: actor.id,
    action: "program.created",
    subject: { kind: "program", id: program.id },
    after: { key: input.key, seats: input.seats.map(({ role, person }) => ({ role, personId: person.id })) },
  });
  return program;
}

/** Throws PARTICIPANT_IS_BOT or PARTICIPANT_DEACTIVATED. */
export function refuseWhoCannotAnswer(person: Person): void {
  if (person.is_bot) throw programFailure("PARTICIPANT_IS_BOT", { name: person.name });
  if (person.is_deactivated) throw programFailure("PARTICIPANT_DEACTIVATED", { name: person.name });
}

export async function programOf(db: Db | Tx, workspaceId: string, id: string): Promise<Program> {
  return getProgram(db, workspaceId, id);
}

/** The seats of a program that hold on a day. */
export async function listSeatsOn(db: Db | Tx, program: Program, date: LocalDate): Promise<Seat[]> {
  return (await listSeats(db, program.workspace_id, program.id)).filter((seat) => holds(seat, date));
}

/** What this person is in this program today, for the table of rights. */
export async function standingsOf(
  db: Db | Tx,
  person: Person,
  programId: string,
  { clock }: Pick<Services, "clock">,
): Promise<Standing[]> {
  const today = localDateOf(clock.now(), person.zone);
  const seats = await listSeatsOfPerson(db, person.workspace_id, person.id);
  const roles = seats.filter((seat) => seat.program_id === programId && holds(seat, today)).map((seat) => seat.role);
  return [...roles, ...(person.is_admin ? (["admin"] as const) : [])];
}

export async function programIdsOf(db: Db | Tx, person: Person): Promise<string[]> {
  const seats = await listSeatsOfPerson(db, person.workspace_id, person.id);
  return [...new Set(seats.map((seat) => seat.program_id))];
}

function holds(seat: Seat, date: LocalDate): boolean {
  return (seat.from_date === null || seat.from_date <= date) && (seat.until_date === null || date <= seat.until_date);
}
