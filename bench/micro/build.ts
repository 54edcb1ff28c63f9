import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedSince, digestOf } from '../../scripts/build/inputs.js';
import { buildGateway } from '../harness/build.ts';
import { ROOT } from '../harness/server.ts';
import type { Comparison } from './measure.ts';

buildGateway();
const folder = join(ROOT, 'dist');
const paths = Object.keys(JSON.parse(readFileSync(join(folder, 'inputs.json'), 'utf8')));

export const current: Comparison = {
  title: 'At the start: whether the build was made of the files that are there',
  ways: {
    'all read, and their digests': () => paths.map((path) => digestOf(readFileSync(join(ROOT, path)))),
    'sizes and times': () => changedSince(ROOT, folder),
  },
};
