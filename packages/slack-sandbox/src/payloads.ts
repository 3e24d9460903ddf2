/** What Slack sends to the app, with exactly its keys. Source: slackapi/java-slack-sdk json-logs and Bolt's types. */

import type { Values } from "./inputs.ts";
import { asJson, type JsonObject } from "./json.ts";
import { type Instant, offsetSeconds } from "./time.ts";
import type { View } from "./views.ts";
import type { Channel, Person, SandboxMessage, Workspace } from "./workspace.ts";

/** The legacy verification token: apps get it and must not trust it. */
const LEGACY_TOKEN = "sandbox-verification";
const OTHER_TEAM = "T0PARTNER";
const SISTER_TEAM = "T0SISTER";

export function messageJson(workspace: Workspace, channel: Channel | null, message: SandboxMessage): JsonObject {
  const replies = channel?.threads.get(message.ts) ?? [];
  const isReply = message.thread_ts !== undefined;
  const repliers = new Set(replies.flatMap((ts) => channel?.messages.get(ts)?.user ?? []));
  return asJson({
    type: "message",
    ...(message.is_broadcast && { subtype: "thread_broadcast" }),
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: workspace.team.id,
    ...(message.client_msg_id && { client_msg_id: message.client_msg_id }),
    ...(message.bot_id && { bot_id: message.bot_id, app_id: workspace.appId, bot_profile: botProfile(workspace) }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.metadata && { metadata: message.metadata }),
    ...(message.files && { files: message.files, upload: false }),
    ...(message.edited && { edited: message.edited }),
    ...(isReply && { thread_ts: message.thread_ts }),
    ...(!isReply &&
      replies.length > 0 && {
        thread_ts: message.ts,
        reply_count: replies.length,
        reply_users_count: repliers.size,
        reply_users: [...repliers],
        latest_reply: replies.at(-1),
      }),
  });
}

/** A user object; `locale` only where it was asked for. */
export function userJson(workspace: Workspace, person: Person, now: Instant, includeLocale: boolean): JsonObject {
  if (person.affiliation === "external") return externalJson(workspace, person, now);
  return asJson({
    id: person.userId,
    team_id: teamOf(workspace, person),
    name: person.handle,
    deleted: person.isDeactivated ?? false,
    updated: person.updated,
    is_bot: person.isBot ?? false,
    is_app_user: false,
    profile: {
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.handle,
      display_name_normalized: person.handle,
      status_text: person.status?.text ?? "",
      status_emoji: person.status?.emoji ?? "",
      status_expiration: person.status?.until ? Date.parse(person.status.until) / 1000 : 0,
      team: teamOf(workspace, person),
      ...(person.isBot && { bot_id: workspace.botId, api_app_id: workspace.appId }),
    },
    // Slack leaves these out for people who were deactivated.
    ...(!person.isDeactivated && {
      real_name: person.name,
      is_admin: (person.isAdmin ?? false) || (person.isOwner ?? false) || person.isPrimaryOwner,
      is_owner: (person.isOwner ?? false) || person.isPrimaryOwner,
      is_primary_owner: person.isPrimaryOwner,
      // A guest of one channel is restricted, and ultra-restricted besides.
      is_restricted: person.affiliation === "guest" || person.affiliation === "single-channel-guest",
      is_ultra_restricted: person.affiliation === "single-channel-guest",
      is_email_confirmed: !person.isBot,
      // Bots live in no zone.
      ...(!person.isBot && { tz: person.tz, tz_label: zoneLabel(person.tz), tz_offset: offsetSeconds(person.tz, now) }),
    }),
    ...enterpriseUser(workspace, person),
    ...(includeLocale && { locale: person.locale }),
  });
}

/** Who somebody is in the whole organisation. Source: docs.slack.dev/enterprise/developing-for-enterprise-orgs. */
function enterpriseUser(workspace: Workspace, person: Person): JsonObject {
  const { enterprise } = workspace.team;
  if (!enterprise || person.isBot) return {};
  return {
    enterprise_user: {
      id: person.userId,
      enterprise_id: enterprise.id,
      enterprise_name: enterprise.name,
      is_admin: false,
      is_owner: false,
      is_primary_owner: false,
      teams: [teamOf(workspace, person)],
    },
  };
}

/**
 * Somebody of another company, as far as a shared channel shows them: nothing of their role there, of their language or
 * of who they are to others. A stranger shares no channel with the app. Source: docs.slack.dev/apis/slack-connect,
 * docs.slack.dev/reference/objects/user-object.
 */
