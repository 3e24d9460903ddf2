import { fiscalYearsIn } from "../cadences/recurrence/years/use-cases.ts";
import { workspaceCalendar } from "../calendars/use-cases.ts";
import { listSent, sentPlace } from "../delivery/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { letOthersRun } from "../platform/loop.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY, localDateOf } from "../platform/time.ts";
import { inTransaction, unlessElsewhere } from "../platform/transaction.ts";
import { approvalsFor, makeDueDrafts, publishApproved, remindApprovers } from "./approval/drafts.ts";
import type { ProgramFacts } from "./compile/facts.ts";
import { gatherFacts } from "./compile/gather.ts";
import type { Participation } from "./compile/gather-answers.ts";
import { hasSomethingToTell, type ReaderOfRhythm } from "./compile/gather-feed.ts";
import { closingsSince } from "./compile/rules-closings.ts";
import { type Beside, inMessages, messageOf, toldBy } from "./compile/rules-together.ts";
import type { DigestDocument } from "./document.ts";
import { comingWith, compileDue, failureOf } from "./editions/due.ts";
import { compileInPieces } from "./editions/edition.ts";
import { digestKind, partKey } from "./editions/messages.ts";
import { findLeadingEdition } from "./editions/repository.ts";
import { carryHolds, type MovedDigest } from "./holds/use-cases.ts";
import { hasYears, nextSending } from "./periods/rules.ts";
import { withPhases, withPhasesThen } from "./phases/use-cases.ts";
import { listSeatsIn } from "./readers/repository.ts";
import { listChoices } from "./readers/rhythms/repository.ts";
import { choiceOf, givesDigest, RHYTHMS } from "./readers/rules.ts";
import { moveOnThoseWithNothing } from "./readers/telling.ts";
import {
  deleteSubscription,
  digestSlot,
  type Edition,
  findEdition,
  findLatestEdition,
  listActiveSeats,
  listDueSubscriptions,
  listEditionsOf,
  listSeatedAfter,
  listSubscriptions,
  lockRecount,
  moveRecount,
  nextDue,
  noteRecount,
  recountSince,
  type Subscription,
  upsertSubscription,
} from "./repository.ts";
import type { Rhythm } from "./table.ts";

export type { Edition } from "./repository.ts";

/** A second or two of work. */
const MOST_IN_A_TURN = 200;

/** Whose digests are looked at together: a few statements for all find out who of them has nothing to be told. */
const READERS_AT_ONCE = 2000;

/** However another zone or other working days move a sending: by less than this, and less than the shortest rhythm. */
const MOST_MOVED_MS = 5 * DAY;

/** Whose digests are counted anew in one transaction. */
const READERS_REFRESHED_AT_ONCE = 250;

/** Counts everybody's digests anew: after a set-up, and once a day, since rules of years change. */
export async function refreshAllSubscriptions(
  services: Pick<Services, "db" | "clock">,
  workspaceId: string,
): Promise<void> {
  await inTransaction(services.db, (tx) => noteRecount(tx, workspaceId, services.clock.now()));
  await refreshDueSubscriptions(services, workspaceId);
}

/** Counts anew what is left to be counted, in pieces, each a transaction; a piece of another instance is waited for. */
export async function refreshDueSubscriptions({ db }: Pick<Services, "db">, workspaceId: string): Promise<void> {
  const refreshSome = async (tx: Tx): Promise<boolean> => {
    const recount = await lockRecount(tx, workspaceId);
    if (!recount) return false;
    const people = await listSeatedAfter(tx, workspaceId, recount.after_person, READERS_REFRESHED_AT_ONCE);
    await refresh(tx, workspaceId, people, recount.since);
    const isLast = people.length < READERS_REFRESHED_AT_ONCE;
    await moveRecount(tx, workspaceId, isLast ? null : (people.at(-1) ?? null));
    return !isLast;
  };
  if ((await recountSince(db, workspaceId)) === null) return;
  while (await inTransaction(db, refreshSome));
}

/** Of everybody who sits or sat in a program. */
export async function refreshSubscriptionsIn(
  tx: Tx,
  stamps: Pick<Services, "clock">,
  { workspace_id: workspaceId, id }: { workspace_id: string; id: string },
): Promise<void> {
  const people = new Set((await listSeatsIn(tx, workspaceId, [id])).map((seat) => seat.person_id));
  await refreshSubscriptions(tx, stamps, workspaceId, [...people]);
}

/**
 * Gives everyone who holds a seat, and nobody else, the digests of their seats, of a closed program for two periods
 * more; with `personIds` only these of them. Called whenever seats, zones or people change. What is due already stays
 * due; what moves to a time that is past becomes due at once. Where they are many it is only noted, and the next tick
 * does it before it makes digests.
 */
export async function refreshSubscriptions(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  workspaceId: string,
  personIds?: readonly string[],
): Promise<void> {
  const people = personIds ?? (await listSeatedAfter(tx, workspaceId, "", READERS_REFRESHED_AT_ONCE + 1));
  if (people.length > READERS_REFRESHED_AT_ONCE) await noteRecount(tx, workspaceId, clock.now());
  else await refresh(tx, workspaceId, people, clock.now());
}

