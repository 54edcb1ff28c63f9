import { type Api, at, expectMessage, expectValue } from './case.ts';

/*
 * What several cases do.
 */

/** Refused with a code in HTTP 200, and in these words. */
export const refusal = async (api: Api, path: string, body: unknown, code: number, msg: string): Promise<string[]> => {
  const exchange = await api.post(path, body);
  return [
    ...expectMessage(exchange, 'refused'),
    ...expectValue(at(exchange.body, 'code'), code, 'code'),
    ...expectValue(at(exchange.body, 'msg'), msg, 'msg'),
  ];
};

/** Reads a record until it is done or failed; every answer on the way must fit the schema. */
export const follow = async (
  api: Api,
  path: string,
  taskId: unknown,
  schema: string,
  state: string,
): Promise<string[]> => {
  for (let reads = 0; reads < 120; reads++) {
    const exchange = await api.get(`${path}?taskId=${String(taskId)}`);
    const isVisible = at(exchange.body, 'data') !== null;
    const problems = isVisible ? expectMessage(exchange, schema) : [];
    const reached = at(exchange.body, 'data', state);
    if (problems.length > 0) return problems;
    // A task with files is done, also when its callback could not be delivered.
    const isDone =
      /^success$/i.test(String(reached)) ||
      (reached === 'CALLBACK_EXCEPTION' && at(exchange.body, 'data', 'response') !== null);
    if (isDone) return [];
    if (typeof reached === 'string' && /FAILED|ERROR|EXCEPTION|^fail$/.test(reached)) return [`ended as ${reached}`];
    await api.pause();
  }
  return ['did not end'];
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
