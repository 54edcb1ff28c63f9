/** Numbers and names as people read them. */

/* All times are UTC, as in the provider's own messages and on the command line. */
const timeZone = 'UTC';
const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short', year: 'numeric' });

export const clockTime = (ms) => time.format(ms);
export const calendarDay = (ms) => day.format(ms);
export const credits = (amount) => `${Number(amount.toFixed(2))}`;
/** A long id, shortened; a path stays as it is. */
export const shortId = (id) => (id.length > 14 && !id.includes('/') ? `${id.slice(0, 6)}…${id.slice(-4)}` : id);

/** A span of milliseconds in its two largest sensible units. */
export function span(ms) {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Number((ms / 1_000).toFixed(1))} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
  return `${Number((ms / 3_600_000).toFixed(1))} h`;
}

/** A state in words: MIDI and covers have numbers. */
export const stateName = (state) => ({ 1: 'SUCCESS', 3: 'FAILED' })[state] ?? state;

/** How a state looks: `busy`, `good`, `odd` or `bad`. */
export function mood(state) {
  if (state === 'SUCCESS' || state === 'delivered') return 'good';
  if (state === 'CALLBACK_EXCEPTION' || state === 'retrying') return 'odd';
  return /FAILED|ERROR|given-up/.test(state) ? 'bad' : 'busy';
}

/** `add-vocals` → `Add vocals`, `GENERATE_AUDIO_FAILED` → `Generate audio failed`. */
export function words(name) {
  const spaced = name.replaceAll(/[-_]/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
