/** What a digest reads of the register: asks with their outcome, dependencies, what is open, and what nobody answered. */
import { dayOf, type WorkingCalendar, workingDaysIn } from "../../calendars/rules-days.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import { may } from "../../people/rules-rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { earliest, type LocalDate, later, localDateOf } from "../../platform/time.ts";
import type { SeatRole } from "../../programs/table.ts";
import { daysAskedFor } from "../../register/appearances/rules.ts";
import { daysToDecision, isByRule, waitsFor, waitsIn } from "../../register/asks/rules.ts";
import { isKnownTo } from "../../register/asks/rules-known.ts";
import { rightToRead } from "../../register/escalation/rules-cases.ts";
import { codeOf, isLive } from "../../register/rules.ts";
import { alivenessAt } from "../../register/rules-alive.ts";
import { asTold } from "../../register/rules-told.ts";
import { type ItemNamed, itemsToTell } from "../../register/told/use-cases.ts";
import type { ToldAsk, ToldBefore } from "../document.ts";
import type { AskFacts, ProgramFacts } from "./facts.ts";
import type { Gathered, Programs, ReaderOfRhythm } from "./gather-feed.ts";
import { addHeld, asGoingUp } from "./gather-going-up.ts";
import { entryOf, openItemOf } from "./gather-open-items.ts";
import type { Scope } from "./repository.ts";

type Named<Type extends ItemNamed["type"]> = ItemNamed & { type: Type };

/** Where a digest stands to the register: who reads it, what they were told of it, and of which time it tells. */
export interface RegisterTold {
  reader: ReaderOfRhythm;
  zone: string;
  rolesIn: (programId: string) => readonly SeatRole[];
  readersOf: ReadonlyMap<string, readonly string[]>;
  working: WorkingCalendar;
  endedAfter: Instant;
  /** The record as it was then; undefined: as it is now. */
  asOf: Instant | undefined;
  /** A longer digest tells what was decided in its time, with or without an ask. */
  isLong: boolean;
  /** By the digest before. */
  toldAsks: ToldBefore["asks"];
  /** By the editions that this one replaces, the newest first. */
  replaced: readonly ToldBefore["asks"][];
  /** By those before it that told these last. One statement. */
  toldEarlier: (itemIds: readonly string[]) => Promise<ToldBefore["asks"]>;
  lastAt: Instant;
  toldUntil: (programId: string) => Instant;
  toldBefore: (programId: string, at: Instant) => boolean;
}

/** What waits, and what was decided since the period before; of what nobody had been told yet, all of it. */
export async function readAsks(
  db: Db | Tx,
  { workspaceId, programIds, cutOffAt, unsaid = "plain", goneUpAt = "" }: Scope,
  programs: Programs,
  told: RegisterTold,
): Promise<void> {
  const { toldUntil, zone, lastAt } = told;
  const endedAfter = earliest(told.endedAfter, ...programIds.map(toldUntil)) ?? told.endedAfter;
  const until = told.asOf ?? cutOffAt;
  const ended = { endedAfter, ...(told.isLong && { decidedAfter: endedAfter }) };
  const of = { workspaceId, programIds, asOf: told.asOf, ...ended };
  const going = { workspaceId, until, rolesIn: told.rolesIn, unsaid, goneUpAt };
  const { items, ...held } = await asGoingUp(db, await itemsToTell(db, of), going);
  addHeld(programs, held);
  const isLookedFor = (item: ItemNamed) =>
    !told.toldAsks.has(item.id) && hasNews(item, { since: toldUntil(item.program_id), lastAt, until, zone });
  const lookedFor = new Set(items.filter(isLookedFor).map(({ id }) => id));
  const toldAsks = new Map([...told.toldAsks, ...(lookedFor.size === 0 ? [] : await told.toldEarlier([...lookedFor]))]);
  for (const known of items) {
    const item = asTold(known);
    const program = programs.get(item.program_id);
    if (!program || item.raised_at > (isOfAnswerIn(program, item) ? until : cutOffAt)) continue;
    addAliveness(program, item, cutOffAt);
    program.openItems.push(...openItemOf(item, told, { cutOffAt, until }));
    if (item.type === "decision") program.decisions.push(...decisionOf(item, told, cutOffAt));
    if (item.type === "dependency") program.dependencies.push(...dependencyOf(item));
    if (item.type === "appearance" && mayRead(item, told)) program.appearancesOn.push(...daysAskedFor(item));
    const asks = item.type === "ask" ? askOf(item, told, { cutOffAt, until, toldAsks, lookedFor }) : [];
    program.asks.push(...asks);
    const isRead = item.type === "ask" ? asks.some(({ isOpen }) => isOpen) : mayRead(item, told);
    if (isRead && isLive(item)) program.overdue.push(...overdueOf(item, told, until));
  }
}

