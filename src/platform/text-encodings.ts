/** The text of a file that somebody saved from a spreadsheet. */

/**
 * By its byte order mark: UTF-8 or UTF-16. Without one: UTF-16 where each other byte is nought, UTF-8 where it is, else
 * Windows-1252, which Excel writes in Western Europe.
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

/** Without its byte order mark. */
function textIn(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}
