/**
 * Half a year of real check-ins of an open-source project, which are no part of this one: `DRUMBEAT_REAL_INPUT` names their
 * folder where they are.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A scenario and what a human editor told of it: of all programs, and of ten of them. */
type RealInput = "h1-form.scenario.json" | "h1-editor.json" | "h1-ten.scenario.json" | "h1-ten-editor.json";

/** The path of a file of it; null where there is none. */
export function realFile(name: RealInput): string | null {
  const folder = process.env.DRUMBEAT_REAL_INPUT;
  const file = join(folder ?? "", name);
  return folder && existsSync(file) ? file : null;
}

/** Of all programs, to be read by `parseScenario`; null where there is none. */
export function realHalfYear(): unknown {
  const file = realFile("h1-form.scenario.json");
  return file === null ? null : JSON.parse(readFileSync(file, "utf8"));
}
