/**
 * The open connections of a port, at most so many. When one more comes, the oldest of those that have not proved who they
 * are closes, so that a crowd of strangers never shuts out whoever comes after them.
 */
export class Connections<Connection> {
  readonly #most: number;
  readonly #close: (connection: Connection) => void;
  /** The oldest first. */
  readonly #unproved = new Set<Connection>();
  readonly #proved = new Set<Connection>();

  /** `close`: closes one that has to make room; it counts as gone already. */
  constructor(most: number, close: (connection: Connection) => void) {
    this.#most = most;
    this.#close = close;
  }

  get size(): number {
    return this.#unproved.size + this.#proved.size;
  }

  add(connection: Connection): void {
    this.#unproved.add(connection);
    if (this.size > this.#most) this.#closeOldest();
  }

  /** From now on it is never closed to make room. */
  prove(connection: Connection): void {
    if (this.#unproved.delete(connection)) this.#proved.add(connection);
  }

  remove(connection: Connection): void {
    this.#unproved.delete(connection);
    this.#proved.delete(connection);
  }

  /** Gives up those that have not proved who they are, for the caller to close. */
  removeUnproved(): Connection[] {
    const unproved = [...this.#unproved];
    this.#unproved.clear();
    return unproved;
  }

  #closeOldest(): void {
    for (const oldest of this.#unproved) {
      this.#unproved.delete(oldest);
      this.#close(oldest);
      return;
    }
  }
}
