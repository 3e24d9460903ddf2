import { parse } from "yaml";
import { z } from "zod";
import type { RequestUrls } from "./http-delivery.ts";

/** What may be left out is off. Source: docs.slack.dev/reference/app-manifest. */
const schema = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    app_home: z
      .object({ home_tab_enabled: z.boolean().default(false), messages_tab_enabled: z.boolean().default(false) })
      .prefault({}),
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string(),
          usage_hint: z.string().default(""),
          url: z.url().optional(),
        }),
      )
      .default([]),
    shortcuts: z
      .array(
        z.object({
          name: z.string(),
          type: z.enum(["global", "message"]),
          callback_id: z.string(),
          description: z.string(),
        }),
      )
      .default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z
      .object({ bot_events: z.array(z.string()).default([]), request_url: z.url().optional() })
      .prefault({}),
    interactivity: z.object({ request_url: z.url().optional() }).prefault({}),
    socket_mode_enabled: z.boolean().default(false),
  }),
});

/** An entry of a menu of Slack's client: of the one beside the composer, or of the one of each message. */
export interface ShortcutEntry {
  type: "global" | "message";
  callbackId: string;
  name: string;
  description: string;
}

/** What the app may do and gets, as its manifest says: the sandbox grants nothing else. */
export interface Manifest {
  appName: string;
  botName: string;
  scopes: string[];
  botEvents: string[];
  commands: string[];
  /** What the client shows while a command is being typed. */
  commandHints: { command: string; description: string; usage: string }[];
  shortcuts: ShortcutEntry[];
  /** Null: Socket Mode. */
  requestUrls: RequestUrls | null;
  hasHome: boolean;
  hasMessagesTab: boolean;
}

/** YAML or JSON. Throws where Slack would not take it. */
export function readManifest(text: string): Manifest {
  const { data: manifest, error } = schema.safeParse(parse(text));
  if (!manifest) throw new Error(`The manifest cannot be used.\n${z.prettifyError(error)}`);
  return {
    appName: manifest.display_information.name,
    botName: manifest.features.bot_user.display_name,
    scopes: manifest.oauth_config.scopes.bot,
    botEvents: manifest.settings.event_subscriptions.bot_events,
    commandHints: manifest.features.slash_commands.map(({ command, description, usage_hint: usage }) => ({
      command,
      description,
      usage,
    })),
    commands: manifest.features.slash_commands.map(({ command }) => command),
    shortcuts: manifest.features.shortcuts.map(({ type, callback_id: callbackId, name, description }) => ({
      type,
      callbackId,
      name,
      description,
    })),
    requestUrls: requestUrlsOf(manifest),
    hasHome: manifest.features.app_home.home_tab_enabled,
    hasMessagesTab: manifest.features.app_home.messages_tab_enabled,
  };
}

/** Without Socket Mode Slack wants an address for each kind of request. */
function requestUrlsOf({ features, settings }: z.infer<typeof schema>): RequestUrls | null {
  if (settings.socket_mode_enabled) return null;
  const events = settings.event_subscriptions.request_url;
  const interactive = settings.interactivity.request_url;
  const commands = features.slash_commands.map(({ url }) => url);
  const [command] = commands;
  const urls = [events, interactive, ...commands];
  if (events === undefined || interactive === undefined || command === undefined || urls.includes(undefined))
    throw new Error("The manifest has no Socket Mode and no request URL for events, interactivity or a command.");
  if (!urls.every((url) => url?.startsWith("https://")))
    throw new Error("Slack takes request URLs with https:// only.");
  return { events_api: events, interactive, slash_commands: command };
}

/** What the client offers of this type. An app that was installed without the scope `commands` has none. */
export function shortcutsOffered(
  { scopes, shortcuts }: Pick<Manifest, "scopes" | "shortcuts">,
  type: ShortcutEntry["type"],
): ShortcutEntry[] {
  return scopes.includes("commands") ? shortcuts.filter((shortcut) => shortcut.type === type) : [];
}
