import { describe, expect, it } from 'vitest';
import type { PurchaseOutcome } from '../../src/domain/ports/provider.ts';
import { UNKNOWN_TRACK } from '../../src/domain/tasks/lifecycle/refusal.ts';
import { outcomeOfAnswer } from '../../src/upstream/kie/purchase-outcome.ts';
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

const NEVER = 'refused UPSTREAM_UNAVAILABLE';

const UNKNOWN = 'refused NOT_FOUND';

describe('"no such track"', () => {
  const unnamed = (code: number, msg: string, status = 200) => {
    const body = JSON.stringify({ code, msg, data: null });
    return outcomeOfAnswer(kieApi(), { readRecord: true }, { status, body, retryAfterMs: null });
  };

  it.each([
    [422, 'model not found', INPUT],
    [422, 'The uploaded audio does not exist', INPUT],
    [404, 'not found', NEVER],
  ])('is said only of a purchase that named one: %i %s', (code, msg, expected) => {
    const outcome = unnamed(code, msg);
    expect(inAWord(outcome)).toBe(expected);
    expect(outcome).toMatchObject({ refusal: { message: msg, upstreamCode: code } });
    expect(said(code, 200, 'kie', msg)).toBe(UNKNOWN);
  });

  it("keeps the provider's words for the operator", () => {
    const outcome = answered({ code: 422, msg: 'Music does not exist', data: null });
    expect(outcome).toMatchObject({
      refusal: { message: UNKNOWN_TRACK, upstreamCode: null },
      providerText: 'Music does not exist',
    });
  });

  it('what is in doubt says why, in the words of the provider', () => {
    expect(answered({ code: 500, msg: 'Server exception', data: null })).toMatchObject({
      kind: 'in-doubt',
      reason: expect.stringContaining('Server exception'),
    });
  });
});

describe('a refusal', () => {
  const refusalOf = (outcome: PurchaseOutcome) => (outcome.kind === 'refused' ? outcome.refusal : null);

  it('carries the words, the number, and the time to wait', () => {
    expect(refusalOf(answered({ code: 413, msg: 'matches an existing work' }))).toEqual({
      code: 'INVALID_INPUT',
      message: 'matches an existing work',
      field: null,
      retryable: false,
      retryAfterMs: null,
      upstreamCode: 413,
    });
    expect(refusalOf(answered({ code: 429 }))).toMatchObject({ retryAfterMs: 10_000, upstreamCode: 429 });
    expect(refusalOf(answered('', 429, 'kie', 3_000))).toMatchObject({ retryAfterMs: 3_000, upstreamCode: 429 });
    expect(refusalOf(answered({ code: 455 }))).toMatchObject({ retryAfterMs: 60_000 });
    // A time to wait for something that no waiting mends would mislead.
    expect(refusalOf(answered({ code: 422, msg: 'no' }, 200, 'kie', 3_000))).toMatchObject({ retryAfterMs: null });
  });

  it("does not repeat the provider's words about the operator's key", () => {
    expect(refusalOf(answered({ code: 401, msg: 'Key sk-123 is invalid' }))?.message).not.toMatch(/sk-123/);
    expect(refusalOf(answered({ code: 401, msg: 'Key sk-123 is invalid' }, 401))?.message).not.toMatch(/sk-123/);
  });

  it('is the same for every unknown track, so that those of other viewers do not show', () => {
    const ways = [
      answered({ code: 422, msg: 'Record does not exist', data: null }),
      answered({ code: 422, msg: 'Music does not exist', data: null }),
      answered({ code: 404, msg: 'not found', data: null }),
      answered({ code: 404, msg: 'not found', data: null }, 404),
      answered({ code: 404, msg: 'not found', data: null }, 200, 'sunoapi'),
    ].map(refusalOf);
    for (const way of ways) expect(way).toEqual(ways[0]);
    expect(ways[0]).toMatchObject({ code: 'NOT_FOUND', upstreamCode: null });
  });
});
