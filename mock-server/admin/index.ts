import { nearest } from '../core/nearest.ts';
import { answer, json } from '../core/outcome.ts';
import { ADMIN_PREFIX, type Handler } from '../provider/handler.ts';
import { callbackRoutes } from './callbacks.ts';
import { clockRoutes } from './clock.ts';
import { holdRoutes } from './holds.ts';
import { inboxRoutes } from './inbox.ts';
import { journalRoutes } from './journal.ts';
import { ledgerRoutes } from './ledger.ts';
import { liveRoutes } from './live.ts';
import { openApi } from './openapi.ts';
import { sampleRoutes } from './sample.ts';
import { scenarioRoutes } from './scenarios.ts';
import { stateRoutes } from './state.ts';
import { taskRoutes } from './tasks.ts';

const routes = [
  ...taskRoutes,
  ...callbackRoutes,
  ...scenarioRoutes,
  ...clockRoutes,
  ...ledgerRoutes,
  ...journalRoutes,
  ...holdRoutes,
  ...inboxRoutes,
  ...sampleRoutes,
  ...stateRoutes,
  ...liveRoutes,
];

/** Reads a file of the page; null where there is none of that name. A browser has no page to serve. */
export type ReadAsset = (name: string) => Promise<string | null>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

const page = async (readAsset: ReadAsset, name: string) => {
  const contentType = CONTENT_TYPES[name.split('.').at(-1) ?? ''];
  const isPlainName = /^[a-z][a-z0-9-]*\.[a-z]+$/.test(name);
  const text = contentType && isPlainName ? await readAsset(name) : null;
  return text === null || contentType === undefined
    ? json(404, { error: `the page has no file ${name}` })
    : answer(200, text, { 'content-type': contentType, 'cache-control': 'no-cache' });
};

/** The mock's own API, below `/__mock/`, its page and its description. */
export const createAdmin =
  (readAsset: ReadAsset): Handler =>
  async (mock, call) => {
    const path = call.url.pathname.slice(ADMIN_PREFIX.length);
    if (path === '') return answer(308, '', { location: `${ADMIN_PREFIX}/` });
    if (path === '/') return page(readAsset, 'index.html');
    if (path.startsWith('/assets/')) return page(readAsset, path.slice('/assets/'.length));
    if (path === '/openapi.json') return json(200, openApi(routes, `${call.url.origin}${ADMIN_PREFIX}`));

    const here = routes.flatMap((route) => {
      const params = route.match(path);
      return params ? [{ route, params }] : [];
    });
    const found = here.find(({ route }) => route.method === call.method);
    if (found) return found.route.serve(mock, call, found.params);
    if (here.length > 0) {
      const allow = here.map(({ route }) => route.method).join(', ');
      return json(405, { error: `${call.url.pathname} takes ${allow}, not ${call.method}` }, { allow });
    }
    const paths = [...new Set(routes.map((route) => ADMIN_PREFIX + route.path))];
    const meant = nearest(call.url.pathname, paths);
    const hint = meant === null ? `there are ${paths.join(', ')}` : `did you mean ${meant}?`;
    return json(404, { error: `there is nothing at ${call.url.pathname}; ${hint}` });
  };
