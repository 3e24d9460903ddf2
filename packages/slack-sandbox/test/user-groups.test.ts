import type { App } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { aSandbox, aSocketApp, refusalOf } from "./workspace.ts";

describe("user groups", () => {
  it("are listed whole, those that were removed only when they are asked for", async () => {
    const { sandbox, client } = await aSandbox();
    const design = sandbox.createGroup({ handle: "design", name: "Designers", members: ["ana", "chen"] });
    const legal = sandbox.createGroup({ handle: "legal", name: "Legal", members: [] });
    sandbox.misbehave({ do: "disable-group", group: "legal" });
    const { usergroups = [] } = await client.usergroups.list({ include_count: true });
    expect(usergroups).toHaveLength(1);
    expect(usergroups[0]).toMatchObject({ id: design.id, handle: "design", name: "Designers", user_count: 2 });
    expect(usergroups[0]).not.toHaveProperty("users");
    const all = await client.usergroups.list({ include_disabled: true, include_users: true });
    expect(all.usergroups?.map(({ id, users, date_delete: removed }) => [id, users?.length, removed === 0])).toEqual([
      [design.id, 2, true],
      [legal.id, 0, false],
    ]);
  });

  it("say who is in them, unless they are unknown or removed", async () => {
    const { sandbox, client } = await aSandbox();
    const { id } = sandbox.createGroup({ handle: "design", name: "Designers", members: ["ana", "chen"] });
    const ids = [sandbox.person("ana").userId, sandbox.person("chen").userId];
    expect((await client.usergroups.users.list({ usergroup: id })).users).toEqual(ids);
    expect(await refusalOf(client.usergroups.users.list({ usergroup: "S0" }))).toBe("no_such_subteam");
    expect(await refusalOf(client.apiCall("usergroups.users.list", {}))).toBe("invalid_arguments");
    expect(await refusalOf(client.apiCall("usergroups.list", { limit: 2 }))).toBe("invalid_arguments");
    sandbox.misbehave({ do: "disable-group", group: "design" });
    expect(await refusalOf(client.usergroups.users.list({ usergroup: id }))).toBe("no_such_subteam");
    const { users } = await client.usergroups.users.list({ usergroup: id, include_disabled: true });
    expect(users).toEqual(ids);
  });

  it("are shown to nobody without the scope, and not more often than Slack allows", async () => {
    const { sandbox, client } = await aSandbox();
    const granted = sandbox.slack.manifest.scopes;
    sandbox.slack.manifest.scopes = granted.filter((scope) => scope !== "usergroups:read");
    await expect(client.usergroups.list()).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "usergroups:read" },
    });
    sandbox.slack.manifest.scopes = granted;
    for (let call = 0; call < 20; call += 1) await client.usergroups.list();
    await expect(client.usergroups.list()).rejects.toMatchObject({ retryAfter: 3 });
  });

  it("tell the app when they are made, renamed or removed, and who came and went", async () => {
    const { sandbox } = await aSandbox();
    const heard: unknown[] = [];
    const hears = (app: App) => {
      for (const type of ["subteam_created", "subteam_updated", "subteam_members_changed"])
        app.event(type, async ({ event }) => {
          heard.push(event);
        });
    };
    await aSocketApp(sandbox, hears);
    const { id } = sandbox.createGroup({ handle: "design", name: "Designers", members: ["ana"] });
    await expect.poll(() => heard.length).toBe(1);
    expect(heard[0]).toMatchObject({ type: "subteam_created", subteam: { id, handle: "design", user_count: 1 } });
    sandbox.misbehave({ do: "change-group", group: "design", add: ["chen", "ana"], remove: ["bruno"] });
    await expect.poll(() => heard.length).toBe(3);
    const chen = sandbox.person("chen").userId;
    expect(heard).toContainEqual(
      expect.objectContaining({
        type: "subteam_members_changed",
        subteam_id: id,
        added_users: [chen],
        added_users_count: "1",
        removed_users: [],
        removed_users_count: "0",
      }),
    );
    sandbox.misbehave({ do: "disable-group", group: "design" });
    await expect.poll(() => heard.length).toBe(4);
    expect(heard[3]).toMatchObject({ type: "subteam_updated", subteam: { id, deleted_by: expect.any(String) } });
  });
});

describe("who joins or leaves a channel", () => {
  it("is told to the app where it is in the channel", async () => {
    const { sandbox, client } = await aSandbox();
    const heard: unknown[] = [];
    await aSocketApp(sandbox, (app) => {
      for (const type of ["member_joined_channel", "member_left_channel"])
        app.event(type, async ({ event }) => {
          heard.push(event);
        });
    });
    const inside = sandbox.createChannel({ name: "inside", isPrivate: true, members: ["ana"] });
    const outside = sandbox.createChannel({ name: "outside", isPrivate: false, members: ["ana"], withApp: false });
    for (const { id: channelId } of [outside, inside]) {
      sandbox.misbehave({ do: "join-channel", channelId, handle: "chen" });
      sandbox.misbehave({ do: "leave-channel", channelId, handle: "ana" });
    }
    await expect.poll(() => heard.length).toBe(2);
    const [ana, chen] = [sandbox.person("ana").userId, sandbox.person("chen").userId];
    expect(heard).toEqual([
      expect.objectContaining({ type: "member_joined_channel", user: chen, channel: inside.id, channel_type: "G" }),
      expect.objectContaining({ type: "member_left_channel", user: ana, channel: inside.id }),
    ]);
    expect((await client.conversations.members({ channel: outside.id })).members).toEqual([chen]);
  });
});

describe("guests and people of other companies", () => {
  it("are told apart as Slack does", async () => {
    const person = { name: "Someone", tz: "Etc/UTC", locale: "en-GB" };
    const { sandbox, client } = await aSandbox({
      people: [
        { ...person, handle: "gil", affiliation: "guest" },
        { ...person, handle: "sue", affiliation: "single-channel-guest" },
        { ...person, handle: "eve", affiliation: "external" },
        { ...person, handle: "mia" },
      ],
    });
    const userOf = async (handle: string) => (await client.users.info({ user: sandbox.person(handle).userId })).user;
    expect(await userOf("gil")).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    expect(await userOf("sue")).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect(await userOf("eve")).toMatchObject({ is_stranger: true });
    expect((await userOf("eve"))?.team_id).not.toBe(sandbox.teamId);
    expect(await userOf("mia")).toMatchObject({ is_restricted: false, team_id: sandbox.teamId });
  });
});
