import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StemPartsFragment } from '../generated/graphql.ts';
import { DemoError, reasonOf } from './demo-error.ts';

export interface SavedStem {
  readonly stem: StemPartsFragment;
  readonly file: string;
  readonly bytes: number;
}

/** File names from the stems' labels. A name that was used before gets a number. */
const namesOf = (stems: readonly StemPartsFragment[]): string[] => {
  const uses = new Map<string, number>();
  return stems.map(({ label, url }) => {
    const words = label.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['stem'];
    const name = words.join('-');
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    const extension = /\.\w{1,4}$/.exec(new URL(url).pathname)?.[0] ?? '.mp3';
    return `${name}${use === 1 ? '' : `-${use}`}${extension}`;
  });
};

const download = async (url: string): Promise<Buffer> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const announced = response.headers.get('content-length');
  if (bytes.length === 0) throw new Error('the file is empty');
  if (announced !== null && Number(announced) !== bytes.length)
    throw new Error(`${bytes.length} of ${announced} bytes`);
  return bytes;
};

const fetchStem = async ({ label, url }: StemPartsFragment): Promise<Buffer> => {
  try {
    return await download(url);
  } catch (error) {
    throw new DemoError(`The stem "${label}" cannot be saved: ${reasonOf(error)} (${url})`);
  }
};

/** Saves stems into a folder, one file each. @throws DemoError when a file is missing, empty or cut short */
export const save = async (stems: readonly StemPartsFragment[], folder: string): Promise<SavedStem[]> => {
  await mkdir(folder, { recursive: true });
  const names = namesOf(stems);
  return await Promise.all(
    stems.map(async (stem, index) => {
      const bytes = await fetchStem(stem);
      const file = join(folder, names[index] ?? '');
      await writeFile(file, bytes);
      return { stem, file, bytes: bytes.length };
    }),
  );
};
