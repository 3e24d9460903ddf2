/** A decider asks first; whoever asked for the decision replies. Both go at once, with their words. */
import type { Person } from "../../people/use-cases.ts";
import { storableText } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { listItemEvents } from "../repository.ts";
import { codeOf } from "../rules.ts";
import { record } from "../use-cases.ts";
import { shownTo, toDecide, toSpeakFor } from "./acting.ts";
import { answerByAfterReply } from "./answer-by.ts";
import { requestFailure } from "./failures.ts";
import { lastQuestion } from "./history.ts";
import { daysOfPerson } from "./owner-days.ts";
import { asRequest, type Request } from "./request.ts";

/** While it is open nothing goes up. Throws as `toDecide`. */
export async function askQuestion(
  services: Services,
  actor: Person,
  itemId: string,
  question: string,
): Promise<Request> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toDecide(services, tx, actor, itemId);
    const until = item.due_on ?? localDateOf(services.clock.now(), actor.zone);
    const asked = await record(services, tx, actor, item, {
      event: "asked-back",
      changes: { details: { ...item.details, waiting: { for: item.raised_by, until, because: "question" } } },
      note: storableText(question),
    });
    return shownTo(services, tx, actor, asRequest(asked));
  });
}

/** Throws as `toSpeakFor`, and ASK_ANSWERED. */
export async function reply(services: Services, actor: Person, itemId: string, answer: string): Promise<Request> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toSpeakFor(services, tx, actor, itemId);
    const question = lastQuestion(await listItemEvents(tx, item.workspace_id, [item.id]));
    if (!question || question.answer !== null) throw requestFailure("ASK_ANSWERED", { code: codeOf(item) });
    const { waiting, ...details } = item.details;
    const isWaited = waiting?.because === "question";
    const day = isWaited && item.owner_id !== null && item.answer_by !== null && item.due_on !== null;
    const owner = day ? await daysOfPerson(tx, item.workspace_id, item.owner_id ?? "", services.clock.now()) : null;
    const answerBy =
      owner && item.answer_by !== null && item.due_on !== null
        ? answerByAfterReply({
            answerBy: item.answer_by,
            neededBy: item.due_on,
            today: owner.today,
            isWorkingDay: owner.isWorkingDay,
          })
        : item.answer_by;
    const replied = await record(services, tx, actor, item, {
      event: "answered-back",
      changes: { ...(isWaited && { details }), answer_by: answerBy },
      note: storableText(answer),
    });
    return shownTo(services, tx, actor, asRequest(replied));
  });
}
