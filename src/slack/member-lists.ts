/** Who is in a channel or a user group, and which user groups there are, as Slack says it. */
import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { z } from "zod";

export interface MemberList {
  kind: "channel" | "group";
  /** Slack's id. */
  id: string;
}

/** Slack asks for no more at once (docs.slack.dev/reference/methods/conversations.members). */
const PAGE = 200;

export interface MemberPage {
  slackIds: string[];
  /** Null after the last page; groups come whole. */
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
 * The user groups that can be chosen, by handle. None where the workspace has none (its plan, or the missing scope of an
 * older installation): then nothing offers them. Throws Slack's other errors.
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

/** What Slack said no to, or null when the error is no refusal of Slack's. */
export function slackErrorIn(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}
