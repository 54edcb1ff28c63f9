import { fill, h } from './dom.js';
import { clockTime, credits, shortId, words } from './format.js';

/** Entries shown; the whole ledger is one link away. */
const SHOWN = 12;

/** The ledger: whether anything was bought twice, and its last entries. Takes the admin API's report. */
export function createLedger({ verdict, balance, rows }) {
  return (report) => {
    const again = report.purchases.filter(({ charges }) => charges > 1);
    const once = report.purchases.length - again.length;
    fill(balance, `${credits(report.balance)} credits left`);
    verdict.dataset.mood = again.length > 0 ? 'bad' : 'good';
    fill(
      verdict,
      report.charges === 0
        ? 'Nothing has been charged.'
        : `Charged exactly once: ${once} of ${report.purchases.length}.`,
    );
    if (again.length > 0) verdict.append(` More often: ${again.map(tell).join('; ')}.`);
    fill(rows, ...report.entries.slice(-SHOWN).reverse().map(row));
  };
}

function tell({ operation, charges, taskIds }) {
  return `${words(operation).toLowerCase()} ${charges} times (${taskIds.map(shortId).join(', ')})`;
}

function row({ at, kind, operation, credits: amount, balance, taskId }) {
  const sign = kind === 'refund' ? '+' : '−';
  return h(
    'tr',
    {},
    h('td', {}, clockTime(at)),
    h('td', { title: taskId }, kind === 'refund' ? `Refund: ${words(operation)}` : words(operation)),
    h('td', { className: 'number' }, `${sign}${credits(amount)}`),
    h('td', { className: 'number' }, credits(balance)),
  );
}
