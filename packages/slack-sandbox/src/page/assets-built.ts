/** In a built package, in the place of assets.ts: what the page is made of lies ready beside the program. */
import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { ASSET_TYPES } from "./asset-types.ts";

const FOLDER = new URL("./page/", import.meta.url);

/** As assets.ts names it. */
export const MAIN = "page/client/main.ts";

export function importMap(): Promise<string> {
  return readFile(new URL("import-map.json", FOLDER), "utf8");
}

export function assetRoutes(): Hono {
  const app = new Hono();
  for (const [name, type] of Object.entries(ASSET_TYPES))
    app.get(`/page/${name}`, async (c) =>
      c.body(new Uint8Array(await readFile(new URL(name, FOLDER))), 200, {
        "content-type": type,
        ...(type === "font/woff2" && { "cache-control": "max-age=86400" }),
      }),
    );
  return app;
}
