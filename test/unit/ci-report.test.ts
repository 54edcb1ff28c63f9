import { describe, expect, it } from 'vitest';
import { type FileReport, hasFailed, outcomeOf, type TestReport } from '../../scripts/ci/report.ts';

const test = (name: string, state: TestReport['state']): TestReport => ({
  name,
  state,
  message: state === 'failed' ? `${name} is wrong` : '',
});

const file = (tests: readonly TestReport[], errors: readonly string[] = []): FileReport => ({
  file: 'a.test.ts',
  tests,
  errors,
});

/** What a file amounts to, as names. */
const told = (first: FileReport, again: readonly FileReport[] = []) => {
  const { failed, passedAlone, ...counts } = outcomeOf({ files: [first], errors: [] }, again);
  return { ...counts, failed: failed.map(({ name }) => name), passedAlone: passedAlone.map(({ name }) => name) };
};

const OUTSIDE = 'a.test.ts (outside its tests)';

describe('a file is run again', () => {
  it.each([
    ['when a test failed', file([test('one', 'passed'), test('two', 'failed')]), true],
    ['when something failed outside its tests', file([test('one', 'passed')], ['a rejection']), true],
    ['not when all passed or were left out', file([test('one', 'passed'), test('two', 'skipped')]), false],
  ])('%s', (_when, report, expected) => {
    expect(hasFailed(report)).toBe(expected);
  });
});

describe('what two runs amount to', () => {
  const first = file([test('one', 'passed'), test('two', 'failed'), test('three', 'skipped')]);

  it('a test that failed twice has failed', () => {
    const expected = { passed: 1, skipped: 1, failed: ['two'], passedAlone: [] };
    expect(told(first, [first])).toEqual(expected);
  });

  it('a test that passed alone has passed, and is named', () => {
    const again = file([test('one', 'passed'), test('two', 'passed'), test('three', 'skipped')]);
    expect(told(first, [again])).toEqual({ passed: 2, skipped: 1, failed: [], passedAlone: ['two'] });
  });

  it.each([
    ['was not run', []],
    ['had no tests', [file([], ['an import failed'])]],
    ['left the test out', [file([test('two', 'skipped')])]],
    ['had another test of the same name that failed', [file([test('two', 'passed'), test('two', 'failed')])]],
    ['was of another file', [{ ...file([test('two', 'passed')]), file: 'b.test.ts' }]],
  ])('a failure stays when the second run %s', (_how, again) => {
    expect(told(first, again).failed).toEqual(['two']);
  });

  it('a hook that failed once: the tests that it kept from running count when they passed', () => {
    const hook = file([test('one', 'skipped'), test('two', 'skipped')], ['a hook failed']);
    const again = file([test('one', 'passed'), test('two', 'skipped')]);
    expect(told(hook, [again])).toEqual({ passed: 1, skipped: 1, failed: [], passedAlone: [OUTSIDE] });
  });

  it('an import that failed once: the tests of the second run count', () => {
    const again = file([test('one', 'passed'), test('two', 'failed')]);
    const expected = { passed: 1, skipped: 0, failed: ['two'], passedAlone: [OUTSIDE] };
    expect(told(file([], ['an import failed']), [again])).toEqual(expected);
  });

  it('an error outside the tests that came twice has failed once', () => {
    const bad = file([test('one', 'passed')], ['a rejection']);
    expect(told(bad, [bad])).toEqual({ passed: 1, skipped: 0, failed: [OUTSIDE], passedAlone: [] });
  });

  it('an error that belongs to no file has failed', () => {
    const { failed } = outcomeOf({ files: [file([test('one', 'passed')])], errors: ['a worker died'] }, []);
    expect(failed).toEqual([{ name: 'the run, outside its files', message: 'a worker died' }]);
  });
});
