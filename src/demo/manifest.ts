import { readFileSync } from "node:fs";

/** The text of Drumbeat's manifest.yml. */
export function manifestYml(): string {
  return readFileSync(new URL("../../manifest.yml", import.meta.url), "utf8");
}
