/** Somebody else decides a request; unanswered, it goes up from whoever delegated it. */
import type { Person } from "../../people/use-cases.ts";
import { storableText } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { record } from "../use-cases.ts";
import { shownTo, toDecide } from "./acting.ts";
import { refuseAsDecider } from "./asking.ts";
import { asRequest, type Request, withoutWaits } from "./request.ts";

/** Also to somebody without a seat, who sees this request only. Throws as `toDecide` and `refuseAsDecider`. */
export async function delegate(
  services: Services,
  actor: Person,
  itemId: string,
  { person, why }: { person: Person; why: string },
): Promise<Request> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toDecide(services, tx, actor, itemId);
    refuseAsDecider(person, { askerId: item.raised_by, deciderId: item.owner_id });
    const delegated = await record(services, tx, actor, item, {
      event: "delegated",
      changes: { owner_id: person.id, details: withoutWaits(item.details) },
      note: storableText(why),
    });
    return shownTo(services, tx, actor, asRequest(delegated));
  });
}
