/** The manifest of the Slack app, in a language and for Socket Mode or HTTP. */
import { parseDocument } from "yaml";
import { z } from "zod";
import { SLACK_REQUESTS_PATH } from "../../platform/config.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Language } from "../../platform/texts/language.ts";
import { manifestTexts } from "./texts.ts";

const refusal = errorTable({
  ADDRESS_UNFIT: {
    en: ({ address, better }) =>
      `Slack cannot send its requests to “${address}”: write ${better}. Slack takes https:// only, and Drumbeat is at ${SLACK_REQUESTS_PATH} there, without a user, “?” or “#”.`,
    fr: ({ address, better }) =>
      `Slack ne peut pas envoyer ses requêtes à «\u00a0${address}\u00a0»\u00a0: écrivez ${better}. Slack n’accepte que https://, et Drumbeat y est à ${SLACK_REQUESTS_PATH}, sans utilisateur, ni «\u00a0?\u00a0», ni «\u00a0#\u00a0».`,
  },
});

export interface WantedManifest {
  language: Language;
  /** Where Slack sends its requests; null: Socket Mode. */
  requestUrl: string | null;
}

const shortcutsOf = z.object({
  features: z.object({ shortcuts: z.array(z.object({ callback_id: z.string() })) }),
});

/** How wide the lines of manifest.yml are. */
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
 * they are taken. Throws ADDRESS_UNFIT.
 */
export function requestUrlAt(address: string): string {
  const [, host] = /^\s*(?:https?:\/*)?(?:[^/@]*@)?([^/?#@\s]+)/i.exec(address) ?? [];
  const url = `https://${host}${SLACK_REQUESTS_PATH}`;
  const isFit = [`https://${host}`, `https://${host}/`, url].includes(address.trim()) && URL.canParse(url);
  if (!isFit) throw refusal("ADDRESS_UNFIT", { address, better: `https://${host ?? "drumbeat.example.org"}` });
  return url;
}
