import { fill, h } from './dom.js';
import { clockTime, credits, shortId, words } from './format.js';

/** Entries shown; the whole ledger is one link away. */
const SHOWN = 12;

/** The ledger: whether a purchase was charged twice, and its last entries. Takes the admin API's report. */
export function createLedger({ verdict, balance, rows }) {
  return (report) => {
    const { purchases } = report;
    const once = purchases.filter(({ chargedExactlyOnce }) => chargedExactlyOnce === true);
    const twice = purchases.filter(({ chargedExactlyOnce }) => chargedExactlyOnce === false);
    const unclear = purchases.filter(({ chargedExactlyOnce }) => chargedExactlyOnce === null);
    fill(balance, `${credits(report.balance)} credits left`);
    verdict.dataset.mood = twice.length > 0 ? 'bad' : unclear.length > 0 ? 'odd' : 'good';
    fill(
      verdict,
      report.charges === 0
        ? 'Nothing has been charged.'
        : `Charged exactly once: ${once.length} of ${purchases.length}.`,
      twice.length > 0 ? ` Charged more than once: ${twice.map(describe).join('; ')}.` : '',
      unclear.length > 0
        ? ` Same input again: ${unclear.map(describe).join('; ')}. Without a key, nothing says whether that was meant.`
        : '',
    );
    fill(rows, ...report.entries.slice(-SHOWN).reverse().map(row));
  };
}

function describe({ operation, charges, taskIds }) {
  return `${words(operation).toLowerCase()} ${charges} times (${taskIds.map(shortId).join(', ')})`;
}

function row({ at, kind, operation, credits: amount, balance, taskId }) {
  const charge = amount === 0 ? '' : '−';
  const sign = kind === 'refund' ? '+' : charge;
  return h(
    'tr',
    {},
    h('td', {}, clockTime(at)),
    h('td', { title: taskId }, kind === 'refund' ? `Refund: ${words(operation)}` : words(operation)),
    h('td', { className: 'number' }, `${sign}${credits(amount)}`),
    h('td', { className: 'number' }, credits(balance)),
  );
}
