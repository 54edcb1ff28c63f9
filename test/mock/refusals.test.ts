import { expect, test } from 'vitest';
import { documentedCodes, violations } from '../../mock-server/contract/index.ts';
import { scenarios } from '../../mock-server/scenarios/index.ts';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
import { NOBODY, SEPARATION, startKie, VOCALS, vocals } from './support.ts';

const long = (length: number): string => 'x'.repeat(length);
const separation = (more: Record<string, unknown>) => ({ callBackUrl: NOBODY, ...more });
const UNKNOWN = { taskId: '0'.repeat(32), audioId: '00000000-0000-4000-8000-000000000000' };

/** Path, request, then code and message on kie and on its sibling. */
const refused: readonly [string, string, unknown, number, number, string][] = [
  ['a missing field', VOCALS, vocals({ title: undefined }), 422, 400, 'Please enter title.'],
  ['a blank field', VOCALS, vocals({ style: '  ' }), 422, 400, 'Please enter style.'],
  ['a null field', VOCALS, vocals({ negativeTags: null }), 422, 400, 'Please enter negativeTags.'],
  ['no callback URL', VOCALS, vocals({ callBackUrl: undefined }), 422, 400, 'Please enter callBackUrl.'],
  ['a number for text', VOCALS, vocals({ title: 7 }), 422, 400, 'title must be a string'],
  ['text for a number', VOCALS, vocals({ styleWeight: '0.5' }), 422, 400, 'styleWeight must be a number'],
  ['a weight beyond 1', VOCALS, vocals({ audioWeight: 1.01 }), 422, 400, 'audioWeight must be between 0 and 1'],
  [
    'a weight with three decimals',
    VOCALS,
    vocals({ weirdnessConstraint: 0.123 }),
    422,
    400,
    'weirdnessConstraint must be a multiple of 0.01',
  ],
  ['a gender of its own', VOCALS, vocals({ vocalGender: 'x' }), 422, 400, 'vocalGender must be one of m, f'],
  [
    'an upload that is no URL',
    VOCALS,
    vocals({ uploadUrl: 'take1.mp3' }),
    422,
    400,
    'uploadUrl must be an http or https url',
  ],
  [
    'a callback URL of another scheme',
    VOCALS,
    vocals({ callBackUrl: 'ftp://example.com/' }),
    422,
    400,
    'callBackUrl must be an http or https url',
  ],
  [
    'a style that is too long',
    VOCALS,
    vocals({ style: long(1001) }),
    422,
    413,
    'style length cannot exceed 1000 characters',
  ],
  [
    'a prompt that is too long',
    VOCALS,
    vocals({ prompt: long(5001) }),
    422,
    413,
    'prompt length cannot exceed 5000 characters',
  ],
  ['a separation of nothing', SEPARATION, separation({}), 422, 400, 'Please enter taskId.'],
  ['half a track', SEPARATION, separation({ taskId: UNKNOWN.taskId }), 422, 400, 'Please enter audioId.'],
  ['an unknown track', SEPARATION, separation(UNKNOWN), 422, 422, 'Record does not exist'],
  [
    'two sources at once',
    SEPARATION,
    separation({ ...UNKNOWN, audioUrl: 'https://x.example/a.mp3' }),
    422,
    400,
    'audioUrl and audioId cannot be used together',
  ],
  [
    'a type that is none',
    SEPARATION,
    separation({ ...UNKNOWN, type: 'karaoke' }),
    422,
    400,
    'type must be one of separate_vocal, split_stem, split_stem_advanced',
  ],
  [
    'the advanced type without a stem',
    SEPARATION,
    separation({ audioUrl: 'https://x.example/a.mp3', type: 'split_stem_advanced' }),
    422,
    400,
    'Please enter stemName.',
  ],
  ['broken JSON', VOCALS, '{"title":', 400, 400, 'The request body is not valid JSON'],
  ['a list', VOCALS, [], 400, 400, 'The request body must be a JSON object'],
];

test.each(refused)(
  '%s is refused by HTTP 200 with a code, and costs nothing',
  async (_what, path, request, kie, sunoapi, msg) => {
    for (const [dialect, code] of [
      ['kie', kie],
      ['sunoapi', sunoapi],
    ] as const) {
      const { mock, post } = await startKie({ dialect });
      const { status, body } = await post(path, request);
      expect([dialect, status, body]).toEqual([dialect, 200, { code, msg, data: null }]);
      expect(violations('refused', body)).toEqual([]);
      expect(mock.ledger()).toEqual([]);
    }
  },
);

test.each([
  ['kie', ['V4_5PLUS', 'V5', 'V5_5', 'V6', 'V6_WILD', 'V6_MINI'], ['V4', 'V4_5', 'V4_5ALL'], 422],
  ['sunoapi', ['V4_5PLUS', 'V4_5ALL', 'V5', 'V5_5', 'V6', 'V6_WILD', 'V6_MINI'], ['V4', 'V4_5'], 400],
] as const)('%s sings with the models on its page for it, and with no other', async (dialect, taken, others, code) => {
  const { post } = await startKie({ dialect });
  const answers = async (models: readonly string[]) =>
    Promise.all(models.map(async (model) => (await post(VOCALS, vocals({ model }))).body.code));
  expect(await answers(taken)).toEqual(taken.map(() => 200));
  expect(await answers(others)).toEqual(others.map(() => code));
});

