/** What happens to the record that capabilities above follow, each in the transaction of what it tells. */
import { EventKind } from "../platform/events.ts";

/** Something of a program was raised, changed or has ended. */
export const recordChanged = new EventKind<{ workspace_id: string; program_id: string }>();

/** What was drafted from this answer is not what it was: its author's receipt offers something else. */
export const draftsChanged = new EventKind<{ workspaceId: string; roundId: string; personId: string }>();
