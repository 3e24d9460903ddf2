/**
 * Who does not want to be asked in a cadence. Building blocks for a transaction: what follows for open rounds is theirs.
 * Nothing of it is in the audit log, which leads read: it would name who opted out.
 */
import { type Person, peopleByIds } from "../../../people/use-cases.ts";
import type { Db, Tx } from "../../../platform/database.ts";
import { errorTable } from "../../../platform/errors.ts";
import type { Services } from "../../../platform/services.ts";
import { localDateOf } from "../../../platform/time.ts";
import { listSeatsOn, programIdsOf, programOf } from "../../../programs/use-cases.ts";
import { getCadence, listCadences } from "../../repository.ts";
import { type Cadence, isAskable, listAskable } from "../../use-cases.ts";
import { deleteOptOut, insertOptOut, listOptOuts } from "./repository.ts";

const failure = errorTable({
  CADENCE_REQUIRED: {
    en: ({ leads }) => `This check-in is required. Name someone to cover, or ask ${leads} to remove you.`,
    fr: ({ leads }) =>
      `Ce point d’étape est obligatoire. Désignez une personne pour vous remplacer, ou demandez à ${leads} de vous en retirer.`,
  },
});

type Stamps = Pick<Services, "clock">;

/** Takes this person out of the audience. Twice changes nothing. Throws CADENCE_REQUIRED. */
export async function optOut(stamps: Stamps, tx: Tx, person: Person, cadenceId: string): Promise<Cadence> {
  const cadence = await getCadence(tx, person.workspace_id, cadenceId);
  if (cadence.is_required) throw failure("CADENCE_REQUIRED", { leads: await leadNames(stamps, tx, cadence) });
  const key = { workspace_id: person.workspace_id, person_id: person.id, cadence_id: cadenceId };
  await insertOptOut(tx, { ...key, at: stamps.clock.now() });
  return cadence;
}

/** Undoes it. Returns whether there was something to undo. */
export async function optIn(tx: Tx, person: Person, cadenceId: string): Promise<boolean> {
  return deleteOptOut(tx, { workspace_id: person.workspace_id, person_id: person.id, cadence_id: cadenceId });
}

/**
 * How many of those who would be asked have opted out, by cadence; those without any are left out. Never who: that is
 * nobody's business.
 */
export async function countOptOuts(
  db: Db | Tx,
  cadences: readonly Cadence[],
  stamps: Stamps,
): Promise<Map<string, number>> {
  const [first] = cadences;
  const counts = new Map<string, number>();
  if (!first) return counts;
  const ids = cadences.filter(({ is_required }) => !is_required).map(({ id }) => id);
  const opted = Map.groupBy(await listOptOuts(db, first.workspace_id, ids), ({ cadence_id }) => cadence_id);
  for (const cadence of cadences) {
    const who = new Set(opted.get(cadence.id)?.map(({ person_id }) => person_id));
    if (who.size === 0) continue;
    const askable = await listAskable(db, cadence, stamps);
    counts.set(cadence.id, askable.filter(({ id }) => who.has(id)).length);
  }
  return counts;
}

/**
 * Who has opted out, by cadence; nobody of one that is required. For working out who will be asked: who they are is told
 * to nobody but themselves.
 */
export async function optOutsOf(
  db: Db | Tx,
  workspaceId: string,
  cadences: readonly Pick<Cadence, "id" | "is_required">[],
): Promise<Map<string, Set<string>>> {
  const ids = cadences.filter(({ is_required }) => !is_required).map(({ id }) => id);
  const rows = Map.groupBy(await listOptOuts(db, workspaceId, ids), ({ cadence_id }) => cadence_id);
  return new Map([...rows].map(([id, opted]) => [id, new Set(opted.map(({ person_id }) => person_id))]));
}

/** The cadences in whose audience this person is, and whether they have opted out. */
export async function listCadencesOffered(
  db: Db | Tx,
  person: Person,
  stamps: Stamps,
): Promise<{ cadence: Cadence; isOptedOut: boolean }[]> {
  const cadences = await listCadences(db, person.workspace_id, await programIdsOf(db, person));
  const offered: Cadence[] = [];
  for (const cadence of cadences) {
    const program = await programOf(db, person.workspace_id, cadence.program_id);
    if (program.state !== "active") continue;
    if (await isAskable(db, cadence, person, stamps)) offered.push(cadence);
  }
  const opted = await listOptOuts(
    db,
    person.workspace_id,
    offered.map(({ id }) => id),
  );
  return offered.map((cadence) => ({
    cadence,
    isOptedOut:
      cadence.is_required === 0 &&
      opted.some(({ cadence_id, person_id }) => cadence_id === cadence.id && person_id === person.id),
  }));
}

async function leadNames({ clock }: Stamps, tx: Tx, cadence: Cadence): Promise<string> {
  const program = await programOf(tx, cadence.workspace_id, cadence.program_id);
  const seats = await listSeatsOn(tx, program, localDateOf(clock.now(), "UTC"));
  const leading = seats.filter(({ role }) => role === "lead" || role === "deputy").map(({ person_id }) => person_id);
  const names = (await peopleByIds(tx, cadence.workspace_id, leading)).map(({ name }) => name);
  return names.length > 0 ? names.join(", ") : program.title;
}
