/** What is first comes out first: a binary heap. */
export class Queue<Item> {
  readonly #items: Item[] = [];
  readonly #isBefore: (one: Item, other: Item) => boolean;

  constructor(isBefore: (one: Item, other: Item) => boolean) {
    this.#isBefore = isBefore;
  }

  get first(): Item | undefined {
    return this.#items[0];
  }

  add(item: Item): void {
    const items = this.#items;
    let place = items.push(item) - 1;
    for (;;) {
      const above = (place - 1) >> 1;
      const parent = items[above];
      if (above < 0 || parent === undefined || !this.#isBefore(item, parent)) break;
      items[place] = parent;
      place = above;
    }
    items[place] = item;
  }

  takeFirst(): Item | undefined {
    const items = this.#items;
    const [first] = items;
    const last = items.pop();
    if (first === undefined || last === undefined || items.length === 0) return first;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [one, other] = [items[left], items[left + 1]];
      if (one === undefined) break;
      const isRight = other !== undefined && this.#isBefore(other, one);
      const child = isRight ? other : one;
      if (!this.#isBefore(child, last)) break;
      items[place] = child;
      place = isRight ? left + 1 : left;
    }
    items[place] = last;
    return first;
  }
}
