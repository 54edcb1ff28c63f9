import { fill, h } from './dom.js';
import { calendarDay, clockTime, shortId, span } from './format.js';

/** How often the running clock is drawn again, in milliseconds. */
const TICK_MS = 250;

/** The mock's clock, which goes on by itself between the events that correct it. `next` shows what comes while it is stopped. */
export function createClock(face, toggle, next) {
  let shown = { now: Date.now(), stopped: false, pending: [] };
  let shownAt = Date.now();

  const draw = () => {
    const now = shown.stopped ? shown.now : shown.now + Date.now() - shownAt;
    fill(face, clockTime(now), h('small', {}, `${calendarDay(now)}, UTC`));
  };
  setInterval(draw, TICK_MS);

  const drawNext = () => {
    const [event] = shown.pending;
    if (!shown.stopped) return fill(next);
    if (!event) return fill(next, 'Stopped. Nothing is planned.');
    const more = shown.pending.length - 1;
    const what = event.what.split(' ').map(shortId).join(' ');
    fill(next, `Stopped. Next: ${what}, in ${span(event.at - shown.now)}${more > 0 ? `, and ${more} more` : ''}.`);
  };

  return {
    get stopped() {
      return shown.stopped;
    },
    update: ({ now, stopped, pending = [] }) => {
      shown = { now, stopped, pending };
      shownAt = Date.now();
      fill(toggle, stopped ? 'Run' : 'Stop');
      face.dataset.stopped = String(stopped);
      draw();
      drawNext();
    },
  };
}
