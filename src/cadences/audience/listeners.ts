/** What Slack tells of channels and user groups: audiences that have one are read again. */

import { z } from "zod";
import type { Running } from "../../app/capability.ts";
import type { Person } from "../../people/use-cases.ts";
import { noteSource } from "./use-cases.ts";

const channelEvent = z.object({ channel: z.string() });
const groupEvent = z.object({ subteam: z.object({ id: z.string() }) });
const membersEvent = z.object({ subteam_id: z.string() });

const CHANNEL_EVENTS = [
  "member_joined_channel",
  "member_left_channel",
  "channel_archive",
  "channel_unarchive",
  "channel_deleted",
  "channel_left",
  "group_archive",
  "group_unarchive",
  "group_deleted",
  "group_left",
] as const;

/**
 * An event says only that there is something to read: whatever order events come in, and however often, what Slack then
 * gives is right.
 */
export function registerSourceEvents({ services, workspaceId, listening, directory }: Running<Person>): void {
  const { app, wake } = listening;
  const note = async (kind: "channel" | "group", id: string) => {
    if (await noteSource(services, workspaceId, { kind, id })) wake();
  };
  for (const type of CHANNEL_EVENTS) app.event(type, ({ event }) => note("channel", channelEvent.parse(event).channel));
  for (const type of ["subteam_created", "subteam_updated"] as const)
    app.event(type, async ({ event }) => {
      directory.outdated();
      await note("group", groupEvent.parse(event).subteam.id);
    });
  app.event("subteam_members_changed", ({ event }) => note("group", membersEvent.parse(event).subteam_id));
}
