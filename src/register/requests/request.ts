/** Requests as they are shown: in the messages about them, in a digest, on Home. */

import { textIn } from "../../cadences/questions/questions.ts";
import { reachedAt } from "../../calendars/reached.ts";
import type { SendContext } from "../../delivery/message-kind.ts";
import { isRestricted, LEFT_OUT } from "../../people/disclosure.ts";
import { peopleByIds } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { languageOf, type Reader } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { ladderSeatsOf } from "../../programs/committee.ts";
import type { DecisionLimits } from "../../programs/decision-limits.ts";
import { namedPrograms } from "../../programs/named-programs.ts";
import { isRunning } from "../../programs/programs.ts";
import { seatDay, seatsByProgram } from "../../programs/seats.ts";
import type { SeatRole } from "../../programs/table.ts";
import { type ClosedProgram, closingOf, codeOf, isLive, redacted } from "../codes-and-transitions.ts";
import type { Details } from "../item-types.ts";
import { answerDayOf, lateFrom } from "../lateness.ts";
import { findItem, type Item, type ItemEvent, listItemEvents, listItems } from "../repository.ts";
import type { RequestOption } from "../types/decisions-and-requests.ts";
import { type ItemState, NO, YES } from "../types/item-type.ts";
import {
  delegatorOf,
  escalatesFrom,
  lastQuestion,
  type Question,
  type Received,
  receivedBy,
  voteNumber,
  writerIn,
} from "./history.ts";
import { barredFrom, decidersOf } from "./ladder.ts";
import { asksOf, type Exceeded, exceededBy, isLimited } from "./limits.ts";
import { listVotes, type Vote } from "./requests-store.ts";

export type RequestItem = Extract<Item, { type: "request" }>;

export interface Named {
  id: string;
  name: string;
}

/** For whom a request waits; null: it is over. `undo`: its decision can still be undone. */
export type WaitsFor = "decider" | "question" | "date" | "committee" | "undo" | null;

/** A request as it is shown, whoever looks. */
export type Request = ReturnType<typeof shown>;

export function isRequest(item: Item): item is RequestItem {
  return item.type === "request";
}

/** The request after an act. */
export function asRequest(item: Item): RequestItem {
  if (!isRequest(item)) throw new Error("A request stays a request");
  return item;
}

/** Details for the next owner: no longer waiting for anything. */
export function withoutWaits({ waiting: _, pending: __, ...details }: Details["request"]): Details["request"] {
  return details;
}

/** Whether it waits for a decision, by anybody. */
export function isToDecide({ state }: { state: ItemState }): boolean {
  return isLive({ state });
}

/** Whether it waits for this person, to whom it is put: not for a reply, a vote or a day, nor decided by them already. */
export function needsAnswerOf({ waitsFor, pending }: Pick<Request, "waitsFor" | "pending">, personId: string): boolean {
  // What somebody else may still undo is open to them.
  return waitsFor === "decider" || (waitsFor === "undo" && pending?.by.id !== personId);
}

/** Whether this member of its committee is still to vote on it. */
export function isToVote(
  { waitsFor, barredId, votes }: Pick<Request, "waitsFor" | "barredId" | "votes">,
  memberId: string,
) {
  return waitsFor === "committee" && barredId !== memberId && !votes.some(({ personId }) => personId === memberId);
}

export function waitsFor(item: Pick<RequestItem, "state" | "details">, today: LocalDate): WaitsFor {
  if (!isToDecide(item)) return null;
  const { waiting } = item.details;
  switch (waiting?.because) {
    case undefined:
      return "decider";
    case "question":
      return "question";
    case "postponed":
      return waiting.until > today ? "date" : "decider";
    case "vote":
      return "committee";
    case "undo":
      return "undo";
  }
}

interface Answerable {
  options?: readonly Pick<RequestOption, "label" | "effect">[] | undefined;
  isYesOrNo?: boolean | undefined;
}

