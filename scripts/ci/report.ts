/** How a test ended. `message` is empty unless it failed. */
export interface TestReport {
  /** The whole name: file, groups and test. */
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly message: string;
}

/** What a file of tests did. */
export interface FileReport {
  /** From the root of the repository. */
  readonly file: string;
  readonly tests: readonly TestReport[];
  /** What went wrong outside its tests: in an import, in a hook, in a promise without a handler. */
  readonly errors: readonly string[];
}

/** What a run of vitest did. `errors` are those that belong to no file. */
export interface RunReport {
  readonly files: readonly FileReport[];
  readonly errors: readonly string[];
}

export interface Failure {
  readonly name: string;
  readonly message: string;
}

export interface Outcome {
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly Failure[];
  /** What failed beside other files and passed alone; counted as passed. */
  readonly passedAlone: readonly Failure[];
}

const outside = (file: string): string => `${file} (outside its tests)`;

/** Whether a file has to be run again. */
export const hasFailed = ({ tests, errors }: FileReport): boolean =>
  errors.length > 0 || tests.some(({ state }) => state === 'failed');

/** What a file amounts to, after its second run if it had one. What failed twice has failed. */
const settle = (first: FileReport, again: FileReport | undefined): Outcome => {
  const second = Map.groupBy(again?.tests ?? [], ({ name }) => name);
  const isMended = (name: string) => second.get(name)?.every(({ state }) => state === 'passed') ?? false;
  // A file whose import failed had no tests in its first run.
  const tests = first.tests.length > 0 ? first.tests : (again?.tests ?? []);
  const passed = tests.filter(({ name, state }) => state === 'passed' || isMended(name));
  const left = tests.filter((test) => !passed.includes(test));
  const troubles = first.errors.map((message) => ({ name: outside(first.file), message }));
  const isTroubled = again === undefined || again.errors.length > 0;
  return {
    passed: passed.length,
    skipped: left.filter(({ state }) => state === 'skipped').length,
    failed: [...(isTroubled ? troubles : []), ...left.filter(({ state }) => state === 'failed')],
    passedAlone: [...(isTroubled ? [] : troubles), ...passed.filter(({ state }) => state === 'failed')],
  };
};

/**
 * What a run amounts to, when each file with failures was run once more by itself.
 *
 * @param again the files of the second runs; one that is missing leaves the first run as it was
 */
export const outcomeOf = (first: RunReport, again: readonly FileReport[]): Outcome => {
  const outcomes = first.files.map((file) =>
    settle(
      file,
      again.find((other) => other.file === file.file),
    ),
  );
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    skipped: outcomes.reduce((sum, { skipped }) => sum + skipped, 0),
    failed: [
      ...first.errors.map((message) => ({ name: 'the run, outside its files', message })),
      ...outcomes.flatMap(({ failed }) => failed),
    ],
    passedAlone: outcomes.flatMap(({ passedAlone }) => passedAlone),
  };
};
