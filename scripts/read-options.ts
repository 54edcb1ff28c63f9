import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Ends a program that was told what it cannot understand: one line, exit code 2, and nothing was done. */
export const refuseUsage = (message: string): never => {
  console.error(message);
  process.exit(2);
};

/** What stands behind the name of the program. Whoever mistypes an option is told so, and nothing is done. */
export const readOptions = <const Config extends ParseArgsConfig>(config: Config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error));
  }
};
