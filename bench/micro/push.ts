import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { createDeadline } from '../../src/domain/deadline.ts';
import { mapStream } from '../../src/domain/tasks/reading/map-stream.ts';
import { PulledStream } from '../../src/domain/tasks/reading/pulled-stream.ts';
import type { Stream } from '../../src/domain/tasks/reading/stream.ts';
import { within } from '../../src/domain/within.ts';
import { deliver } from '../../src/http/socket/delivery.ts';
import { textFrame } from '../../src/http/socket/text-frame.ts';
import { steadyClock } from '../../src/system-clock.ts';
import type { Comparison } from './measure.ts';
import { TASK } from './task.ts';

const result = { data: { taskUpdated: TASK } };

/** A stream that brings an item each time it is woken. */
class Source extends PulledStream<typeof TASK> {
  #isNew = false;

  bring(): void {
    this.#isNew = true;
    this.wake();
  }

  protected pull() {
    if (!this.#isNew) return { kind: 'none' as const };
    this.#isNew = false;
    return { kind: 'item' as const, item: TASK };
  }
  protected subscribe() {
    return Promise.resolve();
  }
  protected unsubscribe() {}
}

let text = '';

/** graphql-js maps the source by a generator; graphql-ws awaits each result, and what it does with it. */
const awaited = () => {
  const source = new Source();
  const stream: Stream<typeof TASK> = source;
  let told: () => void = () => undefined;
  async function* results() {
    for await (const _task of stream) yield result;
  }
  const present = async (next: typeof result) => ({ ...next });
  const send = async (next: typeof result): Promise<void> => {
    text = JSON.stringify({ id: '1', type: 'next', payload: await present(next) });
    await new Promise<void>((resolve) => resolve());
    told();
  };
  const loop = async (): Promise<void> => {
    for await (const next of results()) await send(next);
  };
  void loop();
  return () =>
    new Promise<void>((resolve) => {
      told = resolve;
      source.bring();
    });
};

const requested = () => {
  const stream = new Source();
  const payload = JSON.stringify(result);
  const results = mapStream(stream, () => result);
  void deliver(results, (_next, sent) => {
    text = `{"id":"1","type":"next","payload":${payload}}`;
    sent();
  }).next();
  return () => {
    stream.bring();
    return text;
  };
};

export const messages: Comparison = {
  title: 'One message of a subscription from its source to a socket that takes it',
  ways: {
    'an iterator, a generator and a loop that awaits': awaited(),
    'requested, with the text of its group': requested(),
  },
};

const server = createServer((taker) => taker.resume().unref()).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const socket = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
await once(socket, 'connect');
socket.unref();
server.unref();

const header = Buffer.from([0x81, 126, 0x0b, 0xb8]);
const body = 'a'.repeat(3_000);
const frame = Buffer.concat([header, Buffer.from(body)]);

const taken = (): Promise<void> =>
  socket.writableLength === 0 ? Promise.resolve() : new Promise((resolve) => socket.write('', () => resolve()));

export const writes: Comparison = {
  title: 'One message of 3 KB to a connection',
  ways: {
    'its header and its text, as ws writes them': () =>
      new Promise((resolve) => {
        socket.cork();
        socket.write(header);
        socket.write(body, resolve);
        socket.uncork();
      }),
    'one frame': () => new Promise((resolve) => socket.write(frame, resolve)),
    'one frame, without a callback where it was taken at once': () =>
      new Promise<void>((resolve) => {
        socket.write(frame);
        if (socket.writableLength === 0) resolve();
        else socket.write('', () => resolve());
      }),
  },
};

const database = new DatabaseSync(':memory:');
database.exec('CREATE TABLE tasks (id TEXT PRIMARY KEY, revision INTEGER, task TEXT) STRICT');
const row = JSON.stringify(TASK);
for (let id = 0; id < 1_000; id += 1) {
  database.prepare('INSERT INTO tasks (id, revision, task) VALUES (?, ?, ?)').run(String(id), 3, row);
}
const readText = database.prepare('SELECT task, revision FROM tasks WHERE id = ?');
const readRevision = database.prepare('SELECT 1 FROM tasks WHERE id = ? AND revision = ?');

export const recent: Comparison = {
  title: 'Whether a task in memory is the newest',
  ways: {
    'its text read and compared': () => readText.get('500')?.['task'] === row,
    'its revision found': () => readRevision.get('500', 3) !== undefined,
  },
};

const readList = database.prepare('SELECT id, task FROM tasks WHERE id IN (SELECT value FROM json_each(?))');
const readOne = database.prepare('SELECT id, task FROM tasks WHERE id = ?');
const listed = () => JSON.parse(String(readList.all(JSON.stringify(['500']))[0]?.['task']));

export const firstStates: Comparison = {
  title: 'The first state of a watched task, from SQLite in memory',
  ways: {
    'read for its owner, and again once the subscription is active': () => [listed(), listed()],
    'read once': listed,
    'read once, by its id': () => JSON.parse(String(readOne.all('500')[0]?.['task'])),
  },
};

/* What graphql-ws acknowledges a socket with. */
const ack = '{"type":"connection_ack"}';
const ackHeader = Buffer.from([0x81, ack.length]);

export const acknowledgements: Comparison = {
  title: 'A short message to a connection',
  ways: {
    'its header and its text, as ws writes them': () => {
      socket.cork();
      socket.write(ackHeader);
      socket.write(ack, () => undefined);
      socket.uncork();
      return taken();
    },
    'one frame': () => {
      socket.write(textFrame(ack));
      return taken();
    },
  },
};

const late = () => new Error('late');
const inTime = createDeadline(steadyClock, 4_000);
const stored = Promise.resolve('accepted');

export const waits: Comparison = {
  title: 'A callback waits for the store, for four seconds at most',
  ways: {
    'a timer and a signal for each': () => within(steadyClock, 4_000, stored, late),
    'one timer for all': () => inTime(stored, late),
  },
};

/** Work that waits in a Set: each table that it has had keeps what the later ones hold. */
const inSet = () => {
  const waiting = new Set<{ readonly since: number; readonly giveUp: () => void }>();
  return <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const entry = { since: steadyClock.now(), giveUp: () => reject(late()) };
      waiting.add(entry);
      work.then(
        (result) => {
          waiting.delete(entry);
          resolve(result);
        },
        (error: unknown) => {
          waiting.delete(entry);
          reject(error);
        },
      );
    });
};

/** So many callbacks of one turn, each of which has brought a task. */
const turnOf = (wait: <T>(work: Promise<T>) => Promise<T>) => () =>
  Promise.all(
    Array.from({ length: 32 }, () => wait(new Promise((resolve) => setImmediate(resolve, { ...TASK, stems: [] })))),
  );

export const waitingWork: Comparison = {
  title: 'Thirty-two callbacks of one turn wait for the store',
  ways: { 'in a Set': turnOf(inSet()), 'linked to each other': turnOf((work) => inTime(work, late)) },
};
