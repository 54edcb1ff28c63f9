/** A file on its way to the host. */
export interface OutgoingFile {
  /**
   * A unique name, because the host replaces a file of the same name. Its ending decides the content type at the host.
   */
  readonly name: string;
  readonly contentType: string;
  /** Bytes that `content` yields. */
  readonly size: number;
  /** The bytes; they can be read once. If it throws, the host keeps nothing. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** A file that the host keeps for a while, and that the provider can fetch. */
export interface HostedFile {
  readonly url: string;
  /** Bytes; null if the host does not give it. */
  readonly size: number | null;
  readonly contentType: string | null;
}

/** The provider's host for files of viewers. It is free of charge. */
export interface FileHost {
  /**
   * Streams a file to the host, with backpressure.
   *
   * @throws RefusedError when the host has not taken it; what `content` throws, unchanged.
   */
  store(file: OutgoingFile): Promise<HostedFile>;
  /**
   * Makes the host fetch a file.
   *
   * @param name as `OutgoingFile.name`; null: the host chooses one.
   * @throws RefusedError when the host has not taken it.
   */
  fetch(url: string, name: string | null): Promise<HostedFile>;
  /** Aborts the transfers in flight. */
  close(): Promise<void>;
}
