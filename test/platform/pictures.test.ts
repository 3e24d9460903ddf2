import { inflateSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { pictureMaker } from "../../src/platform/render-queue.ts";

function aMaker() {
  const maker = pictureMaker();
  onTestFinished(() => maker.stop());
  return maker;
}

const saying = (words: string, weight = 400) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><text x="5" y="45" font-family="Inter" font-weight="${weight}" font-size="36">${words}</text></svg>`;

/** Width, height and pixels as the file has them. */
function decoded(png: Uint8Array): { width: number; height: number; pixels: Buffer } {
  const file = Buffer.from(png);
  expect(file.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  const data: Buffer[] = [];
  for (let place = 8; place < file.length; ) {
    const length = file.readUInt32BE(place);
    if (file.toString("latin1", place + 4, place + 8) === "IDAT")
      data.push(file.subarray(place + 8, place + 8 + length));
    place += 12 + length;
  }
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20), pixels: inflateSync(Buffer.concat(data)) };
}

it("draws a PNG of the size of the SVG, the same bytes each time", async () => {
  const maker = aMaker();
  const [one, other] = await Promise.all([maker.make(saying("Météo")), maker.make(saying("Météo"))]);
  expect(decoded(one)).toMatchObject({ width: 300, height: 60 });
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
});

it("has letters in both weights: a font that cannot be read would leave them out without a word", async () => {
  const maker = aMaker();
  const [none, regular, bold] = await Promise.all([
    maker.make(saying("")),
    maker.make(saying("Météo")),
    maker.make(saying("Météo", 600)),
  ]);
  const ink = (png: Uint8Array) => decoded(png).pixels.filter((byte) => byte !== 0).length;
  // Each row begins with a byte that says how it is written.
  expect(ink(none)).toBe(60);
  expect(ink(regular)).toBeGreaterThan(500);
  expect(decoded(bold).pixels.equals(decoded(regular).pixels)).toBe(false);
});

it("refuses what is no SVG, draws the next, and draws again after it was stopped", async () => {
  const maker = aMaker();
  await expect(maker.make("<svg")).rejects.toThrow("could not be made");
  await maker.make(saying("A"));
  await maker.stop();
  expect(decoded(await maker.make(saying("B"))).width).toBe(300);
});
