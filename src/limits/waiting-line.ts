/** Waiting items by viewer. Viewers take turns; the items of one viewer are served in the order of their arrival. */
export interface WaitingLine<T> {
  /** The number of waiting items. */
  readonly size: number;
  add(viewer: string, item: T): void;
  /** How many would be served before an item of the viewer that is added now, if nothing else is added. */
  ahead(viewer: string): number;
  /** Takes the item whose turn it is. */
  next(): T | undefined;
  /** The first item of each viewer. */
  heads(): T[];
  /** Takes the first items of each viewer, as long as they fit. */
  takeWhile(fits: (item: T) => boolean): T[];
}

export const createWaitingLine = <T>(): WaitingLine<T> => {
  /** In the order of the viewers' turns. A viewer without items has no entry. */
  const queues = new Map<string, T[]>();
  let size = 0;

  return {
    get size() {
      return size;
    },

    add(viewer, item) {
      const queue = queues.get(viewer);
      if (queue) queue.push(item);
      else queues.set(viewer, [item]);
      size += 1;
    },

    ahead(viewer) {
      const own = queues.get(viewer)?.length ?? 0;
      let isBefore = true;
      let count = own;
      for (const [other, { length }] of queues) {
        // Viewers whose turn comes first have one turn more before this item than the others.
        if (other === viewer) isBefore = false;
        else count += Math.min(length, isBefore ? own + 1 : own);
      }
      return count;
    },

    next() {
      const [first] = queues;
      if (first === undefined) return undefined;
      const [viewer, queue] = first;
      const item = queue.shift();
      size -= 1;
      // To the end of the turns.
      queues.delete(viewer);
      if (queue.length > 0) queues.set(viewer, queue);
      return item;
    },

    heads: () => [...queues.values()].flatMap(([first]) => (first === undefined ? [] : [first])),

    takeWhile(fits) {
      const taken: T[] = [];
      for (const [viewer, queue] of queues) {
        const end = queue.findIndex((item) => !fits(item));
        taken.push(...queue.splice(0, end === -1 ? queue.length : end));
        if (queue.length === 0) queues.delete(viewer);
      }
      size -= taken.length;
      return taken;
    },
  };
};
