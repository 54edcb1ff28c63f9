import type { Environment } from './environment.ts';

/** Hosts that no proxy can lead to: the mock of a developer, or an issuer beside the gateway. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** As src/outgoing-proxies.ts takes them; null: none is set. Lower case wins, as in curl. */
export const proxiesOf = (env: Environment) => {
  const httpsProxy = env.https_proxy ?? env.HTTPS_PROXY ?? '';
  const httpProxy = env.http_proxy ?? env.HTTP_PROXY ?? '';
  if (httpsProxy === '' && httpProxy === '') return null;
  return { httpsProxy, httpProxy, noProxy: [env.no_proxy ?? env.NO_PROXY ?? [], THIS_MACHINE].flat().join(',') };
};

type Proxies = NonNullable<ReturnType<typeof proxiesOf>>;

/** The passwords in the URLs of proxies, as they are written there and decoded. */
export const proxySecrets = ({ httpsProxy, httpProxy }: Proxies): string[] =>
  [httpsProxy, httpProxy].flatMap((url) => {
    const password = url === '' ? '' : new URL(url).password;
    return [password, decodeURIComponent(password)];
  });

/** The proxies for a log line: hosts and ports, without credentials. */
export const describeProxies = ({ httpsProxy, httpProxy, noProxy }: Proxies): object => {
  const hostOf = (url: string): string | undefined => (url === '' ? undefined : new URL(url).host);
  return { httpsProxy: hostOf(httpsProxy), httpProxy: hostOf(httpProxy), noProxy };
};

/**
 * A warning for each variable that names a proxy for all protocols: it is not read.
 *
 * @param names the variables that are set.
 */
export const findIgnoredProxies = (names: readonly string[]): string[] =>
  ['ALL_PROXY', 'all_proxy']
    .filter((name) => names.includes(name))
    .map((name) => `${name} is ignored: HTTPS_PROXY names the proxy to the provider and to the token issuer.`);
