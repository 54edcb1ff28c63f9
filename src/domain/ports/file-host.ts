/** A file on its way to the host. */
export interface OutgoingFile {
  /** Used once: the host replaces a file of the same name. The ending is the true one: the host serves the type by it. */
  readonly name: string;
  readonly contentType: string;
  /** Bytes that `content` yields. */
  readonly size: number;
  /** The bytes, once. Where it throws, the host keeps nothing. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** A file that the host keeps for a while, and that the provider can fetch. */
export interface HostedFile {
  readonly url: string;
  /** Bytes; null where the host does not say. */
  readonly size: number | null;
  readonly contentType: string | null;
}

/** The provider's host for files of viewers' own. It charges nothing. */
export interface FileHost {
  /**
   * Streams a file to the host, as fast as the host takes it.
   *
   * @throws RefusedError when the host has not taken it; what `content` throws, unchanged.
   */
  store(file: OutgoingFile): Promise<HostedFile>;
  /**
   * Has the host fetch a file.
   *
   * @param name as `OutgoingFile.name`; null: the host makes one up.
   * @throws RefusedError when the host has not taken it.
   */
  fetch(url: string, name: string | null): Promise<HostedFile>;
  /** Cuts off what still runs. */
  close(): Promise<void>;
}
