import { addVocals } from '../../src/domain/operations/add-vocals.ts';
import type { InputRules } from '../../src/domain/operations/input-rules.ts';
import { separateVocals } from '../../src/domain/operations/separate-vocals.ts';
import { addVocalsInput } from './bodies.ts';

/** The rules of a gateway on the internet. */
export const strict: InputRules = {
  allowPrivateUrls: false,
  models: ['V4', 'V4_5PLUS', 'V5'],
  ignoredUrlParameters: [],
  defaultModel: 'V5',
};
/** The rules of a gateway on a developer's machine. */
export const open: InputRules = {
  allowPrivateUrls: true,
  models: 'any',
  ignoredUrlParameters: [],
  defaultModel: 'V5',
};

/** Paths of the fields at fault; empty when the input is taken. */
const faults = (operation: typeof addVocals | typeof separateVocals, input: unknown, rules: InputRules): string[] => {
  const parsed = operation.inputSchema(rules).safeParse(input);
  return (parsed.error?.issues ?? []).map(({ path }) => path.join('.'));
};
/** Faults of an input of addVocals that is good but for `change`. */
export const music = (change: object, rules = strict) => faults(addVocals, { ...addVocalsInput, ...change }, rules);
/** Faults of an input of separateVocals. */
export const separation = (source: unknown, change: object = {}, rules = strict) =>
  faults(separateVocals, { source, type: 'SPLIT_STEM', ...change }, rules);
/** Faults of a URL of a file to separate. */
export const url = (audioUrl: unknown, rules = strict) => separation({ audioUrl }, {}, rules);
