/**
 * `npm run build`: makes few files of the gateway, from which it starts in half the time (docs/decisions/095-a-build.md).
 * `npm start` runs them as long as what they were made of has not changed, and the sources otherwise.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { INPUTS } from './build/inputs.js';
import { readOptions } from './read-options.ts';

const HELP = `npm run build [-- --final | --if-installed]

Makes dist/ of the gateway. npm ci does so too.

  --final         for images, whose files do not change: the build is used without a look at what it was made of
  --if-installed  nothing is built, and nothing fails, without the packages for development`;

const { values } = readOptions({
  options: {
    final: { type: 'boolean', default: false },
    'if-installed': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The bundler, with its program for this machine. */
const loadBundler = async () => {
  try {
    return await import('./build/bundle.ts');
  } catch (error) {
    if (!values['if-installed']) throw error;
    const [reason] = String(error).split('\n');
    console.log(`nothing is built, and npm start runs the sources: ${reason}`);
    return null;
  }
};

const run = async (): Promise<void> => {
  const bundler = await loadBundler();
  if (bundler === null) return;
  const folder = join(ROOT, 'dist');
  mkdirSync(folder, { recursive: true });
  const list = join(folder, INPUTS);
  rmSync(list, { force: true });
  const inputs = await bundler.bundle(ROOT, 'src/main.ts', folder);
  const draft = `${list}.new`;
  writeFileSync(draft, JSON.stringify(values.final ? {} : inputs));
  renameSync(draft, list);
  console.log(`dist/main.js: made of ${Object.keys(inputs).length} files`);
};

if (values.help) console.log(HELP);
else await run();
