/** Reads members of channels and user groups, and the user groups, from Slack. */
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { type Page, parseEach } from "./cursor-pagination.ts";
import { slackErrorIn } from "./slack-error.ts";

export interface MemberList {
  kind: "channel" | "group";
  /** Slack's id. */
  id: string;
}

/** Slack's recommended page size (docs.slack.dev/reference/methods/conversations.members). */
const PAGE = 200;

/** Groups have one page. */
export interface MemberPage extends Page {
  slackIds: string[];
}

const slackId = z.string().min(1);

/** Throws Slack's errors: channel_not_found, no_such_subteam, invalid_cursor and so on. */
export async function readMemberPage(
  client: WebClient,
  { kind, id }: MemberList,
  cursor: string | null = null,
): Promise<MemberPage> {
  if (kind === "group") {
    const { users } = await client.usergroups.users.list({ usergroup: id });
    return { slackIds: parseEach(slackId, users ?? []).entries, nextCursor: null };
  }
  const page = await client.conversations.members({ channel: id, limit: PAGE, ...(cursor !== null && { cursor }) });
  return {
    slackIds: parseEach(slackId, page.members ?? []).entries,
    nextCursor: page.response_metadata?.next_cursor || null,
  };
}

export interface UserGroup {
  id: string;
  /** Without `@`. */
  handle: string;
  name: string;
}

const groupList = z.object({ usergroups: z.array(z.unknown()) });
const group = z.object({ id: z.string(), handle: z.string().nullish(), name: z.string().nullish() });

/**
 * Active user groups by handle; none if the workspace's plan or an old installation's scopes lack them. Throws Slack's
 * other errors.
 */
export async function listGroups(client: WebClient): Promise<UserGroup[]> {
  try {
    const { usergroups } = groupList.parse(await client.usergroups.list());
    return parseEach(group, usergroups)
      .entries.map(({ id, handle, name }) => ({ id, handle: handle || name || id, name: name || handle || id }))
      .sort((a, b) => (a.handle < b.handle ? -1 : 1));
  } catch (error) {
    if (slackErrorIn(error) === "plan_upgrade_required" || slackErrorIn(error) === "missing_scope") return [];
    throw error;
  }
}
