/** Pictures of a PDF, from SVG. */
import { crc32, deflateSync } from "node:zlib";
import { renderSvg } from "../svg-rendering.ts";

export interface PdfPicture {
  png: Buffer;
  /** In pixels. */
  width: number;
  height: number;
}

/** Null where it cannot be drawn. */
export function pictureFromSvg(svg: string): PdfPicture | null {
  try {
    const { pixels, width, height } = renderSvg(svg, "#ffffff");
    return { png: opaquePng(pixels, width, height), width, height };
  } catch {
    return null;
  }
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BITS = 8;
const TRUE_COLOUR = 2;
/** Red, green, blue and how opaque. */
const CHANNELS = 4;

/** Without transparency, which pdfkit takes apart in the background, so that the order of objects in the file varies. */
function opaquePng(pixels: Uint8Array, width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BITS, TRUE_COLOUR], 8);

  // Each row begins with its filter: none.
  const rows = Buffer.alloc(height * (1 + width * 3));
  let to = 0;
  for (let row = 0; row < height; row += 1) {
    to += 1;
    for (let column = 0; column < width; column += 1) {
      const from = (row * width + column) * CHANNELS;
      rows[to] = pixels[from] ?? 0;
      rows[to + 1] = pixels[from + 1] ?? 0;
      rows[to + 2] = pixels[from + 2] ?? 0;
      to += 3;
    }
  }
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND")]);
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
