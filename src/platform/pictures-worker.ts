/** Draws one picture after the other in a thread of its own: `{ id, svg }` in, `{ id, png }` or `{ id, error }` out. */
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { Resvg } from "@resvg/resvg-js";
import { z } from "zod";

const order = z.strictObject({ id: z.number(), svg: z.string() });

// resvg reads TrueType only, and leaves out without a word what no font of these has.
const FONT = {
  loadSystemFonts: false,
  fontFiles: [
    import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
    import.meta.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
  ].map((url) => fileURLToPath(url)),
  defaultFontFamily: "Inter",
};

parentPort?.on("message", (message: unknown) => {
  const { id, svg } = order.parse(message);
  try {
    parentPort?.postMessage({ id, png: new Uint8Array(new Resvg(svg, { font: FONT }).render().asPng()) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});
