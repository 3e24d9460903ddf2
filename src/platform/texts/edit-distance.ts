/** How many letters are added, left out, replaced or exchanged with the next one. */
export function editDistance(from: string, to: string): number {
  const source = [...from];
  const target = [...to];
  let before: number[] = [];
  let row = Array.from({ length: target.length + 1 }, (_, column) => column);
  for (const [index, letter] of source.entries()) {
    const next = [index + 1];
    for (let column = 1; column <= target.length; column += 1) {
      const isSame = letter === target[column - 1];
      const steps = [(row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (row[column - 1] ?? 0) + (isSame ? 0 : 1)];
      const areExchanged = letter === target[column - 2] && source[index - 1] === target[column - 1];
      if (index > 0 && column > 1 && areExchanged) steps.push((before[column - 2] ?? 0) + 1);
      next.push(Math.min(...steps));
    }
    before = row;
    row = next;
  }
  return row[target.length] ?? 0;
}
