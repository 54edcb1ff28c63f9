import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import type { JsonObject } from '../core/json.ts';
import { refusalBody } from '../dialect/answers.ts';
import { refusalMessages } from '../dialect/codes.ts';
import { group, type Scenario } from './scenario.ts';

/** For so long after the purchase, record-info does not know the task. */
const hidden = (name: string, about: string, envelope: (dialect: Dialect) => JsonObject): Omit<Scenario, 'group'> => ({
  name,
  about,
  value: { means: 'milliseconds after the purchase', unit: 'ms', default: 5_000 },
  record: (known, { ageMs, value, dialect }) => (ageMs < value ? envelope(dialect) : known),
});

/** A task that was bought and is not there yet: seen for up to 90 seconds, in three forms. */
export const visibilityScenarios = group('visibility', [
  hidden('not-visible', 'record-info answers data null for a while.', () => ({
    code: 200,
    msg: 'success',
    data: null,
  })),
  hidden('not-visible-404', 'record-info answers code 404 for a while.', (dialect) => refusalBody(dialect, 404)),
  hidden('not-visible-422', 'record-info answers code 422 for a while.', (dialect) =>
    refusalBody(dialect, 422, refusalMessages['unknown-parent']),
  ),
]);
