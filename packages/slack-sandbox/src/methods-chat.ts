import { getJoinedChannel, getVisibleChannel } from "./channels.ts";
import { SlackError } from "./failures.ts";
import { MESSAGE_LIMITS } from "./limits.ts";
import { changedMessage, postMessage, readPosted, refuseOddThread } from "./messages.ts";
import { flag, json, type Method, method, text } from "./method.ts";
import { messageJson } from "./payloads.ts";
import type { Simulation } from "./simulation.ts";
import { type Channel, forgetMessage, keepMessage, type Workspace } from "./workspace.ts";

const content = { text: text.optional(), blocks: json.optional(), metadata: json.optional() };
/** Accepted without effect: the sandbox unfurls nothing, and mrkdwn is on by default. */
const ignored = { unfurl_links: flag.optional(), unfurl_media: flag.optional(), mrkdwn: flag.optional() };

export const chatMethods: Record<string, Method> = {
  "chat.postMessage": method({
    scope: "chat:write",
    acceptsJson: true,
    arguments: { channel: text, ...content, ...ignored, thread_ts: text.optional(), reply_broadcast: flag.optional() },
    run(slack, args) {
      const { workspace } = slack;
      const channel = channelToPostTo(slack, args.channel);
      const read = readPosted(slack, args);
      refuseOddThread(channel, args.thread_ts);
      slack.rateLimits.countPost(channel.id);
      const message = postMessage(workspace, channel, read, {
        threadTs: args.thread_ts,
        isBroadcast: args.thread_ts !== undefined && (args.reply_broadcast ?? false),
      });
      return { channel: channel.id, ts: message.ts, message: messageJson(workspace, channel, message) };
    },
  }),

  "chat.update": method({
    scope: "chat:write",
    acceptsJson: true,
    arguments: { channel: text, ts: text, ...content },
    run(slack, args) {
      const { workspace } = slack;
      // A user id opens no direct message here: the D… id is needed.
      const channel = getJoinedChannel(workspace, args.channel);
      if (channel.isArchived) throw new SlackError("is_inactive");
      const message = channel.messages.get(args.ts);
      if (!message) throw new SlackError("message_not_found");
      if (message.user !== workspace.botUserId) throw new SlackError("cant_update_message");
      const read = readPosted(slack, args);
      if (read.text === undefined && read.blocks === undefined && read.metadata === undefined)
        throw new SlackError("no_text");
      if ((read.text ?? "").length > MESSAGE_LIMITS.updateText) throw new SlackError("msg_too_long");
      const changed = changedMessage(workspace, message, read);
      keepMessage(channel, changed);
      return {
        channel: channel.id,
        ts: changed.ts,
        text: changed.text,
        message: messageJson(workspace, channel, changed),
      };
    },
  }),

  "chat.delete": method({
    scope: "chat:write",
    acceptsJson: true,
    arguments: { channel: text, ts: text },
    run({ workspace }, args) {
      const channel = getJoinedChannel(workspace, args.channel);
      const message = channel.messages.get(args.ts);
      if (!message) throw new SlackError("message_not_found");
      // A bot deletes what it posted itself.
      if (message.user !== workspace.botUserId) throw new SlackError("cant_delete_message");
      forgetMessage(channel, message);
      return { channel: channel.id, ts: args.ts };
    },
  }),

  "chat.postEphemeral": method({
    scope: "chat:write",
    acceptsJson: true,
    arguments: { channel: text, user: text, text: content.text, blocks: content.blocks, thread_ts: text.optional() },
    run(slack, args) {
      const { workspace } = slack;
      const channel = getJoinedChannel(workspace, args.channel);
      if (channel.isArchived) throw new SlackError("is_archived");
      if (!channel.members.has(args.user)) throw new SlackError("user_not_in_channel");
      refuseOddThread(channel, args.thread_ts);
      const message = postMessage(workspace, channel, readPosted(slack, args), {
        threadTs: args.thread_ts,
        ephemeralTo: args.user,
      });
      return { message_ts: message.ts };
    },
  }),

  "chat.getPermalink": method({
    scope: null,
    acceptsJson: false,
    arguments: { channel: text, message_ts: text },
    run({ workspace }, args) {
      const channel = getVisibleChannel(workspace, args.channel);
      const message = channel.messages.get(args.message_ts);
      if (!message) throw new SlackError("message_not_found");
      const thread = message.thread_ts ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : "";
      const link = `https://${workspace.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}`;
      return { channel: channel.id, permalink: `${link}${thread}` };
    },
  }),
};

/** A user id stands for the direct message with that person, which opens. Nobody learns that a person was deactivated. */
function channelToPostTo({ workspace, manifest }: Simulation, id: string): Channel {
  const channel = /^[UW]/.test(id) ? dmWith(workspace, id) : getJoinedChannel(workspace, id);
  if (channel.isArchived) throw new SlackError("is_archived");
  if (channel.kind === "im" && !manifest.hasMessagesTab) throw new SlackError("messages_tab_disabled");
  return channel;
}

function dmWith(workspace: Workspace, userId: string): Channel {
  const person = workspace.getPerson(userId);
  if (!person) throw new SlackError("channel_not_found");
  if (person.isBot || userId === "USLACKBOT") throw new SlackError("cannot_dm_bot");
  return workspace.openDm(userId);
}
