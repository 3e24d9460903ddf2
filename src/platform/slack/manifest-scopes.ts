import { readFileSync } from "node:fs";

/** The scopes of the bot that `manifest.yml` asks for. Throws when it has none, which only a broken installation has. */
export function manifestScopes(): string[] {
  const manifest = readFileSync(new URL("../../../manifest.yml", import.meta.url), "utf8");
  // Our own file and one list of it: no reason to ship a YAML reader.
  const list = /\n {4}bot:\n((?: {6}- \S+\n)+)/.exec(manifest)?.[1];
  if (list === undefined) throw new Error("manifest.yml has no list of bot scopes.");
  return list.split("\n").flatMap((line) => /- (\S+)/.exec(line)?.[1] ?? []);
}
