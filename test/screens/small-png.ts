/** Pictures of a page have few colours: with a palette they are a third as large. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

/** The same picture in so many colours, at most 256. Throws for what is not an 8-bit RGB or RGBA PNG without interlace, as Chromium writes. */
export function smallPng(png: Buffer, colours: number): Buffer {
  const { width, height, pixels } = decoded(png);
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = paletteOf(counts, colours);
  const nearest = new Map([...counts.keys()].map((colour) => [colour, indexOfNearest(palette, colour)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = nearest.get(pixels[y * width + x] ?? 0) ?? 0;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    png.subarray(0, 8),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flatMap((colour) => [...channels(colour)]))),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Median cut; each part is shown by its most frequent colour, so that backgrounds stay as they are. */
function paletteOf(counts: ReadonlyMap<number, number>, colours: number): number[] {
  const weight = (colour: number) => counts.get(colour) ?? 0;
  const parts = [[...counts.keys()]];
  while (parts.length < colours) {
    const spreads = parts.map(widestChannel);
    const at = spreads.reduce((best, { spread }, index) => (spread > (spreads[best]?.spread ?? 0) ? index : best), 0);
    const [part, widest] = [parts[at], spreads[at]];
    if (!part || !widest || widest.spread === 0) break;
    const middle = (widest.low + widest.high) / 2;
    const isLow = (colour: number) => (channels(colour)[widest.channel] ?? 0) <= middle;
    parts.splice(
      at,
      1,
      part.filter(isLow),
      part.filter((colour) => !isLow(colour)),
    );
  }
  return parts.map((part) => part.reduce((best, colour) => (weight(colour) > weight(best) ? colour : best)));
}

function widestChannel(part: readonly number[]) {
  const ranges = [0, 1, 2].map((channel) => {
    let [low, high] = [255, 0];
    for (const colour of part) {
      const value = channels(colour)[channel] ?? 0;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return { channel, low, high, spread: high - low };
  });
  return ranges.reduce((widest, range) => (range.spread > widest.spread ? range : widest));
}

function indexOfNearest(palette: readonly number[], colour: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, other] of palette.entries()) {
    const distance = channels(colour).reduce((sum, value, at) => sum + (value - (channels(other)[at] ?? 0)) ** 2, 0);
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

function channels(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

/** `pixels`: 0xRRGGBB, row by row. */
function decoded(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  let data = Buffer.alloc(0);
  let [width, height, depth] = [0, 0, 0];
  for (let at = 8; at < png.length; ) {
    const [length, type] = [png.readUInt32BE(at), png.toString("latin1", at + 4, at + 8)];
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      [width, height, depth] = [body.readUInt32BE(0), body.readUInt32BE(4), body[9] === 6 ? 4 : 3];
      if (body[8] !== 8 || (body[9] !== 2 && body[9] !== 6) || body[12] !== 0) throw new Error("Another kind of PNG.");
    }
    if (type === "IDAT") data = Buffer.concat([data, body]);
    at += length + 12;
  }
  const bytes = unfiltered(inflateSync(data), width * depth, depth);
  const pixels = new Uint32Array(width * height);
  for (let pixel = 0; pixel < pixels.length; pixel += 1) pixels[pixel] = bytes.readUIntBE(pixel * depth, 3);
  return { width, height, pixels };
}

/** Source: PNG specification, filter types 0 to 4. */
function unfiltered(raw: Buffer, rowBytes: number, depth: number): Buffer {
  const rows = raw.length / (rowBytes + 1);
  const out = Buffer.alloc(rows * rowBytes);
  for (let y = 0; y < rows; y += 1) {
    const filter = raw[y * (rowBytes + 1)];
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x;
      const left = x < depth ? 0 : (out[at - depth] ?? 0);
      const up = y === 0 ? 0 : (out[at - rowBytes] ?? 0);
      const upLeft = x < depth || y === 0 ? 0 : (out[at - rowBytes - depth] ?? 0);
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter ?? 0] ?? 0;
      out[at] = (raw[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return out;
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [byLeft, byUp, byBoth] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (byLeft <= byUp && byLeft <= byBoth) return left;
  return byUp <= byBoth ? up : upLeft;
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
