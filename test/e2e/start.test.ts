import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openScene } from '../support/scene.ts';

describe('what is loaded', () => {
  const HOOK = fileURLToPath(new URL('../support/loaded-packages.ts', import.meta.url));
  const packagesOf = async (env: Readonly<Record<string, string>>): Promise<Set<string>> => {
    await using scene = await openScene({ env: { NODE_OPTIONS: `--import=${HOOK}`, ...env } });
    await scene.gateway().stop();
    const loaded = scene
      .gateway()
      .output()
      .matchAll(/^loaded: ((?:@[^/]+\/)?[^/]+)/gm);
    return new Set([...loaded].map(([, name = '']) => name));
  };

  it('is what the settings use', async () => {
    const always = ['graphql', 'undici', 'zod'];
    const unused = ['@graphql-yoga/render-graphiql', '@redis/client', 'graphql-jit', 'jose', 'pg'];
    const plain = await packagesOf({});
    expect([...always, ...unused].filter((name) => plain.has(name))).toEqual(always);
    const secret = 'long enough to be the secret of tokens';
    expect(await packagesOf({ AUTH: 'jwt', JWT_SECRET: secret })).toContain('jose');
  });
});
