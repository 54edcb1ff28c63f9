import type { UsedUploads } from '../ports/used-uploads.ts';
import { UploadError } from './upload-error.ts';

/** Lets each upload URL store one file. */
export interface SingleUse {
  /**
   * Runs the transfer of an upload. One that fails leaves its URL usable.
   *
   * @throws UploadError
   */
  run<T>(upload: { readonly id: string; readonly expiresAt: number }, transfer: () => Promise<T>): Promise<T>;
}

/** @param now epoch milliseconds. */
export const createSingleUse = (used: UsedUploads, now: () => number): SingleUse => {
  /** Of this node; the transfer of another node counts as used. */
  const inProgress = new Set<string>();

  const transferOnce = async <T>(id: string, expiresAt: number, transfer: () => Promise<T>): Promise<T> => {
    if (!(await used.use(id, now(), expiresAt)))
      throw new UploadError('UPLOAD_USED', 'This upload has its file already; create another one.');
    try {
      return await transfer();
    } catch (error) {
      await used.free(id);
      throw error;
    }
  };

  return {
    async run({ id, expiresAt }, transfer) {
      if (inProgress.has(id))
        throw new UploadError('UPLOAD_IN_PROGRESS', 'The file of this upload is on its way already.');
      inProgress.add(id);
      try {
        return await transferOnce(id, expiresAt, transfer);
      } finally {
        inProgress.delete(id);
      }
    },
  };
};
