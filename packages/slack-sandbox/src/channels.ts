import { SlackError } from "./failures.ts";
import type { JsonObject } from "./json.ts";
import { requireScope } from "./method.ts";
import type { Simulation } from "./simulation.ts";
import type { Channel, ChannelKind, Workspace } from "./workspace.ts";

const READ_SCOPES: Record<ChannelKind, string> = { public: "channels:read", private: "groups:read", im: "im:read" };
const HISTORY_SCOPES: Record<ChannelKind, string> = {
  public: "channels:history",
  private: "groups:history",
  im: "im:history",
};

/** A conversation that the app can see: a private one only as its member. Throws channel_not_found. */
export function getVisibleChannel(workspace: Workspace, channelId: string): Channel {
  const channel = workspace.channels.get(channelId);
  if (!channel || (channel.kind === "private" && !isMember(workspace, channel)))
    throw new SlackError("channel_not_found");
  return channel;
}

/** One that the app is in. Throws channel_not_found, not_in_channel. */
export function getJoinedChannel(workspace: Workspace, channelId: string): Channel {
  const channel = getVisibleChannel(workspace, channelId);
  if (!isMember(workspace, channel)) throw new SlackError("not_in_channel");
  return channel;
}

/** Throws channel_not_found, missing_scope. */
export function getReadableChannel(slack: Simulation, channelId: string): Channel {
  const channel = getVisibleChannel(slack.workspace, channelId);
  requireScope(slack, READ_SCOPES[channel.kind]);
  return channel;
}

/** Throws channel_not_found, missing_scope, not_in_channel. */
export function getChannelWithHistory(slack: Simulation, channelId: string): Channel {
  const channel = getVisibleChannel(slack.workspace, channelId);
  requireScope(slack, HISTORY_SCOPES[channel.kind]);
  return getJoinedChannel(slack.workspace, channelId);
}

function isMember(workspace: Workspace, channel: Channel): boolean {
  return channel.members.has(workspace.botUserId);
}

export function channelJson(workspace: Workspace, channel: Channel): JsonObject {
  const has = (affiliation: string) =>
    [...channel.members].some((id) => workspace.getPerson(id)?.affiliation === affiliation);
  const [isExternal, isOrgShared] = [has("external"), has("other-workspace")];
  const common = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.isArchived,
    is_im: channel.kind === "im",
    is_org_shared: isOrgShared,
    context_team_id: workspace.team.id,
    updated: channel.created * 1000,
  };
  if (channel.kind === "im") return { ...common, user: channel.withUser ?? "", is_user_deleted: false, priority: 0 };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_mpim: false,
    is_private: channel.kind === "private",
    is_general: false,
    is_shared: isExternal || isOrgShared,
    is_ext_shared: isExternal,
    is_member: isMember(workspace, channel),
    creator: channel.creator,
    topic: { value: "", creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
  };
}
