/** Where the sandbox was more lenient than Slack: people of other companies, addresses in rich text, confirmations. */
import type { KnownBlock } from "@slack/types";
import { expect, it } from "vitest";
import { z } from "zod";
import { messageAsText } from "../src/as-text.ts";
import { USUAL_LATENCY } from "../src/latency.ts";
import { realTimeMs } from "../src/real-time.ts";
import { aSandbox, aSocketApp, refusalOf } from "./workspace.ts";

const EVE = {
  handle: "eve",
  name: "Eve Partner",
  tz: "Europe/London",
  locale: "en-GB",
  affiliation: "external" as const,
};
const ANA = { handle: "ana", name: "Ana Ortiz", tz: "America/New_York", locale: "en-US" };

it("somebody of another company has no commands, shortcuts or Home of the app, and can press in a shared channel", async () => {
  const { sandbox, client } = await aSandbox({ people: [ANA, EVE] });
  const pressed: string[] = [];
  await aSocketApp(sandbox, (app) => {
    app.action("go", async ({ ack, body }) => {
      pressed.push(`${body.user.id} of ${String(body.user.team_id)}`);
      await ack();
    });
    app.command("/drumbeat", async ({ ack }) => ack("Done"));
  });
  const { id: channel } = sandbox.createChannel({ name: "shared", isPrivate: false, members: ["ana", "eve"] });
  const eve = sandbox.as("eve");
  await expect(eve.command("/drumbeat help")).rejects.toThrow("/drumbeat is not a valid command.");
  await expect(eve.shortcut("check_in_now")).rejects.toThrow("offers no global shortcut");
  await expect(eve.openHome()).rejects.toThrow("not installed");
  const { response } = await sandbox.as("ana").command("/drumbeat help");
  expect(response && messageAsText(response)).toBe("Done");
  const button = { type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } } as const;
  await client.chat.postMessage({ channel, text: "x", blocks: [{ type: "actions", elements: [button] }] });
  const [message] = sandbox.messagesIn(channel);
  if (!message) throw new Error("no message");
  await expect(eve.messageShortcut("add_to_record", message)).rejects.toThrow("offers no message shortcut");
  await eve.press(message, { label: "Go" });
  expect(pressed).toEqual([`${eve.userId} of ${await teamOf(eve.userId)}`]);
  expect(await teamOf(eve.userId)).not.toBe(sandbox.teamId);

  async function teamOf(user: string): Promise<string> {
    const { user: shown } = await client.users.info({ user });
    return shown?.team_id ?? "";
  }
});

it("says of somebody of another company only what Slack does: a stranger until a channel is shared", async () => {
  const { sandbox, client } = await aSandbox({ people: [ANA, EVE] });
  const info = async () =>
    z
      .object({ user: z.looseObject({}) })
      .parse(await client.users.info({ user: sandbox.person("eve").userId, include_locale: true })).user;
  expect(await info()).toMatchObject({ is_stranger: true });
  for (const missing of ["tz", "locale", "is_admin", "is_owner", "is_restricted"])
    expect(await info()).not.toHaveProperty(missing);
  const { id } = sandbox.createChannel({ name: "shared", isPrivate: true, members: ["ana", "eve"] });
  expect(await info()).toMatchObject({ is_stranger: false, tz: "Europe/London" });
  expect((await client.conversations.members({ channel: id })).members).toContain(sandbox.person("eve").userId);
  expect((await client.conversations.info({ channel: id })).channel).toMatchObject({ is_ext_shared: true });
});

