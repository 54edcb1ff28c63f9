import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startGateway } from '../support/gateway.ts';

/** More than Node lets wait by default, and few enough for the file descriptors of any machine. */
const CLIENTS = 700;
/** Where Linux says how many it lets wait, at most. */
const MOST = '/proc/sys/net/core/somaxconn';
/** A connection that the other side has not taken yet (`TCP_SYN_SENT`). */
const NOT_TAKEN = '02';

const waitsForMany = process.platform === 'linux' && Number(readFileSync(MOST, 'utf8')) > CLIENTS;

/** Connections from here to a port, by state, as /proc/net/tcp spells them. */
const statesTo = (port: number): string[] => {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , remote]) => remote?.endsWith(wanted))
    .map(([, , , state = '']) => state);
};

test.runIf(waitsForMany)('many clients that come at once, while the process is busy, are not turned away', async () => {
  await using gateway = await startGateway();
  const clients = Array.from({ length: CLIENTS }, () => connect(gateway.port, '127.0.0.1'));
  onTestFinished(() => {
    for (const client of clients) client.destroy();
  });
  // After they have connected, and before the event loop turns: nothing is accepted yet.
  const states = await new Promise<string[]>((resolve) => process.nextTick(() => resolve(statesTo(gateway.port))));
  expect(states).toHaveLength(CLIENTS);
  expect(states.filter((state) => state === NOT_TAKEN)).toEqual([]);
});
