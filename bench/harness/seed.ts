import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { GET_TASK } from '../documents.ts';
import type { Target } from '../load/requests.ts';
import { separationCallback } from '../provider/records.ts';
import { AUTHORIZATION, type GatewayOptions, startGateway } from './gateway.ts';
import { ask, buySeparation, type TaskIds } from './graphql.ts';
import { ROOT } from './server.ts';

const FINISH_TIMEOUT_MS = 20_000;

/** What the provider has sold: its ids, and where it is to post. */
export const soldBy = async (providerPort: number): Promise<ReadonlyMap<string, string>> => {
  const response = await fetch(`http://127.0.0.1:${providerPort}/control/sold`);
  const sold: { taskId: string; callBackUrl: string }[] = await response.json();
  return new Map(sold.map(({ taskId, callBackUrl }) => [taskId, new URL(callBackUrl).pathname]));
};

/** Has the provider finish a separation and say so to the gateway. Resolves once its twelve stems are there. */
export const finishSeparation = async (
  providerPort: number,
  target: Target,
  { id, upstreamTaskId }: TaskIds,
): Promise<void> => {
  if (upstreamTaskId === null) throw new Error(`The provider has not sold ${id}.`);
  await fetch(`http://127.0.0.1:${providerPort}/control/finish?taskId=${upstreamTaskId}`);
  const path = (await soldBy(providerPort)).get(upstreamTaskId);
  const body = separationCallback(upstreamTaskId);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${target.port}${path}`, { method: 'POST', headers, body });
  if (answer.status !== 200) throw new Error(`A callback was answered HTTP ${answer.status}.`);
  const deadline = performance.now() + FINISH_TIMEOUT_MS;
  for (;;) {
    const { task } = await ask<{ task: { status: string; stems: unknown[] } }>(target, GET_TASK, { id });
    if (task.status === 'SUCCEEDED' && task.stems.length === 12) break;
    if (performance.now() > deadline) throw new Error(`A task did not finish: ${JSON.stringify(task)}`);
    await sleep(20);
  }
};

/**
 * Makes a database with one SUCCEEDED separation of twelve stems and one PROCESSING separation, through the gateway's
 * public doors. Does nothing where the file exists.
 */
export const makeSeed = async (options: GatewayOptions): Promise<void> => {
  if (existsSync(options.databaseFile)) return;
  await using gateway = await startGateway(options);
  const target = { port: gateway.port, authorization: AUTHORIZATION };
  const bought = await buySeparation(target, '10000001');
  await buySeparation(target, '10000002');
  await finishSeparation(options.providerPort, target, bought);
  await gateway.child.stop();
};

const run = promisify(execFile);

/** Whose the copies are: NAME0, NAME1 and so on in turn. */
export interface CopyOwners {
  readonly viewers: number;
  /** What their names begin with. */
  readonly viewer: string;
}

/** Adds copies of the seed's task of a status to a database that no gateway uses. */
export const fillStore = async (databaseFile: string, status: string, count: number, owners?: CopyOwners) => {
  if (count <= 0) return;
  const script = join(ROOT, 'bench/fill-store.ts');
  const args = [script, '--database', databaseFile, '--status', status, '--count', String(count)];
  const named = owners ? ['--viewers', String(owners.viewers), '--viewer', owners.viewer] : [];
  await run(process.execPath, [...args, ...named]);
};
