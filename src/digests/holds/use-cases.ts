/** A lead holds the program's part of the next digest of a rhythm back: the rest goes, and says what is missing. */

import type { FiscalYears } from "../../cadences/recurrence/years/rules.ts";
import { fiscalYearsIn } from "../../cadences/recurrence/years/use-cases.ts";
import { requestEvaluation } from "../../health/evaluation-requests.ts";
import type { LetGo } from "../../health/rules-given.ts";
import { may } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { later, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { titleFor } from "../../programs/naming.ts";
import { isActiveOn, programCalled } from "../../programs/rules-program.ts";
import type { SeatRole } from "../../programs/table.ts";
import { type Program, programOf, standingsOf } from "../../programs/use-cases.ts";
import { holdDrafts, releaseDrafts } from "../approval/held-drafts.ts";
import type { Period } from "../compile/facts.ts";
import { renewalsIn } from "../document.ts";
import { periodBefore } from "../periods/rules.ts";
import { choiceOf, givesDigest } from "../readers/rules.ts";
import type { Rhythm } from "../table.ts";
import {
  type BodySeat,
  deleteHold,
  listDigestsOfBodies,
  listHoldsInYears,
  moveHold,
  upsertHold,
} from "./repository.ts";
import {
  carriedTo,
  HELD_RHYTHMS,
  type HeldRhythm,
  type Hold,
  heldThrough,
  isHeldBack,
  releasedFrom,
  type ToReaders,
} from "./rules.ts";

const failure = errorTable({
  HOLD_NOT_YOURS: {
    en: ({ program }) => `Only the lead and deputy of ${programCalled.en(program)} can leave its part out.`,
    fr: ({ program }) => `Seuls les responsables ${programCalled.frOf(program)} peuvent exclure sa partie d’un envoi.`,
  },
  NOBODY_READS: {
    en: ({ program }) =>
      `No sponsor or committee member of ${program} gets this digest any more, so there’s nothing to leave out.`,
    fr: ({ program }) =>
      `«\u00a0${program}\u00a0»\u00a0: ni sponsor ni comité de pilotage ne reçoit plus cette synthèse\u00a0; il n’y a rien à exclure.`,
  },
});

type Stamped = Pick<Services, "db" | "clock" | "ids" | "events">;

/** Twice is once. Throws HOLD_NOT_YOURS, NOBODY_READS. */
export async function holdPart(
  services: Stamped,
  person: Person,
  { programId, rhythm }: { programId: string; rhythm: HeldRhythm },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { program, digest } = await holdable(services, tx, person, { programId, rhythm });
    const hold = digest.held ? null : heldThrough(digest.known, digest.period);
    if (!hold) return;
    await keep(services, tx, person, program, rhythm, hold);
    await holdDrafts(services, tx, person, { program, rhythm });
    await auditHold(services, tx, person, { program, action: "digest.held", digest });
  });
}

/** Twice is once. Throws HOLD_NOT_YOURS, NOBODY_READS. */
export async function releasePart(
  services: Stamped,
  person: Person,
  { programId, rhythm }: { programId: string; rhythm: HeldRhythm },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { program, digest } = await holdable(services, tx, person, { programId, rhythm });
    if (!digest.known || !digest.held) return;
    const hold = releasedFrom(digest.known, digest.period);
    if (hold) await keep(services, tx, person, program, rhythm, hold);
    else await deleteHold(tx, person.workspace_id, program.id, rhythm);
    await releaseDrafts(services, tx, person, { program, rhythm });
    await requestEvaluation(tx, services, { workspace_id: person.workspace_id, program_id: programId });
    await auditHold(services, tx, person, { program, action: "digest.released", digest });
  });
}

/** The digest of a rhythm that somebody who sponsors or steers a program gets next. */
export interface NextDigest {
  rhythm: HeldRhythm;
  /** When it is sent. */
  at: Instant;
  /** In the years of the program. */
  period: Period;
  /** Whoever gets it first; for the others it is held back alike. */
  reader: { id: string; name: string; roles: SeatRole[] };
  /** All who get it. Where the program's part is approved before it goes, what was let go to each; null where nobody approves. */
  readers: { id: string; letGo: LetGo | null }[];
  /** By whom it goes without the program; null when it does not. */
  held: { by: string } | null;
  known: Hold | null;
  /** The period of the last one that was sent to any of its readers. */
  sent: string | null;
  /** Whoever is named to approve and correct the program's part; null: those who lead it do. */
  approverId: string | null;
  /** The last digest that any of its readers saw: its period, and who. */
  read: { period: string; by: string[] } | null;
}

