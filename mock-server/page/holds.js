import { h, keyed } from './dom.js';
import { shortId } from './format.js';

/** What the mock holds, each with a button that releases it. Hidden while nothing is held. */
export function createHolds(list, release) {
  const show = keyed(
    list,
    (held) => held.id,
    ({ id, point, about }) => ({
      element: h(
        'li',
        { className: 'trouble' },
        `Held at ${point}: ${shortId(about)} `,
        h('button', { type: 'button', className: 'small', onclick: () => release(id) }, 'Release'),
      ),
      update: () => {},
    }),
  );
  return (held) => {
    list.hidden = held.length === 0;
    show(held);
  };
}