it("names the organisation of the workspace wherever Slack does, and gives people of another one what Slack does", async () => {
  const kestrel = { id: "E0KESTREL", name: "Kestrel" };
  const { sandbox, client } = await aSandbox({
    people: [ANA, { ...EVE, affiliation: "other-workspace" }],
    team: { enterprise: kestrel },
  });
  const came: Record<string, unknown> = {};
  await aSocketApp(sandbox, (app) => {
    app.use(async ({ body, next }) => {
      Object.assign(came, { [body.type ?? "command"]: body });
      await next();
    });
    app.action("go", ({ ack }) => ack());
    app.command("/drumbeat", ({ ack }) => ack("Done"));
    app.shortcut("check_in_now", ({ ack }) => ack());
  });
  expect(await client.auth.test()).toMatchObject({ enterprise_id: kestrel.id, is_enterprise_install: false });
  const { id: channel } = sandbox.createChannel({ name: "shared", isPrivate: false, members: ["ana", "eve"] });
  expect((await client.conversations.info({ channel })).channel).toMatchObject({
    is_org_shared: true,
    is_ext_shared: false,
  });
  const [ana, eve] = [sandbox.as("ana"), sandbox.as("eve")];
  expect((await client.users.info({ user: ana.userId })).user?.enterprise_user).toMatchObject({
    enterprise_id: kestrel.id,
    teams: [sandbox.teamId],
  });
  const { user: hers } = await client.users.info({ user: eve.userId });
  expect(hers?.team_id).not.toBe(sandbox.teamId);
  expect(hers?.enterprise_user).toMatchObject({ enterprise_id: kestrel.id, teams: [hers?.team_id] });
  await ana.command("/drumbeat help");
  expect(came.command).toMatchObject({ enterprise_id: kestrel.id, enterprise_name: "Kestrel" });
  await ana.shortcut("check_in_now");
  expect(came.shortcut).toMatchObject({ enterprise: kestrel, is_enterprise_install: false });
  await ana.openHome();
  expect(came.event_callback).toMatchObject({
    context_enterprise_id: kestrel.id,
    authorizations: [{ enterprise_id: kestrel.id, team_id: sandbox.teamId, is_enterprise_install: false }],
  });
  const button = { type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } } as const;
  await client.chat.postMessage({ channel, text: "x", blocks: [{ type: "actions", elements: [button] }] });
  const [message] = sandbox.messagesIn(channel);
  if (!message) throw new Error("no message");
  await eve.press(message, { label: "Go" });
  expect(came.block_actions).toMatchObject({ enterprise: kestrel, user: { team_id: hers?.team_id } });
  await expect(eve.command("/drumbeat help")).rejects.toThrow("/drumbeat is not a valid command.");
});

it("refuses a link in rich text that is no address, and a confirmation without its texts", async () => {
  const { sandbox, client } = await aSandbox();
  const { id: channel } = sandbox.createChannel({ name: "room", isPrivate: false, members: ["ana"] });
  const user = sandbox.person("ana").userId;
  const refusal = (...blocks: KnownBlock[]) =>
    refusalOf(client.chat.postEphemeral({ channel, user, text: "x", blocks }));
  const link = (url: string): KnownBlock => ({
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "link", url, text: "here" }] }],
  });
  for (const url of ["here", "www.example.com", "javascript:alert(1)", "/page", "https://", "http:// x"])
    expect(await refusal(link(url)), url).toBe("invalid_blocks");
  for (const url of ["https://example.com/a?b=c", "mailto:ana@example.com"])
    expect(await refusal(link(url)), url).toBeNull();
  const plain = (text: string) => ({ type: "plain_text" as const, text });
  const all = { title: plain("Sure?"), text: plain("It goes."), confirm: plain("Yes"), deny: plain("No") };
  const asking = (confirm: typeof all): KnownBlock => ({
    type: "actions",
    elements: [{ type: "button", action_id: "go", text: plain("Go"), confirm }],
  });
  expect(await refusal(asking(all))).toBeNull();
  for (const part of ["title", "text", "confirm", "deny"] as const) {
    const { [part]: _, ...rest } = all;
    // What the types do not allow, as a program in another language would send it.
    const lacking: typeof all = Object.assign(Object.create(null), rest);
    expect(await refusal(asking(lacking)), part).toBe("invalid_blocks");
  }
});

it("answers as slowly as Slack from afar where a test asks for it", async () => {
  const { sandbox, client } = await aSandbox();
  sandbox.slack.latency.take(USUAL_LATENCY);
  const began = realTimeMs();
  await client.auth.test();
  expect(realTimeMs() - began).toBeGreaterThanOrEqual(USUAL_LATENCY.fromMs - 5);
});
