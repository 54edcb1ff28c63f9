import { addVocalsInput } from './bodies.ts';
import type { TestDomain } from './domain.ts';

/** A task that the provider works on, by both of its ids. */
export interface Purchased {
  readonly id: string;
  readonly upstreamTaskId: string;
}

const purchased = (world: TestDomain, id: string): Purchased => ({
  id,
  upstreamTaskId: world.provider.billFor(id).upstreamTaskId,
});

/** Buys vocals. */
export const buySong = async (world: TestDomain): Promise<Purchased> => {
  const { task } = await world.buy({ operation: 'ADD_VOCALS', input: addVocalsInput });
  return purchased(world, task.id);
};

export const buySeparation = async (world: TestDomain): Promise<Purchased> => {
  const { task } = await world.buy();
  return purchased(world, task.id);
};
