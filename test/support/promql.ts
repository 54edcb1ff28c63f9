/** A selector of an expression: a metric, and the values that it wants of labels. */
export interface Selector {
  readonly metric: string;
  /** By label: what the value must match, whole. */
  readonly labels: readonly { readonly name: string; readonly matches: RegExp }[];
}

/** What a PromQL expression reads. */
export interface Reading {
  readonly selectors: readonly Selector[];
  /** The labels by which it groups. */
  readonly groupings: readonly string[];
}

const FUNCTIONS = ['sum', 'rate', 'increase', 'changes', 'histogram_quantile', 'time'];
const OPERATORS = ['and', 'or', 'unless', 'by'];

const escapeDots = (value: string): string => value.replaceAll('.', '\\.');

const readLabels = (braces: string): Selector['labels'] =>
  [...braces.matchAll(/(\w+)(=~|=)"([^"]*)"/g)].map(([, name = '', operator, value = '']) => ({
    name,
    matches: new RegExp(`^(?:${operator === '=~' ? value : escapeDots(value)})$`),
  }));

/**
 * Finds the metrics and labels of an expression. It knows the part of PromQL that the alert rules and the dashboard use.
 *
 * @throws Error on a word that is no metric with one of the known beginnings, function or operator.
 */
export const readPromql = (expression: string): Reading => {
  const groupings = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  const bare = expression.replace(/\bby \([^)]*\)/g, '').replace(/\[[^\]]*\]/g, '');
  const selectors = [...bare.matchAll(/\b([a-z]\w*)(\{[^}]*\})?/g)].flatMap(
    ([text, word = '', braces = '']): Selector[] => {
      // What stands in braces is read with its metric.
      if (FUNCTIONS.includes(word) || OPERATORS.includes(word)) return [];
      if (!/^(stemgate_|nodejs_|process_|up$)/.test(word)) throw new Error(`Not a word of an expression: ${text}`);
      return [{ metric: word, labels: readLabels(braces) }];
    },
  );
  return { selectors, groupings };
};
