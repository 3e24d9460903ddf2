#!/usr/bin/env node
/** `slack-sandbox --manifest manifest.yml`: Slack on this machine for an app in a process of its own. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Language, languageOf } from "./language.ts";
import { readManifest } from "./manifest.ts";
import { type ServeOptions, serveSlack } from "./serving.ts";
import { servingTexts } from "./texts.ts";
import type { SandboxPerson } from "./workspace.ts";

const PORT = 4700;

const PEOPLE: SandboxPerson[] = [
  { handle: "ana", name: "Ana Ortiz", tz: "America/New_York", locale: "en-US", isAdmin: true },
  { handle: "bruno", name: "Bruno Blanc", tz: "Europe/Paris", locale: "fr-FR" },
  { handle: "chen", name: "Chen Wei", tz: "Asia/Shanghai", locale: "en-GB" },
  { handle: "dina", name: "Dina Okafor", tz: "Europe/London", locale: "en-GB", affiliation: "guest" },
];

/** What is asked for cannot be; the message says so in the language of the terminal. */
class Refusal extends Error {}

function asked(args: string[], language: Language): ServeOptions | null {
  const texts = servingTexts[language];
  const { values } = parseArgs({
    args,
    options: {
      manifest: { type: "string" },
      port: { type: "string" },
      "slack-port": { type: "string" },
      socket: { type: "boolean", default: false },
      http: { type: "string" },
      lang: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  if (values.manifest === undefined) throw new Refusal(texts.noManifest);
  if (values.socket && values.http !== undefined) throw new Refusal(texts.oneWay);
  if (values.http !== undefined && !/^https?:$/.test(URL.parse(values.http)?.protocol ?? ""))
    throw new Refusal(texts.noAddress(values.http));
  const manifest = readFile(values.manifest, language);
  const { requestUrls } = readManifest(manifest);
  if (requestUrls !== null && values.http === undefined && !values.socket) throw new Refusal(texts.needsHttp);
  const port = portOf(values.port, language) ?? PORT;
  return {
    manifest,
    people: PEOPLE,
    channel: "general",
    port,
    slackPort: portOf(values["slack-port"], language) ?? port + 1,
    requestUrl: values.http,
    language,
  };
}

function portOf(text: string | undefined, language: Language): number | null {
  if (text === undefined) return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Refusal(servingTexts[language].noPort(text));
  return port;
}

function readFile(file: string, language: Language): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Refusal(servingTexts[language].unread(file), { cause });
  }
}

function languageAsked(args: string[]): Language {
  const given = args[args.indexOf("--lang") + 1];
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return languageOf((args.includes("--lang") && given) || LC_ALL || LC_MESSAGES || LANG || "en");
}

const args = process.argv.slice(2);
const language = languageAsked(args);
try {
  const options = asked(args, language);
  if (options === null) process.stdout.write(`${servingTexts[language].usage}\n`);
  else await serveSlack(options);
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${said}\n${servingTexts[language].usage}\n`);
  process.exitCode = 1;
}