function mayRead(item: ItemNamed, { rolesIn }: Pick<RegisterTold, "rolesIn">): boolean {
  return may(rolesIn(item.program_id), rightToRead(item));
}

/** Of one that was put off or is in a vote by now, nobody is late. */
function overdueOf(item: ItemNamed, { reader, zone, working }: RegisterTold, until: Instant): ProgramFacts["overdue"] {
  const { overdueSince: since, overdueAt: level } = item;
  const today = localDateOf(until, zone);
  if (since === null || level === null || since > today || alivenessAt(item, until) === "ended") return [];
  if (item.type === "ask" && waitsFor(item, today) !== "decider") return [];
  const days = workingDaysIn(dayOf(since), dayOf(today), working);
  return [{ ...entryOf(item), days, level, isReaders: item.owner_id === reader.personId }];
}

/** One that was confirmed since the digest before, where the reader may read it. */
function decisionOf(
  item: Named<"decision">,
  { zone, rolesIn, toldUntil }: RegisterTold,
  cutOffAt: Instant,
): ProgramFacts["decisions"] {
  const confirmedAt = item.confirmed_at ?? item.raised_at;
  const isNewDecision = confirmedAt > toldUntil(item.program_id) && confirmedAt <= cutOffAt;
  if (!isNewDecision || !mayRead(item, { rolesIn })) return [];
  const { decidedOn = localDateOf(confirmedAt, zone), askId = null } = item.details;
  return [{ ...entryOf(item), decidedOn, askId }];
}

/** Of one that is restricted no word is left to tell. */
function dependencyOf(item: Named<"dependency">): ProgramFacts["dependencies"] {
  if (isRestricted(item)) return [];
  const { giver, receiver, agreed } = item.details;
  if (item.state !== "open" || !giver || !receiver) return [];
  return [{ ...entryOf(item), giver, receiver, dueOn: item.due_on, isAgreed: agreed === true }];
}

/** Whether a blocker or a risk goes on, and in which answer it was said. */
function addAliveness(program: Gathered, item: ItemNamed, cutOffAt: Instant): void {
  const feed = item.type === "issue" ? "blocker" : item.type === "risk" ? "risk" : null;
  const aliveness = alivenessAt(item, cutOffAt);
  if (!feed || aliveness === "ended") return;
  const isBlocker = item.type === "issue" && item.details.blocksWork;
  if (isBlocker && aliveness === "alive") program.blockers.push({ itemId: item.id });
  // What was left out once goes on where its author says that it does.
  if (item.check_in_id !== null) program.alive.push({ feed, checkInId: item.check_in_id });
}

/** Until when the record is read, and what the digests before told of its asks, with those that were looked for in them. */
interface Looked {
  cutOffAt: Instant;
  until: Instant;
  toldAsks: ToldBefore["asks"];
  lookedFor: ReadonlySet<string>;
}

/** None of one that a rule alone gives to somebody, where it is not known to the reader. */
function askOf(item: Named<"ask">, told: RegisterTold, looked: Looked): AskFacts[] {
  const { reader, zone, rolesIn, readersOf } = told;
  const { cutOffAt, until } = looked;
  const { options = [], recommended, costOfWaiting, circulation: { voters = [] } = {} } = item.details;
  const waits = waitsFor(item, localDateOf(until, zone));
  const toldLast = looked.toldAsks.get(item.id);
  const since = later(told.toldUntil(item.program_id), toldLast?.at ?? "");
  const tellings = [...told.replaced.flatMap((asks) => asks.get(item.id) ?? []), ...(toldLast ? [toldLast] : [])];
  const toldAs = tellings.find((telling) => hasCome(item, telling, until)) ?? tellings.at(-1) ?? null;
  const isReaders = item.owner_id === reader.personId;
  const isUnnamed = isByRule(item);
  const roles = rolesIn(item.program_id);
  const isOpen = isKnownTo(
    {
      ...item,
      readers: (item.saidIn === null ? undefined : readersOf.get(item.saidIn)) ?? null,
      isByRule: isUnnamed,
    },
    // Of what is held back or not approved nothing is gathered.
    { id: reader.personId, roles, isTheirs: isReaders, isLetGo: true },
  );
  if (isUnnamed && !isOpen) return [];
  const isUntold = toldAs === null && isReaders && looked.lookedFor.has(item.id);
  const toldFirst = tellings.at(-1)?.at ?? (isUntold ? "" : since);
  const { given, ...moves } = movesOf(item, reader.personId, tellings, { since, toldFirst, until });
  const backOn = backSince(item, { since, until, zone });
  return [
    {
      itemId: item.id,
      revision: item.revision,
      code: codeOf(item),
      title: item.title,
      description: item.description,
      asker: item.raisedBy,
      askerId: item.raised_by,
      isReaders,
      decider: item.decider,
      deciderId: item.owner_id,
      isByRule: isUnnamed,
      isOpen,
      ...moves,
      withdrawn: withdrawnSince(item, { since: toldAs?.at ?? since, until }),
      raisedAgain: raisedAgain(item, { toldAs, until }),
      toldAs,
      backOn,
      dueAsPutOff: backOn !== null && item.raised_at <= since ? item.dueAsPutOff : null,
      isNew:
        isNewTo(item, { since, cutOffAt }) ||
        (moves.cameUp !== null && moves.cameUp.at > since) ||
        (given !== null && isReaders),
      isDraft: item.state === "draft",
      askedAt: item.raised_at,
      saidOn: localDateOf(item.saidAt, item.raisedIn),
      neededBy: item.due_on,
      waitsFor: waits,
      isToVote: waits === "committee" && roles.includes("steering") && voters.includes(reader.personId),
      options: options.map(({ label }) => label),
      recommended: (recommended === undefined ? undefined : options[recommended]?.label) ?? null,
      costOfWaiting: costOfWaiting ?? null,
      checkInId: item.check_in_id,
      namedIn: item.namedIn,
      outcome: outcomeOf(item, told, { since, cutOffAt }),
    },
  ];
}

