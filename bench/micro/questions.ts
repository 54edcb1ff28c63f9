import { questionOf } from '../../src/http/graphql/question.ts';
import { GET_TASK } from '../documents.ts';
import type { Comparison } from './measure.ts';

/* How a kept answer is found. */

const KNOWN = Array.from({ length: 5_000 }, (_, number) =>
  Buffer.from(JSON.stringify({ query: GET_TASK, variables: { id: `task_${number}` } })),
);
const NEW = KNOWN.map((body) => Buffer.from(body));
const byText = new Map(KNOWN.map((body) => [`key:bench ${body.toString('latin1')}`, body]));
const byHash = new Map(KNOWN.map((body) => [questionOf('key:bench', 'POST', body).hash, Buffer.from(body)]));
let asked = 0;

/** The body of the next question: one that is kept, or a new one each time. */
const nextBody = (isNew: boolean): Buffer => {
  asked += 1;
  const body = (isNew ? NEW : KNOWN)[asked % KNOWN.length];
  if (body === undefined) throw new Error('There are no questions.');
  if (isNew) body.writeUInt32LE(asked, body.length - Uint32Array.BYTES_PER_ELEMENT);
  return body;
};

const findByText = (isNew: boolean) => byText.get(`key:bench ${nextBody(isNew).toString('latin1')}`);
const findByHash = (isNew: boolean) => {
  const body = nextBody(isNew);
  const found = byHash.get(questionOf('key:bench', 'POST', body).hash);
  return found?.equals(body) === true ? found : null;
};

export const questions: Comparison = {
  title: 'The kept answer of a question, among 5,000',
  ways: {
    'found by its text': () => findByText(false),
    'found by its hash, and compared': () => findByHash(false),
    'not found by its text': () => findByText(true),
    'not found by its hash': () => findByHash(true),
  },
};
