import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { z } from "zod";
import type { AppContext } from "../app/capability.ts";
import { outcomeOfThrown } from "../delivery/slack-gateway.ts";
import type { Person } from "../people/people.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { DrumbeatError, errorTable } from "../platform/errors.ts";
import { lockRows } from "../platform/locks.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { addMs, SECOND } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { escapeMrkdwn, shorten } from "../slack/blocks.ts";
import { listPrograms, updateProgram } from "./programs.ts";
import type { ChannelProblem } from "./table.ts";
import { programTexts } from "./texts.ts";
import { noticeKind, notifyInCharge } from "./who-leads.ts";

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

/** The channels in which the active programs of a workspace post: each once, with the title of one of them. */
export async function channelsToReach(db: Db, workspaceId: string): Promise<{ title: string; channelId: string }[]> {
  const channels = new Map<string, string>();
  for (const { title, channel_id, state } of await listPrograms(db, workspaceId))
    if (channel_id !== null && state === "active" && !channels.has(channel_id)) channels.set(channel_id, title);
  return [...channels].map(([channelId, title]) => ({ title, channelId }));
}

/**
 * Remembers that nothing can be posted to a channel, or with null that it can again. Those who keep its programs are
 * told once, when it becomes so; until it is put right nothing is sent there.
 */
export async function noteChannel(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  channel: { workspaceId: string; channelId: string },
  problem: ChannelProblem | null,
): Promise<void> {
  const programs = rows(tx, "program", channel.workspaceId);
  const match = { channel_id: channel.channelId, state: "active" as const };
  const ids = (await programs.list(match)).map(({ id }) => id);
  await lockRows(tx, "program", { workspaceId: channel.workspaceId, ids });
  for (const program of await programs.list({ ...match, id: ids }, ["id"])) {
    if (program.channel_problem === problem) continue;
    await updateProgram(tx, program, { channel_problem: problem });
    // It was known to be unusable, and is so for another reason now.
    if (problem === null || program.channel_problem !== null) continue;
    await notifyInCharge(services, tx, program, channelNoticeKind, {
      key: `channel:${program.id}:${services.clock.now()}`,
      subject: { programId: program.id },
    });
  }
}

/** The channel problem that a refused post shows; null where the refusal is about something else. */
export function channelProblemIn(error: string): ChannelProblem | null {
  if (error === "is_archived") return "archived";
  return error === "channel_not_found" || error === "not_in_channel" ? "not-in-channel" : null;
}

/** Nothing can be posted to the channel of a program. */
export const channelNoticeKind = noticeKind("channel-notice", z.strictObject({ programId: z.string() }), {
  about: () => ({}),
  isWanted: async (_, __, program) => program.channel_problem !== null,
  line: async ({ reader }, _, { title }) =>
    textsFor(programTexts, reader).notice.channel(escapeMrkdwn(shorten(title, 200))),
});

const channelEvent = z.object({ channel: z.string() });
const memberEvent = z.object({ channel: z.string(), user: z.string() });

/**
 * What each event says of the channel. A rename or a change to private takes nothing away: ids stay. Whoever is taken
 * out of a channel, as the app can be, is told by `channel_left` or `group_left`; `member_left_channel` goes to those
 * who are still in it (docs.slack.dev/reference/events/channel_left, slackapi/bolt-js#1847).
 */
const PROBLEM_OF_EVENT = {
  channel_archive: "archived",
  group_archive: "archived",
  channel_deleted: "gone",
  group_deleted: "gone",
  channel_left: "not-in-channel",
  group_left: "not-in-channel",
  channel_unarchive: null,
  group_unarchive: null,
} as const satisfies Record<string, ChannelProblem | null>;

export function registerProgramEvents({ services, workspaceId, botUserId, listening }: AppContext<Person>): void {
  const { app, wake } = listening;
  const note = async (channelId: string, problem: ChannelProblem | null) => {
    await inTransaction(services.db, (tx) => noteChannel(services, tx, { workspaceId, channelId }, problem));
    wake();
  };
  for (const [type, problem] of Object.entries(PROBLEM_OF_EVENT))
    app.event(type, ({ event }) => note(channelEvent.parse(event).channel, problem));

  app.event("member_joined_channel", async ({ event }) => {
    const { user, channel } = memberEvent.parse(event);
    if (user === botUserId) await note(channel, null);
  });
}
