import { createRequire } from 'node:module';
import type * as undici from 'undici';

/*
 * The parts of undici that are used. Its index also loads a fetch, a cache, WebSockets and mocks: 85 files more at each start
 * (docs/decisions/064-start.md).
 */

const require = createRequire(import.meta.url);

export const Pool: typeof undici.Pool = require('undici/lib/dispatcher/pool');
export const buildConnector: typeof undici.buildConnector = require('undici/lib/core/connect');
export const errors: typeof undici.errors = require('undici/lib/core/errors');

const requestBy: (
  this: undici.Dispatcher,
  options: undici.Dispatcher.RequestOptions<null>,
) => Promise<undici.Dispatcher.ResponseData> = require('undici/lib/api/api-request');

/** `dispatcher.request(options)`: dispatchers have that method only where the index is loaded. */
export const request = (
  dispatcher: undici.Dispatcher,
  options: undici.Dispatcher.RequestOptions<null>,
): Promise<undici.Dispatcher.ResponseData> => requestBy.call(dispatcher, options);

/** The proxy agent needs the index. It is loaded where a proxy is configured. */
export const loadProxyAgent = (): typeof undici.EnvHttpProxyAgent => require('undici').EnvHttpProxyAgent;
