import { describe, expect, it } from 'vitest';
import type { PurchaseOutcome } from '../../src/domain/ports/provider.ts';
import { NotSentError, ResponseLostError } from '../../src/upstream/kie/errors.ts';
import { outcomeOfAnswer, outcomeOfError } from '../../src/upstream/kie/purchase-outcome.ts';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { kieApi } from '../support/kie.ts';

/** The outcome in a word, with the code of a refusal and whether a repetition may help. */
const inAWord = (outcome: PurchaseOutcome): string =>
  outcome.kind === 'refused'
    ? `refused ${outcome.refusal.code}${outcome.refusal.retryable ? ' retryable' : ''}`
    : outcome.kind;

const answered = (body: unknown, status = 200, dialect: Dialect = 'kie', retryAfterMs: number | null = null) =>
  outcomeOfAnswer(
    kieApi(dialect),
    { readRecord: true, namesSource: true },
    { status, body: typeof body === 'string' ? body : JSON.stringify(body), retryAfterMs },
  );

const said = (code: unknown, status = 200, dialect: Dialect = 'kie', msg = 'Words.') =>
  inAWord(answered({ code, msg, data: null }, status, dialect));

const INPUT = 'refused INVALID_INPUT';

const RATE = 'refused RATE_LIMITED retryable';

const CREDITS = 'refused INSUFFICIENT_CREDITS';

const OPERATOR = 'refused UPSTREAM_REFUSED';

const DOWN = 'refused UPSTREAM_UNAVAILABLE retryable';

const NEVER = 'refused UPSTREAM_UNAVAILABLE';

const UNKNOWN = 'refused NOT_FOUND';

const DOUBT = 'in-doubt';

describe('a body code under HTTP 200', () => {
  // Every number that a page of either brand or a client names (provider.md, 9.1 and 9.2), and some that none does.
  it.each<[number, string, string]>([
    [400, INPUT, INPUT],
    [401, OPERATOR, OPERATOR],
    [402, CREDITS, DOUBT],
    [404, UNKNOWN, UNKNOWN],
    [405, NEVER, RATE],
    [408, DOUBT, DOUBT],
    [409, INPUT, INPUT],
    [413, INPUT, INPUT],
    [422, INPUT, INPUT],
    [429, RATE, CREDITS],
    [430, RATE, RATE],
    [433, OPERATOR, DOUBT],
    [451, INPUT, INPUT],
    [455, DOWN, DOWN],
    [500, DOUBT, DOUBT],
    [501, DOUBT, DOUBT],
    [505, NEVER, DOUBT],
    [531, DOUBT, DOUBT],
    [532, DOUBT, DOUBT],
    [202, DOUBT, DOUBT],
    [-1, DOUBT, DOUBT],
    [999, DOUBT, DOUBT],
  ])('%i: kie %s, sunoapi %s', (code, kie, sunoapi) => {
    expect(said(code)).toBe(kie);
    expect(said(code, 200, 'sunoapi')).toBe(sunoapi);
    // Digits as text, and the missing key of a 401, change nothing.
    expect(said(String(code))).toBe(kie);
    expect(inAWord(answered({ code, msg: 'Words.' }))).toBe(kie);
  });

  it.each([
    'Record does not exist',
    'Music does not exist',
    'The corresponding record does not exist',
    'Original music record does not exist',
  ])('422 with "%s" is about a record, not about the input', (msg) => {
    expect(said(422, 200, 'kie', msg)).toBe(UNKNOWN);
    expect(said(422, 200, 'sunoapi', msg)).toBe(UNKNOWN);
  });

  it.each(['Please enter callBackUrl.', 'fullLyrics cannot be blank', 'type is wrong'])(
    '422 with "%s" is about the input',
    (msg) => expect(said(422, 200, 'kie', msg)).toBe(INPUT),
  );

  it('accepts with a task id, however it is wrapped', () => {
    const accepted = { kind: 'accepted', upstreamTaskId: 'up' };
    expect(answered({ code: 200, msg: 'success', data: { taskId: 'up' } })).toEqual(accepted);
    expect(answered({ code: '200', data: { taskId: 'up', more: 1 }, more: 1 })).toEqual(accepted);
    expect(answered({ code: 200, data: [{ taskId: 'up' }] })).toEqual(accepted);
    expect(answered({ code: 200, data: { task_id: 'up' } })).toEqual(accepted);
    expect(answered({ code: 0, data: { taskId: 'up' } })).toEqual(accepted);
    expect(answered({ code: 201, data: { taskId: 'up' } }, 201)).toEqual(accepted);
    expect(answered({ code: 200, data: { taskId: ' up\n' } })).toEqual(accepted);
    expect(answered({ code: 200, data: { taskId: 12345 } })).toEqual({ ...accepted, upstreamTaskId: '12345' });
  });

  it.each([
    { code: 200, msg: 'success', data: null },
    { code: 200, msg: 'success' },
    { code: 200, data: {} },
    { code: 200, data: [] },
    { code: 200, data: { taskId: '' } },
    { code: 200, data: { taskId: '   ' } },
    { code: 200, data: { taskId: '\u0000' } },
    { code: 200, data: { taskId: 'a/b?c=d' } },
    { code: 200, data: { taskId: 'x'.repeat(129) } },
    { code: 200, data: { taskId: 'a\ud800b' } },
    { code: 200, data: { taskId: null } },
    { code: 200, data: 'up' },
    { code: 0, data: null },
  ])('is in doubt when it says yes without a task id: %j', (body) => {
    expect(inAWord(answered(body))).toBe(DOUBT);
  });

  it.each(['', ' ', 'OK', 'null', '[]', '{}', '"success"', '{"code":200,"data":{"taskId":"u', '<html></html>', '200'])(
    'is in doubt when it cannot be read: %s',
    (body) => expect(inAWord(answered(body))).toBe(DOUBT),
  );

  it('never believes a no that names a task', () => {
    for (const code of [400, 404, 422, 429, 455]) {
      expect(inAWord(answered({ code, msg: 'no', data: { taskId: 'up' } }))).toBe(DOUBT);
    }
  });
});

