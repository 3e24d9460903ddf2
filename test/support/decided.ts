import type { Person } from "../../src/people/people.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { findItem } from "../../src/register/repository.ts";
import { type Choice, decide, settle } from "../../src/register/requests/decide.ts";
import { asRequest, type RequestItem } from "../../src/register/requests/request.ts";

/** Decides a request, whose decision stands at once, as if the ten minutes were over. */
export async function decided(services: Services, actor: Person, itemId: string, choice: Choice): Promise<RequestItem> {
  await decide({ ...services, actor }, { itemId, ...choice });
  return inTransaction(services.db, async (tx) => {
    const item = await findItem(tx, actor.workspace_id, itemId);
    if (!item) throw new Error(`No request ${itemId}`);
    return settle(services, tx, asRequest(item));
  });
}
