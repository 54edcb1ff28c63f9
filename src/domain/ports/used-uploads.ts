/** The upload URLs that were used, as all nodes know them: one URL stores one file. */
export interface UsedUploads {
  /**
   * Marks an upload URL as used. Of several calls for one URL, on whatever nodes, one gets true.
   *
   * @param id of the upload.
   * @param now epoch milliseconds.
   * @param expiresAt epoch milliseconds: when the URL becomes invalid, and its mark may be forgotten.
   * @throws StoreUnavailableError
   */
  use(id: string, now: number, expiresAt: number): Promise<boolean>;
  /** Takes a mark back: no file was stored. @throws StoreUnavailableError */
  free(id: string): Promise<void>;
}

/** For how long a mark is kept after its URL has become invalid: the clocks of nodes differ. Milliseconds. */
export const MARK_SPARE_MS = 3_600_000;
