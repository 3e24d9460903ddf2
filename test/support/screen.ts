/** What somebody reads of blocks: the texts that stand in them, without choices of menus and confirmations. */
export function leaves(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (typeof value !== "object" || value === null) return [];
  if ("text" in value && typeof value.text === "string") return [value.text];
  return Object.entries(value).flatMap(([name, one]) => (name === "options" || name === "confirm" ? [] : leaves(one)));
}
