/** How long such requests usually take. Pure. */

/** Of fewer nothing can be said. */
export const FEWEST_FINISHED = 10;

/** First quartile, median and third quartile, between two values in proportion (Hyndman and Fan 1996, type 7). */
export function quartiles(values: readonly number[]): [number, number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low + (high - low) * (place - Math.floor(place));
  };
  return [at(0.25), at(0.5), at(0.75)];
}

/** Between how many working days the middle half of them took; null: too few have finished. */
export function middleHalf(days: readonly number[]): { from: number; to: number } | null {
  if (days.length < FEWEST_FINISHED) return null;
  const [from, , to] = quartiles(days.map((each) => Math.max(1, each)));
  return { from: Math.round(from), to: Math.round(to) };
}