function externalJson(workspace: Workspace, person: Person, now: Instant): JsonObject {
  const isStranger = ![...workspace.channels.values()].some(
    ({ kind, members }) => kind !== "im" && members.has(person.userId) && members.has(workspace.botUserId),
  );
  return asJson({
    id: person.userId,
    team_id: OTHER_TEAM,
    name: person.handle,
    deleted: person.isDeactivated ?? false,
    real_name: person.name,
    is_stranger: isStranger,
    is_bot: person.isBot ?? false,
    is_app_user: false,
    updated: person.updated,
    ...(!isStranger && {
      tz: person.tz,
      tz_label: zoneLabel(person.tz),
      tz_offset: offsetSeconds(person.tz, now),
    }),
    profile: { real_name: person.name, display_name: person.handle, team: OTHER_TEAM },
  });
}

/** People of another company, or of another workspace, keep their own team. */
function teamOf(workspace: Workspace, { affiliation }: Person): string {
  if (affiliation === "external") return OTHER_TEAM;
  return affiliation === "other-workspace" ? SISTER_TEAM : workspace.team.id;
}

/** `enterprise` of an interaction. Source: docs.slack.dev/reference/interaction-payloads. */
function enterpriseOf({ team: { enterprise } }: Workspace): JsonObject | null {
  return enterprise ? { ...enterprise } : null;
}

interface Common {
  workspace: Workspace;
  person: Person;
}

function envelope({ workspace, person }: Common): JsonObject {
  return {
    team: { id: workspace.team.id, domain: workspace.team.domain },
    enterprise: enterpriseOf(workspace),
    is_enterprise_install: false,
    user: { id: person.userId, username: person.handle, name: person.handle, team_id: teamOf(workspace, person) },
    api_app_id: workspace.appId,
    token: LEGACY_TOKEN,
  };
}

export function blockActionsFromMessage(
  common: Common,
  facts: {
    channel: Channel;
    message: SandboxMessage;
    values: Values;
    action: JsonObject;
    triggerId: string;
    responseUrl: string;
  },
): JsonObject {
  const { channel, message } = facts;
  const isEphemeral = message.ephemeral_to !== undefined;
  return asJson({
    type: "block_actions",
    ...envelope(common),
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.thread_ts !== undefined && { thread_ts: message.thread_ts }),
    },
    trigger_id: facts.triggerId,
    channel: { id: channel.id, name: channelLabel(channel) },
    ...(!isEphemeral && { message: messageJson(common.workspace, channel, message) }),
    state: { values: facts.values },
    response_url: facts.responseUrl,
    actions: [facts.action],
  });
}

export function blockActionsFromView(
  common: Common,
  facts: { view: View; action: JsonObject; triggerId: string },
): JsonObject {
  return asJson({
    type: "block_actions",
    ...envelope(common),
    container: { type: "view", view_id: facts.view.id },
    trigger_id: facts.triggerId,
    view: facts.view,
    actions: [facts.action],
  });
}

export function viewSubmission(common: Common, view: View, triggerId: string): JsonObject {
  return asJson({
    type: "view_submission",
    ...envelope(common),
    trigger_id: triggerId,
    view,
  });
}

export function viewClosed(common: Common, view: View, isCleared: boolean): JsonObject {
  return asJson({ type: "view_closed", ...envelope(common), view, is_cleared: isCleared });
}

