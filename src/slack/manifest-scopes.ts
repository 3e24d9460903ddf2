import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const schema = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

/** The scopes of the bot that `manifest.yml` asks for. Throws when it has none, which only a broken installation has. */
export function manifestScopes(): string[] {
  const manifest = readFileSync(new URL("../../manifest.yml", import.meta.url), "utf8");
  return schema.parse(parse(manifest)).oauth_config.scopes.bot;
}
