/** The manifest of the Slack app, in a language and for Socket Mode or HTTP. */
import { parseDocument } from "yaml";
import { z } from "zod";
import { SLACK_REQUESTS_PATH } from "../../platform/config.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Language } from "../../platform/texts/language.ts";
import { manifestTexts } from "./texts.ts";

/** Why an address cannot be that of Slack's requests, and what to write. */
const addressRefusal = errorTable({
  ADDRESS_UNREADABLE: {
    en: ({ address }) => `“${address}” isn’t an address. Write it like https://drumbeat.example.org.`,
    fr: ({ address }) =>
      `«\u00a0${address}\u00a0» n’est pas une adresse. Écrivez-la comme https://drumbeat.example.org.`,
  },
  ADDRESS_NOT_HTTPS: {
    en: ({ address, better }) =>
      `Slack sends its requests to https:// only, not to ${address}. Put a proxy with a certificate in front of Drumbeat and write ${better}.`,
    fr: ({ address, better }) =>
      `Slack n’envoie ses requêtes qu’en https://, pas à ${address}. Placez un proxy doté d’un certificat devant Drumbeat et écrivez ${better}.`,
  },
  ADDRESS_HAS_PATH: {
    en: ({ path, better, served }) =>
      `Drumbeat takes Slack’s requests at ${served} alone, not at ${path}. Write ${better}.`,
    fr: ({ path, better, served }) =>
      `Drumbeat ne reçoit les requêtes de Slack qu’à ${served}, pas à ${path}. Écrivez ${better}.`,
  },
  ADDRESS_HAS_MORE: {
    en: ({ better }) => `The address must have no user, password, “?” or “#”. Write ${better}.`,
    fr: ({ better }) =>
      `L’adresse ne doit comporter ni utilisateur, ni mot de passe, ni «\u00a0?\u00a0», ni «\u00a0#\u00a0». Écrivez ${better}.`,
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
