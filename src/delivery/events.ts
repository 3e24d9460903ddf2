/** What happens in the outbox that capabilities follow. */
import { EventKind } from "../platform/events.ts";

/** Slack will never take a message for this channel; told in the transaction that records it. */
export const channelRefused = new EventKind<{ workspaceId: string; channelId: string; error: string }>();
