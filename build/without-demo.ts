/** In the place of `src/demo` and the sandbox, which production has not. */
import { operatorsLanguage } from "../src/platform/texts/language.ts";

const TEXTS = {
  en: "The sandbox is not part of this installation. In a clone of the project: npm ci && npm run sandbox",
  fr: "Le bac à sable ne fait pas partie de cette installation. Dans une copie du projet\u00a0: npm ci && npm run sandbox",
};

/** Returns the exit code. */
export async function run(
  _: readonly string[],
  env: Record<string, string | undefined> = process.env,
): Promise<number> {
  process.stderr.write(`${TEXTS[operatorsLanguage(env)]}\n`);
  return 1;
}
