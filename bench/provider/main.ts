import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { musicRecord, separationRecord } from './records.ts';

/**
 * A stand-in for the provider that does as little as it can: it sells, remembers callback URLs, and answers records.
 * Shapes are those of docs/provider.md. `/control/…` is for the benchmark.
 */
interface Sold {
  readonly callBackUrl: string;
  isFinished: boolean;
}

const sold = new Map<string, Sold>();
let recordsRead = 0;

const envelope = (data: unknown): string => JSON.stringify({ code: 200, msg: 'success', data });

const readBody = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => resolve(body));
    request.on('error', reject);
  });

const sell = async (request: IncomingMessage): Promise<string> => {
  const { callBackUrl }: { callBackUrl?: string } = JSON.parse(await readBody(request));
  const taskId = randomBytes(16).toString('hex');
  if (callBackUrl !== undefined) sold.set(taskId, { callBackUrl, isFinished: false });
  return envelope({ taskId });
};

const record = (path: string, taskId: string): string => {
  recordsRead += 1;
  const { callBackUrl = null, isFinished = false } = sold.get(taskId) ?? {};
  const make = path.includes('vocal-removal') ? separationRecord : musicRecord;
  return envelope(make(taskId, isFinished, callBackUrl));
};

const control = (path: string, taskId: string): string => {
  const task = sold.get(taskId);
  if (path === '/control/finish' && task) task.isFinished = true;
  if (path !== '/control/sold') return JSON.stringify({ recordsRead });
  return JSON.stringify([...sold].map(([id, { callBackUrl }]) => ({ taskId: id, callBackUrl })));
};

const answer = async (request: IncomingMessage): Promise<string> => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://provider');
  const taskId = searchParams.get('taskId') ?? '';
  if (pathname.startsWith('/control/')) return control(pathname, taskId);
  if (request.method === 'POST') return await sell(request);
  if (pathname.endsWith('/record-info')) return record(pathname, taskId);
  return envelope(5_916.25);
};

const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
  const body = await answer(request);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});
server.keepAliveTimeout = 600_000;
server.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
