import type { App } from "@slack/bolt";
import type { Services } from "../platform/services.ts";
import {
  type Person,
  peopleByIds,
  recordSlackUsers,
  type SlackUser,
  userAnswerSchema,
  type Workspace,
} from "./use-cases.ts";

/** Keeps people as Slack knows them: zone, language, deactivation, newcomers. `onSeen` gets all, with their status. */
export function registerPeopleListeners(
  app: App,
  services: Services,
  workspace: Workspace,
  onChanged: (people: Person[]) => Promise<void>,
  onSeen: (users: SlackUser[]) => Promise<void>,
): void {
  const record = async (event: unknown) => {
    const { user } = userAnswerSchema.parse(event);
    const changed = await recordSlackUsers(services, workspace, [user]);
    if (changed.length > 0) await onChanged(await peopleByIds(services.db, workspace.id, changed));
    await onSeen([user]);
  };
  app.event("user_change", ({ event }) => record(event));
  app.event("team_join", ({ event }) => record(event));
}
