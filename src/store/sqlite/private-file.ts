import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a missing file, and the folders that lead to it, for the user of this process alone: it will hold prompts and
 * links to media. SQLite gives the files beside it the same rights. A file or folder that exists keeps its own.
 */
export const createPrivateFile = (path: string): void => {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
};
