import type * as undici from 'undici';
import connect from 'undici/lib/api/api-connect.js';
import requestBy from 'undici/lib/api/api-request.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';

/*
 * The parts of undici that are used. Its index also loads a fetch, a cache, WebSockets and mocks: 80 files more at each start
 * (docs/decisions/064-start.md).
 */

// The proxy agent connects to proxies by this method, which the index gives to all dispatchers.
Object.assign(Dispatcher.prototype, { connect });

export { default as buildConnector } from 'undici/lib/core/connect.js';
export { default as errors } from 'undici/lib/core/errors.js';
export { default as EnvHttpProxyAgent } from 'undici/lib/dispatcher/env-http-proxy-agent.js';
export { default as Pool } from 'undici/lib/dispatcher/pool.js';

/** `dispatcher.request(options)`, which is the index's too. */
export const request = (
  dispatcher: undici.Dispatcher,
  options: undici.Dispatcher.RequestOptions<null>,
): Promise<undici.Dispatcher.ResponseData> => requestBy.call(dispatcher, options);
