import { createHash, hash, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import type { Comparison } from './measure.ts';
import { TASK } from './task.ts';

const ROW = JSON.stringify(TASK);
const kept = new Map([[TASK.id, TASK]]);

export const row: Comparison = {
  title: "A stored task's row",
  ways: {
    'JSON.parse': () => JSON.parse(ROW),
    'an object kept by id': () => kept.get(TASK.id),
  },
};

const SECRET = 'bench-0123456789abcdef0123456789abcdef';
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const digests = Array.from({ length: 10 }, (_, index) => digestOf(`${SECRET}${index}`));
const identities = new Map([[`Bearer ${SECRET}`, 'key:bench']]);
const byDigest = new Map([[hash('sha256', SECRET, 'hex'), 'key:bench']]);

export const credentials: Comparison = {
  title: 'Credentials of one request, ten keys',
  ways: {
    'hashed, and compared with each': () => {
      const presented = digestOf(SECRET);
      return digests.filter((digest) => timingSafeEqual(digest, presented)).length;
    },
    'looked up by the digest': () => byDigest.get(hash('sha256', `Bearer ${SECRET}`.slice('Bearer '.length), 'hex')),
    'looked up by the header': () => identities.get(`Bearer ${SECRET}`),
  },
};

export const abortion: Comparison = {
  title: 'The abort signal of one execution',
  ways: {
    'made and aborted': () => {
      const controller = new AbortController();
      controller.abort();
      return controller;
    },
    'made, and aborted with a reason': () => {
      const controller = new AbortController();
      controller.abort('done');
      return controller;
    },
    made: () => new AbortController(),
  },
};

const FOLDER = mkdtempSync(join(tmpdir(), 'stemgate-micro-'));
process.on('exit', () => rmSync(FOLDER, { recursive: true, force: true }));
const destination = pino.destination({ fd: openSync(join(FOLDER, 'log'), 'w'), sync: false, minLength: 8_192 });
const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
const child = logger.child({ requestId: 'a1b2c3d4' });
const fields = { method: 'POST', path: '/graphql', status: 200, ms: 1.25 };

export const logging: Comparison = {
  title: 'One log line of a request, to a file',
  ways: {
    'pino, a child for the request': () => logger.child({ requestId: 'a1b2c3d4' }).info(fields, 'request'),
    'pino, one child': () => child.info(fields, 'request'),
    'text put together by hand': () =>
      destination.write(`{"level":"info","time":${Date.now()},"path":"/graphql","status":200,"ms":1.25}\n`),
  },
};

const database = new DatabaseSync(join(FOLDER, 'writes.db'));
database.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, task TEXT)',
);
const write = database.prepare('INSERT OR REPLACE INTO rows (id, task) VALUES (?, ?)');
const commit = (count: number): void => {
  database.exec('BEGIN IMMEDIATE');
  for (let id = 0; id < count; id += 1) write.run(id, ROW);
  database.exec('COMMIT');
};

export const commits: Comparison = {
  title: 'Durable writes, one transaction',
  ways: { 'one row': () => commit(1), 'eight rows': () => commit(8), 'thirty-two rows': () => commit(32) },
};

const message = { id: '1', type: 'next', payload: { data: { taskUpdated: TASK } } };
const text = JSON.stringify(message);
const state = JSON.stringify({ data: { taskUpdated: TASK } });

export const frames: Comparison = {
  title: 'One message of a subscription to one more subscriber',
  ways: {
    'JSON.stringify of all of it': () => Buffer.from(JSON.stringify(message)),
    'its id put before a state that is text': () => Buffer.from(`{"id":"1","type":"next","payload":${state}}`),
    'the same text for all': () => Buffer.from(text),
  },
};
