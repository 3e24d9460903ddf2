/** Decodes files saved by spreadsheets. */

/**
 * By byte order mark, UTF-8 or UTF-16. Without one: UTF-16 if every other byte is zero, UTF-8 if valid, else
 * Windows-1252, as written by Excel in Western Europe.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return textIn("utf-16le", bytes);
  if (first === 0xfe && second === 0xff) return textIn("utf-16be", bytes);
  const start = bytes.subarray(0, 200);
  const noughts = (place: 0 | 1) => start.filter((byte, index) => index % 2 === place && byte === 0).length;
  if (noughts(1) > start.length / 4) return textIn("utf-16le", bytes);
  if (noughts(0) > start.length / 4) return textIn("utf-16be", bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return textIn("windows-1252", bytes);
  }
}

/** Drops the byte order mark. */
function textIn(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}
