import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bench, targetOf } from '../harness/bench.ts';
import { firstAnswer } from '../harness/first-answer.ts';
import { gatewayServer } from '../harness/gateway.ts';
import { freePort } from '../harness/ports.ts';
import type { Measured, Role } from '../harness/result.ts';
import { type Server, spawnServer } from '../harness/server.ts';
import { summarize } from '../harness/statistics.ts';
import { graphqlRequest } from '../load/requests.ts';
import type { BenchPath } from './path.ts';

const requestTo = (server: Server): string => graphqlRequest(targetOf(server), '{ __typename }', {});

/** Starts the gateway on a database. A new free port each time. */
export const spawnGateway = async (
  { folder: cwd, core, provider }: Bench,
  databaseFile: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Server> => {
  const options = { cwd, core, providerPort: provider.port, databaseFile, port: await freePort(), env };
  return await spawnServer(gatewayServer(options));
};

export const starts: BenchPath = {
  name: 'start',
  title: 'From the start of the process to its first answer; memory then',
  installs: [],
  async measure(bench) {
    const { plan, folder, core } = bench;
    const databaseFile = join(folder, 'start.db');
    await copyFile(await bench.store({ finished: 1_000, processing: 0 }), databaseFile);
    const empty = { name: 'an empty server', script: 'bench/limits/empty-server.ts', env: {}, cwd: folder, core };
    const sides: { readonly name: string; readonly role: Role; spawn(): Promise<Server> }[] = [
      { name: empty.name, role: 'limit', spawn: () => spawnServer(empty) },
      { name: 'gateway', role: 'gateway', spawn: () => spawnGateway(bench, databaseFile) },
      {
        name: 'gateway, nothing compiled before',
        role: 'gateway',
        spawn: () => spawnGateway(bench, databaseFile, { NODE_DISABLE_COMPILE_CACHE: '1' }),
      },
    ];
    const figures = sides.map(() => ({ readyMs: [] as number[], rssMb: [] as number[], peakMb: [] as number[] }));
    // The first start of each fills the caches of the system, and Node's own of compiled code, and is not counted.
    for (let round = -1; round < plan.starts; round += 1) {
      for (const [index, { spawn }] of sides.entries()) {
        const { readyMs, memory } = await firstAnswer(spawn, requestTo);
        if (round < 0) continue;
        figures[index]?.readyMs.push(readyMs);
        figures[index]?.rssMb.push(memory.rssKb / 1_024);
        figures[index]?.peakMb.push(memory.peakKb / 1_024);
      }
    }
    const contenders = sides.map(({ name, role }, index): Measured => {
      const { readyMs = [], rssMb = [], peakMb = [] } = figures[index] ?? {};
      const metrics = { readyMs: summarize(readyMs), rssMb: summarize(rssMb), peakMb: summarize(peakMb) };
      return { name, role, metrics };
    });
    return {
      contenders,
      goals: [
        { what: 'start to first answer, ms', metric: 'readyMs', bound: 'at most', value: 400 },
        { what: 'memory at start, MB of RSS', metric: 'rssMb', bound: 'at most', value: 90 },
      ],
      notes: [
        'A store with 1,000 tasks; the first answer is one to a GraphQL request with credentials.',
        'Node has compiled the gateway at an earlier start, as after the first one of an installation, and in the image.',
      ],
    };
  },
};
