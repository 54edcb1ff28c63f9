import { isObject } from '../core/json.ts';
import { answer, json } from '../core/outcome.ts';
import { group } from './scenario.ts';

/** Makes half of a short answer end inside its JSON. */
const PADDING = ' '.repeat(512);

/** Calls that end without a proper answer. On reads, "before" and "after" a charge are the same. */
export const transportScenarios = group('transport', [
  {
    name: 'reset-before-charge',
    about: 'The connection is reset; nothing is charged.',
    call: { when: 'before', outcome: () => ({ kind: 'reset' }) },
  },
  {
    name: 'reset-after-charge',
    about: 'The purchase is charged; then the connection is reset.',
    call: { when: 'after', outcome: () => ({ kind: 'reset' }) },
  },
  {
    name: 'half-answer',
    about: 'The purchase is charged; its answer breaks off in the middle.',
    call: {
      about: 'json',
      when: 'after',
      outcome: ({ envelope }) => {
        const body = JSON.stringify(envelope ?? {}) + PADDING;
        return {
          kind: 'half',
          answer: { status: 200, headers: { 'content-type': 'application/json;charset=UTF-8' }, body },
        };
      },
    },
  },
  {
    name: 'hang-before-charge',
    about: 'The call is never answered; nothing is charged.',
    call: { when: 'before', outcome: () => ({ kind: 'hang' }) },
  },
  {
    name: 'hang-after-charge',
    about: 'The purchase is charged and never answered.',
    call: { when: 'after', outcome: () => ({ kind: 'hang' }) },
  },
  {
    name: 'slow-answer',
    about: 'The call is carried out at once and answered late.',
    value: { means: 'milliseconds', unit: 'ms', default: 5_000 },
    call: { when: 'after', delayMs: (value) => value },
  },
  {
    name: 'redirect',
    about: 'HTTP 307 to another address, where the same call would be carried out; nothing is charged here.',
    call: {
      when: 'before',
      outcome: ({ url }) => {
        // It leads back to this mock: a client that follows it is served and charged, and the ledger shows it.
        if (url.searchParams.has('redirected')) return null;
        const elsewhere = new URL(url);
        elsewhere.searchParams.set('redirected', '1');
        return answer(307, '', { location: elsewhere.href });
      },
    },
  },
  {
    name: 'empty-answer',
    about: 'The purchase is charged and answered by HTTP 200 without a body.',
    call: { when: 'after', outcome: () => answer(200, '', { 'content-type': 'application/json;charset=UTF-8' }) },
  },
  {
    name: 'no-task-id',
    about: 'The purchase is charged and answered well, but for the task’s id.',
    call: { about: 'purchase', when: 'after', outcome: ({ envelope }) => json(200, { ...envelope, data: {} }) },
  },
  {
    name: 'data-array',
    about: 'The answer’s data is a list of one.',
    call: {
      about: 'json',
      when: 'after',
      outcome: ({ envelope }) => json(200, { ...envelope, data: [envelope?.['data'] ?? null] }),
    },
  },
  {
    name: 'code-as-text',
    about: 'The answer’s code is spelt as a string.',
    call: {
      about: 'json',
      when: 'after',
      outcome: ({ envelope }) =>
        json(200, isObject(envelope ?? undefined) ? { ...envelope, code: String(envelope?.['code']) } : {}),
    },
  },
]);
