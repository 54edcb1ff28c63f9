/** The gateways that work with the database at this moment, and the secrets of their callback URLs, as digests. */
export const nodes = `
  CREATE TABLE nodes (
    id      text COLLATE "C" PRIMARY KEY,
    -- The secret that signs the callback URLs of this node's purchases.
    signs   text COLLATE "C" NOT NULL,
    -- The secrets by which it accepts callbacks, the one above included.
    accepts text[] NOT NULL,
    -- By the clock of the database.
    seen_at timestamptz NOT NULL
  );
`;
