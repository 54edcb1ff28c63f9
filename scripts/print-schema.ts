/**
 * `npm run schema`: writes the SDL to schema.graphql. With `--check` it writes nothing, and fails when the file is not
 * current.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { schema } from '../src/schema/index.ts';
import { readOptions } from './read-options.ts';
import { printSdl } from './sdl.ts';

const { values } = readOptions({ options: { check: { type: 'boolean', default: false } } });
const file = new URL('../schema.graphql', import.meta.url);
const sdl = printSdl(schema);

if (!values.check) {
  writeFileSync(file, sdl);
} else if (readFileSync(file, 'utf8') !== sdl) {
  console.error('schema.graphql is not current: run `npm run schema` and commit the result.');
  process.exitCode = 1;
}
