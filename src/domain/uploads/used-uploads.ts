import { UploadError } from './upload-error.ts';

/** Remembers finished uploads while their URLs are valid, so that one URL stores one file. */
export interface UsedUploads {
  /**
   * Begins an upload.
   *
   * @returns a function to be called when it ends: with true when its file is stored. Otherwise the URL can be tried
   *   again.
   * @throws UploadError
   */
  begin(id: string, now: number): (isStored: boolean) => void;
}

/** @param lifeMs how long an upload URL is valid. */
export const createUsedUploads = (lifeMs: number): UsedUploads => {
  const inProgress = new Set<string>();
  /** The moment of each use; the oldest first. */
  const usedAt = new Map<string, number>();

  const forgetExpired = (now: number): void => {
    for (const [id, at] of usedAt) {
      if (now - at <= lifeMs) return;
      usedAt.delete(id);
    }
  };

  return {
    begin(id, now) {
      forgetExpired(now);
      if (usedAt.has(id)) throw new UploadError('UPLOAD_USED', 'This upload has its file already; create another one.');
      if (inProgress.has(id))
        throw new UploadError('UPLOAD_IN_PROGRESS', 'The file of this upload is on its way already.');
      inProgress.add(id);
      return (isStored) => {
        inProgress.delete(id);
        if (isStored) usedAt.set(id, now);
      };
    },
  };
};
