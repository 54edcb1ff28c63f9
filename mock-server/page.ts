import { readFile } from 'node:fs/promises';
import type { ReadAsset } from './admin/index.ts';

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Reads a file of the page. It is read at each request, so that the page can be edited while the mock runs. */
export const readAsset: ReadAsset = async (name) => {
  try {
    return await readFile(new URL(`page/${name}`, import.meta.url), 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};
