/** Participants of a cadence: askable people of its audience, less opt-outs where allowed. */
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { withMornings } from "../people/preferences.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { localDateOf } from "../platform/time.ts";
import { programOf } from "../programs/programs.ts";
import { isLeadRole, listSeatsOf, listSeatsOn, programIdsOf } from "../programs/seats.ts";
import { sourceMember } from "./audience/audience.ts";
import { listCadencesBeyondSeats, peopleOfAudience, personOfAudience } from "./audience/audience-people.ts";
import { narrowToPilot } from "./audience/pilot.ts";
import { type Cadence, cadenceOf, cadencesOf, recheck } from "./cadences.ts";

const failure = errorTable({
  CADENCE_REQUIRED: {
    en: ({ leads }) => `This check-in is required. Name someone to cover, or ask ${leads} to remove you.`,
    fr: ({ leads }) =>
      `Ce point d’étape est obligatoire. Désignez une personne pour vous remplacer, ou demandez à ${leads} de vous en retirer.`,
  },
});

interface Stamps {
  clock: Pick<Clock, "now">;
}

/** `morning`: wall time of their morning message. */
export type Participant = Person & { morning: string };

/** Today's participants, including those outside a pilot: earlier rounds may have asked them. */
export async function listParticipants(db: Db | Tx, cadence: Cadence, stamps: Stamps): Promise<Participant[]> {
  const people = await listAskable(db, cadence, stamps);
  if (cadence.is_required || people.length === 0) return people;
  const opted = await optOutsOf(db, cadence.workspace_id, [cadence]);
  return people.filter((person) => !opted.get(cadence.id)?.has(person.id));
}

/** Whether a person is a participant, without reading the others. */
export async function isParticipant(db: Db | Tx, cadence: Cadence, person: Person, stamps: Stamps): Promise<boolean> {
  if (!(await isAskable(db, cadence, person, stamps))) return false;
  const optOut = { cadence_id: cadence.id, person_id: person.id };
  return cadence.is_required === 1 || !(await rows(db, "opt_out", cadence.workspace_id).find(optOut));
}

/** Participants of the next round: the pilot group, if any. */
export async function listAskedNext(db: Db | Tx, cadence: Cadence, stamps: Stamps): Promise<Participant[]> {
  return narrowToPilot(await listParticipants(db, cadence, stamps), cadence.pilot);
}

/** Askable people of the audience: by seat today, channel, group or id. */
export async function listAskable(db: Db | Tx, cadence: Cadence, { clock }: Stamps): Promise<Participant[]> {
  const program = { workspace_id: cadence.workspace_id, id: cadence.program_id };
  const seats = await listSeatsOn(db, program, localDateOf(clock.now(), "UTC"));
  const people = await peopleOfAudience(db, cadence.workspace_id, cadence.audience, seats);
  const able = people.filter(({ because }) => because === null).map(({ person }) => person);
  return withMornings(db, cadence.workspace_id, able);
}

/** Whether a person is askable, without reading the others. */
export async function isAskable(db: Db | Tx, cadence: Cadence, person: Person, { clock }: Stamps): Promise<boolean> {
  const program = { workspace_id: cadence.workspace_id, id: cadence.program_id };
  const seats = await listSeatsOf(db, program, person.id, localDateOf(clock.now(), "UTC"));
  const found = await personOfAudience(db, cadence.audience, seats, person);
  return found !== undefined && found.because === null;
}

export async function listCadencesAsking(db: Db | Tx, person: Person, stamps: Stamps): Promise<Cadence[]> {
  const cadences = await cadencesOf(db, person.workspace_id, await programIdsOf(db, person), "active");
  for (const id of await idsBeyondSeats(db, person.workspace_id, [person.id])) {
    if (cadences.some((cadence) => cadence.id === id)) continue;
    const cadence = await cadenceOf(db, person.workspace_id, id);
    if (cadence.state === "active") cadences.push(cadence);
  }
  const asking: Cadence[] = [];
  for (const cadence of cadences) {
    const people = await listAskedNext(db, cadence, stamps);
    if (people.some((participant) => participant.id === person.id)) asking.push(cadence);
  }
  return asking;
}

