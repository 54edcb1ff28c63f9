import { once } from 'node:events';
import { createServer, IncomingMessage } from 'node:http';
import { type AddressInfo, connect, Socket } from 'node:net';
import { pino } from 'pino';
import { sizesOf } from '../../src/http/graphql/value-sizes.ts';
import { readBody } from '../../src/http/read-body.ts';
import { SECURITY_HEADERS } from '../../src/http/reply.ts';
import { createLogger, withoutRedaction } from '../../src/telemetry/logger.ts';
import { createRequestLog } from '../../src/telemetry/request-log.ts';
import type { Comparison } from './measure.ts';

/* What each HTTP request pays. */

const BODY = Buffer.from(JSON.stringify({ query: 'query GetTask($id: ID!) { task(id: $id) { id status } }' }));
const MAX_BYTES = 131_072;
const socket = new Socket();

const requestWith = (headers: IncomingMessage['headers']): IncomingMessage => {
  const request = new IncomingMessage(socket);
  request.headers = headers;
  request.push(BODY);
  return request;
};

const end = (request: IncomingMessage): void => {
  request.complete = true;
  request.push(null);
};

export const bodies: Comparison = {
  title: 'The body of a request that came with its headers',
  ways: {
    'its end is waited for': async () => {
      const request = requestWith({});
      const body = readBody(request, MAX_BYTES);
      end(request);
      return await body;
    },
    'all of its bytes are there': async () => {
      const request = requestWith({ 'content-length': String(BODY.length) });
      const body = readBody(request, MAX_BYTES);
      end(request);
      return await body;
    },
  },
};

/** As long as a page of twenty tasks with their stems. */
const PAGE = JSON.stringify({ data: 'x'.repeat(37_000) });
const PAGE_BYTES = Buffer.from(PAGE);
const pages = createServer(({ url }, response) => {
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-length': PAGE_BYTES.length });
  if (url === '/text') response.end(PAGE, 'latin1');
  else response.end(PAGE_BYTES);
});
pages.listen(0, '127.0.0.1').unref();
await once(pages, 'listening');
const client = connect((pages.address() as AddressInfo).port, '127.0.0.1').unref();

/** Asks for a page, and waits for its last byte. */
const ask = (path: string): Promise<void> =>
  new Promise((resolve) => {
    let missing = PAGE_BYTES.length;
    const onData = (chunk: Buffer): void => {
      const head = missing === PAGE_BYTES.length ? chunk.indexOf('\r\n\r\n') + 4 : 0;
      missing -= chunk.length - head;
      if (missing > 0) return;
      client.off('data', onData);
      resolve();
    };
    client.on('data', onData);
    client.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\n\r\n`);
  });

export const longAnswers: Comparison = {
  title: 'One request for a kept answer of 37 KB, client included',
  ways: {
    'sent as a text': () => ask('/text'),
    'sent as bytes': () => ask('/bytes'),
  },
};

const SECRETS = Array.from({ length: 5 }, (_, index) => `secret-0123456789abcdef-${index}`);
const PATH_TOKEN = /(\/callbacks\/|\/uploads\/)[\w%.-]+/g;
const scrub = (line: string): string =>
  SECRETS.reduce((clean, secret) => clean.replaceAll(secret, ''), line.replace(PATH_TOKEN, '$1:token'));

const nowhere = { write: () => undefined };
const formatters = { level: (level: string) => ({ level }) };
const timestamp = pino.stdTimeFunctions.isoTime;
const perLine = pino({ base: null, timestamp, formatters, hooks: { streamWrite: scrub } }, nowhere);
const logger = createLogger({ level: 'info', secrets: SECRETS, destination: nowhere });
const perSecond = withoutRedaction(logger);
const log = createRequestLog(logger);
const fields = { requestId: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', method: 'POST', path: '/graphql', status: 200 };

export const requestLines: Comparison = {
  title: 'The log line of a request',
  ways: {
    'the time formatted for each line': () => perLine.info({ ...fields, ms: 1 }, 'request'),
    'the time formatted once a second': () => perSecond.info({ ...fields, ms: 1 }, 'request'),
    'its fields known as well': () => log.request({ ...fields, ms: 1 }),
  },
};

const { requestId } = fields;

export const upgradeLines: Comparison = {
  title: 'The log line of a request to open a socket',
  ways: {
    'written by pino': () => logger.info({ requestId, route: 'socket', status: 101 }, 'request'),
    'its fields known': () => log.upgrade({ requestId, status: 101 }),
  },
};

const VARIABLES = {
  input: { source: { track: { taskId: '0f1e2d3c4b5a69788796a5b400000001', audioId: '7b0c6c1e' } }, type: 'SPLIT_STEM' },
};
const largest = (value: unknown, sizeOf: (of: object) => number): number =>
  typeof value === 'object' && value !== null
    ? Math.max(sizeOf(value), ...Object.values(value).map((inner) => largest(inner, sizeOf)))
    : 0;

export const variables: Comparison = {
  title: 'The variables of a purchase, compared with their bounds',
  ways: {
    'in a pass for each bound, by arrays of values': () => [
      largest(VARIABLES, () => 1),
      largest(VARIABLES, (of) => (Array.isArray(of) ? of.length : 0)),
      largest(VARIABLES, (of) => Object.keys(of).length),
    ],
    'in one pass': () => sizesOf(VARIABLES, 17),
  },
};
