import { expect, test } from 'vitest';
import { createVerifyOnce } from '../../src/http/auth/verified-tokens.ts';

const NOW = 1_790_000_000_000;
const exp = NOW / 1_000 + 60;

const arrange = () => {
  const state = { keys: 1 as number | null, verified: 0 };
  const verifyOnce = createVerifyOnce(10, () => state.keys);
  const verify = (token: string, now: number, wait?: Promise<void>) =>
    verifyOnce(token, now, async () => {
      state.verified += 1;
      await wait;
      return { sub: `of ${token}`, exp: token === 'endless' ? null : exp };
    });
  return { state, verify };
};

test('a token is verified once, and each token is its own', async () => {
  const { state, verify } = arrange();
  for (const token of ['a', 'b', 'a', 'endless', 'b', 'endless']) {
    expect(await verify(token, NOW)).toMatchObject({ sub: `of ${token}` });
  }
  expect(state.verified).toBe(3);
});

test.each([
  ['within the tolerance after its end', 'a', (exp + 10) * 1_000 - 1, 1],
  ['at the end of the tolerance', 'a', (exp + 10) * 1_000, 2],
  ['long after it was verified, without an end', 'endless', NOW * 2, 1],
  ['on a clock that was set back', 'a', NOW - 1, 2],
])('%s, it has been verified so often', async (_, token, now, times) => {
  const { state, verify } = arrange();
  await verify(token, NOW);
  await verify(token, now);
  expect(state.verified).toBe(times);
});

test('with other keys, and while there are none, it is verified again', async () => {
  const { state, verify } = arrange();
  for (const keys of [1, 2, null, null, 2]) {
    state.keys = keys;
    await verify('a', NOW);
  }
  expect(state.verified).toBe(4);
});

test('what was verified while other keys came is not kept', async () => {
  const { state, verify } = arrange();
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = verify('a', NOW, promise);
  state.keys = 2;
  resolve();
  await first;
  await verify('a', NOW);
  expect(state.verified).toBe(2);
});

test('a token that is not valid is verified each time', async () => {
  const verifyOnce = createVerifyOnce(10, () => 1);
  let verified = 0;
  const fail = async (): Promise<never> => {
    verified += 1;
    throw new Error('forged');
  };
  for (let time = 0; time < 3; time += 1) await expect(verifyOnce('a', NOW, fail)).rejects.toThrow('forged');
  expect(verified).toBe(3);
});
