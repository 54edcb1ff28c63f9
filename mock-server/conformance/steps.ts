import { type Api, at, type ConformanceCase, expectMessage, expectValue, type Finding } from './case.ts';

/*
 * What several cases do.
 */

export const UNKNOWN_TASK = '00000000000000000000000000000000';
export const UNKNOWN_AUDIO = '00000000-0000-4000-8000-000000000000';

/** A name in the manner of the models that none has. */
export const NO_MODEL = 'V0';

/** A claim about the record of a task that does not exist. */
export const unknownRecord = (id: string, path: string, source: string): ConformanceCase => ({
  id,
  claim: `${path} says data null of an unknown task`,
  source,
  maxCredits: 0,
  run: async (api) => {
    // Another id for each: the reads of one task are limited.
    const taskId = Buffer.from(id).toString('hex').slice(0, 32).padEnd(32, '0');
    return expectMessage(await api.get(`${path}?taskId=${taskId}`), 'unknown-record');
  },
});

/** Refused with a code in HTTP 200, and in these words where they are known. */
export const refusal = async (
  api: Api,
  path: string,
  body: unknown,
  code: number,
  msg?: string,
): Promise<Finding[]> => {
  const exchange = await api.post(path, body);
  return [
    ...expectMessage(exchange, 'refused'),
    ...expectValue(at(exchange.body, 'code'), code, 'code', 'code'),
    ...(msg === undefined ? [] : expectValue(at(exchange.body, 'msg'), msg, 'msg', 'answer')),
  ];
};

/** A claim about a purchase that says nothing. Nothing can be made of it, so that it is free whatever the provider thinks. */
export const ofNothing = (operation: string, path: string, page: string): ConformanceCase => ({
  id: `${operation}-without-anything`,
  claim: `${operation} without anything is refused with 422`,
  source: `docs.kie.ai: ${page}`,
  maxCredits: 0,
  run: (api) => refusal(api, path, {}, 422),
});

/** Reads a record until it is done or failed; every answer on the way must fit the schema. */
export const follow = async (
  api: Api,
  path: string,
  taskId: unknown,
  schema: string,
  state: string,
): Promise<Finding[]> => {
  for (let reads = 0; reads < 120; reads++) {
    const exchange = await api.get(`${path}?taskId=${String(taskId)}`);
    const isVisible = at(exchange.body, 'data') !== null;
    const problems = isVisible ? expectMessage(exchange, schema) : [];
    const reached = at(exchange.body, 'data', state);
    if (problems.length > 0) return problems;
    // A task with files is done, also when its callback could not be delivered.
    const isDone =
      /^(success|1)$/i.test(String(reached)) ||
      (reached === 'CALLBACK_EXCEPTION' && at(exchange.body, 'data', 'response') !== null);
    if (isDone) return [];
    // An integer above success is "generating" of pictures and "failed" of notes; 3 is "failed" of both.
    if (reached === 3) return [{ about: 'answer', text: 'ended as 3' }];
    if (typeof reached === 'string' && /FAILED|ERROR|EXCEPTION|^fail$/.test(reached)) {
      return [{ about: 'answer', text: `ended as ${reached}` }];
    }
    await api.pause();
  }
  return [{ about: 'answer', text: 'did not end' }];
};

/** Buys, and reads the record to its end. */
export const bought = async (
  api: Api,
  path: string,
  body: object,
  recordPath: string,
  schema: string,
  state: string,
) => {
  const exchange = await api.post(path, body);
  const problems = expectMessage(exchange, 'created');
  if (problems.length > 0) return problems;
  return follow(api, recordPath, at(exchange.body, 'data', 'taskId'), schema, state);
};
