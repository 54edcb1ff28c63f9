import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { StemPartsFragment } from '../generated/graphql.ts';
import { DemoError, reasonOf } from './demo-error.ts';

export interface SavedStem {
  readonly stem: StemPartsFragment;
  readonly file: string;
  readonly bytes: number;
}

/** The stem's label as the name of a file, whatever the provider called it. */
const nameOf = ({ label, url }: StemPartsFragment): string => {
  const slug = label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const extension = /^\.\w{1,4}$/.exec(extname(new URL(url).pathname))?.[0] ?? '.mp3';
  return `${slug || 'stem'}${extension}`;
};

const download = async ({ label, url }: StemPartsFragment): Promise<Buffer> => {
  const fault = (what: string): DemoError => new DemoError(`The stem "${label}" cannot be saved: ${what} (${url})`);
  const response = await fetch(url).catch((error: unknown) => {
    throw fault(reasonOf(error));
  });
  if (!response.ok) throw fault(`HTTP ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const announced = response.headers.get('content-length');
  if (bytes.length === 0) throw fault('the file is empty');
  if (announced !== null && Number(announced) !== bytes.length) {
    throw fault(`${bytes.length} bytes came of ${announced}`);
  }
  return bytes;
};

/** Saves stems into a folder, one file each. @throws DemoError when a file is missing, empty or cut short */
export const save = async (stems: readonly StemPartsFragment[], folder: string): Promise<SavedStem[]> => {
  await mkdir(folder, { recursive: true });
  return await Promise.all(
    stems.map(async (stem) => {
      const file = join(folder, nameOf(stem));
      const bytes = await download(stem);
      await writeFile(file, bytes);
      return { stem, file, bytes: bytes.length };
    }),
  );
};
