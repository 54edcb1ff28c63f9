import { MARK_SPARE_MS, type UsedUploads } from '../../domain/ports/used-uploads.ts';
import { UNSEEN } from './group-flush.ts';
import type { Statements } from './statements.ts';
import type { WriteQueue } from './write-queue.ts';

/** The upload URLs that were used, in a SQLite database. */
export const createUsedUploads = ({ run }: Statements, writes: WriteQueue): UsedUploads => ({
  use: (id, now, expiresAt) =>
    writes.run(() => {
      run('DELETE FROM used_uploads WHERE expires_at <= ?', now - MARK_SPARE_MS);
      return run('INSERT INTO used_uploads (id, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING', id, expiresAt) === 1;
    }, UNSEEN),

  free: (id) => writes.run(() => void run('DELETE FROM used_uploads WHERE id = ?', id), UNSEEN),
});
