/** What Slack tells of channels, and of an admin who looks at the app for the first time. */

import { z } from "zod";
import type { Running } from "../app/capability.ts";
import { enqueue } from "../delivery/use-cases.ts";
import { isAdmin, type Person } from "../people/use-cases.ts";
import { inTransaction } from "../platform/transaction.ts";
import { noteChannel } from "./keepers.ts";
import { firstRunKind } from "./messages.ts";
import type { ChannelProblem } from "./table.ts";
import { hasPrograms } from "./use-cases.ts";

const channelEvent = z.object({ channel: z.string() });
const memberEvent = z.object({ channel: z.string(), user: z.string() });
const homeEvent = z.object({ user: z.string() });

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

export function registerProgramEvents({ services, workspaceId, botUserId, listening }: Running<Person>): void {
  const { app, actorOf, wake } = listening;
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

  app.event("app_home_opened", async ({ event, client }) => {
    const person = await actorOf(homeEvent.parse(event).user, client);
    if (!isAdmin(person) || (await hasPrograms(services.db, workspaceId))) return;
    await inTransaction(services.db, (tx) =>
      enqueue(tx, services, firstRunKind, {
        workspaceId,
        key: `first-run:${person.id}`,
        subject: {},
        to: { personId: person.id },
        notBefore: services.clock.now(),
      }),
    );
    wake();
  });
}
