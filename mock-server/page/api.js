/** The admin API, as `openapi.json` beside this page describes it. Paths are relative: the mock may live anywhere. */

export class RefusedError extends Error {
  name = 'RefusedError';
}

async function call(method, path, body) {
  const init =
    body === undefined
      ? { method }
      : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, init);
  const text = await response.text();
  const answer = text === '' ? null : JSON.parse(text);
  if (!response.ok)
    throw new RefusedError(answer?.error ?? answer?.message ?? `${method} ${path}: HTTP ${response.status}`);
  return answer;
}

export const get = (path) => call('GET', path);
export const post = (path, body = {}) => call('POST', path, body);
export const remove = (path) => call('DELETE', path);
