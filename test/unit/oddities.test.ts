import { describe, expect, it } from 'vitest';
import type { ProviderOddity } from '../../src/domain/ports/provider.ts';
import { createOddityRecorder } from '../../src/telemetry/oddities.ts';
import { createUnreachableKie, kieBehind } from '../support/kie.ts';
import { aMusicTask, aTask } from '../support/tasks.ts';

describe('what the provider says without a known meaning', () => {
  const collect = () => {
    const seen: ProviderOddity[] = [];
    return { seen, note: (oddity: ProviderOddity) => void seen.push(oddity) };
  };

  const recordOf = async (data: unknown) => {
    const { seen, note } = collect();
    const body = JSON.stringify({ code: 200, msg: 'success', data });
    const answer = () => Promise.resolve({ status: 200, body, retryAfterMs: null });
    const kie = kieBehind({ get: answer, post: answer, close: () => Promise.resolve() }, 'kie', note);
    await kie.readRecord(aTask({ upstreamTaskId: 'up' }));
    return seen;
  };

  it('is noted: a state, none at all, a record that is none', async () => {
    expect(await recordOf({ taskId: 'up', successFlag: 'Simmering' })).toEqual([{ what: 'state', value: 'SIMMERING' }]);
    expect(await recordOf({ taskId: 'up' })).toEqual([{ what: 'state', value: 'none' }]);
    expect(await recordOf('done')).toEqual([{ what: 'body', value: 'a record that is string' }]);
    expect(await recordOf({ taskId: 'up', successFlag: 'PENDING' })).toEqual([]);
  });

  it('is noted: a stage of a callback', () => {
    const { seen, note } = collect();
    const kie = createUnreachableKie('kie', note);
    kie.readCallback(aMusicTask(), { code: 200, data: { callbackType: 'mastering', task_id: 'up' } });
    kie.readCallback(aMusicTask(), { code: 200, data: { callbackType: 'text', task_id: 'up' } });
    expect(seen).toEqual([{ what: 'stage', value: 'mastering' }]);
  });

  it('is counted each time, logged once, and never without bound', () => {
    const counted: string[] = [];
    const logged: object[] = [];
    const note = createOddityRecorder(
      { oddity: (what) => void counted.push(what) },
      { warn: (fields) => void logged.push(fields) },
    );
    note({ what: 'state', value: 'SIMMERING' });
    note({ what: 'state', value: 'SIMMERING' });
    note({ what: 'stage', value: 'SIMMERING' });
    expect(logged).toEqual([
      { what: 'state', value: 'SIMMERING' },
      { what: 'stage', value: 'SIMMERING' },
    ]);
    for (let index = 0; index < 1_000; index += 1) note({ what: 'state', value: `${index}${'x'.repeat(10_000)}` });
    expect(counted).toHaveLength(1_003);
    expect(logged).toHaveLength(100);
    expect(JSON.stringify(logged).length).toBeLessThan(50_000);
  });
});
