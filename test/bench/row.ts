/** A line of the table. `ratio` is ours divided by the baseline, to be at most `bar`. */
export interface Row {
  name: string;
  ours: string;
  baseline: string;
  ratio: number;
  bar: number;
}

/** The value below which `share` (0 to 1) of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Milliseconds that are to be at most these. */
export function limited(name: string, ours: number, limit: number): Row {
  return { name: `${name} (limit)`, ours: inMs(ours), baseline: inMs(limit), ratio: ours / limit, bar: 1 };
}

export function inMs(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}
