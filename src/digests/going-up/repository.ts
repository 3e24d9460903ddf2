import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { type Subscription, subscriptionsWithZone } from "../repository.ts";

/** Digests of whoever sponsors or steers any program that go between two instants. */
export async function listSubscriptionsAbove(
  db: Db,
  workspaceId: string,
  { after, until }: { after: Instant; until: Instant },
): Promise<(Subscription & { zone: string })[]> {
  return subscriptionsWithZone(db)
    .where("digest_subscription.workspace_id", "=", workspaceId)
    .where("next_at", ">", after)
    .where("next_at", "<=", until)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("seat")
          .select("seat.id")
          .whereRef("seat.workspace_id", "=", "digest_subscription.workspace_id")
          .whereRef("seat.person_id", "=", "digest_subscription.person_id")
          .where("seat.role", "in", ["sponsor", "steering"]),
      ),
    )
    .orderBy("next_at")
    .orderBy("digest_subscription.person_id")
    .execute();
}