/** A digest that somebody gets, with the programs that give it; of closed ones it may have to tell that they were. */
interface Wanted {
  personId: string;
  rhythm: Rhythm;
  zone: string;
  running: Set<string>;
  closed: Set<string>;
}

/** `now`: when that changed for which it is counted anew. */
async function refresh(tx: Tx, workspaceId: string, personIds: readonly string[], now: Instant): Promise<void> {
  if (personIds.length === 0) return;
  const choices = new Map(
    (await listChoices(tx, workspaceId, personIds)).map((row) => [`${row.person_id} ${row.rhythm}`, choiceOf(row)]),
  );
  const wanted = new Map<string, Wanted>();
  const closedAfter = closingsSince("annual", now);
  for (const seat of await listActiveSeats(tx, workspaceId, personIds, closedAfter)) {
    await letOthersRun();
    const { person_id: personId, program_id: programId, role, zone, until_date, closed_at: closedAt } = seat;
    if (until_date !== null && until_date < localDateOf(now, zone)) continue;
    for (const rhythm of RHYTHMS) {
      if (!givesDigest(role, rhythm, choices.get(`${personId} ${rhythm}`))) continue;
      if (closedAt !== null && closedAt <= closingsSince(rhythm, now)) continue;
      const slot = `${personId} ${rhythm}`;
      const all: Wanted = wanted.get(slot) ?? { personId, rhythm, zone, running: new Set(), closed: new Set() };
      (closedAt === null ? all.running : all.closed).add(programId);
      wanted.set(slot, all);
    }
  }
  const working = await workspaceCalendar(tx, workspaceId);
  const years = await fiscalYearsIn(tx, workspaceId);
  const existing = await listSubscriptions(tx, workspaceId, personIds);
  for (const subscription of existing)
    if (!wanted.has(slotOf(subscription))) await deleteSubscription(tx, subscription);
  const known = new Map(existing.map((subscription) => [slotOf(subscription), subscription.next_at]));
  const moved: MovedDigest[] = [];
  for (const [slot, { personId, rhythm, zone, running, closed }] of wanted) {
    await letOthersRun();
    const programIds = running.size > 0 ? running : closed;
    const yearStartMonth = years.startOf([...programIds]);
    const knownNextAt = known.get(slot);
    const before = knownNextAt === undefined ? now : addMs(knownNextAt, -MOST_MOVED_MS);
    const nextAt = nextSending(rhythm, zone, before < now ? before : now, yearStartMonth, working);
    if (knownNextAt === nextAt || (knownNextAt !== undefined && knownNextAt <= now)) continue;
    await upsertSubscription(tx, { workspace_id: workspaceId, person_id: personId, rhythm, next_at: nextAt });
    if (knownNextAt !== undefined && hasYears(rhythm))
      moved.push({ rhythm, programIds, zone, from: knownNextAt, to: nextAt });
  }
  if (moved.length > 0) await carryHolds(tx, workspaceId, moved, years);
}

/**
 * Makes, stores and puts into the outbox every digest that is due, each in a transaction of its own. Returns how many
 * editions were made. Twice, late or in two processes at once makes one: whoever moves the subscription stores the
 * edition. One that fails does not hold up the others; all failures are thrown together at the end. After `most` the
 * rest is left to the next call, so that after a long downtime no message waits for thousands of digests. All of one
 * call are cut off at its beginning: what they have in common is read once.
 */
export async function compileDueDigests(
  services: Services,
  { most = MOST_IN_A_TURN }: { most?: number } = {},
): Promise<number> {
  const { db, clock } = services;
  const failures: unknown[] = [];
  let made = 0;
  const cutOffAt = clock.now();
  const participation = new Map<string, Participation>();
  for (let after: Subscription | null = null; made < most; ) {
    const found = await listDueSubscriptions(db, cutOffAt, { after, limit: READERS_AT_ONCE });
    const isLast = found.length < READERS_AT_ONCE;
    // What comes together is looked at together: the rest of the last reader's is on the next page.
    const readers = isLast ? found : found.filter((one) => comingWith(one) !== comingWith(found.at(-1) ?? one));
    const due = await moveOnThoseWithNothing(db, readers, cutOffAt);
    for (const together of Map.groupBy(due, comingWith).values()) {
      if (made >= most) break;
      const [first] = together;
      if (!first) continue;
      try {
        const compile = () => compileDue(services, together, { cutOffAt, participation, failures });
        made += (await unlessElsewhere(db, digestSlot(first), compile)) ?? 0;
      } catch (cause) {
        failures.push(failureOf(first, cause));
      }
    }
    after = readers.at(-1) ?? null;
    if (isLast) break;
  }
  for (const step of [makeDueDrafts, publishApproved, remindApprovers])
    try {
      made += await step(services);
    } catch (cause) {
      failures.push(new Error("Digests that are approved before they go could not be seen to", { cause }));
    }
  if (failures.length > 0) throw new AggregateError(failures, "Digests could not be made");
  return made;
}

