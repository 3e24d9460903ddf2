import { describe, expect, it } from "vitest";
import { z } from "zod";
import { aClient, aSandbox, refusalOf } from "./workspace.ts";

/** A call without the SDK: what is sent is what stands here. */
async function rawCall(url: string, init: { token?: string; type?: string; body?: string }): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: {
      ...(init.token && { authorization: `Bearer ${init.token}` }),
      ...(init.type && { "content-type": init.type }),
    },
    ...(init.body !== undefined && { body: init.body }),
  });
}
const answerOf = async (response: Response) =>
  z.looseObject({ ok: z.boolean(), error: z.string().optional() }).parse(await response.json());

describe("who calls", () => {
  it("is told apart by its token", async () => {
    const { sandbox, client } = await aSandbox();
    expect(await client.auth.test()).toMatchObject({ ok: true, team_id: sandbox.teamId, user_id: sandbox.botUserId });
    expect(await refusalOf(aClient(sandbox, "xoxb-somebody-else").auth.test())).toBe("invalid_auth");
    expect(await refusalOf(aClient(sandbox, sandbox.appToken).auth.test())).toBe("not_allowed_token_type");
    expect(await refusalOf(client.apps.connections.open())).toBe("not_allowed_token_type");
    expect(await answerOf(await rawCall(`${sandbox.apiUrl}auth.test`, {}))).toEqual({ ok: false, error: "not_authed" });
    sandbox.misbehave({ do: "revoke-token" });
    expect(await refusalOf(client.auth.test())).toBe("token_revoked");
    expect((await aClient(sandbox, sandbox.appToken).apps.connections.open()).url).toMatch(/^ws:\/\/127/);
  });

  it("needs the scopes of the manifest, and is told which", async () => {
    const { sandbox, client } = await aSandbox();
    const dm = await client.conversations.open({ users: sandbox.person("ana").userId });
    const info = client.conversations.info({ channel: dm.channel?.id ?? "" });
    await expect(info).rejects.toMatchObject({ data: { error: "missing_scope", needed: "im:read" } });
    const two = `${sandbox.person("ana").userId},${sandbox.person("chen").userId}`;
    await expect(client.conversations.open({ users: two })).rejects.toMatchObject({ data: { needed: "mpim:write" } });
    const { response_metadata: metadata } = await client.users.info({ user: sandbox.botUserId });
    expect(metadata).toMatchObject({ acceptedScopes: ["users:read"] });
    expect(metadata?.scopes).toContain("chat:write");
    const scopesOf = async (token: string) =>
      (await rawCall(`${sandbox.apiUrl}auth.test`, { token })).headers.get("x-oauth-scopes");
    expect(await scopesOf("xoxb-somebody-else")).toBeNull();
    expect(await scopesOf(sandbox.appToken)).toBe("connections:write");
  });

  it("gets unknown_method for what is not simulated", async () => {
    const { client } = await aSandbox();
    expect(await refusalOf(client.reactions.add({ name: "x", timestamp: "1.0", channel: "C" }))).toBe("unknown_method");
  });

  it("sends forms or, where the method reads it, JSON", async () => {
    const { sandbox } = await aSandbox();
    const ana = sandbox.person("ana").userId;
    const send = (method: string, type: string, body: string) =>
      rawCall(`${sandbox.apiUrl}${method}`, { token: sandbox.botToken, type, body }).then(answerOf);
    const json = "application/json; charset=utf-8";
    const posted = await send("chat.postMessage", json, JSON.stringify({ channel: ana, text: "hello" }));
    expect(posted).toMatchObject({ ok: true, message: { text: "hello" } });
    expect(await send("users.info", json, JSON.stringify({ user: ana }))).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: ["[ERROR] missing required field: user"] },
    });
    const form = "application/x-www-form-urlencoded";
    expect(await send("users.info", form, `user=${ana}`)).toMatchObject({ ok: true });
    expect(await send("chat.postMessage", form, `channel=${ana}&text=x&attachments=[]`)).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: [expect.stringContaining("does not simulate the argument attachments")] },
    });
  });
});

