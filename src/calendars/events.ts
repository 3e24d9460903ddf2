import { EventKind } from "../platform/events.ts";

/** Other days are worked than before. Rounds that exist stay as they are. */
export const workingDaysChanged = new EventKind<{ workspaceId: string }>();
