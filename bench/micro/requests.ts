import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { pino } from 'pino';
import { readBody } from '../../src/http/read-body.ts';
import { createLogger, withoutRedaction } from '../../src/telemetry/logger.ts';
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

const SECRETS = Array.from({ length: 5 }, (_, index) => `secret-0123456789abcdef-${index}`);
const PATH_TOKEN = /(\/callbacks\/|\/uploads\/)[\w%.-]+/g;
const scrub = (line: string): string =>
  SECRETS.reduce((clean, secret) => clean.replaceAll(secret, ''), line.replace(PATH_TOKEN, '$1:token'));

const nowhere = { write: () => undefined };
const formatters = { level: (level: string) => ({ level }) };
const timestamp = pino.stdTimeFunctions.isoTime;
const perLine = pino({ base: null, timestamp, formatters, hooks: { streamWrite: scrub } }, nowhere);
const perSecond = withoutRedaction(createLogger({ level: 'info', secrets: SECRETS, destination: nowhere }));
const fields = { requestId: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', method: 'POST', path: '/graphql', status: 200 };

export const requestLines: Comparison = {
  title: 'The log line of a request',
  ways: {
    'the time formatted for each line': () => perLine.info({ ...fields, ms: 1 }, 'request'),
    'the time formatted once a second': () => perSecond.info({ ...fields, ms: 1 }, 'request'),
  },
};
