import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WatchTaskDocument } from '../../examples/generated/graphql.ts';
import { LEFT_OUT } from '../../scripts/build/bundle.ts';
import { buyVocals, chargesFor, readTask } from '../support/buying.ts';
import { TRANSPORTS } from '../support/graph-client.ts';
import { start } from '../support/processes.ts';
import { copyProgram, type ProgramCopy } from '../support/program-copy.ts';
import { openScene, scratchFolder } from '../support/scene.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOOK = join(ROOT, 'test/support/loaded-packages.ts');
const BUILT = ['--built', 'src/main.ts'];

let copy: ProgramCopy;
beforeAll(async () => {
  copy = await copyProgram({ packages: ['dataloader'] });
  expect(await copy.build()).toMatch(/^dist\/main\.js: made of \d+ files$/);
});
afterAll(() => copy[Symbol.asyncDispose]());

const codeOf = ({ path }: ProgramCopy): string =>
  readdirSync(join(path, 'dist'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(path, 'dist', name), 'utf8'))
    .join('\n');

const inputsOf = ({ path }: ProgramCopy): Record<string, unknown> =>
  JSON.parse(readFileSync(join(path, 'dist/inputs.json'), 'utf8'));

describe('a build', () => {
  it.each(TRANSPORTS)('buys, takes callbacks, tells subscribers over %s and answers', async (over) => {
    const env = { NODE_OPTIONS: `--import=${HOOK}` };
    await using scene = await openScene({
      program: copy.launching(...BUILT),
      env,
      mock: { clock: { stopped: true } },
    });
    const { kie } = scene;
    const client = scene.client();
    const { id } = await buyVocals(client, kie, { idempotencyKey: 'of a build' });
    const watching = client.watch(WatchTaskDocument, { id }, over);
    await kie.clock.jump(10_000);
    const end = (await watching.end()).at(-1)?.taskUpdated;
    expect(end).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED', stage: 'COMPLETE' });
    const task = await readTask(client, id);
    expect(task).toMatchObject({ status: 'SUCCEEDED' });
    expect(chargesFor(kie, task.upstreamTaskId)).toBe(1);
    await scene.gateway().stop();
    // It is the build that ran: no file of a package was loaded.
    expect(scene.gateway().output()).not.toMatch(/^(loaded: |dist\/)/m);
  });

  it('loads what some settings need from the packages', async () => {
    const env = { NODE_OPTIONS: `--import=${HOOK}`, AUTH: 'jwt', JWT_SECRET: 'long enough to be the secret of tokens' };
    expect(await copy.startAndStop(BUILT, env)).toMatch(/^loaded: jose\//m);
  });

  it('has the programs of its threads', async () => {
    await using folder = await scratchFolder();
    const file = join(folder.path, 'whole.db');
    new DatabaseSync(file).close();
    const threads = [...codeOf(copy).matchAll(/new URL\("(.+?)", import\.meta\.url\)/g)].map(([, name = '']) => name);
    expect(threads).toEqual(['verify-thread.js']);
    const thread = new Worker(join(copy.path, 'dist/verify-thread.js'), { workerData: file });
    expect(await new Promise((resolve, reject) => thread.on('message', resolve).on('error', reject))).toBe('ok');
    await thread.terminate();
  });

  it('is of ASCII alone, and says what the sources say', async () => {
    expect(codeOf(copy)).not.toMatch(/[^\0-\x7f]/);
    const env = { NODE_ENV: 'development', KIE_API_KEY: 'key', TRUSTED_DOCUMENTS: join(copy.path, 'missing.json') };
    await using built = start({ ...copy.launching(...BUILT), env, cwd: copy.path });
    await built.ended;
    expect(built.output()).toContain('hash → document');
  });

  it('has each package once: those that are left out load none that is bundled', async () => {
    const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
      readFileSync(join(copy.path, 'package.json'), 'utf8'),
    );
    const packageOf = (path: string): string => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? '';
    const script = join(copy.path, 'left-out.mjs');
    const leftOut = Object.keys(dependencies).filter((name) => LEFT_OUT.test(name));
    writeFileSync(script, leftOut.map((name) => `import '${name}';`).join('\n'));
    const flags = ['--import', HOOK];
    await using loading = start({ script: relative(ROOT, script), env: {}, cwd: copy.path, flags });
    expect(await loading.ended).toMatchObject({ code: 0 });
    const loaded = new Set([...loading.output().matchAll(/^loaded: (.+)$/gm)].map(([, path = '']) => packageOf(path)));
    expect([...loaded]).toEqual(expect.arrayContaining(leftOut));
    const bundled = Object.keys(inputsOf(copy)).map((path) => packageOf(path.split('node_modules/').at(-1) ?? ''));
    expect(bundled).toEqual(expect.arrayContaining(['graphql', 'undici', 'zod']));
    expect(bundled.filter((name) => loaded.has(name))).toEqual([]);
  });
});

describe('a build that is not current', () => {
  /** Changes one letter of a file. @returns what undoes it */
  const change = (path: string, from: string, to: string): (() => void) => {
    const file = join(copy.path, path);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    return () => writeFileSync(file, text);
  };
  const changed = (path: string): RegExp =>
    new RegExp(`^dist/ was built before ${path} changed, so src/main\\.ts runs\\.`);

  it('does not run: a source of the same length', async () => {
    const undo = change('src/paths.ts', "'/graphql'", "'/graphqX'");
    expect(await copy.startAndStop(BUILT)).toMatch(/\/graphqX$/);
    expect(await copy.startAndStop(BUILT)).toMatch(changed('src/paths.ts'));
    undo();
    const said = await copy.startAndStop(BUILT);
    expect(said, 'the same content at another time').toMatch(/^stemgate: .+\/graphql$/);
  });

  it('does not run: another version of a package, or another file of it', async () => {
    for (const [path, from] of [
      ['node_modules/dataloader/package.json', '"version": "2'],
      ['node_modules/dataloader/index.js', 'strict'],
    ] as const) {
      const undo = change(path, from, `${from}0`);
      expect(await copy.startAndStop(BUILT)).toMatch(changed(path));
      undo();
    }
  });

  it('does not run: a build that was not finished, and says so when a source is gone', async () => {
    const list = join(copy.path, 'dist/inputs.json');
    const inputs = readFileSync(list);
    const { atime, mtime } = statSync(list);
    writeFileSync(list, JSON.stringify({ ...JSON.parse(inputs.toString()), 'src/gone.ts': [1, 1, ''] }));
    expect(await copy.startAndStop(BUILT)).toMatch(changed('src/gone.ts'));
    rmSync(list);
    const env = { NODE_OPTIONS: `--import=${HOOK}` };
    expect(await copy.startAndStop(BUILT, env)).toMatch(/^loaded: graphql\//m);
    writeFileSync(list, inputs);
    utimesSync(list, atime, mtime);
  });

  it('is left to the sources where the packages for development are not installed', async () => {
    await using bare = await copyProgram();
    rmSync(join(bare.path, 'node_modules/rolldown'));
    expect(await bare.build('--if-installed')).toMatch(/^nothing is built, and npm start runs the sources: .*rolldown/);
    expect(await bare.build()).toMatch(/^scripts\/build\.ts needs rolldown, which is not installed/);
    expect(await bare.startAndStop(BUILT)).toMatch(/^stemgate: .+$/);
  });
});
