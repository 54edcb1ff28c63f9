import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import type { FileReport, RunReport, TestReport } from './report.ts';

const textOf = ({ name = 'Error', message, stack = '', ['diff']: diff }: SerializedError): string => {
  const frames = stack
    .split('\n')
    .filter((line) => /^ +at .+:\d+:\d+\)?$/.test(line) && !line.includes('/node_modules/'));
  const parts = [`${name}: ${message}`, ...(typeof diff === 'string' ? [diff] : []), ...frames];
  return stripVTControlCharacters(parts.join('\n'));
};

const reportTest = (test: TestCase): TestReport => {
  const { state, errors = [] } = test.result();
  return {
    name: `${test.module.relativeModuleId} > ${test.fullName}`,
    // A test that is pending at the end was not run.
    state: state === 'pending' ? 'skipped' : state,
    message: errors.map(textOf).join('\n'),
  };
};

const reportFile = (module: TestModule, unhandled: readonly SerializedError[]): FileReport => {
  const suites = [...module.children.allSuites()];
  const errors = [module, ...suites].flatMap((suite) => suite.errors());
  const own = unhandled.filter(({ ['VITEST_TEST_PATH']: path }) => path === module.moduleId);
  return {
    file: module.relativeModuleId,
    tests: [...module.children.allTests()].map(reportTest),
    errors: [...errors, ...own].map(textOf),
  };
};

/** Writes a `RunReport` to the file that `TEST_REPORT` names. Vitest's own reports leave out errors outside of tests. */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const path = process.env['TEST_REPORT'];
    if (path === undefined) throw new Error('TEST_REPORT has to name the file of the report.');
    const known = new Set<unknown>(modules.map(({ moduleId }) => moduleId));
    const report: RunReport = {
      files: modules.map((module) => reportFile(module, unhandled)),
      errors: unhandled.filter(({ ['VITEST_TEST_PATH']: path }) => !known.has(path)).map(textOf),
    };
    writeFileSync(path, JSON.stringify(report));
  }
}
