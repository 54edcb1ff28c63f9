import { randomBytes } from 'node:crypto';
import { AddVocalsDocument } from '../../examples/generated/graphql.ts';
import { song } from './buying.ts';
import type { Scene } from './scene.ts';

/* A client that traces what it asks. */

export const newTrace = (flags = '01') => {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-${flags}` };
};

/** Buys over HTTP. @returns the task's id. */
export const buyTraced = async (
  { origin, kie }: Scene,
  traceparent: string,
  title = 'Night Ferry',
): Promise<string> => {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent },
    body: JSON.stringify({ query: AddVocalsDocument.toString(), variables: { input: song(kie, { title }) } }),
  });
  const { data } = (await response.json()) as { data: { addVocals: { task: { id: string } } } };
  return data.addVocals.task.id;
};