describe('an HTTP status without a body that says more', () => {
  it.each<[number, string]>([
    [401, OPERATOR],
    [403, OPERATOR],
    [404, NEVER],
    [405, NEVER],
    [413, INPUT],
    [415, NEVER],
    [429, RATE],
  ])('%i turns away: %s', (status, expected) => {
    for (const body of ['', '<html>no</html>', '{}', 'null']) expect(inAWord(answered(body, status))).toBe(expected);
    // What it says may be more precise, unless it says yes.
    expect(inAWord(answered({ code: 200, data: { taskId: 'up' } }, status))).toBe(DOUBT);
    expect(inAWord(answered({ code: 200, data: null }, status))).toBe(DOUBT);
    // The application had it, and what it said is lost.
    for (const body of ['{"code":200,"data":{"taskId":"u', ' {"code":4', '[']) {
      expect(inAWord(answered(body, status))).toBe(DOUBT);
    }
  });

  it.each([400, 402, 422])("%i is the application's own word, and worth nothing without its envelope", (status) => {
    for (const body of ['', '<html>no</html>', '{}', 'null', '{"code":']) {
      expect(inAWord(answered(body, status))).toBe(DOUBT);
    }
    expect(said(status, status)).not.toBe(DOUBT);
  });

  it.each([201, 202, 204, 206, 300, 301, 302, 303, 304, 307, 308, 408, 409, 410, 418, 425, 431, 451, 499])(
    '%i leaves it open',
    (status) => expect(inAWord(answered('', status))).toBe(DOUBT),
  );

  it.each([500, 501, 502, 503, 504, 520, 521, 522, 524, 530, 599])(
    '%i is in doubt, whatever the body says',
    (status) => {
      for (const body of ['<html>Bad gateway</html>', '', '{"code":422,"msg":"no","data":null}', '{"code":429}']) {
        expect(inAWord(answered(body, status))).toBe(DOUBT);
      }
    },
  );

  it.each([301, 302, 307, 308])('%i is in doubt, whatever the body says', (status) => {
    for (const code of [400, 404, 422, 429]) expect(said(code, status)).toBe(DOUBT);
  });

  it('is made precise by the body', () => {
    expect(said(402, 400)).toBe(CREDITS);
    expect(said(422, 400, 'kie', 'Record does not exist')).toBe(UNKNOWN);
    expect(said(500, 400)).toBe(DOUBT);
    expect(said(455, 403)).toBe(DOWN);
    expect(said(404, 404, 'kie', 'not found')).toBe(UNKNOWN);
    expect(said(404, 404, 'kie', 'endpoint retired')).toBe(NEVER);
  });

  it('429 is about the rate in both dialects, unless the words are about credits', () => {
    expect(said(429, 429)).toBe(RATE);
    expect(said(429, 429, 'sunoapi')).toBe(RATE);
    expect(said(429, 429, 'sunoapi', 'Insufficient credits')).toBe(CREDITS);
    expect(said(430, 429, 'sunoapi')).toBe(RATE);
  });
});

describe('a documented refusal', () => {
  // The codes that refuse under HTTP 200, and statuses that say no themselves.
  const codes = [400, 401, 402, 405, 409, 413, 422, 430, 433, 451, 455, 505];

  it.each(codes)('%i is the same under HTTP 200 and under every HTTP status that says no', (code) => {
    const plain = said(code);
    expect(plain).toMatch(/^refused/);
    for (const status of [code, 400, 403, 408, 409, 410, 412, 418, 422, 425]) expect(said(code, status)).toBe(plain);
    for (const status of [500, 502, 503, 301]) expect(said(code, status)).toBe(DOUBT);
  });

  it.each([403, 410, 412, 432])('an undocumented code %i leaves it open', (code) => {
    expect(said(code)).toBe(DOUBT);
  });

  it.each([500, 408, 501, 531])('%i is in doubt under every status', (code) => {
    for (const status of [200, 400, 409, 451]) expect(said(code, status)).toBe(DOUBT);
  });
});

describe('a purchase that was not answered', () => {
  it('may be sent again only when no connection was made', () => {
    expect(inAWord(outcomeOfError(new NotSentError('connect ECONNREFUSED')))).toBe('not-sent');
    for (const error of [new ResponseLostError('other side closed'), new TypeError('bug'), 'text', null, undefined]) {
      expect(inAWord(outcomeOfError(error))).toBe(DOUBT);
    }
  });
});
