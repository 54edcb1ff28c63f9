import { expect, test } from 'vitest';
import { finishedTrack, startKie, startReceiver } from './support.ts';

const LYRICS = '/api/v1/lyrics';
const RECORD = '/api/v1/lyrics/record-info';
const TIMESTAMPS = '/api/v1/generate/get-timestamped-lyrics';

test('lyrics are posted once, and recorded with their own states', async () => {
  const kie = await startKie();
  const receiver = await startReceiver();
  const taskId = await kie.buy(LYRICS, { prompt: 'a ferry at night', callBackUrl: receiver.url });
  expect((await kie.record(RECORD, taskId)).data).toMatchObject({ status: 'PENDING', response: null, type: 'LYRICS' });
  await kie.mock.clock.jump(1_100);
  await receiver.until(1);
  expect(receiver.received[0]?.body).toMatchObject({
    code: 200,
    data: { callbackType: 'complete', task_id: taskId, data: [{ status: 'complete', error_message: '' }, {}] },
  });
  expect((await kie.record(RECORD, taskId)).data).toMatchObject({
    status: 'SUCCESS',
    response: { taskId, data: [{ title: expect.any(String), text: expect.stringContaining('[Verse]') }, {}] },
  });
});

test('a failure of lyrics still says complete, with the code 400', async () => {
  const kie = await startKie();
  const receiver = await startReceiver();
  const taskId = await kie.buy(LYRICS, { prompt: 'a ferry [mock:failed-501]', callBackUrl: receiver.url });
  await kie.mock.clock.jump(1_100);
  await receiver.until(1);
  expect(receiver.received[0]?.body).toMatchObject({ data: { callbackType: 'complete', task_id: taskId, data: null } });
  expect((await kie.record(RECORD, taskId)).data).toMatchObject({ status: 'GENERATE_LYRICS_FAILED', response: null });
});

test('a prompt over 200 characters is refused', async () => {
  const kie = await startKie();
  const { body } = await kie.post(LYRICS, { prompt: 'x'.repeat(201), callBackUrl: 'http://127.0.0.1:9/' });
  expect(body).toMatchObject({ code: 422, data: null });
});

test('timestamps come with the answer, are charged each time, and know only tracks of this provider', async () => {
  const kie = await startKie();
  const { taskId, audioId } = await finishedTrack(kie);
  for (const times of [1, 2]) {
    const { body } = await kie.post(TIMESTAMPS, { taskId, audioId });
    expect(body.code).toBe(200);
    expect(body.data).toMatchObject({
      alignedWords: expect.arrayContaining([expect.objectContaining({ startS: 0, success: true })]),
      isStreamed: false,
    });
    const charges = kie.mock.ledger().filter(({ operation }) => operation === 'timestamp-lyrics');
    expect(charges).toHaveLength(times);
  }
  const { body } = await kie.post(TIMESTAMPS, { taskId, audioId: 'nobody' });
  expect(body).toMatchObject({ code: 422, msg: 'The corresponding record does not exist', data: null });
});

test('a scenario about a task is a near miss where the answer has the result', async () => {
  const kie = await startKie();
  const { taskId, audioId } = await finishedTrack(kie);
  kie.mock.scenario('failed-501', { operation: 'timestamp-lyrics' });
  const { body } = await kie.post(TIMESTAMPS, { taskId, audioId });
  expect(body.code).toBe(200);
  expect(kie.mock.journal().at(-1)?.notes).toContain(
    'near miss: "failed-501" follows a task, and timestamp-lyrics makes none',
  );
  const { body: list } = await kie.admin<{ triggers: string[] }>('GET', '/callbacks');
  expect(list.triggers.filter((name) => name.startsWith('timestamp'))).toEqual([]);
  expect(list.triggers).toContain('generate-lyrics.complete');
});
