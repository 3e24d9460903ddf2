/**
 * Of each event the scopes of which an app needs one to get it; the others need none. Source: docs.slack.dev/reference/events,
 * the page of each.
 */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  "message.im": ["im:history"],
  "message.mpim": ["mpim:history"],
  "message.channels": ["channels:history"],
  "message.groups": ["groups:history"],
  ...of(["users:read"], "user_change", "team_join"),
  ...of(["channels:read"], "channel_archive", "channel_unarchive", "channel_deleted", "channel_left", "channel_rename"),
  ...of(["groups:read"], "group_archive", "group_unarchive", "group_deleted", "group_left", "group_rename"),
  ...of(["channels:read", "groups:read"], "member_joined_channel", "member_left_channel"),
  ...of(["usergroups:read"], "subteam_created", "subteam_updated", "subteam_members_changed"),
};

function of(scopes: readonly string[], ...events: string[]): Record<string, readonly string[]> {
  return Object.fromEntries(events.map((event) => [event, scopes]));
}

/** `event`: by the name under which a manifest subscribes to it. */
export function isHeard(event: string, { botEvents, scopes }: { botEvents: string[]; scopes: string[] }): boolean {
  const needed = NEEDED[event];
  return botEvents.includes(event) && (needed === undefined || needed.some((scope) => scopes.includes(scope)));
}
