import type { FetchImplementation } from 'jose';
import { fetch } from 'undici';
import { createProxyAgent, type OutgoingProxies } from '../../outgoing-proxies.ts';

/** Fetches the issuer's keys through the proxies. Connections are not kept: fetches are minutes apart. */
export const createJwksFetch = (proxies: OutgoingProxies): FetchImplementation => {
  const dispatcher = createProxyAgent(proxies, { pipelining: 0 });
  return async (url, { headers, method, redirect, signal }) => {
    const response = await fetch(url, { headers: Object.fromEntries(headers), method, redirect, signal, dispatcher });
    return new Response(await response.text(), { status: response.status });
  };
};
