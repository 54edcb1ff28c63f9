import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSharedClock, openOperatorStore, openTaskStore } from '../../src/store/index.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';
import { fillBacklog } from '../support/backlog.ts';
import { createDatabase } from './support/servers.ts';

const CLOCKS = { steady: steadyClock, timeOfDay: createSharedClock(systemClock) };
const ALL = { status: null, operation: null, viewer: null, createdAfter: null, limit: 10 };

it.each(['postgres:', 'postgresql:'])(
  'a %s URL opens one store for several gateways and the operator',
  async (scheme) => {
    const { url, drop } = await createDatabase();
    const own = url.replace(/^\w+:/, scheme);
    await expect(openOperatorStore(own, { readOnly: true, clock: steadyClock })).rejects.toThrow(
      'no gateway has used it',
    );
    const [one, other] = await Promise.all([openTaskStore(own, CLOCKS), openTaskStore(own, CLOCKS)]);
    expect(one.exclusive).toBe(false);
    const viewer = randomUUID();
    const [task] = await fillBacklog(one, 1, { viewer });
    expect((await other.list(viewer, {}, 10, null)).tasks).toMatchObject([{ task: { id: task?.id } }]);
    const operator = await openOperatorStore(own, { readOnly: false, clock: steadyClock });
    expect(await operator.list(ALL)).toMatchObject([{ task: { id: task?.id } }]);
    await Promise.all([one.close(), other.close(), operator.close()]);
    await drop();
  },
);
