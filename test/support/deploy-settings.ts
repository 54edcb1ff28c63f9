import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/config.ts';

/** The names of the variables that the gateway refuses in an environment. Fails on any warning. */
export const refusedBy = (env: Readonly<Record<string, string>>): string[] => {
  try {
    // The mock of a compose file speaks http.
    expect(readConfig(env).warnings.filter((line) => !/^KIE_(API|UPLOAD)_URL should be https/.test(line))).toEqual([]);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...error.message.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name).sort();
  }
};

/**
 * Expects that a gateway takes the settings of a file for many nodes, or that it refuses exactly the two that are not
 * supported yet and the file says so.
 */
export const expectNodes = (root: string, file: string, env: Readonly<Record<string, string>>): void => {
  const refused = refusedBy(env);
  expect([[], ['DATABASE_URL', 'REDIS_URL']]).toContainEqual(refused);
  expect(readFileSync(join(root, file), 'utf8').includes('NOT YET'), `the note in ${file}`).toBe(refused.length > 0);
};