describe("people", () => {
  it("are described as Slack describes them, with the locale where it is asked for", async () => {
    const { sandbox, client } = await aSandbox();
    const { userId } = sandbox.person("bruno");
    const { user } = await client.users.info({ user: userId, include_locale: true });
    expect(user).toMatchObject({
      id: userId,
      team_id: sandbox.teamId,
      name: "bruno",
      deleted: false,
      real_name: "Bruno Blanc",
      tz: "Europe/Paris",
      tz_offset: 3600,
      locale: "fr-FR",
      is_bot: false,
      is_admin: true,
      is_owner: false,
      profile: { display_name: "bruno", real_name: "Bruno Blanc" },
    });
    expect((await client.users.info({ user: userId })).user).not.toHaveProperty("locale");
    expect(await refusalOf(client.users.info({ user: "U0NOBODY" }))).toBe("user_not_found");
  });

  it("keep the zone and change its offset when the clocks change", async () => {
    const { sandbox, client, clock } = await aSandbox();
    await clock.advanceTo("2026-03-29T01:00:00.000Z");
    const { user } = await client.users.info({ user: sandbox.person("bruno").userId });
    expect(user?.tz_offset).toBe(7200);
  });

  it("are listed page by page, with Slackbot, the bot, the primary owner and those who left", async () => {
    const { sandbox, client } = await aSandbox();
    sandbox.misbehave({ do: "deactivate", handle: "chen" });
    const members = [];
    for await (const part of client.paginate("users.list", { limit: 2 }))
      members.push(...z.object({ members: z.array(z.looseObject({ name: z.string() })) }).parse(part).members);
    expect(members.map(({ name }) => name)).toEqual([
      "slackbot",
      "drumbeat",
      "workspace-owner",
      "ana",
      "bruno",
      "chen",
    ]);
    expect(members[0]).toMatchObject({ id: "USLACKBOT", is_bot: false });
    expect(members[1]).toMatchObject({ id: sandbox.botUserId, is_bot: true });
    expect(members[1]).not.toHaveProperty("tz");
    expect(members[2]).toMatchObject({ is_primary_owner: true, is_owner: true, is_admin: true });
    expect(members[5]).toMatchObject({ deleted: true });
    expect(await refusalOf(client.users.list({ cursor: "bm9uc2Vuc2U=" }))).toBe("invalid_cursor");
  });
});

describe("direct messages", () => {
  it("open for a person, once", async () => {
    const { sandbox, client } = await aSandbox();
    const users = sandbox.person("ana").userId;
    expect(await refusalOf(client.conversations.open({ users, prevent_creation: true }))).toBe("channel_not_found");
    const first = await client.conversations.open({ users });
    expect(first.channel?.id).toMatch(/^D0/);
    expect(first.channel).toEqual({ id: first.channel?.id });
    const again = await client.conversations.open({ users, return_im: true });
    expect(again).toMatchObject({ already_open: true, channel: { id: first.channel?.id, user: users, is_im: true } });
    const known = await client.conversations.open({ channel: first.channel?.id ?? "" });
    expect(known.channel?.id).toBe(first.channel?.id);
  });

  it("do not open for those who cannot be written to", async () => {
    const { sandbox, client } = await aSandbox();
    sandbox.misbehave({ do: "deactivate", handle: "chen" });
    const open = (users: string) => refusalOf(client.conversations.open({ users }));
    expect(await open(sandbox.person("chen").userId)).toBe("user_disabled");
    expect(await open("U0NOBODY")).toBe("user_not_found");
    expect(await open(sandbox.botUserId)).toBe("invalid_user_combination");
    expect(await refusalOf(client.apiCall("conversations.open"))).toBe("users_list_not_supplied");
  });

  it("take posts to somebody who was deactivated without a word", async () => {
    const { sandbox, client } = await aSandbox();
    const { userId } = sandbox.person("chen");
    sandbox.misbehave({ do: "deactivate", handle: "chen" });
    expect(await client.chat.postMessage({ channel: userId, text: "Are you there?" })).toMatchObject({ ok: true });
    await expect(sandbox.as("chen").say("no")).rejects.toThrow("deactivated");
    sandbox.misbehave({ do: "reactivate", handle: "chen" });
    expect(sandbox.as("chen").dm()).toHaveLength(1);
  });

  it("are found by the person's id when posting, not when updating", async () => {
    const { sandbox, client } = await aSandbox();
    const { userId } = sandbox.person("ana");
    const posted = await client.chat.postMessage({ channel: userId, text: "one" });
    expect(posted.channel).toMatch(/^D0/);
    expect(await refusalOf(client.chat.update({ channel: userId, ts: posted.ts ?? "", text: "two" }))).toBe(
      "channel_not_found",
    );
    expect(await refusalOf(client.chat.postMessage({ channel: sandbox.botUserId, text: "me" }))).toBe("cannot_dm_bot");
  });
});

