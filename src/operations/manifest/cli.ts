/** `drumbeat manifest`: what is pasted into Slack to make the app, on standard output. */
import { parseArgs } from "node:util";
import { DrumbeatError } from "../../platform/errors.ts";
import { refuse } from "../../platform/texts/command-line.ts";
import { isLanguage, type Language, operatorsLanguage } from "../../platform/texts/language.ts";
import { manifestIn, requestUrlAt } from "./manifest.ts";
import { manifestYml } from "./manifest-file.ts";
import { manifestCommandTexts } from "./texts.ts";

/** Returns the exit code. The manifest's language is that of --lang, what is said about it that of the operator. */
export function run(args: string[], env: Record<string, string | undefined>): number {
  const asked = read(args);
  const language = operatorsLanguage(env, asked?.lang);
  if (!asked) return refuse(manifestCommandTexts[language].usage);
  try {
    const requestUrl = asked.http === undefined ? null : requestUrlAt(asked.http);
    process.stdout.write(manifestIn(manifestYml(), { language: asked.lang ?? "en", requestUrl }));
    return 0;
  } catch (error) {
    if (!(error instanceof DrumbeatError)) throw error;
    return refuse(`drumbeat manifest: ${error.sentence(language)}`);
  }
}

function read(args: string[]): { http: string | undefined; lang: Language | undefined } | null {
  try {
    const text = { type: "string" } as const;
    const { values } = parseArgs({ args, options: { http: text, lang: text, socket: { type: "boolean" } } });
    const { http, lang, socket = false } = values;
    if ((http !== undefined && socket) || (lang !== undefined && !isLanguage(lang))) return null;
    return { http, lang };
  } catch {
    return null;
  }
}
