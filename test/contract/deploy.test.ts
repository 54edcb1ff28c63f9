import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOf, commandOf, environmentOf, layOut, readDockerfile, type Stage } from '../support/dockerfile.ts';
import { start } from '../support/processes.ts';
import { scratchFolder } from '../support/scene.ts';
import { settingNames } from '../support/setting-names.ts';

/*
 * The images, as far as they can be tried without a container engine: each command of the Dockerfile runs in a folder
 * that holds what its stage copies, and under Node's permission model may read that folder, write to the data volume,
 * and start no other program.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { stages, args } = readDockerfile(join(ROOT, 'Dockerfile'));

const stage = (name: string): Stage =>
  stages.find((candidate) => candidate.name === name) ?? expect.fail(`There is no stage ${name}.`);

/** What the stage `build` makes, in a folder of its own: its `RUN` in what it copies. */
const build = async () => {
  const folder = await scratchFolder();
  layOut(ROOT, stage('build'), folder.path, { dev: true });
  const [, script = '', ...args] = commandOf(stage('build'), 'RUN');
  await using made = start({ script: relative(ROOT, join(folder.path, script)), args, env: {}, cwd: folder.path });
  expect(await made.ended).toEqual({ code: 0, signal: null });
  return folder;
};

let built: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  built = await build();
});
afterAll(() => built[Symbol.asyncDispose]());

/** Lays out a stage, with what it takes from the stage `build`. */
const layOutStage = (name: string, folder: string, options: { readonly dev: boolean }): void => {
  layOut(ROOT, stage(name), folder, options);
  for (const text of allOf(stage(name), 'COPY').filter((each) => each.startsWith('--from=build '))) {
    const [, from = '', to = ''] = text.split(' ');
    cpSync(join(built.path, relative('/app', from)), join(folder, to), { recursive: true });
  }
};

/** What runs in a stage: its command, in a folder with what is in the image. */
const openImage = async (name: string, options: { readonly dev: boolean }) => {
  await using stack = new AsyncDisposableStack();
  const { path } = stack.use(await scratchFolder());
  const [app, data] = [join(path, 'app'), join(path, 'data')];
  for (const folder of [app, data]) mkdirSync(folder);
  layOutStage(name, app, options);
  const [program, script = '', ...args] = commandOf(stage(name), 'CMD');
  expect(program).toBe('node');
  const readable = [app, data, realpathSync(join(ROOT, 'node_modules'))];
  const flags = [
    '--permission',
    '--allow-net',
    `--allow-fs-write=${data}`,
    ...readable.map((folder) => `--allow-fs-read=${folder}`),
  ];
  const env = Object.fromEntries(
    Object.entries(environmentOf(stage(name))).map(([key, value]) => [key, value.replace('/data/', `${data}/`)]),
  );
  const parts = stack.move();
  return {
    app,
    start: (change: Readonly<Record<string, string>>) =>
      parts.use(
        start({
          script: relative(ROOT, join(app, script)),
          args,
          env: { NODE_COMPILE_CACHE: '', ...env, ...change },
          cwd: app,
          flags,
        }),
      ),
    /** Runs another script of the image. @returns its exit code and output. */
    run: (words: readonly string[], change: Readonly<Record<string, string>> = {}) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, ...words], {
        cwd: app,
        env: { ...env, ...change },
        encoding: 'utf8',
      });
      return { status, output: `${stdout}${stderr}` };
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
};

