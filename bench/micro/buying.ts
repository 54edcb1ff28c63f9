import { createHash, createHmac, hash, randomUUID, randomUUIDv7 } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Dispatcher, Pool } from 'undici';
import type { Comparison } from './measure.ts';
import { commitOf, tableOf } from './rows.ts';

const WINDOW_MS = 10_000;
const LIMIT = 1_000;
const slots = Array.from({ length: LIMIT }, (_, index) => ({ at: index, isOpen: false }));
const released = slots.map(({ at }) => at);

export const rateWindow: Comparison = {
  title: 'When the next turn is free, with a thousand turns in the window',
  ways: {
    'all turns, sorted': () => {
      const counted = slots.filter((slot) => slot.isOpen || slot.at + WINDOW_MS > LIMIT);
      return counted.map((slot) => slot.at + WINDOW_MS).sort((a, b) => a - b)[counted.length - LIMIT];
    },
    'moments in order': () => released[released.findIndex((at) => at + WINDOW_MS > LIMIT)],
  },
};

const ANSWER = '{"code":200,"msg":"success","data":{"taskId":"0f1e2d3c4b5a69788796a5b4c3d2e1f0"}}';
const server = createServer((request, response) => {
  request.resume().on('end', () => response.end(ANSWER));
});
server.unref();
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const origin = `http://127.0.0.1:${port}`;
const [fresh, kept] = [new Pool(origin, { pipelining: 0 }), new Pool(origin, { keepAliveTimeout: 1_000 })];
const post = { origin, path: '/', method: 'POST', headers: {}, body: ANSWER } as const;

const requested = async (pool: Pool): Promise<string> => {
  const { body } = await pool.request({ ...post, signal: AbortSignal.timeout(10_000) });
  return await body.text();
};

const dispatched = (pool: Pool): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => undefined,
      onResponseStart: () => undefined,
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () => resolve(Buffer.concat(chunks).toString()),
      onResponseError: (_controller, error) => reject(error),
    };
    pool.dispatch(post, handler);
  });

export const connections: Comparison = {
  title: 'One POST to a server in the same process',
  ways: {
    'a new connection': () => requested(fresh),
    'a kept one': () => requested(kept),
    'a kept one, without stream and abort signal': () => dispatched(kept),
  },
};

const table = { random: tableOf('random'), byTime: tableOf('by_time') };

export const ids: Comparison = {
  title: 'Sixteen rows with an id in one transaction, while the table grows',
  ways: {
    'random ids': () => commitOf(16, () => table.random.insert(randomUUID())),
    'ids that begin with the time': () => commitOf(16, () => table.byTime.insert(randomUUIDv7())),
  },
};

const rows = tableOf('updates');
const ID = randomUUIDv7();
rows.insert(ID);

export const updates: Comparison = {
  title: 'One row of a table with nine indexes is saved, and two of them change',
  ways: {
    'all columns are set': () => commitOf(1, () => rows.updateAll(ID)),
    'those that differ are set': () => commitOf(1, () => rows.updateSome(ID)),
  },
};

export const returning: Comparison = {
  title: 'Sixteen updates of a row in one transaction, with the number of the change',
  ways: {
    'RETURNING tells it': () => commitOf(16, () => rows.updateReturning(ID)),
    'it is known before': () => commitOf(16, () => rows.updateSome(ID)),
  },
};

const SECRET = 'bench-0123456789abcdef0123456789abcdef';
const macs = new Map([[ID, '']]);

export const callbackTokens: Comparison = {
  title: 'The task of a callback token',
  ways: {
    'a MAC is made': () => createHmac('sha256', SECRET).update('callback').update(ID).digest(),
    'it is remembered': () => macs.get(ID),
  },
};

export const digests: Comparison = {
  title: 'One SHA-256',
  ways: {
    'a Hash object': () => createHash('sha256').update(ANSWER).digest('base64url'),
    'one call': () => hash('sha256', ANSWER, 'base64url'),
  },
};
