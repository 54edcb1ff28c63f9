import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FILE_BASE64_PATH, FILE_STREAM_PATH } from '../src/upstream/kie/wire/file-upload.ts';
import { bytesOf, halfOf, type Outcome } from './core/outcome.ts';
import { ADMIN_PREFIX } from './provider/handler.ts';

/** A handler on a port. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Stops at once: calls that are still held or hanging are cut off. */
  readonly close: () => Promise<void>;
}

const MIB = 1024 * 1024;
const FILE_PATHS = new Set([FILE_STREAM_PATH, FILE_BASE64_PATH]);
/** A longer body is cut off with 413. Calls of the provider's API are far shorter; the state of a full mock is longer. */
const largestBody = (path: string): number => {
  if (FILE_PATHS.has(path)) return 192 * MIB;
  return path === `${ADMIN_PREFIX}/state` ? 64 * MIB : 8 * MIB;
};

class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

const bodyOf = async (incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> => {
  const most = largestBody(incoming.url ?? '');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > most) throw new BodyTooLargeError(`a body of more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** A request that no `Request` can be made of, such as one to `//` or by TRACE. */
class BadRequestError extends Error {
  override readonly name = 'BadRequestError';
}

const requestOf = async (incoming: IncomingMessage, signal: AbortSignal): Promise<Request> => {
  const { method = 'GET', headers, url = '/' } = incoming;
  const body = await bodyOf(incoming);
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  // GET and HEAD may have a body on the wire; it has no meaning.
  const carried = body.length > 0 && method !== 'GET' && method !== 'HEAD' ? body : null;
  try {
    const address = new URL(url, `http://${headers.host ?? 'localhost'}`);
    return new Request(address, { method, headers: pairs, body: carried, signal });
  } catch (cause) {
    throw new BadRequestError(`${method} ${url} is no request`, { cause });
  }
};

/** Writes an outcome to the socket, or breaks the socket as the outcome says. */
const deliver = async (outcome: Outcome, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
  if (outcome.kind === 'hang') return;
  if (outcome.kind === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  const { status, headers, body } = outcome.answer;
  if (body instanceof ReadableStream) {
    outgoing.writeHead(status, headers);
    outgoing.flushHeaders();
    await pipeline(Readable.from(body), outgoing);
    return;
  }
  const bytes = bytesOf(body);
  outgoing.writeHead(status, { 'content-length': String(bytes.length), ...headers });
  if (outcome.kind === 'answer') {
    outgoing.end(incoming.method === 'HEAD' ? undefined : bytes);
    return;
  }
  // Half of what was announced, and once that is surely on its way, no more.
  outgoing.write(halfOf(bytes), () => incoming.socket.destroy());
};

const serve = async (
  handle: (request: Request) => Promise<Outcome>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  try {
    await deliver(await handle(await requestOf(incoming, gone.signal)), incoming, outgoing);
  } catch (error) {
    // The client went away in the middle of a stream.
    if (gone.signal.aborted) return;
    const status = error instanceof BodyTooLargeError ? 413 : error instanceof BadRequestError ? 400 : 500;
    if (status === 500) console.error('mock: a request failed inside the mock itself:', error);
    if (!outgoing.headersSent) outgoing.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    outgoing.end(JSON.stringify({ error: String(error) }));
  }
};

/** The URL of a host and port; an IPv6 host is put in brackets. */
export const addressOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Serves a handler on a port; 0 picks a free one. */
export const listen = async (
  handle: (request: Request) => Promise<Outcome>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> => {
  const server = createServer((incoming, outgoing) => void serve(handle, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    port: bound,
    url: addressOf(host, bound),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
