/** Creating programs, with their seats. */

import { creationRight, may } from "../people/rules-rights.ts";
import { adminNames, settingsOf } from "../people/settings.ts";
import { type Person, workspaceStandings } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import { type Db, storableText, type Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import type { LocalDate } from "../platform/time.ts";
import { keyOfNew } from "./keys.ts";
import { type Label, labelsColumn } from "./labels.ts";
import { tellNamed } from "./named.ts";
import { type Program, programByKey, programFailure, refuseWhoCannotAnswer } from "./programs.ts";
import type { Seating } from "./seats.ts";
import type { SeatRole } from "./table.ts";

export interface NewProgram {
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
  labels?: readonly Label[];
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
  if (await programByKey(tx, workspaceId, input.key)) throw programFailure("PROGRAM_EXISTS", { key: input.key });
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
    labels: labelsColumn(input.labels ?? []),
    created_at: stamps.clock.now(),
  };
  await rows(tx, "program", workspaceId).insert(program);
  const seatings = input.seats.map(({ role, person }) => ({ role, personId: person.id }));
  await giveSeats(stamps, tx, program, { seatings, byId: actor.id });
  await appendAudit(tx, stamps, {
    workspaceId,
    actorId: actor.id,
    action: "program.created",
    subject: { kind: "program", id: program.id },
    programId: program.id,
    after: { key: input.key, seats: seatings, ...(input.labels?.length && { labels: input.labels }) },
  });
  return program;
}

/** From now on, without an end. */
export async function giveSeats(
  { clock, ids }: Pick<Services, "clock" | "ids">,
  tx: Tx,
  program: Pick<Program, "workspace_id" | "id">,
  { seatings, byId, agreedId }: { seatings: readonly Seating[]; byId: string; agreedId?: string | undefined },
): Promise<void> {
  const now = clock.now();
  const seats = seatings.map(({ role, personId }) => ({
    ...{ id: ids.next(), program_id: program.id, person_id: personId, role },
    ...{ named_by: byId, named_at: now, created_at: now },
  }));
  await rows(tx, "seat", program.workspace_id).insert(...seats);
  await tellNamed({ clock, ids }, tx, { workspaceId: program.workspace_id, byId, now, agreedId }, seatings);
}

/** Whether this person may create programs here. */
export async function mayCreateProgram(db: Db | Tx, person: Person): Promise<boolean> {
  const { whoMayCreate } = await settingsOf(db, person.workspace_id);
  return may(workspaceStandings(person), creationRight(whoMayCreate));
}

/** Throws CREATING_RESTRICTED, which names the admins. */
export async function refuseUnlessMayCreate(db: Db | Tx, person: Person): Promise<void> {
  if (await mayCreateProgram(db, person)) return;
  throw programFailure("CREATING_RESTRICTED", { admins: await adminNames(db, person.workspace_id) });
}
