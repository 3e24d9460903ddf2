import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readManifest } from "../../packages/slack-sandbox/src/manifest.ts";
import { manifestIn, requestUrlAt } from "../../src/operations/manifest/manifest.ts";
import type { Language } from "../../src/platform/texts/language.ts";

const words = z.string().min(1);

/** Only what is looked at here: whether Slack takes the whole is judged by the sandbox. */
const schema = z.looseObject({
  display_information: z.looseObject({ description: words, long_description: words }),
  features: z.looseObject({
    slash_commands: z.array(z.looseObject({ description: words, usage_hint: words, url: words.optional() })),
    shortcuts: z.array(z.looseObject({ name: words, description: words })),
  }),
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(words) }) }),
  settings: z.looseObject({ event_subscriptions: z.looseObject({ bot_events: z.array(words) }) }),
});

function read(text: string) {
  readManifest(text);
  return schema.parse(parse(text));
}

const manifestYml = readFileSync(new URL("../../manifest.yml", import.meta.url), "utf8");
const manifest = read(manifestYml);

const REQUEST_URL = "https://drumbeat.example.org/slack/events";
const written = (language: Language, requestUrl: string | null) =>
  read(manifestIn(manifestYml, { language, requestUrl }));

it("is what `drumbeat manifest` writes when nothing else is asked for", () => {
  expect(manifestIn(manifestYml, { language: "en", requestUrl: null })).toBe(manifestYml);
  // Over HTTP the English words are put in as the French are: they are those of the file.
  const { features, display_information } = written("en", REQUEST_URL);
  expect(features.shortcuts).toEqual(manifest.features.shortcuts);
  expect(features.slash_commands).toEqual([{ ...manifest.features.slash_commands[0], url: REQUEST_URL }]);
  expect(display_information).toEqual(manifest.display_information);
});

it("differs in French by its words alone, all of them, and over HTTP by the way to the app alone", () => {
  const french = written("fr", null);
  const wordsOf = ({ display_information: shown, features }: typeof manifest) => [
    shown.description,
    shown.long_description,
    ...features.slash_commands.flatMap(({ description, usage_hint }) => [description, usage_hint]),
    ...features.shortcuts.flatMap(({ name, description }) => [name, description]),
  ];
  const blanked = (each: typeof manifest) => {
    const words = new Set(wordsOf(each));
    return JSON.parse(JSON.stringify(each), (_, value: unknown) =>
      typeof value === "string" && words.has(value) ? "" : value,
    );
  };
  expect(blanked(french)).toEqual(blanked(manifest));
  expect(wordsOf(french).filter((words) => wordsOf(manifest).includes(words))).toEqual([]);
  const { settings, features } = written("fr", REQUEST_URL);
  expect(settings).toEqual({
    ...manifest.settings,
    socket_mode_enabled: false,
    event_subscriptions: { ...manifest.settings.event_subscriptions, request_url: REQUEST_URL },
    interactivity: { is_enabled: true, request_url: REQUEST_URL },
  });
  expect(features.slash_commands.map(({ url }) => url)).toEqual([REQUEST_URL]);
  expect(features.shortcuts).toEqual(french.features.shortcuts);
});

/** What each scope is for: events, and a call of those that need it. */
const USES: Record<string, string[]> = {
  "chat:write": ["chat.postMessage"],
  commands: ["/drumbeat and the shortcuts"],
  "users:read": ["users.info", "user_change", "team_join"],
  "im:write": ["conversations.open"],
  "im:history": ["conversations.history", "message.im"],
  "channels:history": ["conversations.history"],
  "groups:history": ["conversations.history"],
  // Of private channels membership needs groups:read.
  "channels:read": [
    "conversations.info",
    ...["channel_archive", "channel_unarchive", "channel_deleted", "channel_left"],
    ...["member_joined_channel", "member_left_channel"],
  ],
  "groups:read": ["conversations.info", "group_archive", "group_unarchive", "group_deleted", "group_left"],
  "usergroups:read": ["usergroups.users.list", "subteam_created", "subteam_updated", "subteam_members_changed"],
  "files:write": ["files.getUploadURLExternal"],
  "files:read": ["files.info"],
};
const WITHOUT_SCOPE = ["app_home_opened", "app_uninstalled", "tokens_revoked"];

it("asks for the scopes that its events, calls and commands need, and for no other", () => {
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual(Object.keys(USES).sort());
  const known = [...WITHOUT_SCOPE, ...Object.values(USES).flat()];
  expect(manifest.settings.event_subscriptions.bot_events.filter((event) => !known.includes(event))).toEqual([]);
});

/** Of people their names, zones, languages and status; where a group or channel is named its members; messages to find its own. */
const READS = [
  "auth.test",
  "blocks.validate",
  "chat.getPermalink",
  "conversations.history",
  "conversations.info",
  "conversations.members",
  "conversations.replies",
  // What somebody dropped for the app to read.
  "files.info",
  "usergroups.list",
  "usergroups.users.list",
  "users.info",
  "users.list",
];
const DOES = [
  "chat.delete",
  "chat.postMessage",
  "chat.update",
  "conversations.open",
  "files.completeUploadExternal",
  "files.delete",
  "files.getUploadURLExternal",
];

it("asks Slack neither who is online nor what people write to others, but where a message of its own may stand", () => {
  const src = new URL("../../src/", import.meta.url);
  const files = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("demo/"))
    .map((file) => ({ file, text: readFileSync(new URL(file, src), "utf8") }));
  const called = ({ text }: { text: string }) =>
    [
      ...text.matchAll(/\b(?:client|slack|web)\.([a-z]+(?:\.[a-z]+)*\.[a-zA-Z]+)\(/g),
      ...text.matchAll(/\bapiCall\(\s*"([\w.]+)"/g),
    ].flatMap(([, method = ""]) => (method.startsWith("views.") ? [] : [method]));
  expect([...new Set(files.flatMap(called))].sort()).toEqual([...READS, ...DOES].sort());
  const reading = files.filter((each) => called(each).some((method) => /history|replies/.test(method)));
  // Of a check of the installation: the thread that it has begun itself.
  expect(reading.map(({ file }) => file).sort()).toEqual(["delivery/slack-gateway.ts", "operations/live/probes.ts"]);
  const told = manifest.settings.event_subscriptions.bot_events.filter((event) => /message|presence|dnd/.test(event));
  expect(told).toEqual(["message.im"]);
});

it("takes an address to which Slack can send its requests, and says how to write another", () => {
  expect(requestUrlAt("https://drumbeat.example.org/")).toBe(REQUEST_URL);
  expect(() => requestUrlAt("http://me@drumbeat.example.org?x")).toThrow("ADDRESS_UNFIT");
});
