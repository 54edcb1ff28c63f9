import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Bench, targetOf } from '../../harness/bench.ts';
import { ask } from '../../harness/graphql.ts';
import type { PeerInstall } from '../../harness/peers.ts';
import { ROOT } from '../../harness/server.ts';
import type { Contender } from '../../harness/throughput.ts';
import { graphqlRequest } from '../../load/requests.ts';
import { underRequests } from './query.ts';

const FOLDER = join(ROOT, 'bench/servers/hive');
const run = promisify(execFile);

const READ = `query ReadRecord($taskId: String!) {
  separationRecord(taskId: $taskId) { code msg data { taskId successFlag completeTime errorMessage } }
}`;
const BUY = `mutation Separate($input: SeparationRequest_Input!) {
  separate(input: $input) { code msg data { taskId } }
}`;
const BOUGHT = {
  taskId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  audioId: '7b0c6c1e-5a3d-4a57-9a0e-2f4b1f6f0a11',
  type: 'split_stem',
  callBackUrl: `http://localhost:4000/callbacks/${'a'.repeat(64)}`,
};

const DOCUMENTS = {
  read: { query: READ, variables: { taskId: BOUGHT.taskId } },
  buy: { query: BUY, variables: { input: BOUGHT } },
} as const;

/**
 * Hive Gateway over the provider's own API, which Mesh turns into a schema from its OpenAPI document.
 *
 * @returns no contender, and the reason, where it cannot be started
 */
export const hiveContender = async (
  bench: Bench,
  ready: ReadonlySet<PeerInstall>,
  what: keyof typeof DOCUMENTS,
): Promise<{ readonly under: ((connections: number) => Contender) | null; readonly notes: string[] }> => {
  if (!ready.has('hive')) return { under: null, notes: ['Hive Gateway is left out: it is not installed.'] };
  const supergraph = join(bench.folder, 'supergraph.graphql');
  const env = { ...process.env, PROVIDER: `http://127.0.0.1:${bench.provider.port}` };
  const { query, variables } = DOCUMENTS[what];
  try {
    await run(join(FOLDER, 'node_modules/.bin/mesh-compose'), ['-o', supergraph], { cwd: FOLDER, env });
    const server = await bench.server({
      name: 'Hive Gateway',
      script: 'bench/servers/hive/node_modules/@graphql-hive/gateway/dist/bin.js',
      args: ['supergraph', supergraph],
      env: { HOST: '127.0.0.1' },
    });
    await ask(targetOf(server), query, variables);
    const request = graphqlRequest(targetOf(server), query, variables);
    return { under: (connections) => underRequests(bench, server, 'peer', [request], connections), notes: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { under: null, notes: [`Hive Gateway is left out, for it does not start: ${reason.slice(0, 500)}`] };
  }
};
