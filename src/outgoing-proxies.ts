import type * as undici from 'undici';
import { EnvHttpProxyAgent } from './undici.ts';

/** The proxies through which the gateway reaches other hosts, as undici's EnvHttpProxyAgent takes them. */
export interface OutgoingProxies {
  /** URL of the proxy for http hosts, and for https ones without a proxy of their own; empty: none. */
  readonly httpProxy: string;
  /** URL of the proxy for https hosts; empty: none. */
  readonly httpsProxy: string;
  /** Comma-separated hosts that are reached directly. */
  readonly noProxy: string;
}

/**
 * An agent that reaches every host through its proxy, always by a tunnel (CONNECT): a proxy that forwards requests keeps
 * connections of its own, and answers in the host's place.
 *
 * @param options `factory` makes the pool of a host; the pool's `connect` comes with its options.
 */
export const createProxyAgent = (
  { httpProxy, httpsProxy, noProxy }: OutgoingProxies,
  options: Omit<undici.EnvHttpProxyAgent.Options, keyof OutgoingProxies | 'proxyTunnel'>,
): undici.EnvHttpProxyAgent => new EnvHttpProxyAgent({ ...options, httpProxy, httpsProxy, noProxy, proxyTunnel: true });
