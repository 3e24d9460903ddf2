/** Draws pictures in a thread of its own. */
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import { z } from "zod";
import { serveOrders } from "./render-queue.ts";

// resvg reads TrueType only and silently omits missing glyphs.
const FONT = {
  loadSystemFonts: false,
  fontFiles: [
    import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
    import.meta.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
  ].map((url) => fileURLToPath(url)),
  defaultFontFamily: "Inter",
};

serveOrders(z.string(), (svg) => new Resvg(svg, { font: FONT }).render().asPng());
