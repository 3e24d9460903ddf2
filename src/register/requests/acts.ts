/** What else is done with a request: asked about, answered, delegated, postponed, given options. */

import type { ActorContext } from "../../people/actors.ts";
import { type Person, peopleByIds, personById, readerOf } from "../../people/people.ts";
import { may, type Standing } from "../../people/rights.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import { timeOfDay } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type Program, programOf } from "../../programs/programs.ts";
import { refuseWhereClosed, registerFailure, requestFailure } from "../failures.ts";
import { standingsOn } from "../grounds.ts";
import { type Change, editItem, record } from "../items.ts";
import { findItem, type Item, listItemEvents } from "../repository.ts";
import { codeOf } from "../rules.ts";
import type { Disclosure } from "../table.ts";
import type { AskOption } from "../types/decisions.ts";
import { answerByAfterReply, daysOfPerson } from "./answer-by.ts";
import { type Assignment, lastQuestion } from "./history.ts";
import { hasCommitteeFor, refuseAsDecider } from "./next-owner.ts";
import {
  asRequest,
  isRequest,
  isToDecide,
  type Request,
  type RequestItem,
  requestOf,
  withoutWaits,
} from "./request.ts";

type Find = (ctx: ActorContext<Tx>, asked: { itemId: string }) => Promise<RequestToAct>;

/** One act of one person, in a transaction of its own. */
function act<Given>(
  find: Find,
  changeOf: (ctx: ActorContext<Tx>, request: RequestToAct, given: Given) => Promise<Change>,
): (ctx: ActorContext, given: Given & { itemId: string }) => Promise<Request> {
  return (ctx, given) =>
    inTransaction(ctx.db, async (tx) => {
      const within = { ...ctx, db: tx };
      const request = await find(within, { itemId: given.itemId });
      const change = await changeOf(within, request, given);
      const changed = await record(within, { item: request.item, ...change });
      return shownTo(within, asRequest(changed));
    });
}

/** While the question is open nothing goes up before it is needed. Throws as `toDecide`. */
export const askQuestion = act(toDecide, async ({ clock, actor }, { item }, { question }: { question: string }) => {
  const until = item.due_on ?? localDateOf(clock.now(), actor.zone);
  return {
    event: "asked-back",
    changes: { details: { ...item.details, waiting: { for: item.raised_by, until, because: "question" } } },
    note: storableText(question),
  };
});

/** Throws as `toSpeakFor`, and ASK_ANSWERED. */
export const reply = act(toSpeakFor, async ({ db: tx, clock }, { item }, { answer }: { answer: string }) => {
  const question = lastQuestion(await listItemEvents(tx, item.workspace_id, [item.id]));
  if (!question || question.answer !== null) throw requestFailure("ASK_ANSWERED", { code: codeOf(item) });
  const { waiting, ...details } = item.details;
  const { owner_id: ownerId, answer_by: answerBy, due_on: neededBy } = item;
  // Whoever got it meanwhile has days of their own.
  if (waiting?.because !== "question" || ownerId === null || answerBy === null || neededBy === null)
    return { event: "answered-back", changes: {}, note: storableText(answer) };
  const { today, isWorkingDay } = await daysOfPerson(tx, item.workspace_id, ownerId, clock.now());
  const day = answerByAfterReply({ answerBy, neededBy, today, isWorkingDay });
  return { event: "answered-back", changes: { details, answer_by: day }, note: storableText(answer) };
});

/** Also to somebody without a seat, who sees this request only. Throws as `toDecide` and `refuseAsDecider`. */
export const delegate = act(toDecide, async (_, { item }, { person, why }: { person: Person; why: string }) => {
  refuseAsDecider(person, { askerId: item.raised_by, deciderId: item.owner_id });
  return {
    event: "delegated",
    changes: { owner_id: person.id, details: withoutWaits(item.details) },
    note: storableText(why),
  };
});

