/** What manifest.yml asks for, beside what the app was granted in Slack. */
import { readFileSync } from "node:fs";

/** The text of Drumbeat's manifest.yml. */
export function manifestYml(): string {
  return readFileSync(new URL("../../../manifest.yml", import.meta.url), "utf8");
}

/** The scopes of the bot that it asks for. Read by hand: what reads YAML takes longer to load than a start may. */
export function manifestScopes(): string[] {
  const [, list = ""] = /^ {4}bot:\n((?: {6}- \S+\n)+)/m.exec(manifestYml()) ?? [];
  return [...list.matchAll(/- (\S+)/g)].map(([, scope = ""]) => scope);
}

export function compareScopes(granted: readonly string[]): { missing: string[]; unneeded: string[] } {
  const wanted = manifestScopes();
  return {
    missing: wanted.filter((scope) => !granted.includes(scope)),
    unneeded: granted.filter((scope) => !wanted.includes(scope)),
  };
}
