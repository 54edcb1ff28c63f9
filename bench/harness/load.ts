import { join } from 'node:path';
import type { JobName, Jobs, Reply } from '../load/jobs.ts';
import { startChild } from './child.ts';
import { ROOT } from './server.ts';

/** The process that makes the load. */
export interface Load extends AsyncDisposable {
  /** @throws Error with the reason why the job failed */
  run<Name extends JobName>(job: Name, input: Jobs[Name]['input']): Promise<Jobs[Name]['output']>;
}

export const startLoad = (cwd: string, core: string | null): Load => {
  const child = startChild({
    command: process.execPath,
    args: [join(ROOT, 'bench/load/main.ts')],
    env: {},
    cwd,
    logFile: join(cwd, 'load.log'),
    core,
    ipc: true,
  });
  const waiting = new Map<number, { settle(reply: Reply): void }>();
  let orders = 0;
  child.process.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.settle(reply);
    waiting.delete(reply.id);
  });
  child.process.once('exit', () => {
    for (const [id, { settle }] of waiting)
      settle({ id, ok: false, error: `the load's process ended:\n${child.tail()}` });
  });
  return {
    run<Name extends JobName>(job: Name, input: Jobs[Name]['input']) {
      orders += 1;
      const id = orders;
      return new Promise<Jobs[Name]['output']>((resolve, reject) => {
        waiting.set(id, {
          settle(reply: Reply<Jobs[Name]['output']>) {
            if (reply.ok) resolve(reply.output);
            else reject(new Error(reply.error));
          },
        });
        child.process.send({ id, job, input });
      });
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
};
