/** What a picture of a digest costs, and how long the event loop waits for it. Source: issue 5, measures. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import { picturesOf } from "../../src/digests/pictures/pictures.ts";
import { PictureMaker } from "../../src/platform/pictures.ts";
import { aProgram, earlier, fed, theDocument } from "../digests/facts.ts";
import { median, type Row } from "./row.ts";

const PROGRAMS = 40;
const TIMES = 30;
const WARM_UP = 5;
/** What a picture was to cost. */
const AIM_MS = 60;
const FONT = {
  loadSystemFonts: false,
  fontFiles: [fileURLToPath(import.meta.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"))],
  defaultFontFamily: "Inter",
};

export async function bench(): Promise<Row[]> {
  const colours = ["green", "amber", "red"] as const;
  const programs = Array.from({ length: PROGRAMS }, (_, index) =>
    aProgram(`Program ${index}`, [fed("health", { colour: colours[index % 3] ?? "green", reason: "Because." })], {
      given: earlier(`Program ${index}`, "green", "amber", "red", "green", "amber"),
    }),
  );
  const picture = picturesOf(theDocument(programs)).thread.find(({ name }) => name === "heat-map");
  if (!picture) throw new Error("There is nothing to draw.");
  const maker = new PictureMaker();
  const took: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  for (let count = -WARM_UP; count < TIMES; count += 1) {
    if (count === 0) delay.enable();
    const from = performance.now();
    await maker.png(picture.svg());
    if (count >= 0) took.push(performance.now() - from);
  }
  delay.disable();
  await maker.stop();
  const onLoop: number[] = [];
  for (let count = 0; count < TIMES; count += 1) {
    const from = performance.now();
    new Resvg(picture.svg(), { font: FONT }).render().asPng();
    onLoop.push(performance.now() - from);
  }
  const held = delay.max / 1e6;
  const inLine = median(onLoop);
  return [
    {
      name: `heat map of ${PROGRAMS} programs, SVG to PNG`,
      ours: `${median(took).toFixed(0)} ms in a thread`,
      baseline: `${AIM_MS} ms aimed at`,
      ratio: median(took) / AIM_MS,
      bar: null,
    },
    {
      name: `longest wait of the event loop while ${TIMES} of them are drawn`,
      ours: `${held.toFixed(1)} ms`,
      baseline: `${inLine.toFixed(0)} ms where it is drawn on the loop`,
      ratio: held / inLine,
      bar: null,
    },
  ];
}
