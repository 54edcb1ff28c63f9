import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'rolldown';
import { digestOf, type Inputs, statOf } from './inputs.js';

/**
 * Packages that only some settings need. They stay in `node_modules` and are loaded from there. None of them imports one that
 * is bundled, which would be there twice.
 */
export const LEFT_OUT = /^(@graphql-yoga\/render-graphiql|@opentelemetry\/.+|@redis\/client|file-type|jose|pg)$/;

/** `new URL('name.ts', import.meta.url)`: a program that a thread runs. */
const THREAD = /new URL\('([\w-]+)\.ts', import\.meta\.url\)/g;

/** Builds the programs of threads too, each as a file of its own. */
const threads = (): Plugin => ({
  name: 'threads',
  transform(code, id) {
    if (code.search(THREAD) === -1) return null;
    return code.replace(THREAD, (_text, name: string) => {
      this.emitFile({ type: 'chunk', id: join(id, '..', `${name}.ts`), fileName: `${name}.js` });
      return `new URL('${name}.js', import.meta.url)`;
    });
  },
});

/** The package.json of a package's file: it decides what names mean there. */
const manifestOf = (path: string): string[] => {
  const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(path) ?? [];
  return folder === undefined ? [] : [`${folder}/package.json`];
};

/**
 * Notes each file that is bundled: its time from before it is read, and the digest of what was read. A file that is changed
 * meanwhile has a later time and another digest.
 */
const noting = (root: string, inputs: Map<string, Inputs[string]>): Plugin => {
  const stats = new Map<string, ReturnType<typeof statOf>>();
  const note = (path: string, stat: ReturnType<typeof statOf>, content: string | Uint8Array): void => {
    const name = relative(root, path);
    if (stat !== null && !inputs.has(name)) inputs.set(name, [...stat, digestOf(content)]);
  };
  return {
    name: 'inputs',
    load(id) {
      // Modules of the bundler itself begin with a null character.
      if (!id.startsWith('\0')) stats.set(id, statOf(id));
      return null;
    },
    transform(code, id) {
      note(id, stats.get(id) ?? null, code);
      for (const path of manifestOf(id)) note(path, statOf(path), readFileSync(path));
      return null;
    },
  };
};

const escapeOf = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Writes code in ASCII alone: V8 keeps a file with any other character as two bytes for each, and decodes it slowly. */
const ascii: Plugin = {
  name: 'ascii',
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replaceAll(/[\u0080-\uffff]/g, escapeOf);
    }
  },
};

/**
 * Makes few files of a program and all modules that it imports, those of packages too. What it imports later, by `import()`, is
 * in files of its own. Names stay as they are, and a comment says where the code of each module begins.
 *
 * @param root of the repository
 * @param program its path from there
 * @param folder where the files are written to, the program as `main.js`; other files in it are removed
 * @returns what was read
 */
export const bundle = async (root: string, program: string, folder: string): Promise<Inputs> => {
  const inputs = new Map<string, Inputs[string]>();
  await build({
    cwd: root,
    input: { main: program },
    platform: 'node',
    external: LEFT_OUT,
    // As Node resolves, or graphql would be there twice: for our files, and for libraries that require it.
    resolve: { conditionNames: ['node', 'module-sync'], mainFields: ['main'] },
    plugins: [noting(root, inputs), threads(), ascii],
    logLevel: 'warn',
    output: { dir: folder, format: 'esm', cleanDir: true, keepNames: true, comments: { jsdoc: false } },
  });
  return Object.fromEntries(inputs);
};
