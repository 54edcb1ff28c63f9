import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The names of all settings, of the gateway and of the mock, as docs/settings.md lists them. */
export const settingNames = (root: string): string[] => {
  const rows = readFileSync(join(root, 'docs/settings.md'), 'utf8').match(/^\| `.*$/gm) ?? [];
  return rows.flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
};
