/** All that is written in blocks, a line each. */
export function wordsIn(shown: unknown): string {
  const lines: string[] = [];
  JSON.stringify(shown, (key, value: unknown) => {
    if (key === "text" && typeof value === "string") lines.push(value.replaceAll("\u00a0", " "));
    return value;
  });
  return lines.join("\n");
}
