import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { outcomeOfThrown } from "../delivery/slack-gateway.ts";
import type { Clock } from "../platform/clock.ts";
import { DrumbeatError, errorTable } from "../platform/errors.ts";
import { addMs, SECOND } from "../platform/time.ts";

const failure = errorTable({
  CHANNEL_UNKNOWN: {
    en: ({ channel }) =>
      `Drumbeat can’t see the channel ${channel}. Enter the channel’s ID (C…, at the bottom of its details), and invite the app with /invite @drumbeat.`,
    fr: ({ channel }) =>
      `Drumbeat ne voit pas le canal ${channel}. Indiquez l’identifiant du canal (C…, en bas de ses détails) et invitez l’application avec /invite @drumbeat.`,
  },
  CHANNEL_NOT_MEMBER: {
    en: ({ channel }) => `Drumbeat isn’t in ${channel}, so it can’t post there. Invite it: /invite @drumbeat.`,
    fr: ({ channel }) =>
      `Drumbeat n’est pas dans ${channel} et ne pourrait pas y écrire. Invitez-le\u00a0: /invite @drumbeat.`,
  },
  CHANNEL_ARCHIVED: {
    en: ({ channel }) => `The channel ${channel} is archived. Choose another one.`,
    fr: ({ channel }) => `Le canal ${channel} est archivé. Choisissez-en un autre.`,
  },
});

/**
 * Makes calls that a 429 only puts off: as long as Slack says, told to `onWait` in seconds. Whatever else goes wrong is
 * thrown. Source: docs.slack.dev/apis/web-api/rate-limits
 */
export function atSlacksPace(clock: Clock, onWait: (seconds: number) => void) {
  return async <Result>(call: () => Promise<Result>): Promise<Result> => {
    for (;;)
      try {
        return await call();
      } catch (error) {
        if (error instanceof DrumbeatError) throw error;
        const outcome = outcomeOfThrown(error);
        if (outcome.kind !== "rate-limited") throw error;
        onWait(outcome.retryAfterMs / SECOND);
        await clock.sleepUntil(addMs(clock.now(), outcome.retryAfterMs), new AbortController().signal);
      }
  };
}

/** Whether the app can post there. Throws CHANNEL_UNKNOWN, CHANNEL_NOT_MEMBER, CHANNEL_ARCHIVED. Returns the id. */
export async function checkChannel(client: WebClient, channel: string): Promise<string> {
  const { id, name, isMember } = await channelToRead(client, channel);
  if (!isMember) throw failure("CHANNEL_NOT_MEMBER", { channel: name === id ? id : `#${name}` });
  return id;
}

/** A channel in which the app can see who is there. Throws CHANNEL_UNKNOWN, CHANNEL_ARCHIVED. `name` without `#`. */
export async function channelToRead(
  client: WebClient,
  channel: string,
): Promise<{ id: string; name: string; isMember: boolean }> {
  try {
    const info = await client.conversations.info({ channel });
    const name = info.channel?.name;
    if (info.channel?.is_archived) throw failure("CHANNEL_ARCHIVED", { channel: name ? `#${name}` : channel });
    const id = info.channel?.id ?? channel;
    return { id, name: name || id, isMember: info.channel?.is_member ?? false };
  } catch (error) {
    if (error instanceof WebAPIPlatformError && error.data.error === "channel_not_found")
      throw failure("CHANNEL_UNKNOWN", { channel }, { cause: error });
    throw error;
  }
}
