/** What Slack tells of channels, and of an admin who looks at the app for the first time. */
import { z } from "zod";
import { enqueue } from "../delivery/use-cases.ts";
import { isAdmin, type Person, type Workspace } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import type { Listening } from "../platform/slack/listening.ts";
import { inTransaction } from "../platform/transaction.ts";
import { noteChannel } from "./keepers.ts";
import { firstRunKind } from "./messages.ts";
import type { ChannelProblem } from "./table.ts";
import { hasPrograms } from "./use-cases.ts";

const channelEvent = z.object({ channel: z.string() });
const memberEvent = z.object({ channel: z.string(), user: z.string() });
const homeEvent = z.object({ user: z.string() });

/** What each event says of the channel. A rename or a change to private takes nothing away: ids stay. */
const PROBLEM_OF_EVENT = {
  channel_archive: "archived",
  group_archive: "archived",
  channel_deleted: "gone",
  group_deleted: "gone",
  channel_unarchive: null,
  group_unarchive: null,
} as const satisfies Record<string, ChannelProblem | null>;

export function registerProgramEvents(
  { app, actorOf, wake }: Listening<Person>,
  services: Services,
  workspace: Workspace,
  ownUserId: string,
): void {
  const note = async (channelId: string, problem: ChannelProblem | null) => {
    await inTransaction(services.db, (tx) =>
      noteChannel(services, tx, { workspaceId: workspace.id, channelId }, problem),
    );
    wake();
  };
  for (const [type, problem] of Object.entries(PROBLEM_OF_EVENT))
    app.event(type, ({ event }) => note(channelEvent.parse(event).channel, problem));

  const ofApp = async (event: unknown, problem: ChannelProblem | null) => {
    const { user, channel } = memberEvent.parse(event);
    if (user === ownUserId) await note(channel, problem);
  };
  app.event("member_left_channel", ({ event }) => ofApp(event, "not-in-channel"));
  app.event("member_joined_channel", ({ event }) => ofApp(event, null));

  app.event("app_home_opened", async ({ event, client }) => {
    const person = await actorOf(homeEvent.parse(event).user, client);
    if (!isAdmin(person) || (await hasPrograms(services.db, workspace.id))) return;
    await inTransaction(services.db, (tx) =>
      enqueue(tx, services, firstRunKind, {
        workspaceId: workspace.id,
        key: `first-run:${person.id}`,
        subject: {},
        to: { personId: person.id },
        notBefore: services.clock.now(),
      }),
    );
    wake();
  });
}
