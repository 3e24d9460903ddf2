/** Reads members of channels and user groups, and the user groups, from Slack. */
import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { z } from "zod";

export interface MemberList {
  kind: "channel" | "group";
  /** Slack's id. */
  id: string;
}

/** Slack's recommended page size (docs.slack.dev/reference/methods/conversations.members). */
const PAGE = 200;

export interface MemberPage {
  slackIds: string[];
  /** Null after the last page; groups have one page. */
  nextCursor: string | null;
}

/** Throws Slack's errors: channel_not_found, no_such_subteam, invalid_cursor and so on. */
export async function readMemberPage(
  client: WebClient,
  { kind, id }: MemberList,
  cursor: string | null = null,
): Promise<MemberPage> {
  if (kind === "group") {
    const { users } = await client.usergroups.users.list({ usergroup: id });
    return { slackIds: users ?? [], nextCursor: null };
  }
  const page = await client.conversations.members({ channel: id, limit: PAGE, ...(cursor !== null && { cursor }) });
  return { slackIds: page.members ?? [], nextCursor: page.response_metadata?.next_cursor || null };
}

export interface UserGroup {
  id: string;
  /** Without `@`. */
  handle: string;
  name: string;
}

const groupList = z.object({
  usergroups: z.array(z.object({ id: z.string(), handle: z.string().nullish(), name: z.string().nullish() })),
});

/**
 * Active user groups by handle; none if the workspace's plan or an old installation's scopes lack them. Throws Slack's
 * other errors.
 */
export async function listGroups(client: WebClient): Promise<UserGroup[]> {
  try {
    const { usergroups } = groupList.parse(await client.usergroups.list());
    return usergroups
      .map(({ id, handle, name }) => ({ id, handle: handle || name || id, name: name || handle || id }))
      .sort((a, b) => (a.handle < b.handle ? -1 : 1));
  } catch (error) {
    if (slackErrorIn(error) === "plan_upgrade_required" || slackErrorIn(error) === "missing_scope") return [];
    throw error;
  }
}

/** Slack's error code, or null for other errors. */
export function slackErrorIn(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}
