/** The most arrivals in any window of that length. */
export const busiest = (times: readonly number[], windowMs: number): number => {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(0, ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + windowMs).length));
};
