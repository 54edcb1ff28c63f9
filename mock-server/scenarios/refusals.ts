import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { answer, json } from '../core/outcome.ts';
import { refusalBody, refuse } from '../dialect/answers.ts';
import { codeInDialect, codeTables } from '../dialect/codes.ts';
import { type CallFault, group, type Scenario } from './scenario.ts';

const envelope = (code: number, dialect: Dialect) => refusalBody(dialect, codeInDialect(dialect, code));

/** HTTP 200 with a code in the body: how the provider refuses nearly everything. */
const bodyCode = (code: number): CallFault => ({
  about: 'json',
  when: 'before',
  outcome: ({ dialect }) => json(200, envelope(code, dialect)),
});

const refused = (code: number): Omit<Scenario, 'group'> => ({
  name: `refused-${code}`,
  about: `The call is refused by HTTP 200 with code ${code}, or the dialect’s own code for its meaning; nothing is charged.`,
  call: bodyCode(code),
});

const aliased = (code: number): Omit<Scenario, 'group'> => ({ ...refused(code), alias: String(code) });

/** What a content delivery network in front of the API says when the API is away. */
const html = (status: number, title: string): string =>
  `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`;
const htmlAnswer = (status: number, title: string) =>
  answer(status, html(status, title), { 'content-type': 'text/html' });

/** Calls that are answered, badly. Source: provider.md, 2.2 and 9. */
export const refusalScenarios = group('refusal', [
  ...[401, 402, 422, 429, 430, 455, 500].map(aliased),
  ...[400, 404, 405, 409, 413, 433, 451].map(refused),
  {
    name: 'http-401',
    about: 'HTTP 401 and a body without data.',
    call: { when: 'before', outcome: ({ dialect }) => refuse(dialect, { why: 'unauthorized' }) },
  },
  {
    name: 'http-429',
    about: 'HTTP 429, with a Retry-After header where the value is above zero.',
    value: { means: 'seconds in Retry-After; 0 for no such header', default: 0 },
    call: {
      when: 'before',
      outcome: ({ dialect, value }) => {
        const body = refusalBody(dialect, codeTables[dialect].refusals['rate-limited']);
        return json(429, body, value > 0 ? { 'retry-after': String(value) } : {});
      },
    },
  },
  {
    name: 'http-500',
    about: 'HTTP 500 with a code in the body; nothing is charged.',
    call: { when: 'before', outcome: ({ dialect }) => json(500, envelope(500, dialect)) },
  },
  {
    name: 'html-502',
    about: 'HTTP 502 and a page of HTML; nothing is charged.',
    call: { when: 'before', outcome: () => htmlAnswer(502, 'Bad Gateway') },
  },
  {
    name: 'html-503',
    about: 'HTTP 503 and a page of HTML; nothing is charged.',
    call: { when: 'before', outcome: () => htmlAnswer(503, 'Service Temporarily Unavailable') },
  },
  {
    name: 'cover-exists-409',
    about: 'A second set of cover pictures is refused with code 409 in place of 400; the answer still has the id.',
    barred: (refusal) => (refusal.data === undefined ? refusal : { ...refusal, why: 'already-exists' }),
  },
  {
    name: 'persona-overwritten',
    about: 'A second persona of a track is sold: it has the id of the first one, and replaces its name.',
    barred: (refusal, operation) =>
      operation === 'generate-persona' && refusal.why === 'already-exists' ? null : refusal,
  },
  {
    name: 'refused-500-after-charge',
    about: 'The purchase is charged, and answered with code 500.',
    call: { about: 'json', when: 'after', outcome: ({ dialect }) => json(200, envelope(500, dialect)) },
  },
  {
    name: 'html-502-after-charge',
    about: 'The purchase is charged, and answered with a page of HTML.',
    call: { when: 'after', outcome: () => htmlAnswer(502, 'Bad Gateway') },
  },
]);
