import { setTimeout as sleep } from 'node:timers/promises';
import { openHttpConnection } from '../load/http-connection.ts';
import type { Memory } from './child.ts';
import type { Server } from './server.ts';

const TIMEOUT_MS = 120_000;

const isAnswered = (port: number, request: string): Promise<boolean> =>
  new Promise((resolve) => {
    const done = (is: boolean): void => {
      connection.close();
      resolve(is);
    };
    const connection = openHttpConnection(
      port,
      ({ status }) => done(status === 200),
      () => done(false),
    );
    connection.send(Buffer.from(request));
  });

/**
 * From the start of a process to its first answer with HTTP 200, and its memory then. Ends the process.
 *
 * @param spawn starts it, and does not wait for it
 * @param requestTo the request that is tried every two milliseconds
 */
export const firstAnswer = async (
  spawn: () => Promise<Server>,
  requestTo: (server: Server) => string,
): Promise<{ readonly readyMs: number; readonly memory: Memory }> => {
  const begun = performance.now();
  await using server = await spawn();
  const request = requestTo(server);
  while (!(await isAnswered(server.port, request))) {
    if (!server.child.isRunning()) throw new Error(`${server.name} ended at its start:\n${server.child.tail()}`);
    if (performance.now() - begun > TIMEOUT_MS) throw new Error(`${server.name} does not answer.`);
    await sleep(2);
  }
  return { readyMs: performance.now() - begun, memory: await server.child.memory() };
};
