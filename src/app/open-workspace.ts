/** Prepares the app's workspace before any listener runs. */
import type { WebClient } from "@slack/web-api";
import { ensureWorkspace, type Workspace } from "../people/workspaces.ts";
import type { Services } from "../platform/services.ts";
import { refuseIfMoved } from "../platform/workspace-facts.ts";
import type { OwnWorkspace } from "../slack/own-workspace.ts";
import { kindsToSend } from "./all-capabilities.ts";
import { awaitSlack } from "./await-slack.ts";
import { capabilities } from "./capabilities.ts";
import { missingScopes } from "./missing-scopes.ts";

export interface OpenWorkspace {
  workspace: Workspace;
  own: OwnWorkspace;
  botUserId: string;
  /** As of `missingScopes`. */
  missing: string[];
}

/** Waits while Slack is away. Rejects with DATABASE_MOVED, SCOPES_MISSING, Slack's error. */
export async function openWorkspace(
  services: Services,
  client: WebClient,
  signal: AbortSignal,
): Promise<OpenWorkspace> {
  const identity = await awaitSlack(services, signal, () => client.auth.test());
  const missing = missingScopes(identity, services.log);
  const { team_id: teamId = "", team: name = "", user_id: botUserId = "", enterprise_id } = identity;
  const workspace = await ensureWorkspace(services, { id: teamId, name });
  await refuseIfMoved(services.db, workspace.id);
  const kinds = kindsToSend(services);
  for (const capability of capabilities) await capability.start?.(services, workspace.id, kinds);
  const own = { teamId: workspace.slack_team_id, enterpriseId: enterprise_id ?? null };
  return { workspace, own, botUserId, missing };
}
