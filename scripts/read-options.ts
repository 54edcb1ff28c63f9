import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Ends a program whose command line is not valid: prints one line, exit code 2. */
export const refuseUsage = (message: string): never => {
  console.error(message);
  process.exit(2);
};

/** The options of the command line. A mistyped option ends the program before it has done anything. */
export const readOptions = <const Config extends ParseArgsConfig>(config: Config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error));
  }
};