/** Moves its *Answer by*, at most until it is needed. Throws as `toDecide`, and POSTPONED_TOO_FAR. */
export const postpone = act(toDecide, async ({ clock, actor }, { item }, { until }: { until: LocalDate }) => {
  const today = localDateOf(clock.now(), actor.zone);
  const after = item.answer_by !== null && item.answer_by > today ? item.answer_by : today;
  const last = item.due_on ?? until;
  if (until <= after || until > last) throw requestFailure("POSTPONED_TOO_FAR", { after, last });
  return {
    event: "deferred",
    changes: {
      answer_by: until,
      details: { ...item.details, waiting: { for: actor.id, until, because: "postponed" } },
    },
    note: until,
  };
});

interface Giving extends Omit<Assignment, "from"> {
  event?: "escalated" | "delegated";
  disclosure?: Disclosure;
  note?: string;
}

/** A request or a blocker is somebody else's now. `actor` null: by a rule. */
export async function giveTo(
  ctx: ActorContext<Tx, Person | null>,
  { item, event = "escalated", disclosure = item.disclosure, note, ...assignment }: { item: Item } & Giving,
): Promise<Item> {
  return record(ctx, {
    item,
    event,
    changes: {
      owner_id: assignment.to,
      ...(disclosure !== item.disclosure && { disclosure }),
      ...(isRequest(item) && { details: withoutWaits(item.details) }),
    },
    ...(note !== undefined && { note: storableText(note) }),
    facts: { assignment: { ...assignment, from: item.owner_id ?? item.raised_by } },
  });
}

export interface Offered {
  title: string;
  decider: Person;
  options: readonly AskOption[];
  recommended: number | null;
  why: string;
  neededBy: LocalDate;
  costOfWaiting: string;
}

/** By whoever speaks for it. Throws as `toSpeakFor` and `refuseAsDecider`, and ASK_IN_VOTE. */
export async function offerOptions(
  ctx: ActorContext,
  { itemId, title, decider, neededBy, options, recommended, why, costOfWaiting }: { itemId: string } & Offered,
): Promise<Request> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { item } = await toSpeakFor(within, { itemId });
    const { kind, waiting } = item.details;
    if (waiting?.because === "vote") throw requestFailure("ASK_IN_VOTE", { code: codeOf(item) });
    if (decider.id !== item.owner_id) refuseAsDecider(decider, { askerId: item.raised_by, deciderId: null });
    const changed = await editItem(within, {
      item,
      edit: {
        title,
        ownerId: decider.id,
        dueOn: neededBy,
        typed: {
          type: "ask",
          details: {
            kind,
            ...(waiting && { waiting }),
            ...(options.length > 0 && { options: options.map((option) => ({ ...option })) }),
            ...(recommended !== null && { recommended }),
            ...(costOfWaiting && { costOfWaiting: storableText(costOfWaiting) }),
            ...(why && { why: storableText(why) }),
          },
        },
      },
    });
    return shownTo(within, asRequest(changed));
  });
}

/** A request with what this person is to it. */
export interface RequestToAct {
  item: RequestItem;
  program: Program;
  standings: Standing[];
}

/** Throws ITEM_GONE; and PROGRAM_CLOSED to whoever has to do with it. */
export async function requestToAct(ctx: ActorContext, { itemId }: { itemId: string }): Promise<RequestToAct> {
  const { db } = ctx;
  const item = await findItem(db, ctx.actor.workspace_id, itemId);
  if (!item || !isRequest(item)) throw registerFailure("ITEM_GONE");
  const program = await programOf(db, item.workspace_id, item.program_id);
  const standings = await standingsOn(ctx, db, ctx.actor, item);
  if (standings.length > 0) refuseWhereClosed(program);
  return { item, program, standings };
}

/** As this person sees it now, in a view. */
export async function shownTo({ db, clock, actor }: ActorContext, item: RequestItem): Promise<Request> {
  return requestOf(db, item, { at: clock.now(), zone: actor.zone, isView: () => true });
}

/**
 * `right`: to decide, which another sponsor may as well; else to do anything else with it. Throws ITEM_GONE, ASK_NOT_YOURS,
 * ASK_OWN, ASK_ROLE_ENDED, ASK_DECIDED, ASK_WITHDRAWN, ASK_BEING_DECIDED, ASK_UNDO_FIRST, ASK_IN_VOTE.
 */
