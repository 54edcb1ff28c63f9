import { expect, test } from 'vitest';
import { hex32, uuid } from '../../mock-server/core/random.ts';
import {
  finishedTrack,
  first,
  SEPARATION,
  SEPARATION_RECORD,
  startKie,
  startReceiver,
  VOCALS,
  vocals,
} from './support.ts';

/** All that one mock answered and every file that it named, without the ports. */
const story = async (seed: string) => {
  const kie = await startKie({ seed });
  const receiver = await startReceiver();
  const track = await finishedTrack(kie);
  const taskId = await kie.buy(SEPARATION, { ...track, type: 'split_stem', callBackUrl: receiver.url });
  await kie.mock.clock.jump(10_000);
  const record = await kie.record(SEPARATION_RECORD, taskId);
  const file = await fetch(first(record.data.response.originData).audio_url);
  const bytes = Buffer.from(await file.arrayBuffer()).toString('base64');
  const told = JSON.stringify([record, receiver.received.map(({ body }) => body)]);
  return { told: told.replaceAll(/127\.0\.0\.1:\d+/g, 'host'), bytes };
};

test('the same seed and the same calls give the same ids, files and timings', async () => {
  expect(await story('one')).toEqual(await story('one'));
});

test('another seed gives others', async () => {
  const [one, two] = [await story('one'), await story('two')];
  expect(one.told).not.toBe(two.told);
  expect(one.bytes).not.toBe(two.bytes);
});

test('without a seed no id is ever given twice, not even after a reset', async () => {
  const { buy, mock } = await startKie({ seed: '' });
  const ids = [await buy(VOCALS, vocals())];
  mock.reset();
  ids.push(await buy(VOCALS, vocals()));
  mock.reset({ seed: 'known' });
  const known = await buy(VOCALS, vocals());
  mock.reset({ seed: 'known' });
  expect(await buy(VOCALS, vocals())).toBe(known);
  expect(new Set([...ids, known]).size).toBe(3);
});

test('ids do not collide and look like the provider’s', () => {
  const ids = new Set(Array.from({ length: 50_000 }, (_, index) => hex32('seed', 'task', index)));
  expect(ids.size).toBe(50_000);
  expect(uuid('a', 1)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
