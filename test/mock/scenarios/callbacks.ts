import { expect } from 'vitest';
import { DIALECTS } from '../../../src/upstream/kie/wire/dialects.ts';
import { callbackTaskId } from '../../../src/upstream/kie/wire/envelope.ts';
import { callbackSignature } from '../../../src/upstream/kie/wire/signature.ts';
import { startKie, startReceiver, VOCALS, vocals } from '../support.ts';
import { type Life, live, type Proofs, separationUnder, typesOf, vocalsUnder } from './proof.ts';

const KEY = { hmacKey: 'right' };

const heardOnce = async (life: Life) => {
  await live(life);
  return life.receiver.until(1);
};

export const callbackProofs: Proofs = {
  'callback-lost': async () => {
    const life = await vocalsUnder('callback-lost');
    expect(await live(life)).toEqual([]);
    expect((await life.record()).data.status).toBe('SUCCESS');
  },
  'callback-late': async () => {
    const life = await separationUnder('callback-late=20000');
    await live(life, 10_000);
    expect((await life.record()).data.successFlag).toBe('SUCCESS');
    expect(life.receiver.received).toEqual([]);
    await live(life, 20_000);
    expect(life.receiver.received).toHaveLength(1);
  },
  'callback-doubled': async () => {
    const received = await live(await vocalsUnder('callback-doubled', KEY));
    expect(typesOf(received)).toEqual(['text', 'text', 'first', 'first', 'complete', 'complete']);
    expect(received[0]?.headers).toMatchObject({ 'x-webhook-signature': received[1]?.headers['x-webhook-signature'] });
  },
  'callback-reordered': async () => {
    expect(typesOf(await live(await vocalsUnder('callback-reordered')))).toEqual(['complete', 'first', 'text']);
  },
  'callback-before-answer': async () => {
    const { admin, post } = await startKie({ clock: {}, timeScale: 0 });
    const receiver = await startReceiver();
    await admin('POST', '/scenarios', { scenario: 'callback-before-answer' });
    const order: string[] = [];
    receiver.answer = (response) => {
      order.push('callback');
      response.end();
    };
    await post(VOCALS, vocals({ callBackUrl: receiver.url }));
    order.push('answer');
    expect(order[0]).toBe('callback');
  },
  'callback-tampered': async () => {
    const { body, headers } = await heardOnce(await separationUnder('callback-tampered', 'separate_vocal', KEY));
    expect(body.data.vocal_separation_info.vocal_url).toMatch(/^http:\/\/tampered\.invalid\//);
    const timestamp = String(headers['x-webhook-timestamp']);
    expect(headers['x-webhook-signature']).toBe(callbackSignature('right', body.data.task_id, timestamp));
  },
  'callback-lies': async () => {
    const failed = { kie: [500, 'vocal_separation_info'], sunoapi: [400, 'vocal_removal_info'] } as const;
    for (const dialect of DIALECTS) {
      const stems = await separationUnder('callback-lies', 'separate_vocal', { dialect });
      const { body } = await heardOnce(stems);
      const [code, container] = failed[dialect];
      const data = { task_id: stems.taskId, [container]: null };
      expect(body).toEqual({ code, msg: 'Vocal separation failed', data });
      expect((await stems.record()).data.successFlag).toBe('SUCCESS');
    }
    const music = await vocalsUnder('callback-lies');
    const received = await live(music);
    expect(typesOf(received)).toEqual(['text', 'first', 'error']);
    expect(received[2]?.body).toMatchObject({ code: 501, data: { data: null } });
    expect((await music.record()).data.status).toBe('SUCCESS');
  },
  'callback-empty': async () => {
    expect((await heardOnce(await separationUnder('callback-empty'))).body).toEqual({});
  },
  'wrong-signature': async () => {
    const { body, headers } = await heardOnce(await separationUnder('wrong-signature', 'separate_vocal', KEY));
    const timestamp = String(headers['x-webhook-timestamp']);
    expect(headers['x-webhook-signature']).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(headers['x-webhook-signature']).not.toBe(callbackSignature('right', body.data.task_id, timestamp));
  },
  unsigned: async () => {
    const { headers } = await heardOnce(await separationUnder('unsigned', 'separate_vocal', KEY));
    expect(headers).not.toHaveProperty('x-webhook-signature');
  },
  'stale-signature': async () => {
    const life = await separationUnder('stale-signature=600', 'separate_vocal', KEY);
    const { body, headers } = await heardOnce(life);
    const timestamp = String(headers['x-webhook-timestamp']);
    const { createTime } = (await life.record()).data;
    expect(Math.round(createTime / 1000) - Number(timestamp)).toBeGreaterThan(590);
    expect(headers['x-webhook-signature']).toBe(callbackSignature('right', body.data.task_id, timestamp));
  },
  'task-id-camel': async () => {
    const life = await vocalsUnder('task-id-camel');
    const { body } = await heardOnce(life);
    expect(body.data).not.toHaveProperty('task_id');
    expect(body.data.taskId).toBe(life.taskId);
  },
  'task-id-top': async () => {
    const life = await vocalsUnder('task-id-top');
    const { body } = await heardOnce(life);
    expect(body).toMatchObject({ task_id: life.taskId, data: { callbackType: 'text' } });
    expect(body.data).not.toHaveProperty('task_id');
  },
  'task-id-both': async () => {
    const life = await vocalsUnder('task-id-both');
    const { body } = await heardOnce(life);
    expect(body).toMatchObject({
      taskId: life.taskId,
      task_id: life.taskId,
      data: { taskId: life.taskId, task_id: life.taskId },
    });
  },
  'task-id-disagrees': async () => {
    const { body } = await heardOnce(await vocalsUnder('task-id-disagrees'));
    expect(callbackTaskId(body)).toBeNull();
  },
  'text-null': async () => {
    const { body } = await heardOnce(await vocalsUnder('text-null'));
    expect(body.data).toMatchObject({ callbackType: 'text', data: null });
  },
  'text-partial': async () => {
    const received = await live(await vocalsUnder('text-partial'));
    const [text, , complete] = received.map(({ body }) => body.data.data);
    expect(text?.map(({ id, audio_url }) => [id, audio_url])).toEqual(complete?.map(({ id }) => [id, '']));
  },
};