test('a title of 101 characters is too long for one brand only', async () => {
  const request = vocals({ title: long(101) });
  const kie = await startKie();
  expect((await kie.post(VOCALS, request)).body.code).toBe(200);
  const sunoapi = await startKie({ dialect: 'sunoapi' });
  expect((await sunoapi.post(VOCALS, request)).body.code).toBe(413);
});

test('an unknown field is let pass, and the journal says so', async () => {
  const { mock, post } = await startKie();
  const { body } = await post(VOCALS, vocals({ callbackUrl: NOBODY, tempo: 120 }));
  expect(body.code).toBe(200);
  expect(mock.journal()[0]?.notes).toEqual([
    'unknown field "callbackUrl" is ignored; did you mean "callBackUrl"?',
    'unknown field "tempo" is ignored',
  ]);
});

test('a key is needed, and the refusal has no data', async () => {
  const { get, mock, post } = await startKie({ apiKey: 'right' });
  const answers = await Promise.all([
    post(VOCALS, vocals(), { authorization: 'Bearer wrong' }),
    post(VOCALS, vocals(), { authorization: '' }),
    get('/api/v1/chat/credit', { authorization: 'right' }),
  ]);
  for (const { status, body } of answers) {
    expect(status).toBe(401);
    expect(violations('unauthorized', body)).toEqual([]);
  }
  expect((await get('/api/v1/chat/credit', { authorization: 'Bearer right' })).status).toBe(200);
  expect(mock.ledger()).toEqual([]);
});

test.each([
  [402, [402, /credits/], [429, /credits/]],
  [404, [404, /does not exist/], [404, /method or path/]],
  [405, [405, /method/], [405, /rate limit/]],
  [409, [409, /already exists/], [409, /already exists/]],
  [413, [413, /existing work/], [413, /too long/]],
  [429, [429, /frequency/], [429, /credits/]],
  [430, [430, /frequency/], [430, /frequency/]],
  [433, [433, /limit of this API key/], [429, /credits/]],
] as const)('code %i is what each brand says for it, in its words', async (asked, kie, sunoapi) => {
  for (const [dialect, [code, words]] of [
    ['kie', kie],
    ['sunoapi', sunoapi],
  ] as const) {
    const { post } = await startKie({ dialect });
    const { body } = await post(VOCALS, vocals({ title: `[mock:refused-${asked}]` }));
    expect([dialect, body]).toEqual([dialect, { code, msg: expect.stringMatching(words), data: null }]);
  }
});

test('no refusal has a code that its brand does not list', async () => {
  const names = scenarios.filter(({ group }) => group === 'refusal').map(({ name }) => name);
  for (const dialect of DIALECTS) {
    const { mock, post } = await startKie({ dialect, purchaseLimit: null });
    for (const name of names) {
      const end = mock.scenario(name);
      const { headers, body } = await post(VOCALS, vocals());
      if (headers.get('content-type')?.includes('json')) {
        expect([dialect, name, documentedCodes(dialect, 'created')]).toEqual([
          dialect,
          name,
          expect.arrayContaining([body.code]),
        ]);
      }
      end();
    }
  }
});

test.each([
  ['kie', 402],
  ['sunoapi', 429],
] as const)('%s sells nothing on credit', async (dialect, code) => {
  const { mock, post } = await startKie({ dialect, credits: 11.99 });
  const { status, body } = await post(VOCALS, vocals());
  expect([status, body.code, body.data]).toEqual([200, code, null]);
  expect(body.msg).toMatch(/credit/);
  expect(mock.balance()).toBe(11.99);
});

test('two purchases cannot share the last credits', async () => {
  const { mock, post } = await startKie({ credits: 12.5 });
  const codes = await Promise.all([1, 2, 3].map(async () => (await post(VOCALS, vocals())).body.code));
  expect(codes.sort()).toEqual([200, 402, 402]);
  expect(mock.balance()).toBe(0.5);
});

test('an id that was never sold is no error', async () => {
  const { get } = await startKie();
  for (const path of ['/api/v1/generate/record-info', '/api/v1/vocal-removal/record-info']) {
    const { status, body } = await get(`${path}?taskId=${UNKNOWN.taskId}`);
    expect([status, body]).toEqual([200, { code: 200, msg: 'success', data: null }]);
  }
});

test('a task is not known at the other family’s address', async () => {
  const { buy, mock, record } = await startKie();
  const taskId = await buy(VOCALS, vocals());
  expect((await record('/api/v1/vocal-removal/record-info', taskId)).data).toBeNull();
  expect(mock.journal().at(-1)?.notes).toEqual([expect.stringContaining('read at /api/v1/generate/record-info')]);
});

test('the balance is a bare number at the brand’s own path', async () => {
  for (const [dialect, path, other] of [
    ['kie', '/api/v1/chat/credit', '/api/v1/generate/credit'],
    ['sunoapi', '/api/v1/generate/credit', '/api/v1/chat/credit'],
  ] as const) {
    const { get, mock } = await startKie({ dialect, credits: 5916.25 });
    const { body } = await get(path);
    expect(body).toEqual({ code: 200, msg: 'success', data: 5916.25 });
    const miss = await get(other);
    expect([miss.status, miss.body.code]).toEqual([404, 404]);
    expect(mock.journal().at(-1)?.notes).toEqual([expect.stringContaining(`this mock speaks ${dialect}`)]);
  }
});
