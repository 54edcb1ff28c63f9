import type { JsonObject } from '../core/json.ts';
import { group, type Scenario } from './scenario.ts';

/** For so long after the purchase, record-info does not know the task. */
const hidden = (name: string, about: string, envelope: JsonObject): Omit<Scenario, 'group'> => ({
  name,
  about,
  value: { means: 'milliseconds after the purchase', default: 5_000 },
  record: (known, { ageMs, value }) => (ageMs < value ? envelope : known),
});

/** A task that was bought and is not there yet: seen for up to 90 seconds, in three forms. */
export const visibilityScenarios = group('visibility', [
  hidden('not-visible', 'record-info answers data null for a while.', { code: 200, msg: 'success', data: null }),
  hidden('not-visible-404', 'record-info answers code 404 for a while.', { code: 404, msg: 'Not found', data: null }),
  hidden('not-visible-422', 'record-info answers code 422 for a while.', {
    code: 422,
    msg: 'Record does not exist',
    data: null,
  }),
]);