/** The fields of a slash command are strings, in HTTP's form and in Socket Mode's JSON. */
export function slashCommand(
  { workspace, person }: Common,
  facts: { channel: Channel; command: string; text: string; triggerId: string; responseUrl: string },
): Record<string, string> {
  const { enterprise } = workspace.team;
  return {
    token: LEGACY_TOKEN,
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: facts.channel.id,
    channel_name: channelLabel(facts.channel),
    user_id: person.userId,
    user_name: person.handle,
    command: facts.command,
    text: facts.text,
    api_app_id: workspace.appId,
    ...(enterprise && { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
    is_enterprise_install: "false",
    response_url: facts.responseUrl,
    trigger_id: facts.triggerId,
  };
}

/** A shortcut from anywhere: it belongs to no channel, so there is no response_url. */
export function globalShortcut(
  { workspace, person }: Common,
  facts: { callbackId: string; actionTs: string; triggerId: string },
): JsonObject {
  return {
    type: "shortcut",
    token: LEGACY_TOKEN,
    action_ts: facts.actionTs,
    team: { id: workspace.team.id, domain: workspace.team.domain },
    user: { id: person.userId, username: person.handle, team_id: teamOf(workspace, person) },
    is_enterprise_install: false,
    enterprise: enterpriseOf(workspace),
    callback_id: facts.callbackId,
    trigger_id: facts.triggerId,
  };
}

export function messageShortcut(
  { workspace, person }: Common,
  facts: {
    callbackId: string;
    actionTs: string;
    triggerId: string;
    responseUrl: string;
    channel: Channel;
    message: SandboxMessage;
  },
): JsonObject {
  const { channel, message } = facts;
  return {
    type: "message_action",
    token: LEGACY_TOKEN,
    action_ts: facts.actionTs,
    team: { id: workspace.team.id, domain: workspace.team.domain },
    user: { id: person.userId, username: person.handle, team_id: teamOf(workspace, person), name: person.handle },
    channel: { id: channel.id, name: channelLabel(channel) },
    is_enterprise_install: false,
    enterprise: enterpriseOf(workspace),
    callback_id: facts.callbackId,
    trigger_id: facts.triggerId,
    response_url: facts.responseUrl,
    message_ts: message.ts,
    message: messageJson(workspace, channel, message),
  };
}

export function eventCallback(workspace: Workspace, event: JsonObject): JsonObject {
  return {
    token: LEGACY_TOKEN,
    team_id: workspace.team.id,
    context_team_id: workspace.team.id,
    context_enterprise_id: workspace.team.enterprise?.id ?? null,
    api_app_id: workspace.appId,
    event,
    type: "event_callback",
    event_id: workspace.nextId("Ev"),
    event_time: workspace.nowSeconds(),
    authorizations: [
      {
        enterprise_id: workspace.team.enterprise?.id ?? null,
        team_id: workspace.team.id,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${workspace.nextId("e")}`,
  };
}

export function personEvent(
  workspace: Workspace,
  type: "team_join" | "user_change",
  person: Person,
  now: Instant,
): JsonObject {
  const user = userJson(workspace, person, now, true);
  return { type, user, cache_ts: workspace.nowSeconds(), event_ts: workspace.nextTs() };
}

/** Of a public channel `channel_archive` and so on, of a private one `group_archive`. */
export function channelEvent(
  workspace: Workspace,
  channel: Channel,
  what: "archive" | "unarchive" | "deleted" | "left",
): JsonObject {
  const type = `${channel.kind === "private" ? "group" : "channel"}_${what}`;
  return { type, channel: channel.id, event_ts: workspace.nextTs() };
}

/** Somebody came into a channel, or left it; the app itself unless said otherwise. */
export function membershipEvent(
  workspace: Workspace,
  channel: Channel,
  type: "member_joined_channel" | "member_left_channel",
  userId = workspace.botUserId,
): JsonObject {
  return {
    type,
    user: userId,
    channel: channel.id,
    channel_type: channel.kind === "private" ? "G" : "C",
    team: workspace.team.id,
    event_ts: workspace.nextTs(),
  };
}

export function messageImEvent(workspace: Workspace, channel: Channel, message: SandboxMessage): JsonObject {
  return asJson({
    type: "message",
    ...(message.files && { subtype: "file_share", files: message.files, upload: false, display_as_bot: false }),
    channel_type: "im",
    channel: channel.id,
    user: message.user,
    text: message.text,
    ts: message.ts,
    event_ts: message.ts,
    client_msg_id: message.client_msg_id,
    team: workspace.team.id,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.thread_ts !== undefined && { thread_ts: message.thread_ts }),
  });
}

function channelLabel(channel: Channel): string {
  if (channel.kind === "im") return "directmessage";
  return channel.kind === "private" ? "privategroup" : channel.name;
}

function botProfile(workspace: Workspace): JsonObject {
  return {
    id: workspace.botId,
    app_id: workspace.appId,
    name: workspace.people.get(workspace.botUserId)?.name ?? "",
    deleted: false,
    updated: 0,
    team_id: workspace.team.id,
  };
}

/** By zone: a formatter takes longer to make than all else of a person. */
const zoneLabels = new Map<string, string>();

function zoneLabel(zone: string): string {
  const known = zoneLabels.get(zone);
  if (known !== undefined) return known;
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(0);
  const label = parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
  zoneLabels.set(zone, label);
  return label;
}
