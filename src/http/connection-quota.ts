/** Counts the open connections of each viewer, sockets and streams together, up to a bound. */
export interface ConnectionQuota {
  /** @returns a function that releases the connection; null when the viewer has no connections left. */
  acquire(viewer: string): (() => void) | null;
  /**
   * The headers `RateLimit` and `RateLimit-Policy` of a response to a viewer without connections left
   * (draft-ietf-httpapi-ratelimit-headers). The quota counts open connections, so its policy has no time window.
   *
   * @param retryAfter seconds after which the client may try again.
   */
  headers(retryAfter: number): Readonly<Record<string, string>>;
}

/** @param perViewer connections of one viewer; null: no bound. */
export const createConnectionQuota = (perViewer: number | null): ConnectionQuota => {
  const openByViewer = new Map<string, number>();
  return {
    headers: (retryAfter) =>
      perViewer === null
        ? {}
        : {
            'ratelimit-policy': `"connections";q=${perViewer};qu="concurrent-requests"`,
            ratelimit: `"connections";r=0;t=${retryAfter}`,
          },
    acquire(viewer) {
      const open = openByViewer.get(viewer) ?? 0;
      if (perViewer !== null && open >= perViewer) return null;
      openByViewer.set(viewer, open + 1);
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        const left = (openByViewer.get(viewer) ?? 1) - 1;
        if (left === 0) openByViewer.delete(viewer);
        else openByViewer.set(viewer, left);
      };
    },
  };
};
