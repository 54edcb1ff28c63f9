import { ConfigError, readConfig } from '../../src/config/config.ts';

/** The least that a gateway needs in development, and in production. */
export const development = { NODE_ENV: 'development', KIE_API_KEY: 'kie-key' };
export const production = { KIE_API_KEY: 'kie-key', PUBLIC_URL: 'https://gateway.example.com', AUTH: 'none' };

/** The configuration in development, with `change`. */
export const read = (change: Record<string, string | undefined> = {}) =>
  readConfig({ ...development, ...change }).config;

/** The names of the variables that are complained about. */
export const complaints = (variables: Record<string, string | undefined>): string[] => {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...error.message.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name).sort();
  }
};
