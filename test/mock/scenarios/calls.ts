import { expect } from 'vitest';
import { type Kie, MUSIC_RECORD, NOBODY, startKie, VOCALS, vocals } from '../support.ts';
import type { Proof, Proofs } from './proof.ts';

const under = async (scenario: string): Promise<Kie> => {
  const kie = await startKie();
  await kie.admin('POST', '/scenarios', { scenario });
  return kie;
};

/** The purchase is answered so, and charged so many times. */
const answers =
  (scenario: string, status: number, body: unknown, charges = 0): Proof =>
  async () => {
    const { mock, post } = await under(scenario);
    const answer = await post(VOCALS, vocals());
    expect([answer.status, answer.body]).toEqual([status, body]);
    expect(mock.ledger()).toHaveLength(charges);
  };

const refused = (code: number, scenario = `refused-${code}`, charges = 0): Proof =>
  answers(scenario, 200, { code, msg: expect.stringMatching(/./), data: null }, charges);

const html =
  (status: number, charges = 0): Proof =>
  async () => {
    const { mock, post } = await under(charges === 0 ? `html-${status}` : `html-${status}-after-charge`);
    const { headers, ...answer } = await post<string>(VOCALS, vocals());
    expect([answer.status, headers.get('content-type')]).toEqual([status, 'text/html']);
    expect(answer.body).toContain(`<h1>${status} `);
    expect(mock.ledger()).toHaveLength(charges);
  };

const cutOff =
  (scenario: string, message: RegExp, charges: number): Proof =>
  async () => {
    const { mock, post } = await under(scenario);
    const error = await post(VOCALS, vocals()).catch((cause: unknown) => cause);
    expect(String(error instanceof Error ? (error.cause ?? error) : error)).toMatch(message);
    expect(mock.ledger()).toHaveLength(charges);
  };

const hangs =
  (scenario: string, charges: number): Proof =>
  async () => {
    const { mock } = await under(scenario);
    const giveUp = new AbortController();
    const init = {
      method: 'POST',
      headers: { authorization: 'Bearer k' },
      body: JSON.stringify(vocals()),
      signal: giveUp.signal,
    };
    const call = fetch(mock.url + VOCALS, init).then(
      () => 'answered',
      (error: Error) => error.name,
    );
    // The journal has the call as soon as nothing more will happen to it.
    const seen = async (): Promise<void> =>
      mock.journal().length > 0 ? undefined : new Promise<void>((go) => setImmediate(go)).then(seen);
    await seen();
    giveUp.abort();
    expect(await call).toBe('AbortError');
    expect(mock.journal()[0]?.ending.kind).toBe('hang');
    expect(mock.ledger()).toHaveLength(charges);
  };

const codes = [400, 401, 402, 404, 405, 409, 413, 422, 429, 430, 433, 451, 455, 500];

export const callProofs: Proofs = {
  ...Object.fromEntries(codes.map((code) => [`refused-${code}`, refused(code)])),
  'http-401': answers('http-401', 401, { code: 401, msg: expect.any(String) }),
  'http-429': async () => {
    const { mock, post } = await under('http-429=7');
    const { status, headers, body } = await post(VOCALS, vocals());
    expect([status, headers.get('retry-after'), body.code]).toEqual([429, '7', 429]);
    expect(mock.ledger()).toEqual([]);
  },
  'http-500': answers('http-500', 500, { code: 500, msg: expect.any(String), data: null }),
  'html-502': html(502),
  'html-503': html(503),
  'refused-500-after-charge': refused(500, 'refused-500-after-charge', 1),
  'html-502-after-charge': html(502, 1),
  'reset-before-charge': cutOff('reset-before-charge', /ECONNRESET/, 0),
  'reset-after-charge': cutOff('reset-after-charge', /ECONNRESET/, 1),
  'half-answer': cutOff('half-answer', /terminated|other side closed/, 1),
  'hang-before-charge': hangs('hang-before-charge', 0),
  'hang-after-charge': hangs('hang-after-charge', 1),
  'slow-answer': async () => {
    const { mock, post } = await under('slow-answer=3000');
    let isAnswered = false;
    const call = post(VOCALS, vocals()).then(({ body }) => {
      isAnswered = true;
      return body.code;
    });
    const charged = async (): Promise<void> =>
      mock.clock.pending().some(({ what }) => what.startsWith('answer'))
        ? undefined
        : new Promise<void>((go) => setImmediate(go)).then(charged);
    await charged();
    await mock.clock.jump(2_999);
    expect([isAnswered, mock.ledger().length]).toEqual([false, 1]);
    await mock.clock.jump(1);
    expect(await call).toBe(200);
  },
  redirect: async () => {
    const { mock, post } = await under('redirect');
    const { status, headers } = await post(VOCALS, vocals());
    expect(status).toBe(307);
    expect(mock.ledger()).toEqual([]);
    // A client that follows is charged, and the ledger shows it.
    const followed = await fetch(headers.get('location') ?? '', {
      method: 'POST',
      headers: { authorization: 'Bearer k' },
      body: JSON.stringify(vocals({ callBackUrl: NOBODY })),
    });
    expect(await followed.json()).toMatchObject({ code: 200 });
    expect(mock.ledger()).toHaveLength(1);
  },
  'empty-answer': answers('empty-answer', 200, '', 1),
  'no-task-id': answers('no-task-id', 200, { code: 200, msg: 'success', data: {} }, 1),
  'data-array': answers('data-array', 200, { code: 200, msg: 'success', data: [{ taskId: expect.any(String) }] }, 1),
  'code-as-text': answers(
    'code-as-text',
    200,
    { code: '200', msg: 'success', data: { taskId: expect.any(String) } },
    1,
  ),
  ...Object.fromEntries(
    [
      ['not-visible', 200],
      ['not-visible-404', 404],
      ['not-visible-422', 422],
    ].map(([scenario, code]) => [
      scenario,
      async () => {
        const { buy, mock, record } = await under(`${scenario}=2000`);
        const taskId = await buy(VOCALS, vocals());
        expect(await record(MUSIC_RECORD, taskId)).toMatchObject({ code, data: null });
        await mock.clock.jump(2_000);
        expect((await record(MUSIC_RECORD, taskId)).data.taskId).toBe(taskId);
      },
    ]),
  ),
};
