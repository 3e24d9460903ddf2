/** What else is done with a request: asked about, answered, delegated, postponed, given options. */
import type { ActorContext } from "../../people/actors.ts";
import { type Person, peopleByIds } from "../../people/people.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { codeOf } from "../codes-and-transitions.ts";
import { requestFailure } from "../failures.ts";
import { type Change, editItem, record } from "../items.ts";
import { type Item, listItemEvents } from "../repository.ts";
import type { RequestOption } from "../types/decisions-and-requests.ts";
import { answerByAfterReply, daysOfPerson } from "./answer-by.ts";
import { type Assignment, lastQuestion } from "./history.ts";
import { refuseAsDecider } from "./next-owner.ts";
import { asRequest, isRequest, type Request, withoutWaits } from "./request.ts";
import { type RequestToAct, shownTo, toDecide, toSpeakFor } from "./who-decides.ts";

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

/** Throws as `toSpeakFor`, and REQUEST_ANSWERED. */
export const reply = act(toSpeakFor, async ({ db: tx, clock }, { item }, { answer }: { answer: string }) => {
  const events = await listItemEvents(tx, item.workspace_id, [item.id]);
  const question = lastQuestion(events);
  if (!question || question.answer !== null) {
    const byId = question && events.findLast(({ event }) => event === "answered-back")?.actor_id;
    const [by] = await peopleByIds(tx, item.workspace_id, [byId ?? ""]);
    throw requestFailure("REQUEST_ANSWERED", { code: codeOf(item), who: by?.name ?? "" });
  }
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
  refuseAsDecider(person, { requesterId: item.raised_by, deciderId: item.owner_id });
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
  note?: string;
}

/** A request or a blocker is somebody else's now. `actor` null: by a rule. */
export async function giveTo(
  ctx: ActorContext<Tx, Person | null>,
  { item, event = "escalated", note, ...assignment }: { item: Item } & Giving,
): Promise<Item> {
  return record(ctx, {
    item,
    event,
    changes: {
      owner_id: assignment.to,
      ...(isRequest(item) && { details: withoutWaits(item.details) }),
    },
    ...(note !== undefined && { note: storableText(note) }),
    facts: { assignment: { ...assignment, from: item.owner_id ?? item.raised_by } },
  });
}

export interface Offered {
  title: string;
  decider: Person;
  options: readonly RequestOption[];
  recommended: number | null;
  why: string;
  neededBy: LocalDate;
  costOfWaiting: string;
}

/** By whoever speaks for it. Throws as `toSpeakFor` and `refuseAsDecider`, and REQUEST_IN_VOTE. */
export async function offerOptions(
  ctx: ActorContext,
  { itemId, title, decider, neededBy, options, recommended, why, costOfWaiting }: { itemId: string } & Offered,
): Promise<Request> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { item } = await toSpeakFor(within, { itemId });
    // What the form does not show stays.
    const { options: _, recommended: __, why: ___, costOfWaiting: ____, isYesOrNo, ...kept } = item.details;
    if (kept.waiting?.because === "vote") throw requestFailure("REQUEST_IN_VOTE", { code: codeOf(item) });
    if (decider.id !== item.owner_id) refuseAsDecider(decider, { requesterId: item.raised_by, deciderId: null });
    const changed = await editItem(within, {
      item,
      edit: {
        title,
        ownerId: decider.id,
        dueOn: neededBy,
        typed: {
          type: "request",
          details: {
            ...kept,
            ...(options.length > 0 && { options: options.map((option) => ({ ...option })) }),
            ...(options.length === 0 && isYesOrNo && { isYesOrNo }),
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
