/** What somebody reads of blocks: the texts that stand in them, without choices of menus and confirmations. */
export function leaves(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (typeof value !== "object" || value === null) return [];
  if ("text" in value && typeof value.text === "string") return [value.text];
  return Object.entries(value).flatMap(([name, one]) => (name === "options" || name === "confirm" ? [] : leaves(one)));
}

/** How much there is of it on a screen. */
export function sizeOf(blocks: readonly unknown[]): { words: number; characters: number; blocks: number } {
  const shown = leaves(blocks);
  return {
    words: shown.flatMap((text) => text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length,
    characters: shown.reduce((sum, text) => sum + text.length, 0),
    blocks: blocks.length,
  };
}
