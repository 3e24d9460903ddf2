/** A decider postpones a request, at most until it is needed; whoever asked reads the new date. */
import type { Person } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import type { LocalDate } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { record } from "../use-cases.ts";
import { shownTo, toDecide } from "./acting.ts";
import { requestFailure } from "./failures.ts";
import { asRequest, type Request } from "./request.ts";

/** The last day to which it can be postponed: until it is needed, or its present owner's day where that is later. */
export function lastDayToPostpone({
  neededBy,
  answerBy,
}: {
  neededBy: LocalDate | null;
  answerBy: LocalDate | null;
}): LocalDate {
  const days = [neededBy, answerBy].filter((day) => day !== null);
  return days.toSorted().at(-1) ?? "9999-12-31";
}

/** Throws as `toDecide`, and POSTPONED_TOO_FAR. */
export async function postpone(services: Services, actor: Person, itemId: string, until: LocalDate): Promise<Request> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toDecide(services, tx, actor, itemId);
    const last = lastDayToPostpone({ neededBy: item.due_on, answerBy: item.answer_by });
    if (until > last) throw requestFailure("POSTPONED_TOO_FAR", { on: last });
    const postponed = await record(services, tx, actor, item, {
      event: "deferred",
      changes: {
        answer_by: until,
        details: { ...item.details, waiting: { for: actor.id, until, because: "postponed" } },
      },
      note: until,
    });
    return shownTo(services, tx, actor, asRequest(postponed));
  });
}
