import { parse } from "yaml";
import { z } from "zod";
import type { RequestUrls } from "./http-delivery.ts";
import { MANIFEST_LIMITS } from "./limits.ts";

const LIMITS = MANIFEST_LIMITS;
const upTo = (most: number) => z.string().min(1).max(most);
const url = z.url({ protocol: /^https?$/ });
const requestUrl = url.max(LIMITS.requestUrl);
const words = (most: number) =>
  z
    .array(upTo(LIMITS.word))
    .max(most)
    .refine((all) => new Set(all).size === all.length, "each once");
/** Slack reads it, and the sandbox has nothing of the kind. */
const notSimulated = z.unknown().optional();

const shortcutsOfApp = z
  .array(
    z.strictObject({
      name: upTo(LIMITS.shortcutName),
      type: z.enum(["global", "message"]),
      callback_id: upTo(LIMITS.shortcutCallbackId),
      description: upTo(LIMITS.shortcutDescription),
    }),
  )
  .min(1)
  .refine(
    (all) =>
      (["global", "message"] as const).every(
        (type) => all.filter((shortcut) => shortcut.type === type).length <= LIMITS.shortcutsOfType,
      ),
    `at most ${LIMITS.shortcutsOfType} shortcuts of each type`,
  );

/** What may be left out is off; a key that Slack does not know it refuses. Sources: as of `MANIFEST_LIMITS`. */
const schema = z.strictObject({
  $schema: notSimulated,
  _metadata: z
    .strictObject({
      major_version: z.int().optional(),
      minor_version: z.int().optional(),
      schema_version: z.int().optional(),
      min_version: z.int().optional(),
    })
    .optional(),
  display_information: z.strictObject({
    name: upTo(LIMITS.name),
    description: upTo(LIMITS.description).optional(),
    long_description: z.string().min(LIMITS.longDescription[0]).max(LIMITS.longDescription[1]).optional(),
    background_color: z
      .string()
      .regex(/^#(?:[0-9a-f]{3}){1,2}$/i)
      .optional(),
  }),
  features: z.strictObject({
    bot_user: z.strictObject({ display_name: upTo(LIMITS.botName), always_online: z.boolean().optional() }),
    app_home: z
      .strictObject({
        home_tab_enabled: z.boolean().default(false),
        messages_tab_enabled: z.boolean().default(false),
        messages_tab_read_only_enabled: z.boolean().optional(),
      })
      .prefault({}),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/./).max(LIMITS.command),
          description: upTo(LIMITS.commandDescription),
          usage_hint: upTo(LIMITS.usageHint).optional(),
          url: url.max(LIMITS.commandUrl).optional(),
          should_escape: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(LIMITS.commands)
      .optional(),
    shortcuts: shortcutsOfApp.optional(),
    unfurl_domains: notSimulated,
    workflow_steps: notSimulated,
    assistant_view: notSimulated,
    agent_view: notSimulated,
    functions: notSimulated,
    code_channels: notSimulated,
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({
      bot: words(LIMITS.scopes),
      bot_optional: words(LIMITS.scopes).optional(),
      user: notSimulated,
      user_optional: notSimulated,
    }),
    redirect_urls: notSimulated,
    token_management_enabled: notSimulated,
    pkce_enabled: notSimulated,
  }),
  settings: z.strictObject({
    event_subscriptions: z
      .strictObject({
        bot_events: words(LIMITS.events).default([]),
        request_url: requestUrl.optional(),
        user_events: notSimulated,
        metadata_subscriptions: notSimulated,
      })
      .prefault({}),
    interactivity: z
      .strictObject({
        is_enabled: z.boolean(),
        request_url: requestUrl.optional(),
        message_menu_options_url: notSimulated,
      })
      .optional(),
    socket_mode_enabled: z.boolean().default(false),
    org_deploy_enabled: z.boolean().optional(),
    token_rotation_enabled: z.boolean().optional(),
    allowed_ip_address_ranges: notSimulated,
    incoming_webhooks: notSimulated,
    is_hosted: notSimulated,
    is_mcp_enabled: notSimulated,
    siws_links: notSimulated,
    function_runtime: notSimulated,
    hermes_app_type: notSimulated,
  }),
  app_directory: notSimulated,
  functions: notSimulated,
  workflows: notSimulated,
  datastores: notSimulated,
  outgoing_domains: notSimulated,
  types: notSimulated,
  external_auth_providers: notSimulated,
  mcp_servers: notSimulated,
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
  /** Whether presses, forms and shortcuts reach the app. */
  isInteractive: boolean;
  hasHome: boolean;
  hasMessagesTab: boolean;
}

/** YAML or JSON. Throws where Slack would not take it. */
export function readManifest(text: string): Manifest {
  const { data: manifest, error } = schema.safeParse(parse(text));
  if (!manifest) throw new Error(`The manifest cannot be used.\n${z.prettifyError(error)}`);
  const { slash_commands: commands = [], shortcuts = [] } = manifest.features;
  return {
    appName: manifest.display_information.name,
    botName: manifest.features.bot_user.display_name,
    scopes: manifest.oauth_config.scopes.bot,
    botEvents: manifest.settings.event_subscriptions.bot_events,
    commandHints: commands.map(({ command, description, usage_hint: usage = "" }) => ({
      command,
      description,
      usage,
    })),
    commands: commands.map(({ command }) => command),
    shortcuts: shortcuts.map(({ type, callback_id: callbackId, name, description }) => ({
      type,
      callbackId,
      name,
      description,
    })),
    requestUrls: requestUrlsOf(manifest),
    isInteractive: manifest.settings.interactivity?.is_enabled ?? false,
    hasHome: manifest.features.app_home.home_tab_enabled,
    hasMessagesTab: manifest.features.app_home.messages_tab_enabled,
  };
}

/** Without Socket Mode Slack wants an address for each kind of request. */
function requestUrlsOf({ features, settings }: z.infer<typeof schema>): RequestUrls | null {
  if (settings.socket_mode_enabled) return null;
  const events = settings.event_subscriptions.request_url;
  const interactive = settings.interactivity?.request_url;
  const commands = (features.slash_commands ?? []).map(({ url }) => url);
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
