import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Continuation, parseContinuation } from "../continuation.ts";
import { parseScenario, type Scenario } from "../scenario.ts";

/** A retailer's two months with four programs: what the sandbox plays when it is given no other file. */
export function builtInScenario(): Scenario {
  return parseScenario(contentsOf("customer-journeys.json"));
}

/** What its people say and do in the three months after it. */
export function builtInContinuation(): Continuation {
  return parseContinuation(contentsOf("customer-journeys-continued.json"), builtInScenario());
}

function contentsOf(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8"));
}
