/** Decodes files saved by spreadsheets, calendars and editors. */
import { isUtf8 } from "node:buffer";

/**
 * By byte order mark, UTF-8 or UTF-16. Without one: UTF-16 if every other byte is zero, UTF-8 if valid. Else UTF-8 with
 * U+FFFD for each broken letter where others are whole, Mac Roman as Excel for Mac writes it, or Windows-1252 as other
 * Western European programs do.
 */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return textIn(utf16, bytes);
  const text = textIn("utf-8", bytes);
  if (isUtf8(bytes)) return text;
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const whole = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0;
  if (whole >= broken) return text;
  // It ends lines with CR alone.
  return textIn(bytes.includes(0x0d) && !bytes.includes(0x0a) ? "macintosh" : "windows-1252", bytes);
}

/** Which UTF-16 the bytes are by the first of them; null: another encoding. */
export function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const start = bytes.subarray(0, 200);
  const noughts = (place: 0 | 1) => start.filter((byte, index) => index % 2 === place && byte === 0).length;
  if (noughts(1) > start.length / 4) return "utf-16le";
  return noughts(0) > start.length / 4 ? "utf-16be" : null;
}

/** Drops byte order marks: some programs write a second one. */
function textIn(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes).replace(/^\ufeff+/, "");
}
