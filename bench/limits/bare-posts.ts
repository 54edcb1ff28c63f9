import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { Pool } from 'undici';
import { percentile } from '../harness/statistics.ts';

/**
 * What undici can do: purchases posted to the provider without a gateway. `GET /run?ms=…&callers=…` posts for so long,
 * and answers what came of it; a POST posts one, and answers its task: what any gateway has to do. With `DATABASE`, each is
 * written down durably before and after it is posted, in a table with no other index: those of one turn of the event loop
 * in one transaction.
 */
const pool = new Pool(`http://127.0.0.1:${process.env['PROVIDER_PORT']}`, { connections: 64 });
const body = JSON.stringify({
  taskId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  audioId: '7b0c6c1e-5a3d-4a57-9a0e-2f4b1f6f0a11',
  type: 'split_stem',
  callBackUrl: `http://localhost:4000/callbacks/${'a'.repeat(64)}`,
});
const headers = { 'content-type': 'application/json', authorization: 'Bearer bench' };

/** Writes that share a transaction; null: nothing is stored. */
const openWrites = (path: string) => {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE purchases (id INTEGER PRIMARY KEY, request TEXT NOT NULL, answer TEXT) STRICT');
  const insert = database.prepare('INSERT INTO purchases (request) VALUES (?)');
  const update = database.prepare('UPDATE purchases SET answer = ? WHERE id = ?');
  let commit: Promise<void> | null = null;
  /** Resolves when what was written in this turn is durable. */
  const committed = (): Promise<void> => {
    commit ??= new Promise((resolve) => {
      database.exec('BEGIN IMMEDIATE');
      setImmediate(() => {
        commit = null;
        database.exec('COMMIT');
        resolve();
      });
    });
    return commit;
  };
  return {
    async before(): Promise<number> {
      const durable = committed();
      const { lastInsertRowid } = insert.run(body);
      await durable;
      return Number(lastInsertRowid);
    },
    async after(id: number, answer: string): Promise<void> {
      const durable = committed();
      update.run(answer, id);
      await durable;
    },
  };
};

const path = process.env['DATABASE'];
const writes = path === undefined ? null : openWrites(path);

/** @returns the provider's id of the task */
const buy = async (): Promise<string> => {
  const id = await writes?.before();
  const answer = await pool.request({ method: 'POST', path: '/api/v1/vocal-removal/generate', headers, body });
  const text = await answer.body.text();
  const { data }: { data: { taskId: string } } = JSON.parse(text);
  if (data.taskId.length !== 32) throw new Error('The provider sold nothing.');
  if (id !== undefined) await writes?.after(id, text);
  return data.taskId;
};

/** A purchase for a caller, who gets an answer of about the length of the gateway's. */
const sell = (request: IncomingMessage, response: ServerResponse): void => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const { variables }: { variables: object } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const task = { ...variables, upstreamTaskId: await buy(), status: 'PROCESSING' };
    const text = JSON.stringify({ data: { separateVocals: { task, reused: false, userErrors: [] } } });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  });
};

const run = async (durationMs: number, callers: number): Promise<object> => {
  const latencies: number[] = [];
  const begun = performance.now();
  const call = async (): Promise<void> => {
    while (performance.now() - begun < durationMs) {
      const sentAt = performance.now();
      await buy();
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return {
    count: latencies.length,
    perSecond: (latencies.length * 1_000) / (performance.now() - begun),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
};

const server = createServer(async (request, response) => {
  if (request.method === 'POST') return sell(request, response);
  const { searchParams } = new URL(request.url ?? '/', 'http://limit');
  response.end(JSON.stringify(await run(Number(searchParams.get('ms')), Number(searchParams.get('callers')))));
});
server.keepAliveTimeout = 600_000;
server.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
