import { existsSync, globSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { copyProgram } from '../support/program-copy.ts';
import { openScene } from '../support/scene.ts';

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
  const SOURCES = ['src/main.ts'];

  it('is kept beside the packages, nowhere else, and used by the next start', async () => {
    await using copy = await copyProgram();
    const before = readdirSync(copy.path);
    expect(await copy.startAndStop(SOURCES)).toMatch(/^stemgate: .+$/);
    const compiled = globSync('compiled/*/*', { cwd: copy.cache });
    expect(compiled.length).toBeGreaterThan(500);
    expect(readdirSync(copy.path)).toEqual(before);
    const said = await copy.startAndStop(SOURCES, { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' });
    expect(said).toMatch(/cache for ESM \S+\/src\/app\.ts was accepted/);
  });

  it('is not kept where its folder cannot be written to, which is no reason not to start', async () => {
    await using copy = await copyProgram();
    writeFileSync(copy.cache, 'not a folder');
    expect(await copy.startAndStop(SOURCES)).toMatch(/^stemgate: .+$/);
  });

  it('is kept where NODE_COMPILE_CACHE says', async () => {
    await using copy = await copyProgram();
    const elsewhere = join(copy.path, 'elsewhere');
    await copy.startAndStop(SOURCES, { NODE_COMPILE_CACHE: elsewhere });
    expect(globSync('*/*', { cwd: elsewhere }).length).toBeGreaterThan(500);
    expect(existsSync(copy.cache)).toBe(false);
  });
});

describe('the heap', () => {
  it('may double between two collections, and has no pretenuring, as npm start runs', async () => {
    await using copy = await copyProgram();
    const env = { NODE_OPTIONS: `--import=${join(ROOT, 'test/support/set-flags.ts')}` };
    const started = await copy.startAndStop(['--built', 'src/main.ts'], env);
    expect(started).toMatch(/^set: --heap-growing-percent=100$/m);
    expect(started).toMatch(/^set: --no-allocation-site-pretenuring$/m);
    expect(await copy.startAndStop(['src/main.ts'], env)).not.toMatch(/^set:/m);
  });
});