/** When the next subscription is due. */
export const nextMakingAt = nextDue;

/** Since when digests of readers are to be counted anew. */
export const recountDueSince = recountSince;

/** The document as it would be at an instant, without storing it; null when there would be no edition. */
export async function previewDigest(db: Db, reader: ReaderOfRhythm, at: Instant): Promise<DigestDocument | null> {
  const gathered = await gatherFacts(db, reader, at);
  const facts = gathered && (await withPhasesThen(db, reader, gathered));
  return facts && compileInPieces(facts);
}

/**
 * The message that this person gets next, at `sendAt`, as it would be now: the periods of its digests are those that they
 * will have, and what is known of them now is told. `document` is null when there would be none, `sendAt` when none is due;
 * `beside`: the shorter ones that it brings. `toApprove`: titles of the programs whose part has to be approved before it
 * goes; it is not in the documents, unless this person leads the program. `isWaiting`: of what people wrote not all is in
 * them, since they were not shown yet that it goes up.
 */
export async function previewOwnDigest(
  services: Pick<Services, "db" | "clock" | "events">,
  person: { workspace_id: string; id: string },
): Promise<{
  document: DigestDocument | null;
  sendAt: Instant | null;
  beside: Beside[];
  toApprove: string[];
  isWaiting: boolean;
}> {
  const { db, clock } = services;
  const { workspace_id: workspaceId, id: personId } = person;
  const subscriptions = await listSubscriptions(db, workspaceId, [personId]);
  const now = clock.now();
  const byTime = [...Map.groupBy(subscriptions, (one) => one.next_at)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [nextAt, due] of byTime) {
    // One that is due is made in a moment.
    const sendAt = nextAt < now ? now : nextAt;
    const documents: DigestDocument[] = [];
    const toApprove = new Set<string>();
    let [isToCome, isWaiting] = [false, false];
    for (const { rhythm } of due) {
      const reader = { workspaceId, personId, rhythm };
      const gathered = await gatherFacts(db, reader, now, { coming: { sendAt, to: "reader" }, unsaid: "none" });
      const facts = gathered && (await withPhases(services, db, workspaceId, gathered));
      isToCome ||= facts !== null || (await hasSomethingToTell(db, reader, sendAt));
      if (!facts) continue;
      const approved = new Set((await approvalsFor(db, workspaceId, facts)).map(({ program_id }) => program_id));
      const isOpen = ({ id, leads, deputies }: ProgramFacts) =>
        !approved.has(id) || leads.includes(personId) || deputies.includes(personId);
      for (const program of facts.programs) if (!isOpen(program)) toApprove.add(program.title);
      const programs = facts.programs.filter(isOpen);
      isWaiting ||= programs.some(({ answers }) => answers.some((answer) => answer.isWaiting));
      const document = programs.length === 0 ? null : await compileInPieces({ ...facts, programs });
      if (document) documents.push(document);
    }
    if (!isToCome) continue;
    const [first] = inMessages(documents, toldBy);
    return {
      ...(first ? messageOf(first) : { document: null, beside: [] }),
      sendAt,
      toApprove: [...toApprove],
      isWaiting,
    };
  }
  return { document: null, beside: [], sendAt: null, toApprove: [], isWaiting: false };
}

/** The digest of any rhythm that this person got last. */
export async function latestDigest(db: Db, reader: { workspaceId: string; personId: string }): Promise<Edition | null> {
  return findLatestEdition(db, reader);
}

export async function digestById(db: Db, workspaceId: string, editionId: string): Promise<Edition | null> {
  return findEdition(db, workspaceId, editionId);
}

/** When it went, by itself or in the message of a longer one; null while it has not. */
export async function digestSentAt(db: Db, workspaceId: string, editionId: string): Promise<Instant | null> {
  const ids = [editionId, await findLeadingEdition(db, workspaceId, editionId)];
  for (const id of ids) {
    const place = id === null ? null : await sentPlace(db, workspaceId, partKey(id, 0));
    if (place) return place.sentAt;
  }
  return null;
}

/** All editions of a reader, the oldest first. */
export async function listDigests(db: Db, reader: { workspaceId: string; personId: string }) {
  return listEditionsOf(db, reader);
}

/** Every edition that was sent, with the instant at which its first message went out. */
export async function listSentDigests(
  db: Db,
  workspaceId: string,
): Promise<{ document: DigestDocument; edition: number; sentAt: Instant }[]> {
  const sent: { document: DigestDocument; edition: number; sentAt: Instant }[] = [];
  for (const { subject, sentAt } of await listSent(db, workspaceId, digestKind)) {
    const edition = subject.part === 0 ? await findEdition(db, workspaceId, subject.editionId) : null;
    if (edition) sent.push({ document: edition.document, edition: edition.edition, sentAt });
  }
  return sent;
}

function slotOf(subscription: Subscription): string {
  return `${subscription.person_id} ${subscription.rhythm}`;
}
