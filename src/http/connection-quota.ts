/** Counts what each viewer holds open, up to a bound. */
export interface ConnectionQuota {
  /** @returns how to give it back; null when the viewer has no more. */
  acquire(viewer: string): (() => void) | null;
}

/** @param perViewer null where there is no bound. */
export const createConnectionQuota = (perViewer: number | null): ConnectionQuota => {
  const taken = new Map<string, number>();
  return {
    acquire(viewer) {
      const count = taken.get(viewer) ?? 0;
      if (perViewer !== null && count >= perViewer) return null;
      taken.set(viewer, count + 1);
      let given = false;
      return () => {
        if (given) return;
        given = true;
        const left = (taken.get(viewer) ?? 1) - 1;
        if (left === 0) taken.delete(viewer);
        else taken.set(viewer, left);
      };
    },
  };
};
