/** The admin API of a running mock, as the command line needs it. */
export interface AdminClient {
  readonly url: string;
  readonly get: <T>(path: string) => Promise<T>;
  readonly send: <T>(method: 'POST' | 'DELETE', path: string, body?: object) => Promise<T>;
  /** Server-sent events, until the mock goes away. */
  readonly events: () => AsyncIterable<{ readonly type: string; readonly data: unknown }>;
}

/** No mock at the address, or one that refuses; the message is for people. */
export class AdminClientError extends Error {
  override readonly name = 'AdminClientError';
}

/** Members of the admin API's bodies, as the command line spells them. */
const OPTIONS: Readonly<Record<string, string>> = {
  callback: '<callback>',
  scenario: '<name>',
  url: '--to',
  taskId: '--task-id',
  request: '--set',
  scenarios: '--scenario',
  on: '--on',
  operation: '--operation',
  times: '--times',
  forMs: '--for',
};

/** A refusal of the admin API in the words of the command line: `body.url` is `--to`. */
const inOptions = (message: string): string =>
  message.replaceAll(/\b(?:body|query)\.(\w+)/g, (_all, name: string) => OPTIONS[name] ?? name);

export const createAdminClient = (url: string): AdminClient => {
  const base = `${url.replace(/\/+$/, '')}/__mock`;

  const call = async (path: string, init?: RequestInit): Promise<Response> => {
    const response = await fetch(base + path, init).catch((cause: unknown) => {
      throw new AdminClientError(
        `no mock answers at ${url}; start one with "npm run mock", or say where it is with --mock`,
        { cause },
      );
    });
    if (response.ok) return response;
    const text = await response.text();
    const refusal = /^\{/.test(text) ? (JSON.parse(text) as { error?: string }) : {};
    const message = refusal.error ?? `${url} answered HTTP ${response.status}; is it a mock?`;
    throw new AdminClientError(inOptions(message));
  };

  return {
    url,
    get: async <T>(path: string) => (await (await call(path)).json()) as T,
    send: async <T>(method: string, path: string, body: object = {}) => {
      const headers = { 'content-type': 'application/json' };
      const response = await call(path, {
        method,
        headers,
        ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
      });
      return (await response.json()) as T;
    },
    events: async function* () {
      const { body } = await call('/events');
      let rest = '';
      try {
        for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
          const blocks = (rest + text).split('\n\n');
          rest = blocks.pop() ?? '';
          for (const block of blocks) {
            const [, type, data] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
            if (type && data) yield { type, data: JSON.parse(data) as unknown };
          }
        }
      } catch (error) {
        // A mock that goes away breaks the stream; fetch calls that a TypeError.
        if (!(error instanceof TypeError)) throw error;
      }
    },
  };
};
