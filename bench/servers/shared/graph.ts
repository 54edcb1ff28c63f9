import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Pool } from 'undici';

/** What peers serve: Stemgate's own schema over one finished task and one page that they hold in memory. */
interface Fixture {
  readonly task: object;
  readonly page: object;
  /** The task that sockets watch. */
  readonly watched: object;
}

const fixture: Fixture = JSON.parse(readFileSync(process.env['FIXTURE'] ?? '', 'utf8'));

export const port = Number(process.env['PORT']);
export const typeDefs = readFileSync(process.env['SCHEMA'] ?? '', 'utf8');

const provider = new Pool(`http://127.0.0.1:${process.env['PROVIDER_PORT']}`, { connections: 64 });
const headers = { 'content-type': 'application/json', authorization: 'Bearer bench' };

const readRecord = async (id: string): Promise<{ data: { successFlag: string } }> => {
  const path = `/api/v1/vocal-removal/record-info?taskId=${encodeURIComponent(id)}`;
  const answer = await provider.request({ method: 'GET', path, headers });
  return JSON.parse(await answer.body.text());
};

const buy = async (): Promise<{ data: { taskId: string } }> => {
  const path = '/api/v1/vocal-removal/generate';
  const body = JSON.stringify({
    taskId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    audioId: '7b0c6c1e-5a3d-4a57-9a0e-2f4b1f6f0a11',
    type: 'split_stem',
    callBackUrl: `http://localhost:4000/callbacks/${'a'.repeat(64)}`,
  });
  const answer = await provider.request({ method: 'POST', path, headers, body });
  return JSON.parse(await answer.body.text());
};

/** A message of a subscription. */
export interface TaskMessage {
  readonly taskUpdated: object;
}

const messageOf = (id: string, version: number): TaskMessage => ({ taskUpdated: { ...fixture.watched, id, version } });

/** Every message about a task from here on, as the server's own pub/sub gives them. */
export type Subscribe = (id: string) => AsyncIterable<TaskMessage>;

/** Nothing is stored: resolvers answer from memory, or with what the provider says. */
export const createResolvers = (subscribe: Subscribe) => ({
  Query: { task: () => fixture.task, tasks: () => fixture.page },
  Mutation: {
    async refreshTask(_root: unknown, { id }: { id: string }) {
      const { data } = await readRecord(id);
      const task = {
        ...fixture.task,
        id,
        version: 2,
        status: data.successFlag === 'PENDING' ? 'PROCESSING' : 'FAILED',
      };
      return { task, reused: false, userErrors: [] };
    },
    async separateVocals() {
      const { data } = await buy();
      const task = { ...fixture.task, version: 2, status: 'PROCESSING', upstreamTaskId: data.taskId };
      return { task, reused: false, userErrors: [] };
    },
  },
  Subscription: {
    taskUpdated: {
      async *subscribe(_root: unknown, { id }: { id: string }): AsyncGenerator<TaskMessage> {
        const messages = subscribe(id);
        yield messageOf(id, 1);
        yield* messages;
      },
    },
  },
});

/** The provider's callback, as far as it matters here. */
export interface Callback {
  readonly data: { readonly data: readonly { readonly duration: number }[] };
}

/** The message that a callback makes, and the id of the task that it is about. */
export const readCallback = (
  url: string,
  { data }: Callback,
): { readonly id: string; readonly message: TaskMessage } => {
  const id = decodeURIComponent(url.split('/').at(-1) ?? '');
  return { id, message: messageOf(id, data.data[0]?.duration ?? 0) };
};

/** Takes a callback on a server of node:http. @returns false for any other request */
export const takeCallback = (
  request: IncomingMessage,
  response: ServerResponse,
  publish: (id: string, message: TaskMessage) => void,
): boolean => {
  const { url = '' } = request;
  if (!url.startsWith('/callbacks/')) return false;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { id, message } = readCallback(url, JSON.parse(Buffer.concat(chunks).toString('utf8')));
    publish(id, message);
    response.end('ok\n');
  });
  return true;
};

export const stopOnSignal = (): void => {
  process.once('SIGTERM', () => process.exit(0));
};
