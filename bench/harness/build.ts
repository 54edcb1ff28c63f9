import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { changedSince } from '../../scripts/build/inputs.js';
import { ROOT } from './server.ts';

/** Builds the gateway where its build is not current: what is measured is what `npm start` runs after `npm ci`. */
export const buildGateway = (): void => {
  if (changedSince(ROOT, join(ROOT, 'dist'))?.length === 0) return;
  console.error('building the gateway');
  execFileSync(process.execPath, [join(ROOT, 'scripts/launch.js'), 'scripts/build.ts'], {
    stdio: ['ignore', 2, 'inherit'],
  });
};
