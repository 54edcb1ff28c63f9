import { fill, h } from './dom.js';
import { calendarDay, clockTime } from './format.js';

/** How often the running clock is drawn again, in milliseconds. */
const TICK_MS = 250;

/** The mock's clock, ticking along between the events that correct it. */
export function createClock(face, toggle) {
  let told = { now: Date.now(), stopped: false };
  let toldAt = Date.now();

  const draw = () => {
    const now = told.stopped ? told.now : told.now + Date.now() - toldAt;
    fill(face, clockTime(now), h('small', {}, calendarDay(now)));
  };
  setInterval(draw, TICK_MS);

  return {
    get stopped() {
      return told.stopped;
    },
    update: ({ now, stopped }) => {
      told = { now, stopped };
      toldAt = Date.now();
      fill(toggle, stopped ? 'Run' : 'Stop');
      face.dataset.stopped = String(stopped);
      draw();
    },
  };
}
