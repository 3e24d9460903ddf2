/** No word of ours is half as long: what is longer is no typo of one, and is not compared letter by letter. */
const MOST_LETTERS = 40;

/** The one of `known` that somebody most likely meant by `typed`, of any length. */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
  const word = typed.slice(0, MOST_LETTERS).toLowerCase();
  const byDistance = known
    .map((each) => ({ each, distance: editDistance(word, each) }))
    .sort((one, other) => one.distance - other.distance);
  return byDistance[0]?.each;
}

/** Levenshtein's distance. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1)
      next.push(
        Math.min(
          (row[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[to.length] ?? 0;
}
