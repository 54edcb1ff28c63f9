import {
  AddVocalsDocument,
  type AddVocalsInput,
  GetTaskDocument,
  type GetTaskQuery,
  SeparateVocalsDocument,
  type SeparateVocalsInput,
  type TaskOutcomeFragment,
  type TaskStateFragment,
} from '../../examples/generated/graphql.ts';
import type { MockKie } from '../../mock-server/index.ts';
import type { GraphClient } from './graph-client.ts';

/** A good input for addVocals; what a scenario needs to know goes into its title. */
export const song = ({ sampleUrl }: MockKie, changes: Partial<AddVocalsInput> = {}): AddVocalsInput => ({
  uploadUrl: sampleUrl,
  prompt: '[Verse] Lights on the water',
  title: 'Night Ferry',
  style: 'folk, calm',
  negativeTags: 'metal',
  ...changes,
});

/** Asks for vocals; whatever comes of it. */
export const askForVocals = async (
  client: GraphClient,
  kie: MockKie,
  changes?: Partial<AddVocalsInput>,
): Promise<TaskOutcomeFragment> => (await client.ask(AddVocalsDocument, { input: song(kie, changes) })).addVocals;

/** Asks for stems; whatever comes of it. */
export const askForStems = async (client: GraphClient, input: SeparateVocalsInput): Promise<TaskOutcomeFragment> =>
  (await client.ask(SeparateVocalsDocument, { input })).separateVocals;

const bought = ({ task, userErrors }: TaskOutcomeFragment): TaskStateFragment => {
  if (!task) throw new Error(`Nothing was bought: ${JSON.stringify(userErrors)}`);
  return task;
};

/** Buys vocals, and insists that there is a task. */
export const buyVocals = async (
  client: GraphClient,
  kie: MockKie,
  changes?: Partial<AddVocalsInput>,
): Promise<TaskStateFragment> => bought(await askForVocals(client, kie, changes));

export const buyStems = async (client: GraphClient, input: SeparateVocalsInput): Promise<TaskStateFragment> =>
  bought(await askForStems(client, input));

/** A file to separate whose address asks the mock for a scenario. */
export const audioUrlFor = ({ sampleUrl }: MockKie, scenario: string): string =>
  `${sampleUrl}?for=${encodeURIComponent(`[mock:${scenario}]`)}`;

export type WholeTask = NonNullable<GetTaskQuery['task']>;

/** The task as it is now, timeline and all. */
export const readTask = async (client: GraphClient, id: string): Promise<WholeTask> => {
  const { task } = await client.ask(GetTaskDocument, { id });
  if (!task) throw new Error(`There is no task ${id}.`);
  return task;
};

/** How often the provider charged for a task, by the id that it gave it. */
export const chargesFor = (kie: MockKie, upstreamTaskId: string | null): number =>
  kie.ledger().filter(({ kind, taskId }) => kind === 'charge' && taskId === upstreamTaskId).length;

/** The calls that cost, as the provider received them. */
export const purchasesAt = (
  kie: MockKie,
): { readonly at: number; readonly request: Readonly<Record<string, unknown>> }[] =>
  kie
    .journal({ kind: 'request', method: 'POST' })
    .filter(({ path }) => path.endsWith('/generate') || path.endsWith('/add-vocals'))
    .map(({ at, sent }) => ({ at, request: JSON.parse(sent.body) }));

/** How the posts about a task were answered: how many by which status. */
export const answersTo = (kie: MockKie, upstreamTaskId: string | null): Readonly<Record<string, number>> => {
  const posts = kie.journal({ kind: 'callback', taskId: upstreamTaskId ?? '' });
  return Object.fromEntries(
    [...Map.groupBy(posts, ({ ending }) => String(ending.status))].map(([status, own]) => [status, own.length]),
  );
};
