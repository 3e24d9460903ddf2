/** The circles before a status, at the size of a line, as people see them who tell fewer colours apart. */
import { expect, it } from "vitest";
import { openPage } from "../../../packages/slack-sandbox/test/page/open-page.ts";
import { HEALTH_COLOURS, STATUS_CIRCLES } from "../../../src/cadences/questions/health-scale.ts";

type Triple = [number, number, number];

/**
 * Machado, Oliveira and Fernandes, “A Physiologically-based Model for Simulation of Color Vision Deficiency”, IEEE TVCG
 * 15 (2009), severity 1.0, on linear RGB.
 */
const SEEN_WITH: Record<string, [Triple, Triple, Triple]> = {
  "all colours": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** In CIE 1976 L*a*b*, where 2.3 is a just noticeable difference: more than four of them, seen at a glance. The word stands beside it. */
const CLEARLY_APART = 10;

it.each(Object.entries(SEEN_WITH))("are told apart at 16 pixels with %s (18.3)", async (_, matrix) => {
  const { page } = await openPage();
  const drawn = await page.evaluate(
    async (circles) => {
      await document.fonts.load('16px "Twemoji"', circles.join(""));
      return circles.map((circle): [number, number, number] => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 20, height: 20 });
        const context = canvas.getContext("2d");
        if (!context) throw new Error("There is no canvas.");
        context.fillStyle = "#fff";
        context.fillRect(0, 0, 20, 20);
        context.font = '16px "Twemoji"';
        context.textAlign = "center";
        context.textBaseline = "middle";
        context.fillText(circle, 10, 10);
        // The middle of it, without its rim.
        const { data } = context.getImageData(7, 7, 6, 6);
        const mean = (channel: number) =>
          data.filter((_, place) => place % 4 === channel).reduce((sum, one) => sum + one, 0) / 36;
        return [mean(0), mean(1), mean(2)];
      });
    },
    HEALTH_COLOURS.map((colour) => STATUS_CIRCLES[colour]),
  );
  const seen = [...drawn, [255, 255, 255] satisfies Triple].map((colour) => labOf(through(matrix, colour)));
  const names = [...HEALTH_COLOURS, "the page"];
  const alike = seen.flatMap((one, first) =>
    seen.flatMap((other, second) =>
      second > first && apart(one, other) < CLEARLY_APART
        ? [`${names[first]} and ${names[second]}: ${apart(one, other).toFixed(1)}`]
        : [],
    ),
  );
  expect(alike).toEqual([]);
});

/** sRGB of 0 to 255 into linear RGB, as IEC 61966-2-1 has it. */
function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function through([red, green, blue]: [Triple, Triple, Triple], colour: Triple): Triple {
  const [r, g, b] = colour.map(linear);
  const row = ([a, c, d]: Triple) => Math.min(1, Math.max(0, a * (r ?? 0) + c * (g ?? 0) + d * (b ?? 0)));
  return [row(red), row(green), row(blue)];
}

/** CIE 1976 L*a*b* under D65. */
function labOf([r, g, b]: Triple): Triple {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function apart([l, a, b]: Triple, [m, c, d]: Triple): number {
  return Math.hypot(l - m, a - c, b - d);
}
