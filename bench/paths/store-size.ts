import { GET_TASK, LIST_IDS, LIST_TASKS } from '../documents.ts';
import { type Bench, targetOf } from '../harness/bench.ts';
import { firstAnswer } from '../harness/first-answer.ts';
import { listIds } from '../harness/graphql.ts';
import type { Measured } from '../harness/result.ts';
import type { Server } from '../harness/server.ts';
import { summarize } from '../harness/statistics.ts';
import { type Contender, compareThroughput } from '../harness/throughput.ts';
import { graphqlRequest } from '../load/requests.ts';
import type { BenchPath } from './path.ts';
import { underRequests } from './shared/query.ts';
import { spawnGateway } from './starts.ts';

/** Tasks that are read in turn. */
const SAMPLE = 500;

interface Sized {
  readonly size: number;
  readonly databaseFile: string;
  readonly gateway: Server;
  readonly requests: Readonly<Record<Reading, readonly string[]>>;
}

/** What is read, with the goal for the largest store, as a share of what the smallest does. */
const READINGS = { 'point reads': 0.9, 'first pages': 0.9, 'filter that fits nothing': null } as const;
type Reading = keyof typeof READINGS;
const NAMES: readonly Reading[] = ['point reads', 'first pages', 'filter that fits nothing'];

const openSized = async (bench: Bench, size: number): Promise<Sized> => {
  const databaseFile = await bench.store({ finished: size, processing: 0 });
  const gateway = await bench.gateway({ databaseFile });
  const target = targetOf(gateway);
  const ids = await listIds(target, 'SUCCEEDED', SAMPLE);
  const filter = { status: ['FAILED'] };
  const requests = {
    'point reads': ids.map(({ id }) => graphqlRequest(target, GET_TASK, { id })),
    'first pages': [graphqlRequest(target, LIST_TASKS, { first: 20 })],
    'filter that fits nothing': [graphqlRequest(target, LIST_IDS, { first: 20, filter })],
  };
  return { size, databaseFile, gateway, requests };
};

const label = (reading: string, size: number): string => `gateway, ${reading}, ${size.toLocaleString('en')} tasks`;

/** @returns milliseconds to the first answer, start by start */
const measureStarts = async (bench: Bench, { databaseFile, gateway }: Sized): Promise<number[]> => {
  // A database has one gateway.
  await gateway.child.stop();
  const readyMs: number[] = [];
  const requestTo = (server: Server) => graphqlRequest(targetOf(server), '{ __typename }', {});
  for (let start = 0; start < bench.plan.starts; start += 1) {
    readyMs.push((await firstAnswer(() => spawnGateway(bench, databaseFile), requestTo)).readyMs);
  }
  return readyMs;
};

const compareStarts = async (bench: Bench, stores: readonly Sized[]): Promise<Measured[]> => {
  const measured: Measured[] = [];
  let smallestMs = Number.NaN;
  for (const store of stores) {
    const readyMs = await measureStarts(bench, store);
    if (measured.length === 0) smallestMs = summarize(readyMs).median;
    const times = summarize(readyMs.map((value) => value / smallestMs));
    const metrics = { times, readyMs: summarize(readyMs) };
    measured.push({ name: label('start', store.size), role: 'gateway', metrics });
  }
  return measured;
};

export const storeSize: BenchPath = {
  name: 'store-size',
  title: 'The same gateway on stores of different sizes',
  installs: [],
  async measure(bench) {
    const sizes = bench.plan.storeSizes;
    const stores: Sized[] = [];
    for (const size of sizes) stores.push(await openSized(bench, size));
    const contenders: Measured[] = [];
    for (const reading of NAMES) {
      const sides = stores.map(({ size, gateway, requests }): Contender => {
        // One caller: what a filter that fits little takes must not be hidden by others that wait for it.
        const connections = READINGS[reading] === null ? 1 : undefined;
        const side = underRequests(bench, gateway, 'gateway', requests[reading], connections);
        return { ...side, name: label(reading, size) };
      });
      contenders.push(...(await compareThroughput(bench.plan, sides)));
    }
    contenders.push(...(await compareStarts(bench, stores)));
    const [largest = 0] = sizes.toSorted((a, b) => b - a);
    return {
      contenders,
      goals: [
        ...(['point reads', 'first pages'] as const).map((reading) => ({
          what: `${reading} of ${largest.toLocaleString('en')} tasks, of the smallest store by CPU`,
          metric: 'cpuRatio' as const,
          bound: 'at least' as const,
          value: READINGS[reading],
          of: label(reading, largest),
        })),
        ...sizes.slice(1).map((size) => ({
          what: `start on ${size.toLocaleString('en')} tasks, times that on the smallest store`,
          metric: 'times' as const,
          bound: 'at most' as const,
          value: 1.25,
          of: label('start', size),
        })),
      ],
      notes: ['"Of the limit" is here: of the smallest store. All tasks are of one viewer.'],
    };
  },
};
