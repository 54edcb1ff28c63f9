import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DemoError, reasonOf } from './demo-error.ts';

/** A file to save. */
export interface Download {
  /** For people; the file's name is made of it. */
  readonly label: string;
  readonly url: string;
  /** What its server wants to see, if anything. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Saved<Source extends Download> {
  readonly source: Source;
  readonly file: string;
  readonly bytes: number;
}

/** File names from the labels. A name that was used before gets a number. */
const namesOf = (downloads: readonly Download[]): string[] => {
  const uses = new Map<string, number>();
  return downloads.map(({ label, url }) => {
    const words = label.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['file'];
    const name = words.join('-');
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    const extension = /\.\w{1,4}$/.exec(new URL(url).pathname)?.[0] ?? '.mp3';
    return `${name}${use === 1 ? '' : `-${use}`}${extension}`;
  });
};

const bytesOf = async ({ url, headers }: Download): Promise<Buffer> => {
  const response = await fetch(url, { headers: headers ?? {} });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const announced = response.headers.get('content-length');
  if (bytes.length === 0) throw new Error('the file is empty');
  if (announced !== null && Number(announced) !== bytes.length)
    throw new Error(`${bytes.length} of ${announced} bytes`);
  return bytes;
};

const fetched = async (download: Download): Promise<Buffer> => {
  try {
    return await bytesOf(download);
  } catch (error) {
    throw new DemoError(`"${download.label}" cannot be saved: ${reasonOf(error)} (${download.url})`);
  }
};

/** Makes the folder to save into: a demo that cannot save shall not buy. @throws DemoError */
export const makeFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new DemoError(`--out must be a folder: ${reasonOf(error)}`);
  }
};

/** Saves files into a folder. @throws DemoError when a file is missing, empty or cut short */
export const save = async <Source extends Download>(
  sources: readonly Source[],
  folder: string,
): Promise<Saved<Source>[]> => {
  await mkdir(folder, { recursive: true });
  const names = namesOf(sources);
  return await Promise.all(
    sources.map(async (source, index) => {
      const bytes = await fetched(source);
      const file = join(folder, names[index] ?? '');
      await writeFile(file, bytes);
      return { source, file, bytes: bytes.length };
    }),
  );
};
