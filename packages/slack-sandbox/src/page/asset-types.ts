/** What the page loads, by its address below `/page/`, and its media type. */
export const ASSET_TYPES: Readonly<Record<string, string>> = {
  "client/style.css": "text/css; charset=utf-8",
  "client/icon.svg": "image/svg+xml",
  "emoji.json": "application/json",
  "fonts/inter.woff2": "font/woff2",
  "fonts/inter-italic.woff2": "font/woff2",
  "fonts/inter-ext.woff2": "font/woff2",
  "fonts/symbols.woff2": "font/woff2",
  "fonts/twemoji.woff2": "font/woff2",
};