/** What can be chosen: the options, or *Yes* and *No*; nothing where it is answered in words. */
export function choicesOf(
  { options = [], isYesOrNo }: Answerable,
  { locale }: Pick<Reader, "locale">,
): readonly Pick<RequestOption, "label" | "effect">[] {
  if (options.length > 0) return options;
  return isYesOrNo ? [YES, NO].map((text) => ({ label: textIn(text, languageOf(locale)) })) : [];
}

/** Of our own *Yes* and *No*, stored as whoever decided read them, what another reads. */
export function answerIn({ locale }: Pick<Reader, "locale">, text: string): string {
  const ours = [YES, NO].find((word) => Object.values(word).includes(text));
  return ours ? textIn(ours, languageOf(locale)) : text;
}

/**
 * The requests of programs, as messages show them: the caller has checked what their reader may know of. Those that wait for a
 * decision, the first that is needed first, then what was decided, withdrawn or closed after `since`.
 */
export async function requestsFor(
  db: Db | Tx,
  reader: Pick<Reader, "zone">,
  filter: { workspaceId: string; programIds: readonly string[]; since?: Instant; at: Instant },
): Promise<Request[]> {
  const { workspaceId, programIds, since, at } = filter;
  const wanted = { programIds, types: ["request"] as const };
  const items = await listItems(db, workspaceId, { ...wanted, states: ["open"] });
  const over =
    since === undefined
      ? []
      : await listItems(db, workspaceId, { ...wanted, states: ["decided", "withdrawn"], closedAfter: since });
  return requestsOf(db, workspaceId, [...items, ...over].filter(isRequest), { at, zone: reader.zone });
}

/** `limits`: left out where nobody decides from what is shown. */
type ShownProgram = ClosedProgram & { limits?: DecisionLimits };

/** `isView`: whether one is read in a view, where words stand that are for the lead alone. */
interface ShownAt {
  at: Instant;
  zone: string;
  isView?(item: Pick<RequestItem, "id">): boolean;
  /** The programs of the requests, by id, where the caller has read them. */
  programs?: ReadonlyMap<string, ShownProgram>;
  /** The seats in these programs, by program, where the caller has read them. */
  seats?: ReadonlyMap<string, readonly { role: SeatRole; person_id: string }[]>;
}

/** `programs`: only of one that runs. */
export async function findRequest(
  { db, workspaceId }: Pick<SendContext, "db" | "workspaceId">,
  itemId: string,
  programs: "any" | "running" = "any",
): Promise<RequestItem | undefined> {
  const item = await findItem(db, workspaceId, itemId);
  if (!item || !isRequest(item)) return undefined;
  return programs === "any" || (await isRunning(db, workspaceId, item.program_id)) ? item : undefined;
}

/** As it is when a message about it is made. */
export async function requestNow(
  { db, workspaceId, now, reader }: SendContext,
  { itemId }: { itemId: string },
): Promise<Request> {
  const item = await findRequest({ db, workspaceId }, itemId);
  if (!item) throw new Error(`The request ${itemId} is gone`);
  return requestOf(db, item, { at: now, zone: reader.zone });
}

/** One of them, by its item. */
export async function requestOf(db: Db | Tx, item: RequestItem, shownAt: ShownAt): Promise<Request> {
  const [request] = await requestsOf(db, item.workspace_id, [item], shownAt);
  if (!request) throw new Error("An item gives one request");
  return request;
}

/**
 * As they are shown, whoever looks; in the order of the items. At most four statements; more where
 * one names an amount or days.
 */