export async function toDecide(
  ctx: ActorContext,
  { itemId, right = "decide-ask" }: { itemId: string; right?: "take-decision" | "decide-ask" | "put-to-committee" },
): Promise<RequestToAct> {
  const request = await requestToAct(ctx, { itemId });
  const { item, standings } = request;
  if (!may(standings, right)) await refuseUnlessDecider(ctx.db, ctx.actor, request);
  await refuseUnlessOpen(ctx.db, ctx.actor, item);
  if (item.details.waiting?.because === "vote") throw requestFailure("ASK_IN_VOTE", { code: codeOf(item) });
  return request;
}

export async function refuseUnlessDecider(
  db: Db | Tx,
  actor: Person,
  { item, standings }: RequestToAct,
): Promise<void> {
  if (may(standings, "decide-ask")) return;
  const code = codeOf(item);
  if (item.raised_by === actor.id) throw requestFailure("ASK_OWN", { code });
  if (item.owner_id === actor.id) throw requestFailure("ASK_ROLE_ENDED", { code });
  const deciding = await peopleByIds(db, item.workspace_id, [item.owner_id ?? ""]);
  throw requestFailure("ASK_NOT_YOURS", { code, who: deciding.map(({ name }) => name) });
}

/** Throws ASK_DECIDED, ASK_WITHDRAWN, ITEM_MOVED_ON, ASK_BEING_DECIDED, ASK_UNDO_FIRST. */
export async function refuseUnlessOpen(db: Db | Tx, actor: Person, item: RequestItem): Promise<void> {
  const { outcome, waiting } = item.details;
  const code = codeOf(item);
  if (waiting?.because === "undo" && isToDecide(item)) {
    if (waiting.for === actor.id) throw requestFailure("ASK_UNDO_FIRST", { code });
    const { name } = await personById(db, item.workspace_id, waiting.for);
    throw requestFailure("ASK_BEING_DECIDED", { who: name, time: timeOfDay(readerOf(actor), waiting.until) });
  }
  if (isToDecide(item)) return;
  if (item.state !== "decided" || !outcome) throw requestFailure("ASK_WITHDRAWN", { code });
  const [decider] = await peopleByIds(db, item.workspace_id, [outcome.decidedBy]);
  const on = localDateOf(outcome.decidedAt, decider?.zone ?? "UTC");
  throw requestFailure("ASK_DECIDED", { on, who: decider?.name ?? "", outcome: outcome.text });
}

/** For whoever asked, and those who lead. Throws as `toDecide`, and ASK_NOT_FOR_YOU. */
export async function toSpeakFor(ctx: ActorContext, { itemId }: { itemId: string }): Promise<RequestToAct> {
  const request = await requestToAct(ctx, { itemId });
  const { item, standings } = request;
  if (!may(standings, "speak-for-ask")) {
    const [asker] = await peopleByIds(ctx.db, item.workspace_id, [item.raised_by]);
    throw requestFailure("ASK_NOT_FOR_YOU", { code: codeOf(item), who: asker?.name ?? "" });
  }
  await refuseUnlessOpen(ctx.db, ctx.actor, item);
  return request;
}

/** What a person may decide, for a form. Throws as `toDecide`. */
export async function requestToDecide(
  ctx: ActorContext,
  { itemId, right = "take-decision" }: { itemId: string; right?: "take-decision" | "decide-ask" },
): Promise<{ request: Request; hasCommittee: boolean }> {
  const { db, clock } = ctx;
  const { item } = await toDecide(ctx, { itemId, right });
  return { request: await shownTo(ctx, item), hasCommittee: await hasCommitteeFor(db, item, clock.now()) };
}

/** For the forms of whoever asked. Throws as `toSpeakFor`. */
export async function requestToSpeakFor(ctx: ActorContext, { itemId }: { itemId: string }): Promise<Request> {
  const { item } = await toSpeakFor(ctx, { itemId });
  return shownTo(ctx, item);
}
