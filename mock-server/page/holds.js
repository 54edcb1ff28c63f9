import { h, keyed } from './dom.js';
import { shortId } from './format.js';

/** What the mock was told to hold, each with a button that lets it go. Absent while nothing waits. */
export function createHolds(list, release) {
  const show = keyed(
    list,
    (held) => held.id,
    ({ id, point, about }) => ({
      element: h(
        'li',
        { className: 'trouble' },
        `Held at ${point}: ${shortId(about)} `,
        h('button', { type: 'button', className: 'small', onclick: () => release(id) }, 'Let go'),
      ),
      update: () => {},
    }),
  );
  return (held) => {
    list.hidden = held.length === 0;
    show(held);
  };
}