describe("channels", () => {
  it("tell a member about themselves and page their members", async () => {
    const { sandbox, client } = await aSandbox();
    const channel = sandbox.createChannel({ name: "steering", isPrivate: true, members: ["ana", "bruno", "chen"] });
    const info = await client.conversations.info({ channel: channel.id, include_num_members: true });
    expect(info.channel).toMatchObject({ id: channel.id, is_private: true, is_member: true, num_members: 4 });
    const members: string[] = [];
    for await (const part of client.paginate("conversations.members", { channel: channel.id, limit: 3 }))
      members.push(...z.object({ members: z.array(z.string()) }).parse(part).members);
    expect(members).toEqual([
      ...["ana", "bruno", "chen"].map((handle) => sandbox.person(handle).userId),
      sandbox.botUserId,
    ]);
    expect(() => sandbox.createChannel({ name: "steering", isPrivate: true, members: [] })).toThrow("name_taken");
  });

  it("hide or refuse what the app is not in", async () => {
    const { sandbox, client } = await aSandbox();
    const hidden = sandbox.createChannel({ name: "hidden", isPrivate: true, members: ["ana"], withApp: false }).id;
    const open = sandbox.createChannel({ name: "open", isPrivate: false, members: ["ana"], withApp: false }).id;
    const refused = async (channel: string) => [
      await refusalOf(client.chat.postMessage({ channel, text: "x" })),
      await refusalOf(client.conversations.history({ channel })),
      await refusalOf(client.conversations.info({ channel })),
    ];
    expect(await refused(hidden)).toEqual(["channel_not_found", "channel_not_found", "channel_not_found"]);
    expect(await refused(open)).toEqual(["not_in_channel", "not_in_channel", null]);
    expect(await refused("C0NOWHERE")).toEqual(["channel_not_found", "channel_not_found", "channel_not_found"]);
  });

  it("refuse posts when archived, and when the app was removed", async () => {
    const { sandbox, client, clock } = await aSandbox();
    const channel = sandbox.createChannel({ name: "team", isPrivate: true, members: ["ana"] }).id;
    const { ts = "" } = await client.chat.postMessage({ channel, text: "one" });
    await clock.advanceTo("2026-03-02T09:01:00.000Z");
    sandbox.misbehave({ do: "archive-channel", channelId: channel });
    expect(await refusalOf(client.chat.postMessage({ channel, text: "two" }))).toBe("is_archived");
    expect(await refusalOf(client.chat.update({ channel, ts, text: "two" }))).toBe("is_inactive");
    expect((await client.conversations.info({ channel })).channel?.is_archived).toBe(true);
    sandbox.misbehave({ do: "remove-app-from-channel", channelId: channel });
    expect(await refusalOf(client.chat.postMessage({ channel, text: "two" }))).toBe("channel_not_found");
  });

  it("show ephemeral messages to one member alone, and in no history", async () => {
    const { sandbox, client } = await aSandbox();
    const channel = sandbox.createChannel({ name: "team", isPrivate: true, members: ["ana", "bruno"] }).id;
    const user = sandbox.person("ana").userId;
    const { message_ts: ts = "" } = await client.chat.postEphemeral({ channel, user, text: "psst" });
    expect(sandbox.as("ana").ephemerals()).toMatchObject([{ text: "psst", channel, ts }]);
    expect(sandbox.as("bruno").inbox()).toEqual([]);
    expect((await client.conversations.history({ channel })).messages).toEqual([]);
    expect(await refusalOf(client.chat.update({ channel, ts, text: "x" }))).toBe("message_not_found");
    const chen = sandbox.person("chen").userId;
    expect(await refusalOf(client.chat.postEphemeral({ channel, user: chen, text: "x" }))).toBe("user_not_in_channel");
  });
});
