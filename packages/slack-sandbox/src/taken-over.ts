/** Whom somebody in front of the page or of a terminal is at the moment: nothing is done for those. */
export class TakenOver {
  /** Open pages, by handle. */
  readonly #pages = new Map<string, number>();
  #inTerminal: string | null = null;

  has(handle: string): boolean {
    return this.#inTerminal === handle || (this.#pages.get(handle) ?? 0) > 0;
  }

  /** A page is open as this person until the returned function is called. */
  open(handle: string): () => void {
    this.#count(handle, 1);
    return () => this.#count(handle, -1);
  }

  /** Somebody in a terminal is this person, until they are another one. */
  be(handle: string): void {
    this.#inTerminal = handle;
  }

  #count(handle: string, by: number): void {
    this.#pages.set(handle, (this.#pages.get(handle) ?? 0) + by);
  }
}
