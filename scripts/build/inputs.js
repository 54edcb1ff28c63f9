/*
 * What a build was made of: for each file its size, its time and a digest of its content. This file is plain JavaScript, for
 * the launcher imports it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';

/** The list of them, in the folder of the build. It is written last, and removed before anything else changes there. */
export const INPUTS = 'inputs.json';

/** Size of a file, and when its content was last changed. Null: there is none. */
export const statOf = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? null : [stat.size, stat.mtimeMs];
};

export const digestOf = (content) => createHash('sha256').update(content).digest('base64url');

const isSame = (path, [size, mtimeMs, digest]) => {
  const now = statOf(path);
  if (now === null || now[0] !== size) return false;
  // A checkout or a copy of the same content has another time.
  return now[1] === mtimeMs || digestOf(readFileSync(path)) === digest;
};

/**
 * Compares a build with what it was made of.
 *
 * @param root of the repository, which the paths in the list begin from
 * @param folder of the build
 * @returns the files that differ or are gone: none for a build that can be used; null: there is no build
 */
export const changedSince = (root, folder) => {
  const list = `${folder}/${INPUTS}`;
  if (!existsSync(list)) return null;
  // Not path.resolve: a thousand of them make V8 load its compilers, which take 6 MB.
  return Object.entries(JSON.parse(readFileSync(list, 'utf8')))
    .filter(([path, input]) => !isSame(`${root}/${path}`, input))
    .map(([path]) => path);
};
