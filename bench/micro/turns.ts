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
