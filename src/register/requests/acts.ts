/** What else is done with a request: asked about, answered, delegated, postponed, given options. */
import type { Person } from "../../people/use-cases.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type Item, listItemEvents } from "../repository.ts";
import { codeOf } from "../rules.ts";
import type { Disclosure } from "../table.ts";
import type { AskOption } from "../types/ask.ts";
import { type Change, editItem, record } from "../use-cases.ts";
import { type RequestToAct, shownTo, toDecide, toSpeakFor } from "./acting.ts";
import { answerByAfterReply } from "./answer-by.ts";
import { requestFailure } from "./failures.ts";
import { type Assignment, lastQuestion } from "./history.ts";
import { refuseAsDecider } from "./next-owner.ts";
import { daysOfPerson } from "./owner-days.ts";
import { asRequest, isRequest, type Request, withoutWaits } from "./request.ts";

type Find = (services: Services, tx: Tx, actor: Person, itemId: string) => Promise<RequestToAct>;

/** One act of one person, in a transaction of its own. */
function act<Given>(
  find: Find,
  changeOf: (tx: Tx, request: RequestToAct, given: Given, of: { services: Services; actor: Person }) => Promise<Change>,
): (services: Services, actor: Person, itemId: string, given: Given) => Promise<Request> {
  return (services, actor, itemId, given) =>
    inTransaction(services.db, async (tx) => {
      const request = await find(services, tx, actor, itemId);
      const change = await changeOf(tx, request, given, { services, actor });
      const changed = await record(services, tx, actor, request.item, change);
      return shownTo(services, tx, actor, asRequest(changed));
    });
}

/** While the question is open nothing goes up before it is needed. Throws as `toDecide`. */
export const askQuestion = act(toDecide, async (_, { item }, question: string, { services, actor }) => {
  const until = item.due_on ?? localDateOf(services.clock.now(), actor.zone);
  return {
    event: "asked-back",
    changes: { details: { ...item.details, waiting: { for: item.raised_by, until, because: "question" } } },
    note: storableText(question),
  };
});

/** Throws as `toSpeakFor`, and ASK_ANSWERED. */
export const reply = act(toSpeakFor, async (tx, { item }, answer: string, { services }) => {
  const question = lastQuestion(await listItemEvents(tx, item.workspace_id, [item.id]));
  if (!question || question.answer !== null) throw requestFailure("ASK_ANSWERED", { code: codeOf(item) });
  const { waiting, ...details } = item.details;
  const { owner_id: ownerId, answer_by: answerBy, due_on: neededBy } = item;
  // Whoever got it meanwhile has days of their own.
  if (waiting?.because !== "question" || ownerId === null || answerBy === null || neededBy === null)
    return { event: "answered-back", changes: {}, note: storableText(answer) };
  const { today, isWorkingDay } = await daysOfPerson(tx, item.workspace_id, ownerId, services.clock.now());
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
export const postpone = act(toDecide, async (_, { item }, until: LocalDate, { services, actor }) => {
  const today = localDateOf(services.clock.now(), actor.zone);
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
  services: Services,
  tx: Tx,
  actor: Person | null,
  item: Item,
  { event = "escalated", disclosure = item.disclosure, note, ...assignment }: Giving,
): Promise<void> {
  await record(services, tx, actor, item, {
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
  services: Services,
  actor: Person,
  itemId: string,
  { title, decider, neededBy, options, recommended, why, costOfWaiting }: Offered,
): Promise<Request> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toSpeakFor(services, tx, actor, itemId);
    const { kind, evidence, waiting } = item.details;
    if (waiting?.because === "vote") throw requestFailure("ASK_IN_VOTE", { code: codeOf(item) });
    if (decider.id !== item.owner_id) refuseAsDecider(decider, { askerId: item.raised_by, deciderId: null });
    const changed = await editItem(services, tx, actor, item, {
      title,
      ownerId: decider.id,
      dueOn: neededBy,
      typed: {
        type: "ask",
        details: {
          kind,
          ...(evidence !== undefined && { evidence }),
          ...(waiting && { waiting }),
          ...(options.length > 0 && { options: options.map((option) => ({ ...option })) }),
          ...(recommended !== null && { recommended }),
          ...(costOfWaiting && { costOfWaiting: storableText(costOfWaiting) }),
          ...(why && { why: storableText(why) }),
        },
      },
    });
    return shownTo(services, tx, actor, asRequest(changed));
  });
}
