const MS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;
const MS_PER_DAY = 86_400_000;

/** Characters of `00:00:00.000Z`. */
const TIME_LENGTH = 13;

/** Within this, every whole number is an instant that `Date` knows. */
const FARTHEST = 8.64e15;

const DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** Days whose texts are kept: a task, and its files two weeks later. A power of two. */
const KEPT_DAYS = 64;

/** Days since the epoch, each at the place of its last bits, and how they begin: `2026-11-26T`. */
const kept = Array.from({ length: KEPT_DAYS }, () => ({ day: Number.NaN, text: '' }));

const textOf = (day: number): string => {
  const place = kept[day & (KEPT_DAYS - 1)];
  if (place?.day === day) return place.text;
  const text = new Date(day * MS_PER_DAY).toISOString().slice(0, -TIME_LENGTH);
  kept[day & (KEPT_DAYS - 1)] = { day, text };
  return text;
};

/**
 * `new Date(epochMs).toISOString()`, in a third of its time: instants that are shown are of few days.
 *
 * @throws RangeError for what is no instant
 */
export const toIsoString = (epochMs: number): string => {
  if (!Number.isInteger(epochMs) || Math.abs(epochMs) >= FARTHEST) return new Date(epochMs).toISOString();
  const day = Math.floor(epochMs / MS_PER_DAY);
  const inDay = epochMs - day * MS_PER_DAY;
  const seconds = Math.floor(inDay / MS_PER_SECOND);
  const minutes = Math.floor(seconds / SECONDS_PER_MINUTE);
  const ms = inDay - seconds * MS_PER_SECOND;
  const time = `${DIGITS[Math.floor(minutes / MINUTES_PER_HOUR)]}:${DIGITS[minutes % MINUTES_PER_HOUR]}`;
  return `${textOf(day)}${time}:${DIGITS[seconds % SECONDS_PER_MINUTE]}.${Math.floor(ms / 100)}${DIGITS[ms % 100]}Z`;
};
