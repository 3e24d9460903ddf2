/** What happens to cadences that capabilities above follow, each in the transaction of what it tells. */
import { EventKind } from "../platform/events.ts";

/** The years of programs may begin in another month now. */
export const yearsChanged = new EventKind<{ workspaceId: string }>();
