/** How many statements that begin so are in each transaction. */
export function piecesIn(said: readonly string[], beginning: string): number[] {
  return said
    .map((sql) => (sql === "commit" ? "|" : sql.startsWith(beginning) ? "." : ""))
    .join("")
    .split("|")
    .map((piece) => piece.length);
}
