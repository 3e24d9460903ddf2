/** What one piece of a part came to. Counters add up over pieces; `worst` keeps the largest. */
export interface Tally {
  /** What was done: kills, posts, sequences … */
  done: number;
  /** Counted facts, such as `acknowledged answers`. */
  counts: Record<string, number>;
  /** The largest of measured values, such as `seconds until it answered again`. */
  worst: Record<string, number>;
  /** Each promise that was broken, in words, with the seed; none is what is promised. */
  broken: string[];
}

export interface PieceOptions {
  /** So much of the part's count. */
  count: number;
  seed: number;
  /** Where PostgreSQL is, for the parts that need it. */
  postgresUrl: string;
}

/** One promise shown by faults: a piece of any size is done in one go, from a seed. */
export interface FaultPart {
  /** For the command line. */
  name: string;
  /** Rows of the table in docs/reliability.md. */
  promises: readonly string[];
  /** What `done` counts. */
  unit: string;
  /** How much the long form does, and how much of it in one piece. */
  count: number;
  pieceOf: number;
  run(options: PieceOptions): Promise<Tally>;
}

export function newTally(): Tally {
  return { done: 0, counts: {}, worst: {}, broken: [] };
}

export function count(tally: Tally, what: string, by = 1): void {
  tally.counts[what] = (tally.counts[what] ?? 0) + by;
}

export function worst(tally: Tally, what: string, value: number): void {
  tally.worst[what] = Math.max(tally.worst[what] ?? 0, value);
}

export function addTally(sum: Tally, piece: Tally): void {
  sum.done += piece.done;
  for (const [what, by] of Object.entries(piece.counts)) count(sum, what, by);
  for (const [what, value] of Object.entries(piece.worst)) worst(sum, what, value);
  sum.broken.push(...piece.broken);
}