export async function requestsOf(
  db: Db | Tx,
  workspaceId: string,
  given: readonly RequestItem[],
  { at, zone, isView = () => false, programs: loaded, seats: seated }: ShownAt,
): Promise<Request[]> {
  if (given.length === 0) return [];
  const items = given.map((item) => (isView(item) ? item : redacted(item)));
  const programIds = [...new Set(items.map((item) => item.program_id))];
  const programs = loaded ?? (await namedPrograms(db, workspaceId, programIds));
  const ids = items.map(({ id }) => id);
  const events = Map.groupBy(await listItemEvents(db, workspaceId, ids), ({ item_id }) => item_id);
  const votes = await votesIn(db, workspaceId, items, events);
  const histories = new Map(
    items.map((item) => [item.id, historyOf(item, events.get(item.id) ?? [], votes.get(item.id) ?? [])]),
  );

  const seats = seated ?? (await seatsByProgram(db, workspaceId, programIds, seatDay(at)));
  const ladder = await ladderSeatsOf(
    db,
    workspaceId,
    items.flatMap((item) => (isLimited(item.details) ? item.program_id : [])),
    at,
  );
  const decidersNow = new Map(
    items.map((item) => [
      item.id,
      decidersOf(seats.get(item.program_id) ?? [], item, histories.get(item.id)?.delegatorId ?? null),
    ]),
  );
  const closers = items.flatMap((item) => programs.get(item.program_id)?.closed?.byId ?? []);
  const concerned = [
    ...closers,
    ...[...decidersNow.values()].flat(),
    ...items.flatMap((item) => peopleIn(item, histories.get(item.id))),
  ];
  const people = await peopleByIds(db, workspaceId, [...new Set(concerned)]);
  const names = new Map(people.map(({ id, name }) => [id, { id, name }]));

  const reached = new Map<string, Instant | null>();
  for (const { id, raised_by: personId, details } of items)
    if (details.waiting?.because === "undo")
      reached.set(id, await reachedAfterUndo(db, workspaceId, personId, details));
  const zones = new Map(people.map((person) => [person.id, person.zone]));
  const named = (id: string): Named => names.get(id) ?? { id, name: "" };

  return items.map((item) => {
    const program = programs.get(item.program_id);
    const known = histories.get(item.id) ?? historyOf(item, [], []);
    const history = isView(item) || !isRestricted(item) ? known : withoutWords(known);
    const deciders = decidersNow.get(item.id) ?? [];
    const theirZones = deciders.flatMap((id) => zones.get(id) ?? []);
    const late = lateFrom(item, [zone, ...theirZones]);
    const ids = [...deciders, ...(known.delegatorId === null ? [] : [known.delegatorId])];
    const { raised_by, owner_id, disclosure } = item;
    const asking = { ...asksOf(item.details), raised_by, owner_id, disclosure };
    const actsFor = (id: string) => escalatesFrom(events.get(item.id) ?? [], id);
    const exceeds = exceededBy(ids, {
      limits: program?.limits,
      seats: ladder.get(item.program_id) ?? [],
      asking,
      actsFor,
    });
    const times = { lateFrom: late, reachesAt: reached.get(item.id) ?? null, at, today: localDateOf(at, zone) };
    return shown(item, { program, history, named, deciders, exceeds, ...times });
  });
}

/** When whoever asked has the decision: once it can be undone no more, within their hours; null: at once then. */
function reachedAfterUndo(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  { waiting }: Details["request"],
): Promise<Instant | null> {
  return reachedAt(db, workspaceId, personId, { from: waiting?.until ?? "", contact: "digest" });
}

/** Of those that are in a vote, the votes of that one. */
async function votesIn(
  db: Db | Tx,
  workspaceId: string,
  items: readonly RequestItem[],
  events: ReadonlyMap<string, readonly ItemEvent[]>,
): Promise<ReadonlyMap<string, readonly Vote[]>> {
  const inVote = items.filter(({ details }) => details.waiting?.because === "vote");
  const numbers = new Map(inVote.map(({ id }) => [id, voteNumber(events.get(id) ?? [])]));
  return listVotes(db, workspaceId, numbers);
}

interface History {
  writerId: string | null;
  question: Question | null;
  received: Received | null;
  delegatorId: string | null;
  votes: readonly Vote[];
}

function withoutWords({ question, received, ...history }: History): History {
  return {
    ...history,
    question: question && { ...question, question: LEFT_OUT, answer: question.answer && LEFT_OUT },
    received: received && { ...received, why: received.why && LEFT_OUT },
  };
}

