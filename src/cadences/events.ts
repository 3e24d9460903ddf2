/** Events of cadences, raised in the transaction of the change. */
import { EventKind } from "../platform/events.ts";

/** The fiscal year of a program may start in another month now. */
export const yearsChanged = new EventKind<{ workspaceId: string }>();
