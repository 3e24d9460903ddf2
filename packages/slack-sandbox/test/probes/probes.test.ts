/** The sandbox takes nothing that Slack's documentation says Slack refuses, and refuses nothing that it says Slack takes. */
import { WebAPIRateLimitedError, type WebClient } from "@slack/web-api";
import { expect, it } from "vitest";
import type { SandboxClock } from "../../src/clock.ts";
import type { JsonObject } from "../../src/json.ts";
import { readManifest } from "../../src/manifest.ts";
import type { Sandbox } from "../../src/server.ts";
import { addMs, MINUTE } from "../../src/time.ts";
import { aSandbox, MONDAY, refusalOf } from "../workspace.ts";
import { BLOCK_PROBES, type BlockProbe } from "./blocks.ts";
import { MANIFEST_PROBES } from "./manifests.ts";
import { METHOD_PROBES, type Place } from "./methods.ts";

const PEOPLE = [
  { handle: "ana", name: "Ana Ortiz", tz: "America/New_York", locale: "en-US" },
  { handle: "gone", name: "Gone Away", tz: "Europe/Paris", locale: "fr-FR", isDeactivated: true },
  { handle: "robot", name: "Robot", tz: "UTC", locale: "en-US", isBot: true },
];

it("of each block, element and limit, what Slack takes and what it refuses", async () => {
  const { sandbox, clock, client } = await aSandbox({ people: PEOPLE });
  const found: string[] = [];
  const { id: channel } = sandbox.createChannel({ name: "room", isPrivate: false, members: ["ana"] });
  for (const probe of BLOCK_PROBES) {
    const show = (blocks: JsonObject[]) => shown(probe.on, blocks, { sandbox, clock, client, channel });
    const [taken, refused] = [await show(probe.accepted), await show(probe.refused)];
    if (taken !== null) found.push(`${probe.about}: stricter, ${taken}`);
    const wanted = probe.error ?? (probe.on === "message" ? "invalid_blocks" : "invalid_arguments");
    if (refused !== wanted) found.push(`${probe.about}: ${refused === null ? "laxer" : `answers ${refused}`}`);
  }
  expect(found).toEqual([]);
  expect(BLOCK_PROBES.filter(({ source }) => !/^(?:block-kit|views)\//.test(source))).toEqual([]);
});

/** The error of showing them, or null. */
async function shown(
  on: BlockProbe["on"],
  blocks: JsonObject[],
  at: { sandbox: Sandbox; clock: SandboxClock; client: WebClient; channel: string },
): Promise<string | null> {
  await at.clock.advanceTo(addMs(at.clock.now(), MINUTE));
  const user = at.sandbox.person("ana").userId;
  if (on === "message")
    return refusalOf(at.client.apiCall("chat.postMessage", { channel: at.channel, text: "x", blocks }));
  if (on === "home")
    return refusalOf(at.client.apiCall("views.publish", { user_id: user, view: { type: "home", blocks } }));
  const title = { type: "plain_text", text: "x" };
  const view = { type: "modal", title, submit: title, blocks };
  return refusalOf(at.client.apiCall("views.open", { trigger_id: at.sandbox.slack.triggers.make(user, null), view }));
}

it.each(METHOD_PROBES)("of $method, what Slack answers and what it refuses", async ({ method, accepted, refused }) => {
  if (accepted) {
    const { place, client } = await aPlace();
    expect(await refusalOf(client.apiCall(method, accepted(place)))).toBeNull();
  }
  for (const [error, call] of refused) {
    const { place, client } = await aPlace();
    expect(await refusalOf(client.apiCall(method, call(place))), JSON.stringify(call(place)).slice(0, 100)).toBe(error);
  }
});

it("lets each method be called as often as its tier says, and no more", async () => {
  const { place, client, clock } = await aPlace();
  const limited = METHOD_PROBES.filter(({ accepted, perMinute }) => accepted && perMinute !== undefined);
  // Of each tier one in `npm test`, all in `npm run test:all`.
  const ofTiers = [...Map.groupBy(limited, ({ perMinute }) => perMinute).values()].map((all) => all.slice(0, 1));
  for (const { method, accepted, perMinute } of process.env.DRUMBEAT_ALL ? limited : ofTiers.flat()) {
    if (!accepted || perMinute === undefined) continue;
    await clock.advanceTo(addMs(clock.now(), 2 * MINUTE));
    const outcomes: (string | null)[] = [];
    for (let call = 0; call <= perMinute; call += 1)
      outcomes.push(await refusalOf(client.apiCall(method, accepted(place))).catch(whetherTooOften));
    expect(outcomes.indexOf("ratelimited"), method).toBe(perMinute);
  }
});

function whetherTooOften(error: unknown): string {
  if (error instanceof WebAPIRateLimitedError) return "ratelimited";
  throw error;
}

it("of a manifest, what Slack takes and what it refuses", () => {
  const isTaken = (manifest: JsonObject) => {
    try {
      return readManifest(JSON.stringify(manifest)).appName !== "";
    } catch {
      return false;
    }
  };
  const found = MANIFEST_PROBES.flatMap(({ about, accepted, refused }) => [
    ...(isTaken(accepted) ? [] : [`${about}: stricter`]),
    ...(isTaken(refused) ? [`${about}: laxer`] : []),
  ]);
  expect(found).toEqual([]);
});

it("asks for the token, and for the scope of each method that is served", async () => {
  const { sandbox, client } = await aSandbox({ people: PEOPLE });
  const raw = (headers: Record<string, string>) =>
    fetch(`${sandbox.apiUrl}users.list`, { method: "POST", headers }).then((answer) => answer.json());
  expect(await raw({})).toEqual({ ok: false, error: "not_authed" });
  expect(await raw({ authorization: "Bearer xoxb-other" })).toEqual({ ok: false, error: "invalid_auth" });
  expect(await raw({ authorization: `Bearer ${sandbox.appToken}` })).toEqual({
    ok: false,
    error: "not_allowed_token_type",
  });
  expect(await refusalOf(client.apiCall("auth.test"))).toBeNull();
  sandbox.slack.manifest.scopes.length = 0;
  // Source: docs.slack.dev/reference/methods: these need none.
  const free = ["auth.test", "chat.getPermalink", "views.open", "views.push", "views.update", "views.publish"];
  for (const { method, accepted } of METHOD_PROBES) {
    if (!accepted || free.includes(method)) continue;
    const { place, client: other, sandbox: without } = await aPlace();
    without.slack.manifest.scopes.length = 0;
    expect(await refusalOf(other.apiCall(method, accepted(place))), method).toBe("missing_scope");
  }
});

async function aPlace(): Promise<{ place: Place; client: WebClient; clock: SandboxClock; sandbox: Sandbox }> {
  const { sandbox, clock, client } = await aSandbox({ people: PEOPLE });
  const room = (name: string, isPrivate: boolean, withApp: boolean) =>
    sandbox.createChannel({ name, isPrivate, members: ["ana"], withApp }).id;
  const channels = {
    room: room("room", false, true),
    closed: room("closed", true, false),
    open: room("open", false, false),
  };
  const archived = room("archived", false, true);
  sandbox.misbehave({ do: "archive-channel", channelId: archived });
  const { ts = "" } = await client.chat.postMessage({ channel: channels.room, text: "x" });
  await sandbox.as("ana").say("hers", channels.room);
  const hers = sandbox.messagesIn(channels.room).at(-1)?.ts ?? "";
  const { workspace, triggers } = sandbox.slack;
  const ana = sandbox.person("ana").userId;
  const opened = await client.views.open({
    trigger_id: triggers.make(ana, null),
    view: { type: "modal", title: { type: "plain_text", text: "x" }, blocks: [] },
  });
  const view = opened.view?.id ?? "";
  const upload = await client.files.getUploadURLExternal({ filename: "a.png", length: 3 });
  await fetch(upload.upload_url ?? "", { method: "POST", body: "abc" });
  await clock.advanceTo(addMs(MONDAY, MINUTE));
  const place = {
    ...channels,
    ...{ archived, ana, ts, hers, view, file: upload.file_id ?? "" },
    gone: sandbox.person("gone").userId,
    bot: sandbox.person("robot").userId,
    group: sandbox.createGroup({ handle: "design", name: "Design", members: ["ana"] }).id,
    dm: workspace.openDm(ana).id,
    trigger: triggers.make(ana, null),
    triggerInView: triggers.make(ana, view),
  };
  return { place, client, clock, sandbox };
}
