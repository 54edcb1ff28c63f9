import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { globalIdOf } from '../../src/resolvers/global-id.ts';
import { createChanges } from '../support/changes.ts';
import { clients, reconnecting } from '../support/clients.ts';
import { startGateway } from '../support/gateway.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';

const WATCH = 'subscription Test($id: ID!) { taskUpdated(id: $id) { version status } }';
const secret = 'a shared secret of more than thirty-two characters';

interface Seen {
  readonly taskUpdated: { readonly version: number; readonly status: string };
}

const start = async () => {
  const gateway = await startGateway({
    auth: { kind: 'jwt', verification: { secret }, issuer: null, audience: null },
  });
  const task = await gateway.buy('jwt:alice');
  const proxy = await createTcpProxy(gateway.port);
  let tokens = 0;
  let seconds = 60;
  const credentials = async () => {
    tokens += 1;
    return `Bearer ${await new SignJWT({ sub: 'alice' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(new Date(Date.now() + seconds * 1_000))
      .sign(new TextEncoder().encode(secret))}`;
  };
  const seen: Seen['taskUpdated'][] = [];
  return {
    gateway,
    proxy,
    changes: createChanges(gateway.domain, task),
    variables: { id: globalIdOf(task) },
    settings: { port: proxy.port, credentials },
    seen,
    see: (data: unknown) => void seen.push((data as Seen).taskUpdated),
    tokens: () => tokens,
    /** For how long the next tokens are good. */
    grant(next: number) {
      seconds = next;
    },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await gateway[Symbol.asyncDispose]();
    },
  };
};

describe.each(Object.entries(clients))('%s', (_name, create) => {
  test('asks, watches to the end, and hears of errors', async () => {
    await using world = await start();
    const client = create(world.settings);
    expect(await client.query('query Test { credits { balance } }')).toMatchObject({ credits: { balance: 1_000 } });

    const watched = client.watch(WATCH, world.variables, world.see);
    await expect.poll(() => world.seen.length).toBe(1);
    await world.changes.next();
    await expect.poll(() => world.seen.length).toBe(2);
    await world.changes.finish();
    await watched;
    expect(world.seen).toMatchObject([
      { version: 2, status: 'PROCESSING' },
      { version: 3, status: 'PROCESSING' },
      { version: 4, status: 'SUCCEEDED' },
    ]);

    await expect(client.watch(WATCH, { id: 'task_nothing' }, world.see)).rejects.toBeTruthy();
    await client.dispose();
  });
});

describe.each(reconnecting)('%s', (_name, create) => {
  test('takes a stream up again after the network was gone, and misses nothing', async () => {
    await using world = await start();
    const client = create(world.settings);
    const watched = client.watch(WATCH, world.variables, world.see);
    await expect.poll(() => world.seen.length).toBe(1);
    const before = world.proxy.connections;
    world.proxy.cutOff();
    await world.changes.next();
    await expect.poll(() => world.seen.at(-1)?.version).toBe(3);
    expect(world.proxy.connections).toBeGreaterThan(before);
    world.proxy.cutOff();
    await world.changes.finish();
    await watched;
    expect(world.seen.at(-1)).toMatchObject({ version: 4, status: 'SUCCEEDED' });
    await client.dispose();
  });
});

describe.concurrent.each(reconnecting.filter(([name]) => !/HTTP|sse/.test(name)))('%s', (_name, create) => {
  test('comes back with a new token when the old one has expired', async () => {
    await using world = await start();
    // A token's time is told in whole seconds: this is between two seconds and three.
    world.grant(3);
    const client = create(world.settings);
    const watched = client.watch(WATCH, world.variables, world.see);
    await expect.poll(() => world.seen.length).toBe(1);
    world.grant(60);
    const before = world.tokens();
    await expect.poll(world.tokens).toBeGreaterThan(before);
    await world.changes.finish();
    await watched;
    expect(world.seen.at(-1)).toMatchObject({ version: 3, status: 'SUCCEEDED' });
    await client.dispose();
  });
});

test('relay-compiler takes the schema, with fragments, connections and subscriptions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-'));
  try {
    mkdirSync(join(folder, 'src'));
    copyFileSync('schema.graphql', join(folder, 'schema.graphql'));
    writeFileSync(
      join(folder, 'src', 'tasks.ts'),
      `graphql\`
        query tasksQuery($count: Int!, $cursor: String) { ...tasks_list }
      \`;
      graphql\`
        fragment tasks_list on Query @refetchable(queryName: "tasksPageQuery") {
          tasks(first: $count, after: $cursor) @connection(key: "list_tasks") {
            edges { node { id status ... on MusicTask { tracks { separations { stems { kind url } } } } } }
          }
        }
      \`;
      graphql\`
        subscription tasksSubscription($id: ID!) { taskUpdated(id: $id) { id status version } }
      \`;
      graphql\`
        mutation tasksMutation($input: SeparateVocalsInput!) { separateVocals(input: $input) { task { id } } }
      \`;`,
    );
    const config = { src: 'src', schema: 'schema.graphql', language: 'typescript', featureFlags: {} };
    writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config));
    const compiler = join(process.cwd(), 'node_modules', 'relay-compiler', 'cli.js');
    execFileSync(process.execPath, [compiler, '--repersist'], { cwd: folder, stdio: 'pipe' });
    const artifact = readFileSync(join(folder, 'src', '__generated__', 'tasksQuery.graphql.ts'), 'utf8');
    expect(artifact).toContain('list_tasks');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