describe('the Dockerfile', () => {
  it('has no fault that a linter finds', () => {
    const faults = (text: string) => validate(text).map(({ message }) => message);
    expect(faults('FROM node\nRUNN true\nEXPOSE door')).toEqual([
      'Unknown instruction: RUNN',
      'Invalid containerPort: door',
    ]);
    expect(faults(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))).toEqual([]);
  });

  it('takes the version of Node that the lock file pins, in all stages', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    expect(args).toEqual({ NODE_VERSION: packages['node_modules/node'].version, VARIANT: 'slim' });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an argument of the Dockerfile.
    for (const { image } of stages) expect(image).toBe('node:${NODE_VERSION}-${VARIANT}');
    expect(stages.at(-1)?.name, 'the default target').toBe('gateway');
  });

  it('has its version of Node where renovate looks for it', () => {
    const { customManagers } = JSON.parse(readFileSync(join(ROOT, 'renovate.json'), 'utf8'));
    const [{ managerFilePatterns, matchStrings, depNameTemplate }] = customManagers;
    expect([managerFilePatterns, depNameTemplate]).toEqual([['/^Dockerfile$/'], 'node']);
    const found = new RegExp(matchStrings[0]).exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
    expect(found?.groups).toEqual({ currentValue: args['NODE_VERSION'] });
  });

  it('copies only what is there, and what .dockerignore lets through', () => {
    const allowed = readFileSync(join(ROOT, '.dockerignore'), 'utf8').match(/^!.*$/gm) ?? [];
    const copied = stages.flatMap((each) =>
      allOf(each, 'COPY')
        .filter((text) => !text.startsWith('--from='))
        .flatMap((text) => text.split(' ').slice(0, -1)),
    );
    expect(copied.length).toBeGreaterThan(8);
    for (const path of copied) expect(existsSync(join(ROOT, path)), path).toBe(true);
    expect(new Set(allowed)).toEqual(new Set(copied.map((path) => `!${path}`)));
    for (const { instructions } of stages) {
      for (const { text } of instructions.filter(({ text: each }) => each.startsWith('--from='))) {
        expect(stages.map(({ name }) => name)).toContain(/^--from=(\S+)/.exec(text)?.[1]);
      }
    }
  });

  it.each(['gateway', 'mock'])('runs as another user than root, without a shell: %s', (name) => {
    expect(allOf(stage(name), 'USER')).toEqual(['1000:1000']);
    for (const each of stages) {
      for (const kind of ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'VOLUME']) {
        for (const instruction of each.instructions.filter((one) => one.name === kind)) {
          expect(instruction.words, instruction.text).not.toBeNull();
          expect(instruction.words?.[0]).not.toMatch(/sh$/);
        }
      }
    }
  });

  it('sets only variables that there are, and exposes the ports that it sets', () => {
    for (const [name, port] of [['gateway', 'PORT'] as const, ['mock', 'MOCK_PORT'] as const]) {
      const env = environmentOf(stage(name));
      for (const variable of Object.keys(env)) expect([...settingNames(ROOT), 'NODE_OPTIONS']).toContain(variable);
      expect(allOf(stage(name), 'EXPOSE')).toEqual([env[port]]);
    }
    const [volume] = commandOf(stage('gateway'), 'VOLUME');
    expect(environmentOf(stage('gateway'))['DATABASE_URL']).toMatch(new RegExp(`^file:${volume}/`));
  });

  it('runs Node with the flags of npm start', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const flags = environmentOf(stage('gateway'))['NODE_OPTIONS'];
    const [, ...command] = commandOf(stage('gateway'), 'CMD');
    expect(scripts.start).toBe(`node ${flags} ${command.join(' ')}`);
  });

  it('installs by the lock file, which is in step with package.json', async () => {
    for (const name of ['dependencies', 'all-dependencies']) {
      await using folder = await scratchFolder();
      const [files = ''] = allOf(stage(name), 'COPY');
      for (const file of files.split(' ').slice(0, -1)) copyFileSync(join(ROOT, file), join(folder.path, file));
      const [program = '', ...words] = commandOf(stage(name), 'RUN');
      expect([program, words.includes('--omit=dev')]).toEqual(['npm', name === 'dependencies']);
      const output = execFileSync(program, [...words, '--dry-run', '--offline'], {
        cwd: folder.path,
        encoding: 'utf8',
      });
      expect(output).toMatch(/added \d+ packages/);
      expect(output.includes('add vitest'), 'packages for development').toBe(name === 'all-dependencies');
    }
  });

  it('makes the data volume for its user', async () => {
    await using folder = await scratchFolder();
    const [program = '', ...words] = commandOf(stage('gateway'), 'RUN');
    const path = join(folder.path, 'data');
    const own = words.map((word) => (word === '/data' ? path : word));
    expect(own).toContain(path);
    if (process.getuid?.() !== 0) return expect(program).toBe('install');
    execFileSync(program, own);
    const { uid, gid } = statSync(path);
    expect(allOf(stage('gateway'), 'USER')).toEqual([`${uid}:${gid}`]);
  });
});

