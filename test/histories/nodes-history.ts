import fc from 'fast-check';
import { checkWorld } from './check-world.ts';
import { finish } from './history.ts';
import { MOODS } from './network.ts';
import { createNodesWorld, type HistoryNode, type NodesWorld } from './nodes-world.ts';
import { type Step, step } from './steps.ts';
import { take } from './take.ts';

/* Random lives of three gateways. Most steps happen at one node, some at two nodes at once; nodes stop and go on. */

const node = fc.nat({ max: 2 });

const nodeStep = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('at' as const), node, step }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('at once' as const), node, step }) },
  // In the middle of whatever it does next: before or after so many calls.
  { weight: 2, arbitrary: fc.record({ do: fc.constant('stop' as const), node, after: fc.nat({ max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('go on' as const), node }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('network' as const), node, is: fc.constantFrom(...MOODS) }) },
);
type NodeStep = typeof nodeStep extends fc.Arbitrary<infer T> ? T : never;

export const nodesHistory = fc.record({
  /** Of the network. */
  seed: fc.nat(),
  steps: fc.array(nodeStep, { minLength: 1, maxLength: 30 }),
});

/** What may happen at two nodes at the same moment: requests with one key, and one callback twice. */
const mayMeet = (one: Step): boolean =>
  one.do === 'buy' ? one.key !== null : one.do === 'callback' || one.do === 'ask';

/** The node of this number, or the next one that runs: a load balancer leaves out what does not answer. */
const runningFrom = ({ nodes }: NodesWorld, number: number): HistoryNode => {
  const inTurn = [0, 1, 2].map((offset) => nodes[((number + offset) % 3) as 0 | 1 | 2]);
  const running = inTurn.find(({ pause }) => !pause.isClosed);
  if (running) return running;
  nodes[0].pause.open();
  return nodes[0];
};

/** Carries out a step at a node. If the node stops in the middle, the step is done when it goes on. */
const takeAt = async ({ whole }: NodesWorld, at: HistoryNode, now: Step): Promise<void> => {
  const { domain, pause, place, readers, view } = at;
  if (now.do === 'crash') {
    domain.life.over = true;
    pause.open();
    place.leave();
  }
  const excuse = { isExcused: false };
  let isDone = false;
  // A stream begins when it is read; after that it depends on news.
  const begin = (): Promise<void> => (now.do === 'watch' ? readers.readAll() : Promise.resolve());
  const taking = take(view(excuse), now)
    .then(begin)
    .catch((error: unknown) => void whole.mishaps.push(error))
    .finally(() => {
      isDone = true;
    });
  while (!isDone && !pause.isClosed) await Promise.race([taking, domain.clock.settle()]);
  excuse.isExcused ||= !isDone;
};

const happen = async (world: NodesWorld, now: NodeStep): Promise<void> => {
  const one = world.nodes[now.node as 0 | 1 | 2];
  switch (now.do) {
    case 'at':
      return await takeAt(world, runningFrom(world, now.node), now.step);
    case 'at once': {
      const here = runningFrom(world, now.node);
      const there = runningFrom(world, now.node + 1);
      const both = here === there || !mayMeet(now.step) ? [here] : [here, there];
      await Promise.all(both.map((each) => takeAt(world, each, now.step)));
      return;
    }
    case 'stop':
      return one.pause.closeAfter(now.after);
    case 'go on':
      return one.pause.open();
    case 'network':
      one.place.mood = now.is;
  }
};

/** Carries out a history, checks all the way, and at its end. */
export const liveTogether = async ({ seed, steps }: { seed: number; steps: readonly NodeStep[] }): Promise<void> => {
  const world = createNodesWorld(seed);
  const { nodes, whole } = world;
  for (const { domain } of nodes) await domain.start();
  for (const now of steps) {
    await happen(world, now);
    await whole.domain.clock.settle();
    await checkWorld(whole);
    world.checkSent();
  }
  world.endTrouble();
  await finish(whole, steps.length % 2 === 0);
  world.checkSent();
  await world.close();
};
