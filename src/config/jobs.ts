import { OPERATION_NAMES, type OperationName } from '../domain/operations/index.ts';
import { JOBS } from '../upstream/kie/wire/job-names.ts';
import { list } from './readers.ts';

/** The operations that can be bought as jobs, and whether it is safe to. */
const SOLD: ReadonlyMap<OperationName, boolean> = new Map(
  OPERATION_NAMES.flatMap((name) =>
    Object.entries(JOBS).flatMap(([job, { isSafe }]) => (job === name ? [[name, isSafe]] : [])),
  ),
);

const SAFE = [...SOLD].filter(([, isSafe]) => isSafe).map(([name]) => name);

const operationsOf = (item: string): readonly OperationName[] =>
  item === '*' ? SAFE : [...SOLD.keys()].filter((name) => name === item);

/** `ADD_VOCALS,GENERATE_LYRICS`, or `*` for all that are safe: what is bought through the provider's jobs API. */
export const jobs = list
  .refine((items) => items.every((item) => operationsOf(item).length > 0), {
    error: `must be * or operations that the jobs API has: ${[...SOLD.keys()].join(', ')}`,
  })
  .transform((items): readonly OperationName[] => [...new Set(items.flatMap(operationsOf))]);
