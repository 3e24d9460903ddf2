/** The manifest of the Slack app, in a language and for one of the two ways in which Slack is reached. Pure. */
import { parseDocument } from "yaml";
import { z } from "zod";
import { SLACK_REQUESTS_PATH } from "../../platform/config.ts";
import type { Language } from "../../platform/texts/language.ts";
import { addressRefusal } from "./errors.ts";
import { manifestTexts } from "./texts.ts";

export interface WantedManifest {
  language: Language;
  /** Where Slack sends its requests; null: Socket Mode. */
  requestUrl: string | null;
}

const shortcutsOf = z.object({
  features: z.object({ shortcuts: z.array(z.object({ callback_id: z.string() })) }),
});

/** As manifest.yml has it. */
const LINE_WIDTH = 122;

/** `manifestYml`: manifest.yml, which is itself that in English for Socket Mode. Throws where a shortcut has no words. */
export function manifestIn(manifestYml: string, { language, requestUrl }: WantedManifest): string {
  if (language === "en" && requestUrl === null) return manifestYml;
  const manifest = parseDocument(manifestYml);
  const { shortcuts } = shortcutsOf.parse(manifest.toJS()).features;
  const texts = manifestTexts[language];
  manifest.setIn(["display_information", "description"], texts.description);
  manifest.setIn(["display_information", "long_description"], texts.longDescription);
  manifest.setIn(["features", "slash_commands", 0, "description"], texts.command.description);
  manifest.setIn(["features", "slash_commands", 0, "usage_hint"], texts.command.usageHint);
  for (const [place, { callback_id: id }] of shortcuts.entries()) {
    const words = texts.shortcuts[id];
    if (!words) throw new Error(`The shortcut ${id} of manifest.yml has no words in ${language}.`);
    manifest.setIn(["features", "shortcuts", place, "name"], words.name);
    manifest.setIn(["features", "shortcuts", place, "description"], words.description);
  }
  if (requestUrl !== null) {
    manifest.setIn(["features", "slash_commands", 0, "url"], requestUrl);
    manifest.setIn(["settings", "event_subscriptions", "request_url"], requestUrl);
    manifest.setIn(["settings", "interactivity", "request_url"], requestUrl);
    manifest.setIn(["settings", "socket_mode_enabled"], false);
  }
  return manifest.toString({ lineWidth: LINE_WIDTH });
}

/**
 * Where Slack sends its requests to a public address, `https://drumbeat.example.org`, with or without the path at which
 * they are taken. Throws ADDRESS_UNREADABLE, ADDRESS_NOT_HTTPS, ADDRESS_HAS_PATH, ADDRESS_HAS_MORE.
 */
export function requestUrlAt(address: string): string {
  const url = URL.parse(address.trim());
  if (url === null || !/^https?:$/.test(url.protocol) || !/^https?:\/\/[^/]/i.test(address.trim()))
    throw addressRefusal("ADDRESS_UNREADABLE", { address });
  const better = `https://${url.host}`;
  if (url.protocol !== "https:") throw addressRefusal("ADDRESS_NOT_HTTPS", { address, better });
  if (/[?#@]/.test(address)) throw addressRefusal("ADDRESS_HAS_MORE", { better });
  const path = url.pathname.replace(/\/+$/, "");
  if (path !== "" && path !== SLACK_REQUESTS_PATH)
    throw addressRefusal("ADDRESS_HAS_PATH", { path: url.pathname, better, served: SLACK_REQUESTS_PATH });
  return `${better}${SLACK_REQUESTS_PATH}`;
}
