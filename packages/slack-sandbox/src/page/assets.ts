/** What the page is made of: its own TypeScript with the types stripped, styles, and what packages bring. */
import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";

/** Where the browser begins; all that it loads of ours is found from there. */
const BEGIN = import.meta.resolve("./client/main.ts");
const CLIENT = new URL(".", BEGIN);
const SANDBOX = new URL("../..", BEGIN);
export const MAIN = nameOf(BEGIN);
/** In the order in which one may outdo the other. */
const STYLES = ["style", "sidebar", "messages", "blocks", "fields", "modal", "panels"];

/** Bare names in the page's modules → where they come from. */
const PACKAGES: Record<string, string> = {
  preact: import.meta.resolve("preact"),
  "preact/hooks": import.meta.resolve("preact/hooks"),
  htm: import.meta.resolve("htm"),
  "htm/preact": import.meta.resolve("htm/preact"),
};
/** Browsers take data apart from programs: only from our own address. */
const EMOJI = "emojibase-data/en/shortcodes/iamcal.json";

const FONTS: Record<string, string> = {
  "inter.woff2": import.meta.resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"),
  "inter-italic.woff2": import.meta.resolve("@fontsource-variable/inter/files/inter-latin-wght-italic.woff2"),
  "inter-ext.woff2": import.meta.resolve("@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2"),
  // Arrows and shapes, which Inter's files leave out and not every machine has: they carry the colours' meaning.
  "symbols.woff2": import.meta.resolve("@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2"),
  "twemoji.woff2": import.meta.resolve("twemoji-colr-font/twemoji.woff2"),
};

/**
 * An import map with the modules themselves in it, by name: a request for each of sixty is most of what it takes a
 * browser to open the page.
 */
export async function importMap(): Promise<string> {
  const imports: Record<string, string> = { [EMOJI]: "/page/emoji.json" };
  const names = new Set([MAIN]);
  for (const name of names) {
    const url = PACKAGES[name] ?? new URL(name, SANDBOX).href;
    const source = await readFile(new URL(url), "utf8");
    const code = name.endsWith(".ts") ? stripped(source) : source;
    const named = code.replace(/(\bfrom\s*)"([^"]+)"/g, (whole, before: string, specifier: string) => {
      if (!specifier.startsWith(".") && !(specifier in PACKAGES)) return whole;
      const imported = specifier.startsWith(".") ? nameOf(new URL(specifier, url).href) : specifier;
      names.add(imported);
      return `${before}"${imported}"`;
    });
    const text = Buffer.from(`${named}\n//# sourceURL=${name}`);
    imports[name] = `data:text/javascript;charset=utf-8;base64,${text.toString("base64")}`;
  }
  return JSON.stringify({ imports });
}

/** A module of ours, by its path in the sandbox. */
function nameOf(url: string): string {
  return url.slice(SANDBOX.href.length);
}

export function assetRoutes(): Hono {
  const app = new Hono();
  app.get("/page/client/style.css", async (c) => {
    const sources = STYLES.map((name) => readFile(new URL(`${name}.css`, CLIENT), "utf8"));
    return c.body((await Promise.all(sources)).join(""), 200, { "content-type": "text/css; charset=utf-8" });
  });
  app.get("/page/client/icon.svg", async (c) =>
    c.body(await readFile(new URL("icon.svg", CLIENT), "utf8"), 200, { "content-type": "image/svg+xml" }),
  );
  app.get("/page/emoji.json", async (c) =>
    c.body(await readFile(fileURLToPath(import.meta.resolve(EMOJI)), "utf8"), 200, {
      "content-type": "application/json",
    }),
  );
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

/** By source: a page that is opened again has most of its modules as they were. */
const strippedBefore = new Map<string, string>();

/** Node 26 strips the types of its own modules all the time, and still warns who asks for the same. */
function stripped(source: string): string {
  const known = strippedBefore.get(source);
  if (known !== undefined) return known;
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    const code = stripTypeScriptTypes(source);
    strippedBefore.set(source, code);
    return code;
  } finally {
    process.emitWarning = emitWarning;
  }
}
