import { recheckWorkspace } from "../cadences/use-cases.ts";
import { refreshSubscriptions } from "../digests/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";

/** Has rounds and digests counted again, now that other days are worked. Rounds that exist stay as they are. */
export async function countDaysAnew(services: Pick<Services, "clock">, tx: Tx, workspaceId: string): Promise<void> {
  await recheckWorkspace(tx, services, workspaceId);
  await refreshSubscriptions(tx, services, workspaceId);
}
