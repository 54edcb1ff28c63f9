import { parseDuration } from '../core/duration.ts';
import { nearest } from '../core/nearest.ts';
import type { ScenarioUse } from '../core/task.ts';
import { callbackScenarios } from './callbacks.ts';
import { endingScenarios } from './endings.ts';
import { familyScenarios } from './family.ts';
import { jobScenarios } from './jobs.ts';
import { mediaScenarios } from './media.ts';
import { refusalScenarios } from './refusals.ts';
import type { Scenario, ScenarioValue } from './scenario.ts';
import { shapeScenarios } from './shapes.ts';
import { transportScenarios } from './transport.ts';
import { visibilityScenarios } from './visibility.ts';

/** Every scenario there is. */
export const scenarios: readonly Scenario[] = [
  ...callbackScenarios,
  ...endingScenarios,
  ...refusalScenarios,
  ...transportScenarios,
  ...visibilityScenarios,
  ...shapeScenarios,
  ...familyScenarios,
  ...jobScenarios,
  ...mediaScenarios,
];

const byName = new Map(
  scenarios.flatMap((scenario) =>
    [scenario.name, scenario.alias ?? scenario.name].map((name) => [name, scenario] as const),
  ),
);

/** A scenario with its number filled in, and the rule that it comes from, if any. */
export interface ActiveScenario {
  readonly ruleId?: string;
  readonly scenario: Scenario;
  readonly value: number;
}

/** The scenarios behind their names; names that are gone (from an old state dump) do nothing. */
export const activeScenarios = (uses: readonly ScenarioUse[]): readonly ActiveScenario[] =>
  uses.flatMap(({ name, value }) => {
    const scenario = byName.get(name);
    return scenario ? [{ scenario, value: value ?? scenario.value?.default ?? 0 }] : [];
  });

/** A text that names no scenario. The message says what is wrong with it. */
export class UnknownScenarioError extends RangeError {
  override readonly name = 'UnknownScenarioError';
}

/** Some four months of milliseconds. */
const GREATEST_VALUE = 1e10;

/** The number of `20000`, or of a duration such as `20s` where the value is a span of time; NaN for anything else. */
const numberOf = (text: string, { unit }: ScenarioValue): number => {
  const ms = unit === undefined ? null : parseDuration(text.trim());
  if (ms === null) return text.trim() === '' ? Number.NaN : Number(text);
  return unit === 's' ? ms / 1_000 : ms;
};

/** Reads `name`, `name=number` or `name=20s`. */
export const parseUse = (spelt: string): ScenarioUse => {
  const [spelling = '', number] = spelt.trim().split('=', 2);
  const scenario = byName.get(spelling);
  if (!scenario) {
    const meant = nearest(spelling, [...byName.keys()]);
    throw new UnknownScenarioError(
      `there is no scenario "${spelling}"${meant === null ? '' : `; did you mean "${meant}"?`}`,
    );
  }
  const { name } = scenario;
  if (number === undefined) return { name, value: null };
  if (!scenario.value) throw new UnknownScenarioError(`scenario "${name}" takes no value`);
  const value = numberOf(number, scenario.value);
  if (!(value >= 0 && value <= GREATEST_VALUE)) {
    throw new UnknownScenarioError(
      `"${name}" takes a number from 0 to ${GREATEST_VALUE} (${scenario.value.means}), not "${number}"`,
    );
  }
  return { name, value };
};

/**
 * The scenarios that a text such as a title asks for: `[mock:name]` or `[mock:name=value]`. A misspelt one is noted.
 */
export const magicUses = (
  text: string,
): { readonly uses: readonly ScenarioUse[]; readonly notes: readonly string[] } => {
  const uses: ScenarioUse[] = [];
  const notes: string[] = [];
  for (const [magic, spelt = ''] of text.matchAll(/\[\s*mock\b([^\]\n]*)\]?/gi)) {
    try {
      if (!/^\[mock:.*\]$/i.test(magic)) throw new UnknownScenarioError('it is spelt [mock:name] or [mock:name=value]');
      uses.push(parseUse(spelt.slice(1)));
    } catch (error) {
      if (!(error instanceof UnknownScenarioError)) throw error;
      notes.push(`near miss: ${magic}: ${error.message}`);
    }
  }
  return { uses, notes };
};
