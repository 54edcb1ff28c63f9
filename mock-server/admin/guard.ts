import { isLoopback } from '../core/addresses.ts';
import { json, type Outcome } from '../core/outcome.ts';
import { ADMIN_PREFIX } from '../provider/handler.ts';

/**
 * Names by which a page of the internet cannot be reached: addresses, names without a dot, and the suffixes that are
 * kept for private networks. A name with a dot could be one that an attacker lets point to this machine.
 */
const isPrivateName = ({ hostname }: URL): boolean =>
  /^(\[.*\]|\d+(\.\d+){3}|[^.]+|.*\.(localhost|local|internal|test|invalid))$/.test(hostname);

/**
 * Keeps pages of other sites out of the admin API, where a request could reset the mock or make it post anywhere:
 * against DNS rebinding by the name that the mock is called by, against CSRF by the `Origin` that browsers send and by
 * the content type, which other sites cannot set without asking.
 *
 * @param publicUrl The address that the mock is known by; its host is let in.
 * @returns the refusal, or null for a request that may pass
 */
export const guardAdmin = (request: Request, publicUrl: string | null): Outcome | null => {
  const url = new URL(request.url);
  if (url.pathname !== ADMIN_PREFIX && !url.pathname.startsWith(`${ADMIN_PREFIX}/`)) return null;
  const hosts = [url.host, ...(publicUrl === null ? [] : [new URL(publicUrl).host])];
  if (!isLoopback(url) && !isPrivateName(url) && !hosts.slice(1).includes(url.host)) {
    return json(403, {
      error: `the admin API is not served as ${url.host}; set MOCK_PUBLIC_URL to the mock's address`,
    });
  }
  const origin = request.headers.get('origin');
  if (origin !== null && !hosts.includes(URL.parse(origin)?.host ?? '')) {
    return json(403, { error: `the admin API takes no requests from pages of ${origin}` });
  }
  const type = request.headers.get('content-type') ?? '';
  const takesAnything = url.pathname.startsWith(`${ADMIN_PREFIX}/inbox/`);
  if (!takesAnything && request.body !== null && !/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    return json(415, { error: `a body must come as application/json, not as ${type || 'nothing'}` });
  }
  return null;
};
