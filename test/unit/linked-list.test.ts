import { expect, test } from 'vitest';
import { type Linked, LinkedList } from '../../src/domain/linked-list.ts';

class Item implements Linked<Item> {
  readonly name: string;
  older: Item | null = null;
  newer: Item | null = null;

  constructor(name: string) {
    this.name = name;
  }
}

const arrange = (...names: string[]) => {
  const list = new LinkedList<Item>();
  const items = names.map((name) => new Item(name));
  for (const item of items) list.add(item);
  const remove = (name: string): void => {
    for (const item of items) if (item.name === name) list.remove(item);
  };
  return { list, remove, names: () => [...list].map(({ name }) => name) };
};

test('items stand in the order in which they were added', () => {
  const { list, names } = arrange('a', 'b', 'c');
  expect(names()).toEqual(['a', 'b', 'c']);
  expect(list.oldest?.name).toBe('a');
});

test.each([
  ['the oldest', ['a'], ['b', 'c', 'd']],
  ['the newest', ['d'], ['a', 'b', 'c']],
  ['one between', ['b'], ['a', 'c', 'd']],
  ['all, in any order', ['c', 'a', 'd', 'b'], []],
  ['one twice', ['b', 'b'], ['a', 'c', 'd']],
  ['the oldest twice', ['a', 'a'], ['b', 'c', 'd']],
])('%s can be removed, and others be added after it', (_, removed, left) => {
  const { list, remove, names } = arrange('a', 'b', 'c', 'd');
  for (const name of removed) remove(name);
  expect(names()).toEqual(left);
  list.add(new Item('e'));
  expect(names()).toEqual([...left, 'e']);
  expect(list.oldest?.name).toBe(left[0] ?? 'e');
});

test('an item that was removed refers to no other', () => {
  const list = new LinkedList<Item>();
  const [first, second, third] = [new Item('a'), new Item('b'), new Item('c')];
  for (const item of [first, second, third]) list.add(item);
  list.remove(second);
  expect([second.older, second.newer, first.newer, third.older]).toEqual([null, null, third, first]);
});
