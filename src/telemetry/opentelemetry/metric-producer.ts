import { type HrTime, ValueType } from '@opentelemetry/api';
import { hrTime, millisToHrTime } from '@opentelemetry/core';
import { emptyResource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import type { MetricObjectWithValues, MetricValue } from 'prom-client';

/** The metrics of `/metrics`. */
export type ReadMetrics = () => Promise<readonly MetricObjectWithValues<MetricValue<string>>[]>;

/** A value of a histogram has a name of its own: with `_bucket`, `_sum` or `_count` at the end. */
const suffixOf = (value: object): string =>
  'metricName' in value ? (String(value.metricName).split('_').at(-1) ?? '') : '';

const withoutBound = ({ le: _, ...labels }: MetricValue<string>['labels']): object => labels;

/** The counts of Prometheus contain those of all smaller buckets, those of OpenTelemetry do not. */
const toHistogram = (values: readonly MetricValue<string>[]) => {
  const valueAt = (suffix: string): number => values.find((value) => suffixOf(value) === suffix)?.value ?? 0;
  const buckets = values.filter((value) => suffixOf(value) === 'bucket');
  return {
    buckets: {
      boundaries: buckets.map(({ labels }) => Number(labels['le'])).filter(Number.isFinite),
      counts: buckets.map(({ value }, index) => value - (buckets[index - 1]?.value ?? 0)),
    },
    sum: valueAt('sum'),
    count: valueAt('count'),
  };
};

/** The metrics of `/metrics` for OpenTelemetry, under the same names. */
export const createMetricProducer = (read: ReadMetrics): MetricProducer => {
  const startTime = millisToHrTime(Math.round(performance.timeOrigin));

  const toMetric = (metric: MetricObjectWithValues<MetricValue<string>>, endTime: HrTime): MetricData[] => {
    const { name, help, values } = metric;
    const type = String(metric.type);
    const at = { startTime, endTime };
    const base = {
      descriptor: { name, description: help, unit: '', valueType: ValueType.DOUBLE },
      aggregationTemporality: AggregationTemporality.CUMULATIVE,
    };
    const points = (): DataPoint<number>[] =>
      values.map(({ labels, value }) => ({ ...at, attributes: { ...labels }, value }));
    switch (type) {
      case 'counter':
        return [{ ...base, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints: points() }];
      case 'gauge':
        return [{ ...base, dataPointType: DataPointType.GAUGE, dataPoints: points() }];
      case 'histogram': {
        const series = Map.groupBy(values, ({ labels }) => JSON.stringify(withoutBound(labels)));
        const dataPoints = [...series].map(([labels, own]) => ({
          ...at,
          attributes: JSON.parse(labels),
          value: toHistogram(own),
        }));
        return [{ ...base, dataPointType: DataPointType.HISTOGRAM, dataPoints }];
      }
      default:
        return [];
    }
  };

  return {
    async collect() {
      const endTime = hrTime();
      const metrics = (await read()).flatMap((metric) => toMetric(metric, endTime));
      return {
        resourceMetrics: { resource: emptyResource(), scopeMetrics: [{ scope: { name: 'stemgate' }, metrics }] },
        errors: [],
      };
    },
  };
};
