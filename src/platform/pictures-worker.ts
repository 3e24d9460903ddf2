/** Draws one picture after the other in a thread of its own: `{ id, svg }` in, `{ id, png }` or `{ id, error }` out. */
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { Resvg } from "@resvg/resvg-js";
import { z } from "zod";

const order = z.strictObject({ id: z.number(), svg: z.string() });

// resvg reads TrueType only, and leaves out without a word what no font of these has.
const { resolve } = createRequire(import.meta.url);
const FONT = {
  loadSystemFonts: false,
  fontFiles: ["400Regular/Inter_400Regular", "600SemiBold/Inter_600SemiBold"].map((cut) =>
    resolve(`@expo-google-fonts/inter/${cut}.ttf`),
  ),
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
