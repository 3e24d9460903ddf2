import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../../platform/texts/language.ts";
import { type Continuation, parseContinuation } from "../continuation-rules.ts";
import type { Scenario } from "../scenario.ts";
import { parseScenario } from "../scenario-file.ts";

const FILES: Record<Language, string> = { en: "customer-journeys", fr: "french-retailer" };

/** A retailer's two months with its programs: what the sandbox plays in this language when it is given no other file. */
export function builtInScenario(language: Language = "en"): Scenario {
  return parseScenario(contentsOf(`${FILES[language]}.json`));
}

/** What its people say and do after it. */
export function builtInContinuation(language: Language = "en"): Continuation {
  return parseContinuation(contentsOf(`${FILES[language]}-continued.json`), builtInScenario(language));
}

function contentsOf(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8"));
}
