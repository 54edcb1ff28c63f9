import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import type { Json } from '../core/json.ts';
import { json, type Outcome } from '../core/outcome.ts';
import { codeTables, type RefusalReason, refusalMessages } from './codes.ts';

/** A call that bought nothing, in words that both brands share. */
export interface Refusal {
  readonly why: RefusalReason;
  /** What is wrong, where the table's message for the code says too little. */
  readonly msg?: string;
  /** What the answer brings all the same: the id of what exists already. */
  readonly data?: Json;
}

/** The body of a refusal. */
export const refusalBody = (dialect: Dialect, code: number, msg?: string) => ({
  code,
  msg: msg ?? codeTables[dialect].messages[code] ?? `Code ${code}`,
  data: null,
});

/** The refusal as it goes over the wire. On 401 there is no `data` at all. */
export const refuse = (dialect: Dialect, { why, msg, data: brought = null }: Refusal): Outcome => {
  const { refusals, statuses } = codeTables[dialect];
  const { data: _none, ...body } = refusalBody(dialect, refusals[why], msg ?? refusalMessages[why]);
  return json(statuses[why] ?? 200, why === 'unauthorized' ? body : { ...body, data: brought });
};

/** A successful answer. */
export const success = (data: Json): Outcome => json(200, { code: 200, msg: 'success', data });