/** What comes of a program to those above it, and what is kept from them meanwhile. */
export interface DigestsAhead {
  /** One of each rhythm that there is, the shortest first. */
  coming: NextDigest[];
  /** The same; where nobody gets any, what would have been in one. */
  keeping: ToReaders[];
  /** The cut-off of the last that any of them got, of whatever rhythm; empty: they got none yet; null: nobody gets any. */
  goneUpAt: Instant | null;
}

/** `coming` of `digestsAhead`. */
export async function nextDigestsOf(...asked: Parameters<typeof digestsAhead>): Promise<Map<string, NextDigest[]>> {
  return new Map([...(await digestsAhead(...asked))].map(([id, { coming }]) => [id, coming]));
}

/** By program. `years`: those of the workspace, where they are known. At most two statements. */
export async function digestsAhead(
  { clock }: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  years?: FiscalYears,
): Promise<Map<string, DigestsAhead>> {
  if (programIds.length === 0) return new Map();
  const now = clock.now();
  const { startOf } = years ?? (await fiscalYearsIn(db, workspaceId));
  const byProgram = Map.groupBy(await listDigestsOfBodies(db, workspaceId, programIds), (row) => row.program_id);
  return new Map(
    programIds.map((id) => {
      const seats = byProgram.get(id) ?? [];
      const coming = comingOf(seats, startOf([id]), now);
      const closedAt = seats[0]?.closed_at ?? null;
      return [
        id,
        {
          coming,
          keeping: coming.length > 0 && closedAt === null ? coming : unsentOf(seats, closedAt ?? now),
          goneUpAt: goneUpOf(seats),
        },
      ];
    }),
  );
}

function goneUpOf(seats: readonly BodySeat[]): Instant | null {
  const isRead = seats.some((row) => row.rhythm !== null && givesDigest(row.role, row.rhythm, choiceOf(row)));
  const cutOffs = seats.flatMap(({ sent_edition: sent, created_at: seatedAt }) => {
    const cutOffAt = sent === null ? "" : editionIn(sent).cutOffAt;
    return cutOffAt >= seatedAt ? [cutOffAt] : [];
  });
  return isRead ? (cutOffs.toSorted().at(-1) ?? "") : null;
}

function comingOf(seats: readonly BodySeat[], yearStartMonth: number, now: Instant): NextDigest[] {
  const theirs = seats.flatMap(({ rhythm, next_at, ...row }) => {
    if (rhythm === null || next_at === null || !givesDigest(row.role, rhythm, choiceOf(row))) return [];
    return isActiveOn(row, localDateOf(next_at, row.zone)) ? [{ ...row, rhythm, next_at }] : [];
  });
  return HELD_RHYTHMS.flatMap((rhythm) => {
    const [first, ...others] = theirs.filter((row) => row.rhythm === rhythm);
    if (!first) return [];
    // One that is due is made in a moment.
    const at = first.next_at > now ? first.next_at : now;
    const roles = [first, ...others.filter((row) => row.person_id === first.person_id)].map(({ role }) => role);
    return [
      {
        rhythm,
        at,
        period: periodBefore(rhythm, at, first.zone, yearStartMonth),
        reader: { id: first.person_id, name: first.name, roles },
        readers: [first, ...others].map((row) => readerIn(row, now)),
        held: heldIn(first, rhythm, at),
        approverId: first.approver_id,
        sent: lastSent(theirs.filter((row) => row.rhythm === rhythm)),
        read: lastRead(theirs.filter((row) => row.rhythm === rhythm)),
        known: holdIn(first),
      },
    ];
  });
}

/** A closed program is in no digest, and some take none: what waited to be told then goes on waiting. */
function unsentOf(seats: readonly BodySeat[], then: Instant): ToReaders[] {
  return seats
    .filter((row) => isActiveOn(row, localDateOf(then, row.zone)))
    .map((row) => {
      const { role, held_rhythm: rhythm } = row;
      const isMeant = rhythm !== null && givesDigest(role, rhythm, undefined);
      return { held: isMeant ? heldIn(row, rhythm, then) : null, readers: [readerIn(row, then)] };
    });
}

function readerIn(row: BodySeat, now: Instant): ToReaders["readers"][number] {
  const { person_id: id, approval_since: since, approved_until: approvedUntil, key } = row;
  if (since === null) return { id, letGo: null };
  const renewals = renewalsIn(correctionsIn(row.corrections), now).get(key) ?? [];
  return { id, letGo: { until: later(since, approvedUntil ?? since), renewals } };
}