/** Makes due for planning every cadence that may ask these people, by seat or otherwise. */
export async function recheckCadencesOf(
  { db, clock }: Pick<Services, "db" | "clock">,
  people: Person[],
): Promise<void> {
  const now = clock.now();
  for (const person of people)
    await recheck(db, person.workspace_id, now, { programIds: await programIdsOf(db, person) });
  for (const [workspaceId, own] of Map.groupBy(people, ({ workspace_id }) => workspace_id)) {
    const personIds = own.map(({ id }) => id);
    await recheck(db, workspaceId, now, { ids: await idsBeyondSeats(db, workspaceId, personIds) });
  }
}

/** Ids of cadences that ask one of these people by name, channel or group. */
async function idsBeyondSeats(db: Db | Tx, workspaceId: string, personIds: readonly string[]): Promise<string[]> {
  const cadences = await listCadencesBeyondSeats(db, workspaceId);
  if (cadences.length === 0) return [];
  const memberships = await rows(db, "membership", workspaceId).list({ person_id: personIds });
  const meant = new Set([...personIds, ...memberships.map(({ kind, source_id: id }) => sourceMember({ kind, id }))]);
  return cadences.filter(({ audience }) => audience.some((member) => meant.has(member))).map(({ id }) => id);
}

/**
 * Opts a person out; open rounds are up to the caller. Not audited, since leads read the log and must not learn who.
 * Idempotent. Throws CADENCE_REQUIRED.
 */
export async function optOut(ctx: ActorContext<Tx>, { cadenceId }: { cadenceId: string }): Promise<void> {
  const { db: tx, actor: person, clock } = ctx;
  const cadence = await cadenceOf(tx, person.workspace_id, cadenceId);
  if (cadence.is_required) throw failure("CADENCE_REQUIRED", { leads: await leadNames(tx, cadence, clock.now()) });
  const row = { person_id: person.id, cadence_id: cadenceId, at: clock.now() };
  await rows(tx, "opt_out", person.workspace_id).insertNew(row);
}

/** Undoes `optOut`. Returns whether the person had opted out. */
export async function optIn(tx: Tx, person: Person, cadenceId: string): Promise<boolean> {
  return rows(tx, "opt_out", person.workspace_id).remove({ person_id: person.id, cadence_id: cadenceId });
}

/** Ids of people who opted out, by cadence; none for required ones. Not for display: leads may see the number only. */
export async function optOutsOf(
  db: Db | Tx,
  workspaceId: string,
  cadences: readonly Pick<Cadence, "id" | "is_required">[],
): Promise<Map<string, Set<string>>> {
  const ids = cadences.filter(({ is_required }) => !is_required).map(({ id }) => id);
  const found = Map.groupBy(await rows(db, "opt_out", workspaceId).list({ cadence_id: ids }), (row) => row.cadence_id);
  return new Map([...found].map(([id, opted]) => [id, new Set(opted.map(({ person_id }) => person_id))]));
}

/** Number of opt-outs among askable people, by cadence; absent if none. */
export async function countOptOuts(
  db: Db | Tx,
  cadences: readonly Cadence[],
  stamps: Stamps,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const opted = await optOutsOf(db, cadences[0]?.workspace_id ?? "", cadences);
  for (const cadence of cadences) {
    const who = opted.get(cadence.id);
    if (!who) continue;
    const askable = await listAskable(db, cadence, stamps);
    counts.set(cadence.id, askable.filter(({ id }) => who.has(id)).length);
  }
  return counts;
}

/** Cadences with this person in the audience, and whether they opted out. */
export async function listCadencesOffered(
  db: Db | Tx,
  person: Person,
  stamps: Stamps,
): Promise<{ cadence: Cadence; isOptedOut: boolean }[]> {
  const offered: Cadence[] = [];
  for (const cadence of await cadencesOf(db, person.workspace_id, await programIdsOf(db, person))) {
    const program = await programOf(db, person.workspace_id, cadence.program_id);
    if (program.state === "active" && (await isAskable(db, cadence, person, stamps))) offered.push(cadence);
  }
  const opted = await optOutsOf(db, person.workspace_id, offered);
  return offered.map((cadence) => ({ cadence, isOptedOut: opted.get(cadence.id)?.has(person.id) ?? false }));
}

async function leadNames(tx: Tx, { workspace_id, program_id }: Cadence, now: string): Promise<string> {
  const program = await programOf(tx, workspace_id, program_id);
  const seats = await listSeatsOn(tx, program, localDateOf(now, "UTC"));
  const leading = seats.filter(({ role }) => isLeadRole(role)).map(({ person_id }) => person_id);
  const names = (await peopleByIds(tx, workspace_id, leading)).map(({ name }) => name);
  return names.length > 0 ? names.join(", ") : program.title;
}
