import { ADD_VOCALS, LIST_IDS, SEPARATE_VOCALS } from '../documents.ts';
import type { Target } from '../load/requests.ts';

/** Asks a server once. @returns `data`. @throws Error with the answer when it holds errors */
export const ask = async <Data>({ port, authorization }: Target, query: string, variables: object): Promise<Data> => {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(authorization !== null && { authorization }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const answer: { data?: Data; errors?: unknown } = JSON.parse(text);
  if (answer.errors !== undefined || !answer.data) throw new Error(`HTTP ${response.status}: ${text}`);
  return answer.data;
};

export interface TaskIds {
  readonly id: string;
  readonly upstreamTaskId: string | null;
}

interface Page {
  readonly tasks: {
    readonly nodes: readonly TaskIds[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** The newest tasks of a status, at most so many. */
export const listIds = async (target: Target, status: string, limit: number): Promise<TaskIds[]> => {
  const found: TaskIds[] = [];
  for (let after: string | null = null; found.length < limit; ) {
    const { tasks }: Page = await ask<Page>(target, LIST_IDS, { first: 100, after, filter: { status: [status] } });
    found.push(...tasks.nodes);
    if (!tasks.pageInfo.hasNextPage) break;
    after = tasks.pageInfo.endCursor;
  }
  return found.slice(0, limit);
};

interface Outcome {
  readonly task: (TaskIds & { readonly status: string }) | null;
}

const bought = ({ task }: Outcome): TaskIds => {
  if (task === null) throw new Error('Nothing was bought.');
  return task;
};

/** The input of a separation of a track that is like no other. @param number eight digits */
export const separationInput = (number: string) => ({
  source: { track: { taskId: `0f1e2d3c4b5a69788796a5b4${number}`, audioId: '7b0c6c1e-5a3d-4a57-9a0e-2f4b1f6f0a11' } },
  type: 'SPLIT_STEM',
});

export const buySeparation = async (target: Target, number: string): Promise<TaskIds> => {
  const variables = { input: separationInput(number) };
  return bought((await ask<{ separateVocals: Outcome }>(target, SEPARATE_VOCALS, variables)).separateVocals);
};

/** The input of a music task. */
export const VOCALS = {
  uploadUrl: 'https://files.example.com/instrumental.mp3',
  prompt: '[Verse] Lights on the water',
  title: 'Night Ferry',
  style: 'folk, calm',
  negativeTags: 'metal',
};

export const buyVocals = async (target: Target): Promise<TaskIds> =>
  bought((await ask<{ addVocals: Outcome }>(target, ADD_VOCALS, { input: VOCALS })).addVocals);