function correctionsIn(corrections: string | null): { cut_off_at: Instant; renewed: string }[] {
  return (corrections?.split("\n") ?? []).map((line) => {
    const end = line.indexOf(" ");
    return { cut_off_at: line.slice(0, end), renewed: line.slice(end + 1) };
  });
}

function holdIn({
  first_period: first,
  last_period: last,
}: Pick<BodySeat, "first_period" | "last_period">): Hold | null {
  return first === null || last === null ? null : { first, last };
}

function heldIn(row: BodySeat, rhythm: Rhythm, at: Instant): NextDigest["held"] {
  const sentOn = row.sent_edition === null ? undefined : localDateOf(editionIn(row.sent_edition).cutOffAt, row.zone);
  return isHeldBack(rhythm, holdIn(row), localDateOf(at, row.zone), sentOn) ? { by: row.held_by ?? "" } : null;
}

/** A reader's next digest that comes at another time than it was to. */
export interface MovedDigest {
  rhythm: Rhythm;
  programIds: ReadonlySet<string>;
  zone: string;
  from: Instant;
  to: Instant;
}

/** What held back the digests that have moved holds them at their new times, and no others. */
export async function carryHolds(
  tx: Tx,
  workspaceId: string,
  moved: readonly MovedDigest[],
  { startOf }: FiscalYears,
): Promise<void> {
  for (const { program_id: programId, rhythm, ...hold } of await listHoldsInYears(tx, workspaceId))
    for (const digest of moved) {
      if (digest.rhythm !== rhythm || !digest.programIds.has(programId)) continue;
      const [from, to] = [localDateOf(digest.from, digest.zone), localDateOf(digest.to, digest.zone)];
      const { until } = periodBefore(rhythm, digest.to, digest.zone, startOf([programId]));
      const carried = carriedTo(rhythm, hold, { from, to, until });
      if (!carried) continue;
      await moveHold(tx, { workspaceId, programId, rhythm }, carried);
      break;
    }
}

function editionIn(column: string): { cutOffAt: Instant; period: string } {
  const [cutOffAt = "", period = ""] = column.split(" ");
  return { cutOffAt, period };
}

function lastSent(rows: readonly { sent_edition: string | null }[]): string | null {
  const last = rows
    .flatMap(({ sent_edition: sent }) => sent ?? [])
    .toSorted()
    .at(-1);
  return last === undefined ? null : editionIn(last).period;
}

/** Of the latest period that anybody saw, everybody who did. */
function lastRead(rows: readonly { name: string; read_edition: string | null }[]): NextDigest["read"] {
  const read = rows.flatMap(({ name, read_edition: edition }) => (edition === null ? [] : { name, edition }));
  const last = read.toSorted((one, other) => (one.edition < other.edition ? -1 : 1)).at(-1);
  if (!last) return null;
  const { period } = editionIn(last.edition);
  const by = read.filter(({ edition }) => editionIn(edition).period === period).map(({ name }) => name);
  return { period, by: [...new Set(by)] };
}

async function holdable(
  services: Stamped,
  tx: Tx,
  person: Person,
  { programId, rhythm }: { programId: string; rhythm: HeldRhythm },
): Promise<{ program: Program; digest: NextDigest }> {
  const program = await programOf(tx, person.workspace_id, programId);
  if (!may(await standingsOf(tx, person, programId, services), "hold-digest"))
    throw failure("HOLD_NOT_YOURS", { program: await titleFor(services, tx, person, program) });
  const next = await nextDigestsOf(services, tx, person.workspace_id, [programId]);
  const digest = next.get(programId)?.find((one) => one.rhythm === rhythm);
  if (!digest) throw failure("NOBODY_READS", { program: program.title });
  return { program, digest };
}

async function keep(
  { clock }: Stamped,
  tx: Tx,
  person: Person,
  program: Program,
  rhythm: HeldRhythm,
  { first, last }: Hold,
): Promise<void> {
  await upsertHold(tx, {
    workspace_id: program.workspace_id,
    program_id: program.id,
    rhythm,
    first_period: first,
    last_period: last,
    held_by: person.id,
    held_at: clock.now(),
  });
}

async function auditHold(
  services: Stamped,
  tx: Tx,
  person: Person,
  { program, action, digest }: { program: Program; action: string; digest: NextDigest },
): Promise<void> {
  await appendAudit(tx, services, {
    workspaceId: program.workspace_id,
    actorId: person.id,
    action,
    subject: { kind: "program", id: program.id },
    programId: program.id,
    after: { rhythm: digest.rhythm, period: digest.period.label },
  });
}
