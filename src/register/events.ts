/** What happens to the record that capabilities above follow, each in the transaction of what it tells. */

import { EventKind } from "../platform/events.ts";
import type { LocalDate } from "../platform/time.ts";
import type { Item } from "./repository.ts";
import type { ItemEventName } from "./table.ts";

/** An item was raised, or something happened to it. `before`: null for a new one. */
export const itemChanged = new EventKind<{
  before: Item | null;
  after: Item;
  event: ItemEventName;
  actorId: string | null;
  /** Nobody is told anew: what they were sent says it. */
  isQuiet?: boolean;
}>();

/** A week begins on this Monday, for which something is to be worked out. */
export const weekBegins = new EventKind<{ workspaceId: string; monday: LocalDate }>();
