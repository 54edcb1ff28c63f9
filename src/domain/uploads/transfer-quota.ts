import { RefusedError } from '../tasks/errors.ts';
import { refusal } from '../tasks/lifecycle/refusal.ts';

/** The most files in transfer at one time. */
export interface TransferLimits {
  readonly total: number;
  readonly perViewer: number;
}

/** After how long a viewer may try again, in milliseconds: about as long as a file takes. */
const RETRY_AFTER_MS = 5_000;

/** Counts the files in transfer, so that the memory for their buffers is bounded. */
export interface TransferQuota {
  /** @returns a function that ends the transfer. @throws RefusedError (QUOTA_EXCEEDED) */
  acquire(viewerTag: string): () => void;
}

export const createTransferQuota = ({ total, perViewer }: TransferLimits): TransferQuota => {
  const byViewer = new Map<string, number>();
  let running = 0;
  return {
    acquire(viewerTag) {
      const own = byViewer.get(viewerTag) ?? 0;
      if (own >= perViewer || running >= total) {
        const message = 'Too many files are on their way at once.';
        throw new RefusedError([refusal('QUOTA_EXCEEDED', message, { retryable: true, retryAfterMs: RETRY_AFTER_MS })]);
      }
      running += 1;
      byViewer.set(viewerTag, own + 1);
      return () => {
        running -= 1;
        const left = (byViewer.get(viewerTag) ?? 1) - 1;
        if (left === 0) byViewer.delete(viewerTag);
        else byViewer.set(viewerTag, left);
      };
    },
  };
};