function historyOf(item: RequestItem, events: readonly ItemEvent[], votes: readonly Vote[]): History {
  return {
    votes,
    writerId: writerIn(events),
    question: lastQuestion(events),
    received: item.owner_id === null ? null : receivedBy(events, item.owner_id),
    delegatorId: delegatorOf(events, item.owner_id),
  };
}

function shown(
  item: RequestItem,
  {
    program,
    history: { question, received, delegatorId, writerId, ...history },
    named,
    deciders,
    exceeds,
    lateFrom: late,
    reachesAt,
    at,
    today,
  }: {
    program: ShownProgram | undefined;
    history: History;
    named(id: string): Named;
    deciders: string[];
    exceeds: Readonly<Record<string, Exceeded>>;
    lateFrom: Instant | null;
    reachesAt: Instant | null;
    at: Instant;
    today: LocalDate;
  },
) {
  const { details } = item;
  const { waiting, pending, outcome } = details;
  return {
    id: item.id,
    /** `LOY-REQ-4`. */
    code: codeOf(item),
    program: { id: item.program_id, title: program?.title ?? "" },
    title: item.title,
    disclosure: item.disclosure,
    /** As typed; empty where the title says it all. */
    description: item.description,
    state: item.state,
    decider: named(item.owner_id ?? ""),
    /** Ids of those to whom it is put: the decider, of several sponsors each. */
    deciders,
    deciderNames: deciders.map(named),
    /** Ids of those who may decide it all the same: whoever delegated it. */
    alsoDecide: delegatorId === null || delegatorId === item.raised_by ? [] : [delegatorId],
    requester: named(item.raised_by),
    /** Who may not decide it. */
    barredId: barredFrom(item),
    /** Who wrote it for the requester. */
    writer: writerId === null ? null : named(writerId),
    options: details.options ?? [],
    isYesOrNo: details.isYesOrNo === true,
    recommended: details.recommended ?? null,
    why: details.why ?? null,
    costOfWaiting: details.costOfWaiting ?? null,
    asks: asksOf(details),
    /** By the id of whoever may decide it: the limit of the program that they would go beyond. */
    exceeds,
    neededBy: item.due_on,
    answerBy: answerDayOf(item),
    /** The first date ever given, and how often it has moved. */
    originalNeededBy: item.original_due_on,
    moves: item.due_moves,
    askedAt: item.raised_at,
    /** It was needed before today; whoever has it may be in time all the same. */
    isPastNeeded: isLive(item) && item.due_on !== null && item.due_on < today,
    /** From when on whoever has it is late; null: never. */
    lateFrom: late,
    isLate: late !== null && at >= late,
    /** A later day than its *Answer by* is left until it is needed. */
    canPostpone: item.due_on !== null && item.due_on > today && item.due_on > (item.answer_by ?? today),
    waitsFor: waitsFor(item, today),
    /** Until when it waits: an instant, or for a date or a reply that day. */
    waitsUntil: waiting?.until ?? null,
    /** A decision that its decider may still undo. */
    pending:
      waiting?.because === "undo" && pending
        ? {
            by: named(waiting.for),
            text: pending.text,
            rationale: pending.rationale ?? null,
            until: waiting.until,
            reachesAt,
          }
        : null,
    outcome: outcome ? { ...outcome, decidedBy: named(outcome.decidedBy) } : null,
    /** It ended undecided with its program. */
    closing: closingOf(item, program, (id) => named(id).name),
    question: question && { ...question, by: named(question.by) },
    received: received && { ...received, from: named(received.from) },
    ...history,
  };
}

function peopleIn({ owner_id, raised_by, details }: RequestItem, history: History | undefined): string[] {
  const { outcome, waiting } = details;
  const others = [history?.writerId, outcome?.decidedBy, history?.question?.by, history?.received?.from];
  return [owner_id, raised_by, waiting?.because === "undo" ? waiting.for : null, ...others].flatMap((id) => id ?? []);
}
