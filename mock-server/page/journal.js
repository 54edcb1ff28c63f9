import { fill, h, keyed } from './dom.js';
import { clockTime, span } from './format.js';

/** Lines shown, newest first; the journal itself keeps more. */
const SHOWN = 60;

/**
 * The journal's tail.
 *
 * @param read fetches one entry in full, by id.
 */
export function createJournal(container, empty, onlyNoted, read) {
  const show = keyed(
    container,
    (entry) => entry.id,
    (entry) => createLine(entry, read),
  );
  return (entries) => {
    const wanted = onlyNoted.checked ? entries.filter((entry) => entry.notes.length > 0) : entries;
    const shown = wanted.slice(-SHOWN).reverse();
    empty.hidden = shown.length > 0;
    show(shown);
  };
}

function createLine({ id, kind, at, ms, method, path, code, ending, stage, attempt, notes }, read) {
  const isGood = ending.status !== null && ending.status < 400 && (code === null || code === 200);
  const answer =
    ending.status === null
      ? ending.kind
      : `${ending.status}${code === null || code === ending.status ? '' : ` / ${code}`}`;
  const what = kind === 'callback' ? `${stage} callback, attempt ${attempt}` : method;
  const summary = h(
    'summary',
    {},
    h('time', {}, clockTime(at)),
    h('span', { className: 'way', title: kind === 'callback' ? 'sent' : 'received' }, kind === 'callback' ? '↗' : '↘'),
    h('span', { className: 'what' }, `${what} `, h('code', {}, path)),
    h('span', { className: 'answer', data: { mood: isGood ? 'good' : 'bad' } }, answer),
    h('span', { className: 'ms' }, span(ms)),
    ...notes.map((note) => h('span', { className: 'note' }, note)),
  );
  const body = h('div', { className: 'exchange' });
  const element = h('details', { ontoggle: open }, summary, body);

  async function open() {
    if (!element.open || body.hasChildNodes()) return;
    fill(body, 'Reading…');
    try {
      const { url, sent, ending: end } = await read(id);
      fill(body, h('code', {}, url), half('Sent', sent), half('Answered', end, end.error));
    } catch (error) {
      fill(body, error.message);
    }
  }
  return { element: h('li', {}, element), update: () => {} };
}

function half(name, { headers, body, size, isWhole }, error = null) {
  const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}`);
  return h(
    'section',
    {},
    h('h4', {}, name),
    h(
      'pre',
      { tabIndex: 0 },
      [...lines, '', error ?? pretty(body), ...(isWhole ? [] : [`(${size} bytes in all)`])].join('\n'),
    ),
  );
}

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
