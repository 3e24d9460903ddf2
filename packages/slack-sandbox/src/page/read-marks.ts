/** Up to where each person has read each conversation and thread. */
export class ReadMarks {
  readonly #marks = new Map<string, Record<string, string>>();
  readonly #before: string;

  /** What was posted before `readUpTo` (a ts) counts as read. */
  constructor(readUpTo: string) {
    this.#before = readUpTo;
  }

  /** Channel, or `channel/thread` → ts; `""` is the mark of all others. */
  of(userId: string): Record<string, string> {
    return { "": this.#before, ...this.#marks.get(userId) };
  }

  /** A mark never goes back. */
  read(userId: string, place: string, ts: string): void {
    const marks = this.#marks.get(userId) ?? {};
    const before = marks[place] ?? this.#before;
    if (ts > before) this.#marks.set(userId, { ...marks, [place]: ts });
  }
}
