import { EventKind } from "../platform/events.ts";

/** Working days have changed; existing rounds do not move. */
export const workingDaysChanged = new EventKind<{ workspaceId: string }>();
