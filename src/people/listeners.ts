import type { App } from "@slack/bolt";
import { z } from "zod";
import type { Services } from "../platform/services.ts";
import { type Person, peopleByIds, recordSlackUsers, slackUserSchema, type Workspace } from "./use-cases.ts";

const userEvent = z.object({ user: slackUserSchema });

/** Keeps people as Slack knows them: zone, language, deactivation, newcomers. */
export function registerPeopleListeners(
  app: App,
  services: Services,
  workspace: Workspace,
  onChanged: (people: Person[]) => Promise<void>,
): void {
  const record = async (event: unknown) => {
    const changed = await recordSlackUsers(services, workspace, [userEvent.parse(event).user]);
    if (changed.length > 0) await onChanged(await peopleByIds(services.db, workspace.id, changed));
  };
  app.event("user_change", ({ event }) => record(event));
  app.event("team_join", ({ event }) => record(event));
}
