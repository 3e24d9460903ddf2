import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const schema = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default("") }),
    ),
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
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
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
  hasHome: boolean;
  hasMessagesTab: boolean;
}

export function readManifest(): Manifest {
  const text = readFileSync(new URL("../../manifest.yml", import.meta.url), "utf8");
  const manifest = schema.parse(parse(text));
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
    hasHome: manifest.features.app_home.home_tab_enabled,
    hasMessagesTab: manifest.features.app_home.messages_tab_enabled,
  };
}

/** What the client offers of this type. An app that was installed without the scope `commands` has none. */
export function shortcutsOffered(
  { scopes, shortcuts }: Pick<Manifest, "scopes" | "shortcuts">,
  type: ShortcutEntry["type"],
): ShortcutEntry[] {
  return scopes.includes("commands") ? shortcuts.filter((shortcut) => shortcut.type === type) : [];
}
