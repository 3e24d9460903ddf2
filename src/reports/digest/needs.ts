/** What needs its reader on the first screen, in words: alike in messages and files. */
import type { ActionsBlock, SectionBlock } from "@slack/types";
import { peopleByIds } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { dayInWords, type Reader, shortDate, textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { ladderSeatsOf } from "../../programs/committee.ts";
import { amountAndDays } from "../../programs/decision-limits.ts";
import { namedPrograms } from "../../programs/named-programs.ts";
import { codeOf, redacted } from "../../register/codes-and-transitions.ts";
import { itemsOfPrograms } from "../../register/item-rights.ts";
import { lastVotingDay } from "../../register/requests/answer-by.ts";
import { blockerActs, doneInWords, type End, endsByOthers } from "../../register/requests/blocker-messages.ts";
import { askedBy } from "../../register/requests/cards.ts";
import { type Blocker, isOpenBlocker, nextForBlocker } from "../../register/requests/next-owner.ts";
import {
  isRequest,
  isToVote,
  needsAnswerOf,
  type Request,
  requestsFor,
  requestsOf,
} from "../../register/requests/request.ts";
import { requestTexts } from "../../register/requests/texts.ts";
import { plainSection } from "../../slack/blocks.ts";
import { LAST_DAY } from "../compile/report.ts";
import { shortLine, sinceInWords, wasDueInWords } from "../compile/status-and-dates-in-words.ts";
import type { Need } from "./screen.ts";
import { screenTexts } from "./texts.ts";
import { digestTexts } from "./texts-digest.ts";

/** Requests before blockers; of each what is overdue, then programs off track, then by the day on which it is wanted. */
export function needsInOrder(needs: readonly Need[], offTrack: readonly string[] = []): Need[] {
  const isBlocker = ({ blockedSince }: Need) => Number(blockedSince !== undefined);
  const isOffTrack = ({ program }: Need) => Number(offTrack.includes(program));
  const wantedOn = ({ answerBy, neededBy }: Need) => answerBy ?? neededBy ?? LAST_DAY;
  return needs.toSorted(
    (a, b) =>
      isBlocker(a) - isBlocker(b) ||
      Number(b.isOverdue) - Number(a.isOverdue) ||
      isOffTrack(b) - isOffTrack(a) ||
      wantedOn(a).localeCompare(wantedOn(b)),
  );
}

/** Whether it waits for its reader: what *Needs you* counts, as Home does. */
export function needsReader({ isOver, isAwaitingReply }: Pick<Need, "isOver" | "isAwaitingReply">): boolean {
  return !isOver && isAwaitingReply !== true;
}

const MOST_NEEDS = 3;

/** Those that a first screen shows, of all in their order. */
export function firstNeeds(needs: readonly Need[]): Need[] {
  return needs.slice(0, MOST_NEEDS);
}

/** Heading, and what stands below those that are shown: the other open ones by name, a few with their question. */
export function needsCounted(
  reader: Reader,
  needs: readonly Need[],
): { needsHeading: string; moreNeeds: string | null } {
  const texts = textsFor(screenTexts, reader);
  const listed = firstNeeds(needs);
  const open = needs.filter(needsReader);
  const more = open.filter((need) => !listed.includes(need));
  const nameOf = ({ program, title, answerBy, neededBy }: Need) => {
    const day = answerBy ?? neededBy;
    const asked = more.length > MOST_NEEDS ? program : `${program} · ${shortLine(title, TITLE_WORDS)}`;
    return day === null ? asked : `${asked} (${dayInWords(reader, day)})`;
  };
  const named = [...new Set(more.map(nameOf))].slice(0, MOST_NAMED);
  const unnamed = more.filter((need) => !named.includes(nameOf(need))).length;
  const names = texts.more(texts.together(named), unnamed);
  const settled = listed.every(({ isOver }) => isOver) ? texts.needsSettled : texts.nothingNeedsYou;
  const heading = open.length === 0 ? settled : texts.needs(open.length);
  return {
    needsHeading: listed.length === 0 ? "" : heading,
    moreNeeds: more.length === 0 ? null : texts.moreNeeds(more.length, names),
  };
}

const MOST_NAMED = 9;

/** Of all needs those that are open beside the ones shown whole: some by name, the number of further ones, and how many are open in all. */
export function needsBeside(
  needs: readonly Need[],
  shown: readonly Need[],
): { named: readonly Need[]; more: number; open: number } {
  const ids = new Set(shown.map(({ itemId }) => itemId));
  const open = needs.filter(needsReader);
  const others = open.filter(({ itemId }) => !ids.has(itemId));
  const named = others.slice(0, MOST_NAMED);
  return { named, more: others.length - named.length, open: open.length };
}

/** The titles of the programs that are named under *Needs you*. */
export function programsNeeding(needs: readonly Need[]): Set<string> {
  const listed = firstNeeds(needs);
  const others = needs.filter((need) => needsReader(need) && !listed.includes(need)).map(({ program }) => program);
  return new Set([...listed.map(({ program }) => program), ...[...new Set(others)].slice(0, MOST_NAMED)]);
}
/** Of a question that is named beside others. */
const TITLE_WORDS = 10;

/** “Loyalty · Release Dieter?”, “Answer by Wed 4 Nov (needed by Fri 6 Nov)”, and what is recommended, what else there is, what waiting costs. */
export function needInWords(reader: Reader, need: Need): Record<"title" | "due" | "facts", string> {
  const texts = textsFor(digestTexts, reader).need;
  const { recommended, options, costOfWaiting } = need;
  const others = options.filter((option) => option !== recommended).join(", ");
  const asked = amountAndDays(reader, need.asks ?? {}, need.asks?.currency ?? "");
  const facts = [
    ...(asked === "" ? [] : [asked]),
    ...(recommended === null ? [] : [texts.recommended(recommended)]),
    ...(others === "" ? [] : [recommended === null ? texts.options(others) : texts.otherwise(others)]),
    ...(costOfWaiting === null ? [] : [texts.costOfWaiting(costOfWaiting)]),
  ];
  return {
    title: `${need.program} · ${withoutFullStop(need.title)}`,
    due: [dueInWords(reader, need), need.from && !need.isOver ? askedBy(reader, need.from) : ""]
      .filter(Boolean)
      .join(" · "),
    facts: facts.join(" · "),
  };
}

function dueInWords(reader: Reader, need: Need): string {
  const { blockedSince, answerBy, neededBy, isOverdue, isPastNeeded, isOver } = need;
  const texts = textsFor(digestTexts, reader).need;
  if (blockedSince !== undefined) {
    const due = isOverdue ? wasDueInWords : (_: Reader, day: LocalDate) => texts.due(shortDate(reader, day));
    const since = textsFor(screenTexts, reader).blockedSince(sinceInWords(reader, blockedSince));
    const days = neededBy === null ? [] : [due(reader, neededBy)];
    return (blockedSince === neededBy ? days : [since, ...days]).join(", ");
  }
  if (isOver) return "";
  if (neededBy === null) return answerBy === null ? "" : texts.answerBy(shortDate(reader, answerBy));
  if (answerBy === null) return texts.neededBy(shortDate(reader, neededBy));
  const answer = shortDate(reader, answerBy);
  const isOneDay = neededBy === answerBy;
  if (isOverdue && isOneDay) return wasDueInWords(reader, neededBy);
  const needed = isPastNeeded
    ? texts.wasNeeded(dayInWords(reader, neededBy))
    : texts.needed(shortDate(reader, neededBy));
  if (isOverdue) return texts.wasToAnswer(answer, needed);
  if (isPastNeeded) return texts.youHaveUntil(needed, answer);
  return isOneDay ? texts.answerBy(answer) : texts.answerByOf(answer, needed);
}

export interface OwnBlocker {
  item: Blocker;
  need: Need;
  /** Who has it now, where that is somebody else. */
  owner: string | null;
  /** Where somebody else has closed it. */
  end: End | undefined;
  /** To whom they can take it; null: nobody is above, or it is on no screen. */
  next: { name: string } | null;
}

interface NeedsWanted {
  workspaceId: string;
  readerId: string;
  zone: string;
  programIds: readonly string[];
  /** Those that it was sent with, with what has become of them; left out: those that wait now. */
  ids?: readonly string[] | undefined;
  /** The titles of programs that are off track. */
  offTrack?: readonly string[];
  /** As of which day they are overdue. */
  asOf?: Instant;
}

async function listOwnBlockers(
  db: Db | Tx,
  { workspaceId, readerId, zone, programIds, ids }: NeedsWanted,
  today: LocalDate,
): Promise<OwnBlocker[]> {
  const wanted = ids ? { ids } : { ownerId: readerId, states: ["open" as const] };
  const found = await itemsOfPrograms(db, workspaceId, programIds, { ...wanted, types: ["issue"] });
  const isOwn = (item: (typeof found)[number]) => isOpenBlocker(item) && item.owner_id === readerId;
  const own = found.filter(isOwn);
  const gone = ids ? found.filter((item) => !isOwn(item)) : [];
  const items = [...own, ...gone].flatMap((item) => (item.type === "issue" ? [redacted(item)] : []));
  if (items.length === 0) return [];
  const programs = await namedPrograms(db, workspaceId);
  const owners = await peopleByIds(db, workspaceId, [...new Set(gone.flatMap(({ owner_id: id }) => id ?? []))]);
  const handledIds = gone.map(({ id }) => id);
  const ends = await endsByOthers(db, workspaceId, handledIds, readerId);
  return items.map((item): OwnBlocker => {
    const { id: itemId, program_id: programId, due_on: dueOn } = item;
    const need = {
      itemId,
      code: codeOf(item),
      program: programs.get(programId)?.title ?? "",
      title: item.title,
      answerBy: dueOn,
      neededBy: dueOn,
      options: [],
      recommended: null,
      costOfWaiting: null,
      blockedSince: item.details.blockedSince || localDateOf(item.raised_at, zone),
      isOverdue: dueOn !== null && dueOn < today,
      isPastNeeded: dueOn !== null && dueOn < today,
      isOver: !own.some(({ id }) => id === itemId),
    };
    const owner = owners.find(({ id }) => need.isOver && id === item.owner_id);
    const end = ends.get(itemId);
    return { item, need, owner: owner && owner.id !== readerId ? owner.name : null, end, next: null };
  });
}

/** What is put to its reader, and what their committee votes on. */
async function listAsks(
  db: Db | Tx,
  wanted: NeedsWanted,
  { at, steered }: { at: Instant; steered: ReadonlySet<string> },
): Promise<Request[]> {
  const { workspaceId, programIds, readerId, zone, ids } = wanted;
  if (ids) {
    const items = await itemsOfPrograms(db, workspaceId, programIds, { ids, types: ["request"] });
    return requestsOf(db, workspaceId, items.filter(isRequest), { at, zone });
  }
  const open = await requestsFor(db, { zone }, { workspaceId, programIds, at });
  return open.filter((ask) => {
    if (steered.has(ask.program.id) && isToVote(ask, readerId)) return true;
    // While their question is open it is for somebody else to answer that.
    return ask.deciders.includes(readerId) && ask.waitsFor !== "question";
  });
}

/** The programs whose committee, their own or that of a portfolio, they sit in. */
async function programsSteered(db: Db | Tx, { workspaceId, readerId, programIds }: NeedsWanted, at: Instant) {
  const seats = await ladderSeatsOf(db, workspaceId, programIds, at);
  const sits = (id: string) => seats.get(id)?.some((seat) => seat.role === "steering" && seat.person_id === readerId);
  return new Set(programIds.filter(sits));
}

/** The reader's own open requests, the first that is needed first, and their open blockers, as Home asks for them. */
export async function needsOf(
  db: Db | Tx,
  wanted: NeedsWanted,
  at: Instant,
): Promise<{ needs: Need[]; asks: Map<string, Request>; blockers: Map<string, OwnBlocker> }> {
  const { readerId, zone, asOf = at, offTrack } = wanted;
  const steered = await programsSteered(db, wanted, at);
  const shown = await listAsks(db, wanted, { at, steered });
  const today = localDateOf(asOf, zone);
  const blockers = await listOwnBlockers(db, wanted, today);
  const all = [
    ...shown.map((ask) => needOf(ask, readerId, { asOf, today, zone, steered })),
    ...blockers.map(({ need }) => need),
  ];
  const needs = needsInOrder(all, offTrack);
  const listed = firstNeeds(needs);
  for (const blocker of blockers)
    if (listed.some(({ itemId, isOver }) => itemId === blocker.item.id && !isOver))
      blocker.next = await nextForBlocker(db, blocker.item, at);
  return {
    needs,
    asks: new Map(shown.map((ask) => [ask.id, ask])),
    blockers: new Map(blockers.map((blocker) => [blocker.item.id, blocker])),
  };
}

/** `asOf`: whether it is late, or was needed, as of then and its day: in a digest that of its sending. `steered`: where its reader votes. */
export function needOf(
  ask: Request,
  readerId: string,
  {
    asOf,
    today,
    zone = "UTC",
    steered = new Set(),
  }: { asOf: Instant; today: LocalDate; zone?: string; steered?: ReadonlySet<string> },
): Need {
  const { id: itemId, code, title, answerBy, neededBy, options, recommended, costOfWaiting, asks, waitsFor } = ask;
  const isTheirs = ask.deciders.includes(readerId);
  const isAwaitingReply = waitsFor === "question";
  const isVote = steered.has(ask.program.id) && isToVote(ask, readerId);
  const isOpen = isTheirs && (needsAnswerOf(ask, readerId) || isAwaitingReply);
  return {
    itemId,
    code,
    program: ask.program.title,
    title,
    neededBy,
    costOfWaiting,
    ...((asks.amount !== undefined || asks.days !== undefined) && { asks }),
    answerBy: isVote && ask.waitsUntil !== null ? lastVotingDay(ask.waitsUntil, zone) : answerBy,
    isOverdue: ask.lateFrom !== null && asOf >= ask.lateFrom,
    isPastNeeded: neededBy !== null && neededBy < today,
    from: { requester: ask.requester, writer: ask.writer },
    isOver: !(isOpen || isVote),
    ...(isAwaitingReply && { isAwaitingReply }),
    ...(isVote && { isVote }),
    options: options.map(({ label }) => label),
    recommended: recommended === null ? null : (options[recommended]?.label ?? null),
  };
}

/** *Take it to Margaret… · New date… · Done…*, or what became of it. */
export function blockerFoot(reader: Reader, { item, need, owner, end, next }: OwnBlocker): ActionsBlock | SectionBlock {
  if (!need.isOver) return blockerActs(reader, item.id, next);
  if (end || owner === null || item.state !== "open") return plainSection(doneInWords(reader, item, end));
  return plainSection(textsFor(requestTexts, reader).now.withOther(owner));
}
