import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createMockKie, type MockKie, type MockKieOptions } from '../../mock-server/index.ts';
import type { STEM_KEYS } from '../../src/upstream/kie/wire/separation.ts';

/** A track, in whichever of the two spellings. */
export interface Track {
  readonly id: string;
  readonly audioUrl: string;
  readonly audio_url: string;
  readonly streamAudioUrl: string;
  readonly imageUrl: string;
  readonly duration: number | null;
}

type StemUrls = { readonly [key in (typeof STEM_KEYS)[number]['snake' | 'camel']]: string | null };

export interface Stems extends StemUrls {
  readonly origin_data: readonly { readonly extract: OriginStem; readonly remove: OriginStem }[];
  readonly originData: readonly OriginStem[];
}

export interface OriginStem {
  readonly id: string;
  readonly stem_type_group_name: string;
  readonly duration: number;
  readonly audio_url: string;
}

/**
 * What comes over the wire, as far as tests look into it. Nothing checks it but the tests themselves and the schemas:
 * a member that is not there is undefined, whatever this says.
 */
export interface Envelope {
  readonly code: number;
  readonly msg: string;
  readonly data: {
    readonly taskId: string;
    readonly task_id: string;
    readonly callbackType: string;
    readonly data: readonly Track[];
    readonly param: string;
    readonly status: string;
    readonly successFlag: string;
    readonly createTime: number;
    readonly errorCode: number | null;
    readonly audioId: string;
    readonly response: Stems & { readonly sunoData: readonly Track[] };
    readonly vocal_separation_info: Stems;
    readonly vocal_removal_info: Stems;
  };
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A mock, and a client that only knows its address. */
export interface Kie {
  readonly mock: MockKie;
  readonly get: <T = Envelope>(path: string, headers?: Record<string, string>) => Promise<Answer<T>>;
  readonly post: <T = Envelope>(path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer<T>>;
  readonly admin: <T>(method: string, path: string, body?: unknown) => Promise<Answer<T>>;
  /** Buys, insists that it worked, and answers with the task's id. */
  readonly buy: (path: string, body: unknown) => Promise<string>;
  readonly record: (path: string, taskId: string) => Promise<Envelope>;
}

export const VOCALS = '/api/v1/generate/add-vocals';
export const MUSIC_RECORD = '/api/v1/generate/record-info';
export const SEPARATION = '/api/v1/vocal-removal/generate';
export const SEPARATION_RECORD = '/api/v1/vocal-removal/record-info';
export const DOWNLOAD = '/api/v1/common/download-url';

const JSON_TYPE = { 'content-type': 'application/json' };

const answerOf = async <T>(response: Response): Promise<Answer<T>> => {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
};

/** A mock whose clock stands still unless the test says otherwise: nothing happens until it is stepped. */
export const startKie = async (options: MockKieOptions = {}): Promise<Kie> => {
  const startAt = Date.UTC(2026, 0, 1);
  const mock = await createMockKie({ seed: 'tests', clock: { startAt, stopped: true }, ...options });
  onTestFinished(() => mock.close());
  const key = { authorization: 'Bearer some-key' };
  const kie: Kie = {
    mock,
    get: async (path, headers = {}) => answerOf(await fetch(mock.url + path, { headers: { ...key, ...headers } })),
    post: async (path, body, headers = {}) =>
      answerOf(
        await fetch(mock.url + path, {
          method: 'POST',
          headers: { ...key, 'content-type': 'application/json', ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
          redirect: 'manual',
        }),
      ),
    admin: async (method, path, body) =>
      answerOf(
        await fetch(`${mock.url}/__mock${path}`, {
          method,
          ...(body === undefined ? {} : { headers: JSON_TYPE, body: JSON.stringify(body) }),
        }),
      ),
    buy: async (path, body) => {
      const { body: envelope } = await kie.post(path, body);
      if (envelope.code !== 200) throw new Error(`not bought: ${JSON.stringify(envelope)}`);
      return envelope.data.taskId;
    },
    record: async (path, taskId) => (await kie.get(`${path}?taskId=${taskId}`)).body,
  };
  return kie;
};

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Envelope;
}

/** A receiver of callbacks that answers as the test says. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Waits for the callback with this number, from 1. */
  readonly until: (count: number) => Promise<Received>;
  answer: (response: ServerResponse, received: Received) => void;
}

/** Listens until the test is over. @returns the origin */
export const listenHere = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

export const startReceiver = async (): Promise<Receiver> => {
  const received: Received[] = [];
  const watchers = new Set<() => void>();
  const receiver: Receiver = {
    url: '',
    received,
    answer: (response) => response.end('ok'),
    until: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          const wanted = received[count - 1];
          if (wanted === undefined) return;
          watchers.delete(look);
          resolve(wanted);
        };
        watchers.add(look);
        look();
      }),
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text) };
      received.push(one);
      receiver.answer(response, one);
      for (const look of watchers) look();
    });
  });
  return Object.assign(receiver, { url: `${await listenHere(server)}/hook` });
};

/** The first of a list that a test knows not to be empty. */
export const first = <T>([head]: readonly T[]): T => {
  if (head === undefined) throw new Error('the list is empty');
  return head;
};

/** A callback URL without a receiver: refused at once, without leaving the machine. */
export const NOBODY = 'http://127.0.0.1:9/nobody';

export const vocals = (more: Record<string, unknown> = {}) => ({
  uploadUrl: 'https://files.example.com/take1.mp3',
  prompt: '[Verse] A ferry leaves the harbour light',
  title: 'Night Ferry',
  style: 'folk, calm',
  negativeTags: 'heavy metal',
  callBackUrl: NOBODY,
  ...more,
});

/** A finished add-vocals task and its first track, to separate. */
export const finishedTrack = async ({ mock, buy, record }: Kie): Promise<{ taskId: string; audioId: string }> => {
  const taskId = await buy(VOCALS, vocals({ title: 'a parent [mock:callback-lost]' }));
  await mock.clock.jump(60_000);
  const { data } = await record(MUSIC_RECORD, taskId);
  return { taskId, audioId: first(data.response.sunoData).id };
};
