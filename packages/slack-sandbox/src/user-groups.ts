/** The user groups of the workspace, what happens to them, and how Slack tells of it. */
import { asJson, type JsonObject } from "./json.ts";
import type { Simulation } from "./simulation.ts";
import type { UserGroup, Workspace } from "./workspace.ts";

export interface NewUserGroup {
  /** What is mentioned, without `@`. */
  handle: string;
  name: string;
  /** Handles of people. */
  members: readonly string[];
}

export type GroupChange =
  | { do: "change-group"; group: string; add?: readonly string[]; remove?: readonly string[] }
  /** What Slack's clients call deleting: the group keeps its id and can be enabled again. */
  | { do: "disable-group" | "enable-group"; group: string };

/** Slack shows no more members in an event (docs.slack.dev/reference/events/subteam_updated). */
const USERS_IN_EVENT = 500;

/** Throws when the handle is taken or somebody is not there. */
export function createGroup({ workspace, events }: Simulation, { handle, name, members }: NewUserGroup): UserGroup {
  if ([...workspace.groups.values()].some((group) => group.handle === handle))
    throw new Error(`Two user groups have the handle ${handle}.`);
  const group: UserGroup = {
    id: workspace.nextId("S"),
    handle,
    name,
    members: new Set(members.map((member) => workspace.personByHandle(member).userId)),
    isDisabled: false,
    created: workspace.nowSeconds(),
    updated: workspace.nowSeconds(),
  };
  workspace.groups.set(group.id, group);
  void events.deliver({ type: "subteam_created", ...wholeGroup(workspace, group) });
  return group;
}

export function changeGroup({ workspace, events }: Simulation, change: GroupChange): void {
  const group = groupByHandle(workspace, change.group);
  const before = group.updated;
  group.updated = workspace.nowSeconds();
  if (change.do !== "change-group") {
    group.isDisabled = change.do === "disable-group";
    void events.deliver({ type: "subteam_updated", ...wholeGroup(workspace, group) });
    return;
  }
  const idsOf = (handles: readonly string[] = []) => handles.map((handle) => workspace.personByHandle(handle).userId);
  const added = idsOf(change.add).filter((id) => !group.members.has(id));
  const removed = idsOf(change.remove).filter((id) => group.members.delete(id));
  for (const id of added) group.members.add(id);
  void events.deliver({ type: "subteam_updated", ...wholeGroup(workspace, group) });
  void events.deliver({
    type: "subteam_members_changed",
    subteam_id: group.id,
    team_id: workspace.team.id,
    date_previous_update: before,
    date_update: group.updated,
    added_users: added,
    added_users_count: String(added.length),
    removed_users: removed,
    removed_users_count: String(removed.length),
    event_ts: workspace.nextTs(),
  });
}

/** A user group as the methods and events give it. Source: docs.slack.dev/reference/methods/usergroups.list. */
export function groupJson(
  workspace: Workspace,
  group: UserGroup,
  { withUsers, withCount }: { withUsers: boolean; withCount: boolean },
): JsonObject {
  const owner = [...workspace.people.values()].find((person) => person.isPrimaryOwner)?.userId ?? "USLACKBOT";
  return asJson({
    id: group.id,
    team_id: workspace.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: "",
    handle: group.handle,
    is_external: false,
    date_create: group.created,
    date_update: group.updated,
    date_delete: group.isDisabled ? group.updated : 0,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: "",
    created_by: owner,
    updated_by: owner,
    deleted_by: group.isDisabled ? owner : null,
    prefs: { channels: [], groups: [] },
    ...(withUsers && { users: [...group.members] }),
    ...(withCount && { user_count: group.members.size }),
  });
}

function wholeGroup(workspace: Workspace, group: UserGroup): JsonObject {
  const json = groupJson(workspace, group, { withUsers: true, withCount: true });
  return {
    subteam: { ...json, users: [...group.members].slice(0, USERS_IN_EVENT), channel_count: 0 },
    event_ts: workspace.nextTs(),
  };
}

function groupByHandle(workspace: Workspace, handle: string): UserGroup {
  const group = [...workspace.groups.values()].find((each) => each.handle === handle);
  if (!group) throw new Error(`There is no user group ${handle} in the sandbox.`);
  return group;
}
