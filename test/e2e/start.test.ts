import { cpSync, existsSync, globSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { start } from '../support/processes.ts';
import { openScene, scratchFolder } from '../support/scene.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('what is loaded', () => {
  const HOOK = join(ROOT, 'test/support/loaded-packages.ts');
  /** The paths of what was loaded from node_modules. */
  const loadedWith = async (env: Readonly<Record<string, string>>): Promise<string[]> => {
    await using scene = await openScene({ env: { NODE_OPTIONS: `--import=${HOOK}`, ...env } });
    await scene.gateway().stop();
    const lines = scene
      .gateway()
      .output()
      .matchAll(/^loaded: (.+)$/gm);
    return [...lines].map(([, path = '']) => path);
  };
  const among = (paths: readonly string[], beginning: string) => paths.some((path) => path.startsWith(beginning));

  it('is what the settings use', async () => {
    const always = ['@envelop/core/', 'graphql/', 'undici/lib/', 'zod/'];
    const unused = [
      '@graphql-yoga/',
      '@redis/client/',
      'graphql-jit/',
      'graphql-yoga/',
      'jose/',
      'pg/',
      'undici/index.js',
    ];
    const plain = await loadedWith({});
    expect([...always, ...unused].filter((beginning) => among(plain, beginning))).toEqual(always);
    const secret = 'long enough to be the secret of tokens';
    expect(among(await loadedWith({ AUTH: 'jwt', JWT_SECRET: secret }), 'jose/')).toBe(true);
  });
});

describe('compiled code', () => {
  /** A copy of the program that nothing has been compiled of, without a cache of Node's that the tests share. */
  const openCopy = async () => {
    const folder = await scratchFolder();
    const packages = join(folder.path, 'node_modules');
    for (const name of ['src', 'scripts/launch.js', 'package.json']) {
      cpSync(join(ROOT, name), join(folder.path, name), { recursive: true });
    }
    mkdirSync(packages);
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
    }
    const startAndStop = async (env: Readonly<Record<string, string>> = {}): Promise<string> => {
      await using gateway = start({
        script: relative(ROOT, join(folder.path, 'scripts/launch.js')),
        args: ['src/main.ts'],
        env: {
          NODE_COMPILE_CACHE: '',
          NODE_ENV: 'development',
          KIE_API_KEY: 'key',
          PORT: '0',
          HOST: '127.0.0.1',
          DATABASE_URL: 'file::memory:',
          LOG_LEVEL: 'error',
          ...env,
        },
        cwd: folder.path,
      });
      await gateway.said(/^stemgate: /m);
      await gateway.stop();
      return gateway.output().trim();
    };
    return {
      path: folder.path,
      cache: join(packages, '.cache'),
      startAndStop,
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  };

  it('is kept beside the packages, nowhere else, and used by the next start', async () => {
    await using copy = await openCopy();
    const before = readdirSync(copy.path);
    expect(await copy.startAndStop()).toMatch(/^stemgate: .+$/);
    const compiled = globSync('compiled/*/*', { cwd: copy.cache });
    expect(compiled.length).toBeGreaterThan(500);
    expect(readdirSync(copy.path)).toEqual(before);
    const said = await copy.startAndStop({ NODE_DEBUG_NATIVE: 'COMPILE_CACHE' });
    expect(said).toMatch(/cache for ESM \S+\/src\/app\.ts was accepted/);
  });

  it('is not kept where its folder cannot be written to, which is no reason not to start', async () => {
    await using copy = await openCopy();
    writeFileSync(copy.cache, 'not a folder');
    expect(await copy.startAndStop()).toMatch(/^stemgate: .+$/);
  });

  it('is kept where NODE_COMPILE_CACHE says', async () => {
    await using copy = await openCopy();
    const elsewhere = join(copy.path, 'elsewhere');
    await copy.startAndStop({ NODE_COMPILE_CACHE: elsewhere });
    expect(globSync('*/*', { cwd: elsewhere }).length).toBeGreaterThan(500);
    expect(existsSync(copy.cache)).toBe(false);
  });
});
