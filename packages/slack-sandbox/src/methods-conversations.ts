import { z } from "zod";
import { channelJson, getChannelWithHistory, getReadableChannel } from "./channels.ts";
import { SlackError } from "./failures.ts";
import type { JsonObject } from "./json.ts";
import { PAGE_LIMITS } from "./limits.ts";
import { withMetadata } from "./messages.ts";
import { count, flag, type Method, method, requireScope, text } from "./method.ts";
import { page } from "./pages.ts";
import { messageJson } from "./payloads.ts";
import type { Simulation } from "./simulation.ts";
import type { Channel, SandboxMessage } from "./workspace.ts";

const paging = { cursor: text.optional(), limit: count.optional() };
const range = {
  oldest: z.union([text, z.number().transform(String)]).optional(),
  latest: z.union([text, z.number().transform(String)]).optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
};

export const conversationMethods: Record<string, Method> = {
  "conversations.open": method({
    scope: "by-conversation",
    acceptsJson: true,
    arguments: {
      channel: text.optional(),
      users: text.optional(),
      return_im: flag.optional(),
      prevent_creation: flag.optional(),
    },
    run(slack, args) {
      const wasOpen = args.users ? slack.workspace.dmWith(args.users) !== undefined : true;
      const channel = args.channel ? existingDm(slack, args.channel) : dmToOpen(slack, args);
      if (!args.return_im) return { channel: { id: channel.id } };
      return { no_op: wasOpen, already_open: wasOpen, channel: channelJson(slack.workspace, channel) };
    },
  }),

  "conversations.info": method({
    scope: "by-conversation",
    acceptsJson: false,
    arguments: { channel: text, include_locale: flag.optional(), include_num_members: flag.optional() },
    run(slack, args) {
      const channel = getReadableChannel(slack, args.channel);
      return {
        channel: {
          ...channelJson(slack.workspace, channel),
          ...(args.include_num_members && { num_members: channel.members.size }),
          ...(args.include_locale && { locale: "en-US" }),
        },
      };
    },
  }),

  "conversations.members": method({
    scope: "by-conversation",
    acceptsJson: false,
    arguments: { channel: text, ...paging },
    run(slack, args) {
      const channel = getReadableChannel(slack, args.channel);
      const shown = page([...channel.members], (userId) => userId, {
        cursor: args.cursor,
        limit: pageSize("conversations.members", args.limit),
      });
      return { members: shown.items, response_metadata: shown.response_metadata };
    },
  }),

  "conversations.history": method({
    scope: "by-conversation",
    acceptsJson: true,
    arguments: { channel: text, ...paging, ...range },
    run(slack, args) {
      const channel = getChannelWithHistory(slack, args.channel);
      const newestFirst = [...channel.messages.values()]
        .filter((message) => message.thread_ts === undefined || message.is_broadcast)
        .reverse();
      return messagePage(slack, "conversations.history", channel, newestFirst, args);
    },
  }),

  "conversations.replies": method({
    scope: "by-conversation",
    acceptsJson: false,
    arguments: { channel: text, ts: text, ...paging, ...range },
    run(slack, args) {
      const channel = getChannelWithHistory(slack, args.channel);
      const asked = channel.messages.get(args.ts);
      if (!asked) throw new SlackError("thread_not_found");
      // Asked for a reply, Slack gives the reply alone.
      const replies = asked.thread_ts === undefined ? (channel.threads.get(args.ts) ?? []) : [];
      const thread = [asked, ...replies.flatMap((ts) => channel.messages.get(ts) ?? [])];
      return messagePage(slack, "conversations.replies", channel, thread, args);
    },
  }),
};

function existingDm(slack: Simulation, channelId: string): Channel {
  requireScope(slack, "im:write");
  const channel = slack.workspace.channels.get(channelId);
  if (!channel) throw new SlackError("channel_not_found");
  if (channel.kind !== "im") throw new SlackError("method_not_supported_for_channel_type");
  return channel;
}

function dmToOpen(
  slack: Simulation,
  args: { users?: string | undefined; prevent_creation?: boolean | undefined },
): Channel {
  const { workspace } = slack;
  if (!args.users) throw new SlackError("users_list_not_supplied");
  if (args.users.includes(",")) requireScope(slack, "mpim:write");
  requireScope(slack, "im:write");
  const person = workspace.getPerson(args.users);
  if (!person) throw new SlackError("user_not_found");
  if (person.isDeactivated) throw new SlackError("user_disabled");
  if (person.isBot || person.userId === "USLACKBOT") throw new SlackError("invalid_user_combination");
  if (args.prevent_creation && !workspace.dmWith(person.userId)) throw new SlackError("channel_not_found");
  return workspace.openDm(person.userId);
}

interface RangeArguments {
  cursor?: string | undefined;
  limit?: number | undefined;
  oldest?: string | undefined;
  latest?: string | undefined;
  inclusive?: boolean | undefined;
  include_all_metadata?: boolean | undefined;
}

function messagePage(
  { workspace }: Simulation,
  name: keyof typeof PAGE_LIMITS,
  channel: Channel,
  messages: readonly SandboxMessage[],
  args: RangeArguments,
): JsonObject {
  const within = isWithin(args);
  const shown = page(
    messages.filter(({ ts }) => within(ts)),
    ({ ts }) => ts,
    { cursor: args.cursor, limit: pageSize(name, args.limit) },
  );
  return {
    messages: shown.items.map((message) =>
      withMetadata(messageJson(workspace, channel, message), args.include_all_metadata ?? false),
    ),
    has_more: shown.hasMore,
    ...(name === "conversations.history" && { pin_count: 0 }),
    response_metadata: shown.response_metadata,
  };
}

/** `oldest` and `latest` are outside of the range unless `inclusive`. Throws invalid_ts_oldest, invalid_ts_latest. */
function isWithin({ oldest = "0", latest, inclusive = false }: RangeArguments): (ts: string) => boolean {
  const isTs = (text: string) => /^\d{1,12}(\.\d{1,6})?$/.test(text);
  if (!isTs(oldest)) throw new SlackError("invalid_ts_oldest");
  if (latest !== undefined && !isTs(latest)) throw new SlackError("invalid_ts_latest");
  const [from, until] = [micros(oldest), latest === undefined ? null : micros(latest)];
  return (ts) => {
    const at = micros(ts);
    if (inclusive && (at === from || at === until)) return true;
    return at > from && (until === null || at < until);
  };
}

/** A ts in microseconds: exact, which a number with a fraction is not. */
function micros(ts: string): bigint {
  const [seconds = "0", fraction = ""] = ts.split(".");
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
}

/** Throws invalid_limit. */
function pageSize(name: keyof typeof PAGE_LIMITS, asked: number | undefined): number {
  if (asked === 0) throw new SlackError("invalid_limit");
  return Math.min(asked ?? PAGE_LIMITS[name].default, PAGE_LIMITS[name].max);
}
