/** The files that the page is made of: its own TypeScript with the types stripped, styles, and what packages bring. */
import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";

/** Where the browser begins; all that it loads of ours stands beside it. */
const MAIN = import.meta.resolve("./client/main.ts");
const CLIENT = new URL(".", MAIN);

/** Bare names in the page's modules → where they come from. */
const PACKAGES = {
  preact: ["preact.js", import.meta.resolve("preact")],
  "preact/hooks": ["hooks.js", import.meta.resolve("preact/hooks")],
  htm: ["htm.js", import.meta.resolve("htm")],
  "htm/preact": ["htm-preact.js", import.meta.resolve("htm/preact")],
  "emojibase-data/en/shortcodes/iamcal.json": [
    "emoji.json",
    import.meta.resolve("emojibase-data/en/shortcodes/iamcal.json"),
  ],
} as const;

const FONTS: Record<string, string> = {
  "inter.woff2": import.meta.resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"),
  "inter-italic.woff2": import.meta.resolve("@fontsource-variable/inter/files/inter-latin-wght-italic.woff2"),
  "inter-ext.woff2": import.meta.resolve("@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2"),
  // Arrows and shapes, which Inter's files leave out and not every machine has: they carry the colours' meaning.
  "symbols.woff2": import.meta.resolve("@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2"),
  "twemoji.woff2": import.meta.resolve("twemoji-colr-font/twemoji.woff2"),
};

export const IMPORT_MAP = JSON.stringify({
  imports: Object.fromEntries(Object.entries(PACKAGES).map(([name, [file]]) => [name, `/page/packages/${file}`])),
});

export function assetRoutes(): Hono {
  const app = new Hono();
  app.get("/page/client/:file{[a-z0-9-]+\\.ts}", async (c) => {
    const source = await readFile(new URL(c.req.param("file"), CLIENT), "utf8").catch(absent);
    if (source === null) return c.notFound();
    return c.body(stripped(source), 200, { "content-type": "text/javascript; charset=utf-8" });
  });
  app.get("/page/client/:file{[a-z0-9-]+\\.css}", async (c) => {
    const source = await readFile(new URL(c.req.param("file"), CLIENT), "utf8").catch(absent);
    return source === null ? c.notFound() : c.body(source, 200, { "content-type": "text/css; charset=utf-8" });
  });
  app.get("/page/client/icon.svg", async (c) =>
    c.body(await readFile(new URL("icon.svg", CLIENT), "utf8"), 200, { "content-type": "image/svg+xml" }),
  );
  // The one module outside of the page's own folder that its modules import.
  app.get("/json.ts", async (c) =>
    c.body(stripped(await readFile(new URL("../json.ts", import.meta.url), "utf8")), 200, {
      "content-type": "text/javascript; charset=utf-8",
    }),
  );
  app.get("/page/packages/:file", async (c) => {
    const found = Object.values(PACKAGES).find(([file]) => file === c.req.param("file"));
    if (!found) return c.notFound();
    const type = found[0].endsWith(".json") ? "application/json" : "text/javascript";
    return c.body(await readFile(fileURLToPath(found[1]), "utf8"), 200, { "content-type": `${type}; charset=utf-8` });
  });
  app.get("/page/fonts/:file", async (c) => {
    const url = FONTS[c.req.param("file")];
    if (!url) return c.notFound();
    return c.body(new Uint8Array(await readFile(fileURLToPath(url))), 200, {
      "content-type": "font/woff2",
      "cache-control": "max-age=86400",
    });
  });
  return app;
}

/** Node 26 strips the types of its own modules all the time, and still warns who asks for the same. */
function stripped(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function absent(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
