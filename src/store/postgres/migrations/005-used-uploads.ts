/** The upload URLs that were used, for as long as they are valid. */
export const usedUploads = `
  CREATE TABLE used_uploads (
    id         text PRIMARY KEY,
    -- The call that has marked it.
    call       text NOT NULL,
    expires_at bigint NOT NULL
  );
  CREATE INDEX used_uploads_by_expiry ON used_uploads (expires_at);
`;
