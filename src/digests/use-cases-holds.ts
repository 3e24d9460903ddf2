/** A lead holds the program's part of the next sponsors' digest back: the rest goes, and says what is missing. */
import { may } from "../people/rules-rights.ts";
import type { Person } from "../people/use-cases.ts";
import { peopleByIds } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { listSeatsOn, type Program, programOf, standingsOf } from "../programs/use-cases.ts";
import type { Period } from "./facts.ts";
import { deleteHold, listHolds, upsertHold } from "./repository-holds.ts";
import { type Hold, heldThrough, periodSentNext, releasedFrom } from "./rules-holds.ts";

/** What sponsors get: other digests are read by those who do the work, or long after. */
export const HELD_RHYTHM = "monthly";

const failure = errorTable({
  HOLD_NOT_YOURS: {
    en: ({ program }) => `Only the lead and the deputy of ${program} can hold its part of a digest.`,
    fr: ({ program }) =>
      `Seuls le responsable de ${program} et son suppléant peuvent en retenir la partie d’une synthèse.`,
  },
  NO_SPONSOR: {
    en: ({ program }) => `${program} has no sponsor, so no digest goes out that could be held.`,
    fr: ({ program }) => `${program} n’a pas de sponsor\u00a0: aucune synthèse ne part, il n’y a rien à retenir.`,
  },
});

type Stamped = Pick<Services, "db" | "clock" | "ids">;

/** Twice is once. Throws HOLD_NOT_YOURS, NO_SPONSOR. */
export async function holdPart(services: Stamped, person: Person, programId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { program, known, period } = await holdable(services, tx, person, programId);
    const hold = heldThrough(HELD_RHYTHM, known, period);
    if (!hold) return;
    await keep(services, tx, person, program, hold);
    await record(services, tx, person, { program, action: "digest.held", period });
  });
}

/** Twice is once. Throws HOLD_NOT_YOURS, NO_SPONSOR. */
export async function releasePart(services: Stamped, person: Person, programId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { program, known, period } = await holdable(services, tx, person, programId);
    if (known?.last !== period.label) return;
    const hold = releasedFrom(HELD_RHYTHM, known, period);
    if (hold) await keep(services, tx, person, program, hold);
    else await deleteHold(tx, person.workspace_id, program.id, HELD_RHYTHM);
    await record(services, tx, person, { program, action: "digest.released", period });
  });
}

export interface HeldPart {
  /** Label of the period whose digest goes without the program. */
  period: string;
  by: string;
}

/** Of these programs those that the next digest of a sponsor in one of their zones goes without. One statement. */
export async function heldParts(
  db: Db,
  workspaceId: string,
  programs: readonly { id: string; sponsorZones: readonly string[] }[],
  now: Instant,
): Promise<Map<string, HeldPart>> {
  const held = new Map<string, HeldPart>();
  const ids = programs.map(({ id }) => id);
  for (const { program_id, last_period: period, held_by: by } of await listHolds(db, workspaceId, ids, HELD_RHYTHM)) {
    const zones = programs.find(({ id }) => id === program_id)?.sponsorZones ?? [];
    if (periodSentNext(HELD_RHYTHM, zones, now)?.label === period) held.set(program_id, { period, by });
  }
  return held;
}

async function holdable(
  services: Stamped,
  tx: Tx,
  person: Person,
  programId: string,
): Promise<{ program: Program; known: Hold | null; period: Period }> {
  const program = await programOf(tx, person.workspace_id, programId);
  if (!may(await standingsOf(tx, person, programId, services), "hold-digest"))
    throw failure("HOLD_NOT_YOURS", { program: program.title });
  const now = services.clock.now();
  const seats = (await listSeatsOn(tx, program, localDateOf(now, "UTC"))).filter((seat) => seat.role === "sponsor");
  const sponsors = await peopleByIds(
    tx,
    program.workspace_id,
    seats.map((seat) => seat.person_id),
  );
  const zones = sponsors.filter((sponsor) => sponsor.is_deactivated === 0).map((sponsor) => sponsor.zone);
  const period = periodSentNext(HELD_RHYTHM, zones, now);
  if (!period) throw failure("NO_SPONSOR", { program: program.title });
  const [row] = await listHolds(tx, program.workspace_id, [program.id], HELD_RHYTHM);
  return { program, known: row ? { first: row.first_period, last: row.last_period } : null, period };
}

async function keep(
  { clock }: Stamped,
  tx: Tx,
  person: Person,
  program: Program,
  { first, last }: Hold,
): Promise<void> {
  await upsertHold(tx, {
    workspace_id: program.workspace_id,
    program_id: program.id,
    rhythm: HELD_RHYTHM,
    first_period: first,
    last_period: last,
    held_by: person.id,
    held_at: clock.now(),
  });
}

async function record(
  services: Stamped,
  tx: Tx,
  person: Person,
  { program, action, period }: { program: Program; action: string; period: Period },
): Promise<void> {
  await appendAudit(tx, services, {
    workspaceId: program.workspace_id,
    actorId: person.id,
    action,
    subject: { kind: "program", id: program.id },
    programId: program.id,
    after: { rhythm: HELD_RHYTHM, period: period.label },
  });
}
