/** Manifests: what Slack takes at most, and what it refuses. Source: docs.slack.dev/reference/app-manifest. */
import type { JsonObject } from "../../src/json.ts";

export interface ManifestProbe {
  about: string;
  accepted: JsonObject;
  refused: JsonObject;
}

const a = (count: number) => "a".repeat(count);
const many = <Made>(count: number, make: (index: number) => Made) => Array.from({ length: count }, (_, i) => make(i));

/** Each part given takes the place of the usual one. */
function manifest({ display = {}, features = {}, oauth = {}, settings = {}, ...more }: Record<string, JsonObject>) {
  return {
    display_information: { name: "App", ...display },
    features: { bot_user: { display_name: "app" }, ...features },
    oauth_config: { scopes: { bot: ["chat:write"] }, ...oauth },
    settings: { socket_mode_enabled: true, ...settings },
    ...more,
  };
}

const command = (more: JsonObject = {}) => ({ command: "/app", description: "x", ...more });
const commands = (...all: JsonObject[]) => manifest({ features: { slash_commands: all } });
const shortcut = (more: JsonObject = {}) => ({
  name: "x",
  type: "global",
  callback_id: "x",
  description: "x",
  ...more,
});
const shortcuts = (...all: JsonObject[]) => manifest({ features: { shortcuts: all } });
const events = (...all: string[]) => manifest({ settings: { event_subscriptions: { bot_events: all } } });
const scopes = (...all: string[]) => manifest({ oauth: { scopes: { bot: all } } });

export const MANIFEST_PROBES: ManifestProbe[] = [
  {
    about: "name",
    accepted: manifest({ display: { name: a(35) } }),
    refused: manifest({ display: { name: a(36) } }),
  },
  {
    about: "description",
    accepted: manifest({ display: { description: a(140) } }),
    refused: manifest({ display: { description: a(141) } }),
  },
  {
    about: "long description, at least",
    accepted: manifest({ display: { long_description: a(175) } }),
    refused: manifest({ display: { long_description: a(174) } }),
  },
  {
    about: "long description, at most",
    accepted: manifest({ display: { long_description: a(4000) } }),
    refused: manifest({ display: { long_description: a(4001) } }),
  },
  {
    about: "colour",
    accepted: manifest({ display: { background_color: "#1f3a5f" } }),
    refused: manifest({ display: { background_color: "blue" } }),
  },
  {
    about: "name of the bot",
    accepted: manifest({ features: { bot_user: { display_name: a(80) } } }),
    refused: manifest({ features: { bot_user: { display_name: a(81) } } }),
  },
  {
    about: "a command's length",
    accepted: commands(command({ command: `/${a(31)}` })),
    refused: commands(command({ command: `/${a(32)}` })),
  },
  {
    about: "a command's slash",
    accepted: commands(command()),
    refused: commands(command({ command: "app" })),
  },
  {
    about: "a command's description",
    accepted: commands(command({ description: a(2000) })),
    refused: commands(command({ description: a(2001) })),
  },
  {
    about: "a command's hint",
    accepted: commands(command({ usage_hint: a(1000) })),
    refused: commands(command({ usage_hint: a(1001) })),
  },
  {
    about: "commands",
    accepted: commands(...many(50, (index) => command({ command: `/app${index}` }))),
    refused: commands(...many(51, (index) => command({ command: `/app${index}` }))),
  },
  {
    about: "commands, none",
    accepted: manifest({}),
    refused: commands(),
  },
  {
    about: "a shortcut's name",
    accepted: shortcuts(shortcut({ name: a(24) })),
    refused: shortcuts(shortcut({ name: a(25) })),
  },
  {
    about: "a shortcut's callback_id",
    accepted: shortcuts(shortcut({ callback_id: a(255) })),
    refused: shortcuts(shortcut({ callback_id: a(256) })),
  },
  {
    about: "a shortcut's description",
    accepted: shortcuts(shortcut({ description: a(150) })),
    refused: shortcuts(shortcut({ description: a(151) })),
  },
  {
    about: "a shortcut's type",
    accepted: shortcuts(shortcut({ type: "message" })),
    refused: shortcuts(shortcut({ type: "channel" })),
  },
  {
    about: "shortcuts of one type",
    accepted: shortcuts(...many(10, (index) => shortcut({ type: index % 2 ? "global" : "message" }))),
    refused: shortcuts(...many(6, () => shortcut())),
  },
  {
    about: "scopes",
    accepted: scopes(...many(255, (index) => `scope:${index}`)),
    refused: scopes(...many(256, (index) => `scope:${index}`)),
  },
  {
    about: "events",
    accepted: events(...many(100, (index) => `event_${index}`)),
    refused: events(...many(101, (index) => `event_${index}`)),
  },
  { about: "an event, twice", accepted: events("message.im"), refused: events("message.im", "message.im") },
  { about: "an event's length", accepted: events(a(50)), refused: events(a(51)) },
  {
    about: "a request URL",
    accepted: manifest({ settings: { interactivity: { is_enabled: true } } }),
    refused: manifest({ settings: { interactivity: { is_enabled: true, request_url: "ftp://example.com/" } } }),
  },
  {
    about: "interactivity that does not say whether it is on",
    accepted: manifest({ settings: { interactivity: { is_enabled: false } } }),
    refused: manifest({ settings: { interactivity: { request_url: "https://example.com/" } } }),
  },
  {
    about: "a key that Slack does not know",
    accepted: manifest({ features: { unfurl_domains: ["example.com"], bot_user: { display_name: "app" } } }),
    refused: manifest({ features: { unfurling: true, bot_user: { display_name: "app" } } }),
  },
];
