import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

/** One instruction of a Dockerfile, such as `COPY src src`. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
  /** The words, where it is in the exec form (a JSON array); null: the shell form, or none. */
  readonly words: readonly string[] | null;
}

/** A stage of a Dockerfile. */
export interface Stage {
  readonly name: string;
  readonly image: string;
  readonly instructions: readonly Instruction[];
}

const execForm = z.array(z.string());

const wordsOf = (text: string): readonly string[] | null => {
  const [json] = /\[.*\]$/.exec(text) ?? [];
  return json === undefined ? null : execForm.parse(JSON.parse(json));
};

/** Reads a Dockerfile whose instructions are one line each. @returns its stages, and the defaults of its arguments. */
export const readDockerfile = (path: string): { stages: readonly Stage[]; args: Readonly<Record<string, string>> } => {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const instructions = lines.map((line): Instruction => {
    const [, name = '', text = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (name === '') throw new Error(`Not an instruction: ${line}`);
    return { name, text, words: wordsOf(text) };
  });
  const begins = instructions.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []));
  const stages = begins.map((begin, index): Stage => {
    const [, image = '', name = ''] = /^(\S+) AS (\S+)$/.exec(instructions[begin]?.text ?? '') ?? [];
    return { name, image, instructions: instructions.slice(begin + 1, begins[index + 1]) };
  });
  const args = instructions.slice(0, begins[0]).map(({ text }) => text.split('='));
  return { stages, args: Object.fromEntries(args) };
};

/** The texts of a stage's instructions of one kind. */
export const allOf = ({ instructions }: Stage, kind: string): string[] =>
  instructions.filter(({ name }) => name === kind).map(({ text }) => text);

/** The words of a stage's `CMD` or `HEALTHCHECK`. */
export const commandOf = ({ name: stage, instructions }: Stage, kind: string): readonly string[] => {
  const { words = null } = instructions.find(({ name }) => name === kind) ?? {};
  if (words === null) throw new Error(`${stage} has no ${kind} in the exec form.`);
  return words;
};

/** The variables that a stage sets. */
export const environmentOf = (stage: Stage): Readonly<Record<string, string>> =>
  Object.fromEntries(allOf(stage, 'ENV').flatMap((text) => text.split(' ').map((pair) => pair.split(/=(.*)/s))));

const lockfile = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) });

/** The installed packages by the lock file, at the top level. */
const packagesOf = (root: string, { dev }: { readonly dev: boolean }): string[] => {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  return Object.entries(packages)
    .filter(([path, about]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && (dev || about.dev !== true))
    .map(([path]) => path);
};

/**
 * Lays out what the `COPY` instructions of a stage bring into `/app`, in a folder. Packages are links to the installed
 * ones.
 *
 * @param dev whether the stage installs the packages for development too.
 */
export const layOut = (root: string, stage: Stage, folder: string, { dev }: { readonly dev: boolean }): void => {
  for (const text of allOf(stage, 'COPY')) {
    const [from = '', to = ''] = text.split(' ').filter((word) => !word.startsWith('--'));
    if (!text.startsWith('--from='))
      cpSync(join(root, from), resolve(folder, to, to.endsWith('/') ? from : ''), { recursive: true });
  }
  for (const path of packagesOf(root, { dev })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(root, path), join(folder, path));
  }
};
