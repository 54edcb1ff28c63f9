/** Size in bytes, and the time of the last change in milliseconds since 1970. */
export type Stat = readonly [size: number, mtimeMs: number];

/** What a build was made of: files by their paths, which begin from the root of the repository. */
export type Inputs = Readonly<Record<string, readonly [...Stat, digest: string]>>;

export const INPUTS: string;
export const statOf: (path: string) => Stat | null;
export const digestOf: (content: string | Uint8Array) => string;
export const changedSince: (root: string, folder: string) => string[] | null;
