import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { OperationName } from '../../src/domain/operations/index.ts';
import type { PurchaseOutcome } from '../../src/domain/ports/provider.ts';
import type { CallbackOutcome } from '../../src/domain/tasks/callbacks/callback-outcome.ts';
import type { RefusalCode } from '../../src/domain/tasks/lifecycle/refusal.ts';
import type { Report } from '../../src/domain/tasks/lifecycle/transition.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { eventually } from '../support/eventually.ts';
import { readPromql } from '../support/promql.ts';

/* The alert rules and the dashboard read only metrics, labels and values of labels that the gateway has. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** All values of a union: the compiler asks for each. */
const valuesOf = <Value extends string>(values: Readonly<Record<Value, true>>): Value[] =>
  Object.keys(values).filter((value): value is Value => value in values);

const PURCHASES = valuesOf<PurchaseOutcome['kind']>({
  accepted: true,
  refused: true,
  'not-sent': true,
  'in-doubt': true,
  done: true,
  exists: true,
});
const CALLBACKS = valuesOf<CallbackOutcome>({
  accepted: true,
  duplicate: true,
  quarantined: true,
  unknown: true,
  forged: true,
  unreadable: true,
  unsigned: true,
  unstored: true,
});
const REFUSALS = valuesOf<RefusalCode>({
  INVALID_INPUT: true,
  NOT_FOUND: true,
  IDEMPOTENCY_CONFLICT: true,
  INSUFFICIENT_CREDITS: true,
  QUOTA_EXCEEDED: true,
  RATE_LIMITED: true,
  UPSTREAM_UNAVAILABLE: true,
  UPSTREAM_REFUSED: true,
  ALREADY_EXISTS: true,
});
const POLLS = valuesOf<Exclude<Report['state'], 'unclear'> | 'unanswered' | 'foreign-record' | 'error'>({
  error: true,
  pending: true,
  progress: true,
  succeeded: true,
  failed: true,
  failing: true,
  undelivered: true,
  invisible: true,
  unanswered: true,
  'foreign-record': true,
});
const OPERATION: OperationName = 'ADD_VOCALS';
const ROUTES = ['graphql', 'callbacks', 'livez', 'readyz', 'metrics', 'socket', 'other'];

/** Prometheus itself puts these on every series: the scrape job, and the node. */
const OF_THE_SCRAPE = ['job', 'instance'];

/** Makes an event for the metrics of the garbage collector. */
const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
};

/** The values of each label, by metric, after one event of each kind. */
const createSeries = async (): Promise<Map<string, Map<string, Set<string>>>> => {
  const { tasks, http, read } = createMetrics();
  for (const outcome of PURCHASES) tasks.purchase(OPERATION, outcome);
  for (const code of REFUSALS) tasks.refusal(code);
  for (const outcome of CALLBACKS) tasks.callback(outcome);
  for (const outcome of POLLS) tasks.poll(outcome, false);
  tasks.queueWait(1);
  for (const route of ROUTES) for (const status of [200, 503]) http.request(route, status, 1);
  http.socketOpened();
  for (const transport of ['http', 'socket']) http.subscriptionStarted(transport);
  http.pushed(1);
  collectGarbage();
  await eventually(async () => expect(await read()).toContain('nodejs_gc_duration_seconds_count'));
  const series = new Map<string, Map<string, Set<string>>>([['up', new Map()]]);
  for (const [, metric = '', braces = ''] of (await read()).matchAll(/^([a-z]\w*)(?:\{(.*)\})? \S+$/gm)) {
    const labels = series.get(metric) ?? new Map<string, Set<string>>();
    series.set(metric, labels);
    for (const [, name = '', value = ''] of braces.matchAll(/(\w+)="([^"]*)"/g)) {
      labels.set(name, (labels.get(name) ?? new Set()).add(value));
    }
  }
  return series;
};

const ruleFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string(),
          labels: z.object({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.object({ summary: z.string(), description: z.string(), page: z.string() }),
        }),
      ),
    }),
  ),
});
const { rules = [] } = ruleFile.parse(parse(readText('deploy/prometheus/alerts.yaml'))).groups[0] ?? {};

const dashboard = z
  .object({
    uid: z.string(),
    panels: z.array(
      z.object({
        id: z.number(),
        title: z.string(),
        gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
        targets: z.array(z.object({ expr: z.string(), legendFormat: z.string() })).default([]),
      }),
    ),
    templating: z.object({ list: z.array(z.object({ name: z.string(), definition: z.string().optional() })) }),
  })
  .parse(JSON.parse(readText('deploy/grafana/stemgate.json')));

/** The queries, with the variables of the dashboard as any value. */
const queries = dashboard.panels.flatMap(({ title, targets }) =>
  targets.map(({ expr, legendFormat }) => ({ title, expr: expr.replaceAll('"$job"', '"job"'), legendFormat })),
);

let series: Awaited<ReturnType<typeof createSeries>>;
beforeAll(async () => {
  series = await createSeries();
});

const expectKnown = (expression: string): void => {
  const { selectors, groupings } = readPromql(expression);
  expect(selectors.length, expression).toBeGreaterThan(0);
  const labelNames = new Set(OF_THE_SCRAPE);
  for (const { metric, labels } of selectors) {
    const known = series.get(metric) ?? expect.fail(`${expression}: there is no metric ${metric}.`);
    for (const name of known.keys()) labelNames.add(name);
    for (const { name, matches } of labels.filter((label) => !OF_THE_SCRAPE.includes(label.name))) {
      const values = [...(known.get(name) ?? [])];
      expect(
        values.some((value) => matches.test(value)),
        `${expression}: a value of ${name}`,
      ).toBe(true);
      // Each alternative of an expression on its own, so that no misspelt one hides behind another.
      const words = matches.source
        .slice('^(?:'.length, -')$'.length)
        .split('|')
        .filter((word) => /^[\w-]+$/.test(word));
      for (const word of words) expect(values, expression).toContain(word);
    }
  }
  for (const name of groupings) expect([...labelNames], expression).toContain(name);
};

describe('the alert rules', () => {
  it('are named once each', () => {
    expect(rules.length).toBeGreaterThan(15);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  it.each(rules)('$alert reads what there is, and leads to a page that says what to do', ({ expr, annotations }) => {
    expectKnown(expr);
    const [file = '', anchor] = annotations.page.split('#');
    const anchors = [...readText(file).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(' ', '-')
        .replace(/[^\w-]/g, ''),
    );
    expect(anchors).toContain(anchor);
  });
});

describe('the dashboard', () => {
  it.each(queries)('$title: $expr', ({ expr, legendFormat }) => {
    expectKnown(expr);
    const { selectors } = readPromql(expr);
    const labels = selectors.flatMap(({ metric }) => [...(series.get(metric)?.keys() ?? [])]);
    for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
      expect([...labels, ...OF_THE_SCRAPE]).toContain(label);
  });

  it('takes its variables from metrics that there are, and lays panels side by side', () => {
    for (const { definition } of dashboard.templating.list) {
      const [, metric] = /^label_values\((\w+)/.exec(definition ?? 'label_values(up') ?? [];
      expect([...series.keys()]).toContain(metric);
    }
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });
});

it('a metric of the gateway that nobody looks at is a forgotten one', () => {
  const read = [...rules, ...queries].flatMap(({ expr }) => readPromql(expr).selectors.map(({ metric }) => metric));
  const seen = new Set(read.map((metric) => metric.replace(/_bucket$/, '')));
  const own = [...series.keys()].filter((metric) => metric.startsWith('stemgate_'));
  const families = new Set(own.map((metric) => metric.replace(/_(bucket|sum|count)$/, '')));
  expect([...families].filter((family) => !seen.has(family))).toEqual([]);
});
