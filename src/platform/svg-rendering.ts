/** Renders SVG in our own fonts: the same pixels for the same SVG on every machine. Takes its time: for worker threads. */
import { fileURLToPath } from "node:url";
import { type RenderedImage, Resvg } from "@resvg/resvg-js";

// resvg reads TrueType only and silently omits missing glyphs.
const FONT = {
  loadSystemFonts: false,
  fontFiles: [
    import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
    import.meta.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
  ].map((url) => fileURLToPath(url)),
  defaultFontFamily: "Inter",
};

/** `background`: where nothing is drawn; without one it is transparent there. Throws where it is no SVG. */
export function renderSvg(svg: string, background?: string): RenderedImage {
  return new Resvg(svg, { font: FONT, ...(background !== undefined && { background }) }).render();
}
