import {
  type ChatPostMessageArguments,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from "@slack/web-api";
import { z } from "zod";
import type { Fetch } from "../platform/network.ts";
import { networkFault } from "../platform/network-fault.ts";
import { SECOND } from "../platform/time.ts";
import { CursorLost, readPages } from "../slack/cursor-pagination.ts";
import { readMemberPage } from "../slack/member-lists.ts";
import { forScreenReaders, type Message } from "../slack/message.ts";
import { HELD_BACK, sendOnlyIf } from "../slack/send-only-if.ts";
import type { SlackFacts } from "./message-kind.ts";
import { type LookUp, type Outcome, outcomeOfError } from "./outcomes.ts";

const METADATA_EVENT = "drumbeat_delivery";

export interface MessagePlace {
  channelId: string;
  ts: string;
}

/** The dispatcher's calls to Slack, each made once; outcomes are returned, never thrown. */
export interface SlackGateway extends SlackFacts {
  /** Sends only if `mayBegin` returns true right before. */
  post(
    deliveryId: string,
    place: { channel: string; threadTs: string | null },
    message: Message,
    mayBegin: () => boolean,
  ): Promise<Outcome>;
  update(place: MessagePlace, message: Message): Promise<Outcome>;
  /** Replaces a message through a `response_url`. */
  replace(responseUrl: string, message: Message): Promise<boolean>;
  /** Looks for our message of this delivery after Slack's timestamp `after`. */
  lookUp(search: Search): Promise<LookUp>;
}

interface Search {
  deliveryId: string;
  channel: string;
  threadTs: string | null;
  after: string;
  /** Finds the message by these files. */
  fileIds: readonly string[] | null;
}

const foundMessages = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_payload: z.object({ delivery: z.string() }).partial() })
        .partial()
        .optional(),
      files: z.array(z.object({ id: z.string() })).optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const RESPONSE_URL_TIMEOUT_MS = 2_500;

export function createSlackGateway(client: WebClient, fetch: Fetch, ownUserId: string): SlackGateway {
  return {
    async post(deliveryId, { channel, threadTs }, message, mayBegin) {
      const post: ChatPostMessageArguments = {
        channel,
        ...forScreenReaders(message),
        // Finds a message whose answer was lost. Ids only: any app in the workspace can read metadata.
        metadata: { event_type: METADATA_EVENT, event_payload: { delivery: deliveryId } },
        unfurl_links: false,
        unfurl_media: false,
        ...(threadTs !== null && { thread_ts: threadTs }),
      };
      return outcomeOf(async () => {
        const sent = await sendOnlyIf(mayBegin, () => client.chat.postMessage(post));
        return { kind: "sent", channelId: sent.channel ?? channel, ts: sent.ts ?? "" };
      });
    },

    update: (place, message) =>
      outcomeOf(async () => {
        await client.chat.update({
          channel: place.channelId,
          ts: place.ts,
          ...forScreenReaders(message),
        });
        return { kind: "sent", ...place };
      }),

    replace: (responseUrl, message) => replaceThrough(fetch, responseUrl, message),

    lookUp: (search) => lookUp(client, search).catch(unreadable),

    async channel(channelId) {
      const { channel } = await client.conversations.info({ channel: channelId });
      return { isPrivate: channel?.is_private ?? false, members: await listMembers(client, channelId), ownUserId };
    },
  };
}

async function replaceThrough(fetch: Fetch, responseUrl: string, message: Message): Promise<boolean> {
  try {
    const answer = await fetch(responseUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ replace_original: true, ...forScreenReaders(message) }),
      signal: AbortSignal.timeout(RESPONSE_URL_TIMEOUT_MS),
    });
    return answer.ok;
  } catch {
    // chat.update does the same.
    return false;
  }
}

async function lookUp(client: WebClient, { deliveryId, channel, threadTs, after, fileIds }: Search): Promise<LookUp> {
  const place = channel.startsWith("U") || channel.startsWith("W") ? await openDm(client, channel) : channel;
  const first = { channel: place, oldest: after, limit: 100, include_all_metadata: true };
  const pages = readPages(async (cursor) => {
    const asked = cursor === null ? first : { ...first, cursor };
    const { messages, response_metadata } = foundMessages.parse(
      threadTs === null
        ? await client.conversations.history(asked)
        : await client.conversations.replies({ ...asked, ts: threadTs }),
    );
    return { messages, nextCursor: response_metadata?.next_cursor || null };
  });
  for await (const { messages } of pages) {
    const ours = messages.find(({ metadata, files = [] }) =>
      fileIds === null
        ? metadata?.event_payload?.delivery === deliveryId
        : files.some(({ id }) => fileIds.includes(id)),
    );
    if (ours) return { kind: "found", place: { channelId: place, ts: ours.ts } };
  }
  return { kind: "absent" };
}

async function listMembers(client: WebClient, channelId: string): Promise<string[]> {
  const members = new Set<string>();
  for await (const page of readPages((cursor) => readMemberPage(client, { kind: "channel", id: channelId }, cursor)))
    for (const slackId of page.slackIds) members.add(slackId);
  return [...members];
}

async function openDm(client: WebClient, userId: string): Promise<string> {
  const opened = await client.conversations.open({ users: userId });
  if (!opened.channel?.id) throw new Error("conversations.open gave no channel");
  return opened.channel.id;
}

async function outcomeOf(call: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await call();
  } catch (error) {
    return outcomeOfThrown(error);
  }
}

function unreadable(error: unknown): LookUp {
  const outcome = outcomeOfThrown(error);
  return { kind: "unreadable", error: "error" in outcome ? outcome.error : outcome.kind };
}

/** The outcome of a thrown error, also from rendering. Rethrows errors that are not Slack's. */
export function outcomeOfThrown(error: unknown): Outcome {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: "rate-limited", retryAfterMs: Math.max(error.retryAfter, 1) * SECOND };
  if (error instanceof WebAPIPlatformError) return outcomeOfError(error.data.error);
  if (error instanceof WebAPIHTTPError)
    return error.statusCode >= 500 || error.statusCode === 408
      ? { kind: "unknown", error: `http_${error.statusCode}` }
      : { kind: "refused", error: `http_${error.statusCode}` };
  if (error instanceof WebAPIRequestError) {
    const messages = messagesOf(error);
    if (messages.includes(HELD_BACK)) return { kind: "not-done", error: "held_back" };
    // The request was never accepted, so nothing was done.
    return networkFault(error) !== null || /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(messages)
      ? { kind: "not-done", error: "unreachable" }
      : { kind: "unknown", error: "no_answer" };
  }
  if (error instanceof CursorLost) return { kind: "not-done", error: "cursor_lost" };
  throw error;
}

function messagesOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const code = "code" in error ? String(error.code) : "";
  const nested = error instanceof AggregateError ? error.errors.map(messagesOf).join(" ") : "";
  const original = "original" in error ? messagesOf(error.original) : "";
  return `${error.message} ${code} ${nested} ${original} ${messagesOf(error.cause)}`;
}