/** How it came to whoever decides it now, by hand, up the ladder or by a vote, since the reader was told; `given`: by hand. */
function movesOf(
  item: Named<"ask">,
  readerId: string,
  tellings: readonly ToldAsk[],
  { since, toldFirst, until }: Record<"since" | "toldFirst" | "until", Instant>,
): Pick<AskFacts, "wentUp" | "cameUp" | "passedOn" | "vote"> & { given: AskFacts["passedOn"] } {
  // With whoever had it as it was told, it is not told as gone.
  const gone = tellings.filter(({ at }) => deciderAt(item, at) !== item.owner_id);
  const isWhereTold = tellings.length > 0 && gone.length === 0;
  const spans = tellings.length > 0 ? gone.map(({ at }) => at) : [toldFirst];
  const given = spans.map((at) => givenSince(item, readerId, { since: at, until })).find((one) => one !== null) ?? null;
  const goneSince = given === null && tellings.length > 0 ? toldFirst : undefined;
  const { wentUp, cameUp } = waysOf(item, readerId, { since, goneSince, until });
  const vote = votedSince(item, readerId, { since: toldFirst, until });
  const isPut = given !== null && given.at === vote?.put?.at;
  const isReaders = item.owner_id === readerId;
  return {
    wentUp: isWhereTold ? null : wentUp,
    cameUp,
    passedOn: given === null || isPut || isByRule(item) || (isReaders && given.isFirst) ? null : given,
    vote,
    given,
  };
}

function outcomeOf(
  item: Named<"ask">,
  { working, toldBefore }: RegisterTold,
  { since, cutOffAt }: { since: Instant; cutOffAt: Instant },
): AskFacts["outcome"] {
  const { outcome } = item.details;
  const decided = outcome && item.state === "decided" && outcome.decidedAt <= cutOffAt ? outcome : null;
  return (
    decided && {
      text: decided.text,
      decidedAt: decided.decidedAt,
      body: decided.body,
      days: daysToDecision(
        {
          askedOn: localDateOf(item.raised_at, item.raisedIn),
          decidedOn: localDateOf(decided.decidedAt, item.raisedIn),
          waits: waitsIn(item.asking, decided.decidedAt, item.raisedIn),
        },
        working,
      ),
      isNew: decided.decidedAt > since,
      wasNew: decided.decidedAt <= since && toldBefore(item.program_id, decided.decidedAt),
    }
  );
}

/**
 * How an ask left the reader, or whoever they were told has it, or came to them, by the ladder. What came back to them did
 * not leave.
 */
function waysOf(
  { owner_id: ownerId, rises }: ItemNamed,
  readerId: string,
  { since, goneSince, until }: { since: Instant; goneSince: Instant | undefined; until: Instant },
): Pick<AskFacts, "wentUp" | "cameUp"> {
  const known = rises.filter(({ at }) => at <= until);
  const left =
    known.findLast(({ at, from }) => since < at && from.id === readerId) ??
    known.findLast(({ at }) => goneSince !== undefined && goneSince < at);
  const last = known.at(-1);
  return {
    wentUp:
      left && ownerId !== readerId
        ? { at: left.at, to: left.to.name, because: left.because, isFromReader: left.from.id === readerId }
        : null,
    cameUp:
      last && last.to.id === readerId && ownerId === readerId
        ? { at: last.at, from: last.from.name, because: last.because }
        : null,
  };
}

/**
 * Whether something has come of an ask on which the digest before may have been silent, though one before it told it: of
 * one put off, one that was not said again, or one of a program that was held back.
 */
