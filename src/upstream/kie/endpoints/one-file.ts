import type { Output } from '../../../domain/outputs/output.ts';
import * as read from '../wire/reading.ts';
import type { Fields } from '../wire/task.ts';
import type { Family } from './family.ts';

/**
 * A family whose result is one file: one stage, and the same names in callbacks and in records.
 *
 * @param names the names under which the file may stand.
 */
export const oneFileFamily = (kind: 'wav' | 'video', recordPath: string, names: readonly string[]): Family => {
  const outputOf = (fields: Fields): Output => ({ kind, url: read.url.parse(read.field(fields, ...names)) });
  return { recordPath, states: {}, stages: null, recordOutput: outputOf, callbackOutput: outputOf };
};
