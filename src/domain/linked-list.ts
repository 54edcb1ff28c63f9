/** What can stand in one linked list: between the item that was added before it and the one that was added after it. */
export interface Linked<Item> {
  older: Item | null;
  newer: Item | null;
}

/**
 * Items that come and go, in the order in which they came. Linked by hand, and unlinked on both sides: each table that a
 * Set or a Map has had refers to the next one, so that an old one would keep what all later ones had held until V8 looks
 * through the whole heap.
 */
export class LinkedList<Item extends Linked<Item>> implements Iterable<Item> {
  #oldest: Item | null = null;
  #newest: Item | null = null;

  get oldest(): Item | null {
    return this.#oldest;
  }

  /** @param item one that is in no list. */
  add(item: Item): void {
    item.older = this.#newest;
    if (this.#newest === null) this.#oldest = item;
    else this.#newest.newer = item;
    this.#newest = item;
  }

  /** Does nothing for what was removed before. */
  remove(item: Item): void {
    const { older, newer } = item;
    if (older === null && this.#oldest !== item) return;
    if (older === null) this.#oldest = newer;
    else older.newer = newer;
    if (newer === null) this.#newest = older;
    else newer.older = older;
    item.older = null;
    item.newer = null;
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (let item = this.#oldest; item !== null; item = item.newer) yield item;
  }
}
