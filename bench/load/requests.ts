const head = (line: string, port: number, headers: Readonly<Record<string, string>>): string =>
  [
    line,
    `Host: 127.0.0.1:${port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

const credentials = (authorization: string | null): Record<string, string> =>
  authorization === null ? {} : { authorization };

/** Where a request goes, and as who. */
export interface Target {
  readonly port: number;
  /** The header's value; null without. */
  readonly authorization: string | null;
}

/** The bytes of a POST. */
export const postRequest = ({ port, authorization }: Target, path: string, body: string): string =>
  head(`POST ${path} HTTP/1.1`, port, {
    'content-type': 'application/json',
    accept: 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...credentials(authorization),
  }) + body;

/** The bytes of a GraphQL request. */
export const graphqlRequest = (target: Target, query: string, variables: object): string =>
  postRequest(target, '/graphql', JSON.stringify({ query, variables }));

/** The bytes of a GraphQL request by GET that names its document by its hash. */
export const hashRequest = ({ port, authorization }: Target, sha256Hash: string, variables: object): string => {
  const search = new URLSearchParams({
    variables: JSON.stringify(variables),
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash } }),
  });
  return head(`GET /graphql?${search} HTTP/1.1`, port, { accept: 'application/json', ...credentials(authorization) });
};
