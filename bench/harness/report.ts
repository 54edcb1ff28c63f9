import { figureOf, isReached, METRICS, type Measured, type Metric, type PathResult } from './result.ts';
import type { Summary } from './statistics.ts';

const NAMES: readonly Metric[] = Object.keys(METRICS).filter((name): name is Metric => name in METRICS);

/** A path's result, or the reason why there is none. */
export interface PathReport {
  readonly name: string;
  readonly title: string;
  readonly seconds: number;
  readonly result: PathResult | null;
  readonly failure: string | null;
}

/** A whole run. */
export interface Report {
  readonly at: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string; readonly pinned: boolean };
  readonly quick: boolean;
  readonly asMeasured: string;
  readonly leftOut: readonly string[];
  readonly paths: readonly PathReport[];
}

const show = ({ median, min, max }: Summary, digits: number): string => {
  const text = median.toFixed(digits);
  return min === max ? text : `${text} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const nameOf = ({ name, role }: Measured): string => {
  if (role === 'gateway') return `**${name.replace('gateway', 'Stemgate')}**`;
  return role === 'limit' ? `${name} (limit)` : name;
};

const tableOf = ({ contenders }: PathResult): string[] => {
  const columns = NAMES.filter((name) => contenders.some(({ metrics }) => metrics[name] !== undefined));
  const cellOf = ({ metrics }: Measured, name: Metric): string => {
    const summary = metrics[name];
    return summary === undefined ? '' : show(summary, METRICS[name].digits);
  };
  return [
    row(['', ...columns.map((name) => METRICS[name].label)]),
    row(['---', ...columns.map(() => '---:')]),
    ...contenders.map((contender) => row([nameOf(contender), ...columns.map((name) => cellOf(contender, name))])),
  ];
};

/** Below this something else than its core bounded the limit, and ratios of rates flatter all others. */
const SATURATED_PERCENT = 85;

const isIdleLimit = ({ contenders }: PathResult): boolean =>
  (contenders[0]?.metrics.busyPercent?.median ?? 100) < SATURATED_PERCENT;

const goalLine = (result: PathResult, goal: PathResult['goals'][number]): string => {
  const figure = figureOf(result, goal);
  const shown = figure === null ? 'not measured' : figure.toFixed(METRICS[goal.metric].digits);
  const reached = isReached(figure, goal) ? 'reached' : '**not reached**';
  const isDoubtful = goal.metric === 'ratio' && isIdleLimit(result);
  const verdict = isDoubtful ? `undecided: the limit did not fill its core, so CPU decides` : reached;
  return `- ${goal.what}: ${goal.bound} ${goal.value}: ${shown}, ${verdict}`;
};

/** One path in Markdown. */
export const pathMarkdown = ({ title, seconds, result, failure }: PathReport): string => {
  const lines = [`## ${title}`, ''];
  if (result === null) return [...lines, `Not measured: ${failure}`, ''].join('\n');
  const { goals, notes } = result;
  lines.push(...tableOf(result), '', ...goals.map((goal) => goalLine(result, goal)));
  lines.push(...notes.map((note) => `- ${note}`), `- took ${seconds.toFixed(0)} s`, '');
  return lines.join('\n');
};

/** The whole run in Markdown. */
export const toMarkdown = ({ at, machine, quick, asMeasured, leftOut, paths }: Report): string =>
  [
    '# Stemgate beside its peers and its limits',
    '',
    `${at}, ${machine.cores} cores (${machine.cpu}), Node ${machine.node}${quick ? ', a quick run' : ''}.`,
    machine.pinned
      ? 'The server that is measured has one core; load, provider and harness have another.'
      : 'Processes could not be pinned to cores: believe CPU per request, and not the rates.',
    'Rounds of all contenders take turns; figures are medians, with the lowest and highest round. Ratios are formed ' +
      'within each round.',
    asMeasured,
    ...leftOut,
    '',
    ...paths.map(pathMarkdown),
  ].join('\n');