function hasNews(
  item: ItemNamed,
  { since, lastAt, until, zone }: { since: Instant; lastAt: Instant; until: Instant; zone: string },
): boolean {
  if (item.type !== "ask" || item.raised_at > since) return false;
  return (
    since < lastAt ||
    item.saidAt > since ||
    [...item.passings, ...item.rises, item.withdrawn, item.reopened, item.vote?.put, item.vote?.closed].some(
      (act) => act && since < act.at,
    ) ||
    (item.datedAt !== null && since < item.datedAt) ||
    backSince(item, { since, until, zone }) !== null
  );
}

/** Whether one of the answers told here asks it: a correction has what was raised by correcting one. */
function isOfAnswerIn({ answers }: Gathered, { check_in_id: last, namedIn }: ItemNamed): boolean {
  const said = new Set(namedIn.map(({ checkInId }) => checkInId));
  if (last !== null) said.add(last);
  return answers.some(({ checkInId }) => said.has(checkInId));
}

/** Whether it was withdrawn, raised again, given on or given another date since it was told so. */
function hasCome(item: ItemNamed, telling: ToldAsk, until: Instant): boolean {
  const { at: since, neededBy, isWithdrawn } = telling;
  return (
    (!isWithdrawn && withdrawnSince(item, { since, until }) !== null) ||
    raisedAgain(item, { toldAs: telling, until }) !== null ||
    (neededBy !== null && item.due_on !== null && neededBy !== item.due_on) ||
    [...item.passings, ...item.rises, item.vote?.put, item.vote?.closed].some(
      (act) => act && since < act.at && act.at <= until,
    )
  );
}

/** The day to which it had been put off, where that has come since. */
function backSince(
  item: ItemNamed,
  { since, until, zone }: { since: Instant; until: Instant; zone: string },
): LocalDate | null {
  const day = item.type === "ask" ? item.details.deferredUntil : undefined;
  const isBack = day !== undefined && localDateOf(since, zone) < day && day <= localDateOf(until, zone);
  return isBack ? day : null;
}

function isNewTo(
  { raised_at: raisedAt, reopened }: ItemNamed,
  { since, cutOffAt }: { since: Instant; cutOffAt: Instant },
): boolean {
  return (
    raisedAt > since || (reopened !== null && !reopened.isOfAnswer && since < reopened.at && reopened.at <= cutOffAt)
  );
}

function withdrawnSince(
  { state, superseded_by: superseding, withdrawn }: ItemNamed,
  { since, until }: { since: Instant; until: Instant },
): AskFacts["withdrawn"] {
  const isOver = state === "withdrawn" && superseding === null;
  return isOver && withdrawn && since < withdrawn.at && withdrawn.at <= until ? withdrawn : null;
}

function raisedAgain(
  { state, reopened }: ItemNamed,
  { toldAs, until }: { toldAs: ToldAsk | null; until: Instant },
): AskFacts["raisedAgain"] {
  const isBack = toldAs?.isWithdrawn && state !== "withdrawn";
  return isBack && reopened && toldAs.at < reopened.at && reopened.at <= until ? reopened : null;
}

function deciderAt({ owner_id: ownerId, passings, rises }: ItemNamed, at: Instant): string | null {
  const [next] = [...passings, ...rises.map((rise) => ({ at: rise.at, from: rise.from.id }))]
    .filter((act) => at < act.at)
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  return next ? next.from : ownerId;
}

/** Of one that is in it, or is with whoever had it as it closed. */
function votedSince(
  item: ItemNamed,
  readerId: string,
  { since, until }: { since: Instant; until: Instant },
): AskFacts["vote"] {
  if (item.type !== "ask" || item.vote === null || item.vote.put.at > until) return null;
  const { put } = item.vote;
  const closed = item.vote.closed && item.vote.closed.at <= until ? item.vote.closed : null;
  const closesAt = item.details.circulation?.closesAt;
  const hasLeft = closed
    ? [...item.passings, ...item.rises].some(({ at }) => closed.at < at && at <= until)
    : closesAt === undefined && item.vote.closed === null;
  if (hasLeft || (closed ?? put).at <= since) return null;
  return {
    put: since < put.at ? { at: put.at, by: put.by?.id === readerId ? null : (put.by?.name ?? null) } : null,
    until: closesAt !== undefined && until < closesAt ? closesAt : null,
    closed,
  };
}

/** Who gave it to whoever decides it now, where another did before, if by a rule alone; null: it went up after that. */
function givenSince(
  { owner_id: ownerId, passings }: ItemNamed,
  readerId: string,
  { since, until }: { since: Instant; until: Instant },
): AskFacts["passedOn"] {
  const known = passings.filter(({ at }) => since < at && at <= until);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || first.from === ownerId || last.to !== ownerId) return null;
  const { at, by, isFirst } = last;
  return { at, by: by?.id === readerId ? null : (by?.name ?? null), isFirst };
}
