/** A repeatable source of chance: the same seed gives the same faults at the same places. */
export interface Chance {
  /** From `least` up to, and without, `below`. */
  between(least: number, below: number): number;
  /** As `between`, in whole numbers. */
  whole(least: number, below: number): number;
  pick<Value>(values: readonly Value[]): Value;
}

/** mulberry32. Source: github.com/bryc/code, jshash/PRNGs.md. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, below: number) => least + next() * (below - least);
  const whole = (least: number, below: number) => Math.floor(between(least, below));
  return {
    between,
    whole,
    pick(values) {
      const picked = values[whole(0, values.length)];
      if (picked === undefined) throw new Error("There is nothing to pick from.");
      return picked;
    },
  };
}
