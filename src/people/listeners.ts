import type { App } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Services } from "../platform/services.ts";
import { peopleChanged, peopleSeen } from "./events.ts";
import { syncPeople } from "./sync.ts";
import {
  type Person,
  peopleByIds,
  type SlackUser,
  saveSlackUsers,
  userAnswerSchema,
  type Workspace,
} from "./use-cases.ts";

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
