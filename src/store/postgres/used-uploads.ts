import { randomUUID } from 'node:crypto';
import { MARK_SPARE_MS, type UsedUploads } from '../../domain/ports/used-uploads.ts';
import type { Database, Statement } from './database.ts';

/** The mark names the call that made it: a statement that is run again finds its own. */
const USE: Statement = {
  name: 'use_upload_1',
  text: `WITH expired AS (DELETE FROM used_uploads WHERE expires_at <= $4 AND id <> $1)
    INSERT INTO used_uploads (id, call, expires_at) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO UPDATE SET call = used_uploads.call RETURNING call`,
};

const FREE: Statement = { name: 'free_upload_1', text: 'DELETE FROM used_uploads WHERE id = $1' };

/** The upload URLs that were used, in a PostgreSQL database. */
export const createUsedUploads = (database: Database): UsedUploads => ({
  async use(id, now, expiresAt) {
    const call = randomUUID();
    const [row] = await database.all(USE, () => [id, call, expiresAt, now - MARK_SPARE_MS]);
    return row?.['call'] === call;
  },

  async free(id) {
    await database.all(FREE, () => [id]);
  },
});