describe('an image', () => {
  it('of the gateway: is built with its compiled code', async () => {
    await using folder = await scratchFolder();
    layOutStage('gateway', folder.path, { dev: false });
    const [, ownFolder, compile] = allOf(stage('gateway'), 'RUN').map((text): string[] => JSON.parse(text));
    expect(ownFolder?.at(-1)).toBe('node_modules/.cache');
    expect(compile?.[0]).toBe('node');
    const env = { ...environmentOf(stage('gateway')), NODE_COMPILE_CACHE: '' };
    const [, script = '', ...args] = compile ?? [];
    await using compiling = start({ script: relative(ROOT, join(folder.path, script)), args, env, cwd: folder.path });
    expect(await compiling.ended).toEqual({ code: 0, signal: null });
    await using gateway = start({
      script: relative(ROOT, join(folder.path, 'scripts/launch.js')),
      args: ['--built', 'src/main.ts'],
      env: {
        ...env,
        NODE_DEBUG_NATIVE: 'COMPILE_CACHE',
        KIE_API_KEY: 'key',
        AUTH: 'none',
        PORT: '0',
        DATABASE_URL: 'file::memory:',
        ALLOW_INSECURE_PUBLIC_URL: '1',
      },
      cwd: folder.path,
    });
    await gateway.said(/^stemgate: /m);
    await gateway.stop();
    expect(gateway.output()).toMatch(/cache for ESM \S+\/dist\/main\.js was accepted/);
  });

  it('of the gateway: starts, is healthy, writes to its volume alone, tells of its tasks, and stops', async () => {
    await using image = await openImage('gateway', { dev: false });
    const settings = { PUBLIC_URL: 'https://gateway.example.com', KIE_API_KEY: 'key', AUTH: 'none', PORT: '0' };
    const gateway = image.start({ ...settings, HOST: '127.0.0.1' });
    const [, port = ''] = await gateway.said(/^stemgate: http:\/\/localhost:(\d+)\/graphql$/m);
    const check = commandOf(stage('gateway'), 'HEALTHCHECK').slice(1);
    expect(image.run(check, { PORT: port })).toMatchObject({ status: 0 });
    expect(image.run(['scripts/tasks.ts', 'list', '--json'])).toMatchObject({ status: 0 });
    await gateway.stop();
    expect(image.run(check, { PORT: port })).toMatchObject({
      status: 1,
      output: expect.stringMatching(/ECONNREFUSED/),
    });
  });

  it('of the mock: starts, is healthy, and stops', async () => {
    await using image = await openImage('mock', { dev: true });
    const mock = image.start({ MOCK_PORT: '0', MOCK_HOST: '127.0.0.1' });
    const [, port = ''] = await mock.said(/^mock kie\.ai: http:\/\/127\.0\.0\.1:(\d+) /m);
    const [, script = '', url = ''] = commandOf(stage('mock'), 'HEALTHCHECK');
    expect(new URL(url).port).toBe(environmentOf(stage('mock'))['MOCK_PORT']);
    expect(image.run([script, url.replace(/:\d+/, `:${port}`)])).toMatchObject({ status: 0 });
    await mock.stop();
  });
});
