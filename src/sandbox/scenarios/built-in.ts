import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseScenario, type Scenario } from "../scenario.ts";

/** A retailer's two months with four programs: what the sandbox plays when it is given no other file. */
export function builtInScenario(): Scenario {
  const file = join(import.meta.dirname, "customer-journeys.json");
  return parseScenario(JSON.parse(readFileSync(file, "utf8")));
}
