import { openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DestinationStream, destination } from 'pino';
import { readPerTurn } from '../../src/http/graphql/read-per-turn.ts';
import { migrate } from '../../src/store/sqlite/migrations.ts';
import { createStatements, latestSequence } from '../../src/store/sqlite/statements.ts';
import { writeTogether } from '../../src/telemetry/write-together.ts';
import type { Comparison } from './measure.ts';

/* What is done once for the requests of one turn of the event loop (docs/decisions/099-asked-twice.md). */

const REQUESTS = 16;
const VIEWER = 'key:bench';
const each = <Value>(ask: () => Promise<Value>): Promise<Value[]> => Promise.all(Array.from({ length: REQUESTS }, ask));

const database = new DatabaseSync(':memory:');
migrate(database);
const statements = createStatements(database);
const readSequence = async (viewer: string): Promise<number> => latestSequence(statements, viewer);
const readOnce = readPerTurn(readSequence);

export const sequences: Comparison = {
  title: "A viewer's sequence number, for 16 requests of one turn",
  ways: {
    'read by each': async () => {
      await nextTurn();
      return await each(() => readSequence(VIEWER));
    },
    'read once': () => each(() => readOnce(VIEWER)),
  },
};

const TURNS = 100;
const LINE = `${JSON.stringify({ level: 'info', method: 'POST', path: '/graphql', status: 200, ms: 1.25 })}\n`;
const file = destination({ fd: openSync('/dev/null', 'w'), sync: true });
let later = 0;
/** A clock by which each turn comes long after the one before it. */
const slowClock = (): number => {
  later += 1_000;
  return later;
};
const logged = async (stream: DestinationStream): Promise<void> => {
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (let line = 0; line < 4; line += 1) stream.write(LINE);
    await nextTurn();
  }
};
const byTurn = writeTogether(file, slowClock);
const byTime = writeTogether(file, () => performance.now());

export const logWrites: Comparison = {
  title: '400 log lines of 100 turns',
  ways: {
    'a write for each line': () => logged(file),
    'a write for each turn': () => logged(byTurn),
    'a write every five milliseconds': () => logged(byTime),
  },
};

const sent = new Map<object, object>();
let told = new Map<object, object>();

export const forgotten: Comparison = {
  title: 'Thirty-two messages of one turn remembered until its end',
  ways: {
    'in a Map that is emptied': () => {
      for (let count = 0; count < 32; count += 1) sent.set({ count }, { data: { count } });
      sent.clear();
    },
    'in a Map of this turn': () => {
      told = new Map();
      for (let count = 0; count < 32; count += 1) told.set({ count }, { data: { count } });
    },
  },
};

const document = {};
const groups = Array.from({ length: 1_000 }, (_, id) => `1 9 key:alice {"id":"task_${id}"}`);

/** The messages of one turn, each of one subscriber. */
const messagesOf = (find: (payload: object, group: string) => void) => () => {
  for (let count = 0; count < 32; count += 1) find({ count }, groups[(count * 31) % groups.length] ?? '');
};

export const found: Comparison = {
  title: 'Thirty-two messages looked for among those of their turn',
  ways: {
    'by document, and by viewer and variables': messagesOf((payload, group) => {
      const byDocument = new Map<object, Map<string, object>>();
      told = new Map([[payload, byDocument]]);
      const byGroup = byDocument.get(document) ?? new Map<string, object>();
      byDocument.set(document, byGroup);
      if (!byGroup.has(group)) byGroup.set(group, payload);
    }),
    'by a name of all three': messagesOf((payload, group) => {
      const byGroup = new Map<string, object>();
      told = new Map([[payload, byGroup]]);
      if (!byGroup.has(group)) byGroup.set(group, payload);
    }),
  },
};
