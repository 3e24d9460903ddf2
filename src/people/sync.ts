import type { App } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { outcomeOfThrown } from "../delivery/slack-gateway.ts";
import type { Services } from "../platform/services.ts";
import { addMs, MINUTE } from "../platform/time.ts";
import { peopleChanged, peopleSeen } from "./events.ts";
import { type Person, peopleByIds } from "./people.ts";
import { type SlackUser, saveSlackUsers, slackUserSchema, userAnswerSchema } from "./slack-users.ts";
import type { Workspace } from "./workspaces.ts";

const page = z.object({
  members: z.array(slackUserSchema),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Slack asks for no more at once (docs.slack.dev/reference/methods/users.list). */
const PAGE = 200;

/**
 * Reads all people of the workspace from Slack, page by page; a page that is refused is asked for again when Slack
 * allows. `firstPage` is enough to start with, `done` is everybody. `onChanged` gets those whose zone or activity
 * changed, `onSeen` all, with their status.
 */
export function syncPeople(
  services: Services,
  workspace: Workspace,
  client: WebClient,
  onChanged: (people: Person[]) => Promise<void>,
  signal: AbortSignal,
  onSeen: (users: SlackUser[]) => Promise<void> = async () => undefined,
): { firstPage: Promise<void>; done: Promise<void> } {
  const { clock, log, db } = services;
  const first = Promise.withResolvers<void>();
  const done = (async () => {
    let cursor = "";
    let isWhole = false;
    while (!isWhole && !signal.aborted)
      try {
        const answer = page.parse(
          await client.users.list({ limit: PAGE, include_locale: true, ...(cursor && { cursor }) }),
        );
        const changed = await saveSlackUsers(services, workspace, answer.members);
        if (changed.length > 0) await onChanged(await peopleByIds(db, workspace.id, changed));
        await onSeen(answer.members);
        cursor = answer.response_metadata?.next_cursor ?? "";
        isWhole = cursor === "";
        first.resolve();
      } catch (error) {
        const outcome = outcomeOfThrown(error);
        const waitMs = outcome.kind === "rate-limited" ? outcome.retryAfterMs : MINUTE;
        const why = { outcome: outcome.kind, ...("error" in outcome && { error: outcome.error }) };
        // Before the first page it is no passing trouble, as a missing scope.
        if (outcome.kind === "refused") first.reject(error);
        log.warn(why, "people could not be read from Slack, trying again");
        await clock.sleepUntil(addMs(clock.now(), waitMs), signal);
      }
  })();
  done.catch(first.reject);
  first.promise.catch(() => undefined);
  return { firstPage: first.promise, done };
}

/**
 * Keeps people as Slack knows them: zone, language, deactivation, newcomers. Reads everybody first: `firstPage` is enough to
 * start with, `done` is all of them.
 */
export function followPeople(
  app: App,
  services: Services,
  workspace: Workspace,
  { client, signal, wake }: { client: WebClient; signal: AbortSignal; wake(): void },
): { firstPage: Promise<void>; done: Promise<void> } {
  const { db } = services;
  const onChanged = async (people: Person[]) => {
    await peopleChanged.happened(services, db, { workspaceId: workspace.id, people });
    wake();
  };
  const onSeen = async (users: SlackUser[]) => {
    await peopleSeen.happened(services, db, { workspaceId: workspace.id, users });
    wake();
  };
  const record = async (event: unknown) => {
    const { user } = userAnswerSchema.parse(event);
    const changed = await saveSlackUsers(services, workspace, [user]);
    if (changed.length > 0) await onChanged(await peopleByIds(db, workspace.id, changed));
    await onSeen([user]);
  };
  app.event("user_change", ({ event }) => record(event));
  app.event("team_join", ({ event }) => record(event));
  return syncPeople(services, workspace, client, onChanged, signal, onSeen);
}
