/** What happens to the record that capabilities above follow, each in the transaction of what it tells. */

import { EventKind } from "../platform/events.ts";
import type { LocalDate } from "../platform/time.ts";

/** Something of a program was raised, changed or has ended. */
export const recordChanged = new EventKind<{ workspace_id: string; program_id: string }>();

/** A week begins on this Monday, for which something is to be worked out. */
export const weekBegins = new EventKind<{ workspaceId: string; monday: LocalDate }>();

/** Contacts that this person keeps are due today, or still. */
export const contactsDue = new EventKind<{ workspaceId: string; personId: string; on: LocalDate }>();

/** What this answer made is not what it was: its author's receipt shows something else. */
export const answerItemsChanged = new EventKind<{ workspaceId: string; roundId: string; personId: string }>();
