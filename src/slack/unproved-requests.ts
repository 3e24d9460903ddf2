/**
 * What requests hold of us while nobody knows yet who sent them. Each has one buffer of its own that grows by doubling;
 * together they hold so much and are so many. When full, the one that waits longest goes, never whoever comes last.
 */

export interface UnprovedLimits {
  /** At the same time. */
  requests: number;
  /** Held by all of them together. */
  bytes: number;
  bytesOfEach: number;
  /** In which a body may arrive: each costs some work, however small it is. */
  piecesOfEach: number;
}

type Excess = "size" | "pieces";

interface UnprovedRequest {
  /** Copies a piece of the body. What is too much is not held, and the request is over. */
  append(piece: Uint8Array): Excess | null;
  /** The whole body, which belongs to the caller from now on. */
  take(): Buffer;
  /** Gives back what it holds; harmless when it is over already. */
  drop(): void;
}

const FIRST_BYTES = 4096;

export class UnprovedRequests {
  readonly #limits: UnprovedLimits;
  /** The one that waits longest first. */
  readonly #waiting = new Set<Held>();

  constructor(limits: UnprovedLimits) {
    this.#limits = limits;
  }

  /** Of buffers, whether filled or not. */
  get bytes(): number {
    let sum = 0;
    for (const { capacity } of this.#waiting) sum += capacity;
    return sum;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** `evicted`: called when it had to make room for another, and is over. */
  open(evicted: () => void): UnprovedRequest {
    const held = new Held(evicted);
    this.#waiting.add(held);
    if (this.#waiting.size > this.#limits.requests) this.#evictOldest();
    return {
      append: (piece) => (this.#waiting.has(held) ? this.#append(held, piece) : null),
      take: () => {
        this.#waiting.delete(held);
        return held.body();
      },
      drop: () => this.#drop(held),
    };
  }

  #append(held: Held, piece: Uint8Array): Excess | null {
    const { bytesOfEach, piecesOfEach } = this.#limits;
    const needed = held.length + piece.length;
    held.pieces += 1;
    const excess = held.pieces > piecesOfEach ? "pieces" : "size";
    if (held.pieces > piecesOfEach || needed > bytesOfEach) {
      this.#drop(held);
      return excess;
    }
    if (needed > held.capacity) {
      const capacity = Math.min(Math.max(needed, held.capacity * 2, FIRST_BYTES), bytesOfEach);
      this.#makeRoom(capacity - held.capacity);
      if (!this.#waiting.has(held)) return null;
      held.grow(capacity);
    }
    held.copy(piece);
    return null;
  }

  #makeRoom(more: number): void {
    while (this.#waiting.size > 0 && this.bytes + more > this.#limits.bytes) this.#evictOldest();
  }

  #evictOldest(): void {
    for (const oldest of this.#waiting) {
      this.#drop(oldest);
      oldest.evicted();
      return;
    }
  }

  #drop(held: Held): void {
    if (this.#waiting.delete(held)) held.free();
  }
}

class Held {
  readonly evicted: () => void;
  pieces = 0;
  length = 0;
  #bytes = new Uint8Array(0);

  constructor(evicted: () => void) {
    this.evicted = evicted;
  }

  get capacity(): number {
    return this.#bytes.length;
  }

  /** Frees what it was at once, where the garbage collector would come when it likes. */
  grow(capacity: number): void {
    this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(capacity));
  }

  copy(piece: Uint8Array): void {
    this.#bytes.set(piece, this.length);
    this.length += piece.length;
  }

  body(): Buffer {
    return Buffer.from(this.#bytes.buffer, 0, this.length);
  }

  free(): void {
    this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(0));
    this.length = 0;
  }
}
