import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../harness/statistics.ts';
import { requestMaker } from './counter.ts';
import { createPoster } from './poster.ts';
import { createResumingClient, type ResumingClient } from './resuming-client.ts';
import type { Subscription } from './subscription.ts';

/** A task, its callbacks, and what makes its record say that it is done. Whole requests. */
export interface WatchedTask {
  readonly id: string;
  readonly progress: string;
  readonly complete: string;
  /** To the provider, before `complete` is posted. */
  readonly finish: string;
}

/** Clients whose connections are cut at random while their tasks go on to their ends. */
export interface DropsJob {
  readonly port: number;
  readonly providerPort: number;
  readonly subscription: Omit<Subscription, 'variables'>;
  readonly tasks: readonly WatchedTask[];
  readonly durationMs: number;
  /** Each client is cut after a random time of up to twice this, again and again. */
  readonly meanBetweenCutsMs: number;
  /** Each task makes progress once in this time. */
  readonly progressEveryMs: number;
  /** How long after the last callback the clients may take to hear of the end. */
  readonly settleMs: number;
}

export interface DropsResult {
  readonly clients: number;
  readonly cuts: number;
  readonly callbacks: number;
  /** Clients that were told of their task's end. */
  readonly ended: number;
  readonly stepsBack: number;
  readonly skipped: number;
  /** From the answer to the last callback to the client that was told of the end, over all cuts. */
  readonly endedAfterP50Ms: number;
  readonly endedAfterP99Ms: number;
}

const CONNECTIONS = 16;

export const runDrops = async (job: DropsJob): Promise<DropsResult> => {
  const clients = job.tasks.map(({ id }) => createResumingClient(job.subscription, id));
  const gateway = createPoster(job.port, CONNECTIONS);
  const provider = createPoster(job.providerPort, CONNECTIONS);
  const completedAt = new Map<ResumingClient, number>();
  let cuts = 0;
  let callbacks = 0;
  let isCutting = true;

  const cutNow = (client: ResumingClient): void => {
    if (!isCutting) return;
    if (client.seen.endedAt === null) {
      client.cut();
      cuts += 1;
    }
    setTimeout(cutNow, Math.random() * 2 * job.meanBetweenCutsMs, client);
  };
  for (const client of clients) setTimeout(cutNow, Math.random() * 2 * job.meanBetweenCutsMs, client);

  const live = async (client: ResumingClient, task: WatchedTask): Promise<void> => {
    const progress = requestMaker(task.progress);
    const deadline = performance.now() + job.durationMs;
    await sleep(Math.random() * job.progressEveryMs);
    while (performance.now() < deadline) {
      await gateway.post(progress());
      callbacks += 1;
      await sleep(job.progressEveryMs);
    }
    await provider.post(Buffer.from(task.finish));
    await gateway.post(Buffer.from(task.complete));
    callbacks += 1;
    completedAt.set(client, performance.now());
  };

  try {
    await Promise.all(
      job.tasks.map((task, index) => {
        const client = clients[index];
        return client ? live(client, task) : Promise.resolve();
      }),
    );
    const settled = performance.now() + job.settleMs;
    while (performance.now() < settled && clients.some(({ seen }) => seen.endedAt === null)) await sleep(50);
  } finally {
    isCutting = false;
    for (const client of clients) client.stop();
    gateway.close();
    provider.close();
  }
  const latencies = clients.flatMap((client) => {
    const { endedAt } = client.seen;
    return endedAt === null ? [] : [Math.max(0, endedAt - (completedAt.get(client) ?? endedAt))];
  });
  const sum = (of: 'stepsBack' | 'skipped'): number => clients.reduce((total, { seen }) => total + seen[of], 0);
  return {
    clients: clients.length,
    cuts,
    callbacks,
    ended: latencies.length,
    stepsBack: sum('stepsBack'),
    skipped: sum('skipped'),
    endedAfterP50Ms: percentile(latencies, 0.5),
    endedAfterP99Ms: percentile(latencies, 0.99),
  };
};
