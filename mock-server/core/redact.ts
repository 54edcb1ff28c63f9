/** What stands in place of a secret. Loading or setting it leaves the secret as it was. */
export const REDACTED = '***';

const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie']);

/** Headers without credentials. Of `Bearer …` the scheme stays, since its absence explains a 401. */
export const redactHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!SECRET_HEADERS.has(name.toLowerCase())) return [name, value];
      const [, scheme = ''] = /^(\w+ )\S/.exec(value) ?? [];
      return [name, value.trim() === '' ? value : `${scheme}${REDACTED}`];
    }),
  );
