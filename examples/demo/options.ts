import { parseArgs } from 'node:util';
import type { SeparationType } from '../generated/graphql.ts';
import { DemoError } from './demo-error.ts';

export const HELP = `Adds vocals to an instrumental, splits the result into stems and saves them, showing every step.
With --walk: makes a song of a sentence (lyrics, two tracks), splits it, writes down its notes, makes a video of it.

Usage: npm run demo -- [options]

  --url URL           the gateway (default http://localhost:4000/graphql; when nothing answers there, the demo
                      starts a gateway and a mock kie.ai of its own, and stops them when it is done)
  --key KEY           credentials for a gateway that requires them
  --walk              walk a whole song
  --describe TEXT     what that song is about (default: a ferry)
  --instrumental URL  the instrumental (default: the sample of the mock on http://localhost:4010)
  --type TYPE         SEPARATE_VOCAL or SPLIT_STEM (default: both; with --walk, SPLIT_STEM)
  --out DIR           where to save the files (default: stems; with --walk, song)
  --sse               watch over server-sent events instead of a WebSocket
  --dialect DIALECT   kie or sunoapi: starts a gateway and a mock with this dialect, even when others run already
  --timeout SECONDS   for each task (default 300)
  --help              show this text

MOCK_TIME_SCALE=0 makes a mock that the demo starts finish at once.
The exit code is 0 when all files were saved, 1 when anything went wrong.
`;

const TYPES: readonly SeparationType[] = ['SEPARATE_VOCAL', 'SPLIT_STEM'];
const DIALECTS = ['kie', 'sunoapi'];

export interface DemoOptions {
  /** Null: the default address, or a gateway that the demo starts. */
  readonly url: string | null;
  readonly key: string | null;
  /** Walk a whole song, instead of singing over an instrumental. */
  readonly walk: boolean;
  /** What the song of a walk is about; null: the demo's own idea. */
  readonly description: string | null;
  /** Null: the mock's sample. */
  readonly instrumental: string | null;
  readonly types: readonly SeparationType[];
  readonly out: string;
  readonly sse: boolean;
  /** Null: the dialect of the gateway that is found. */
  readonly dialect: string | null;
  readonly timeoutMs: number;
}

const oneOf = <Choice extends string>(name: string, value: string, choices: readonly Choice[]): Choice => {
  const choice = choices.find((each) => each === value);
  if (choice === undefined) throw new DemoError(`--${name} must be ${choices.join(' or ')}.`);
  return choice;
};

const httpUrl = (name: string, value: string): string => {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) throw new DemoError(`--${name} must be an http(s) URL.`);
  return value;
};

const seconds = (value: string): number => {
  if (!(Number(value) > 0)) throw new DemoError('--timeout must be a number of seconds.');
  return Number(value) * 1_000;
};

const parse = (args: string[]) => {
  try {
    return parseArgs({
      args,
      options: {
        url: { type: 'string' },
        key: { type: 'string' },
        walk: { type: 'boolean', default: false },
        describe: { type: 'string' },
        instrumental: { type: 'string' },
        type: { type: 'string' },
        out: { type: 'string' },
        sse: { type: 'boolean', default: false },
        dialect: { type: 'string' },
        timeout: { type: 'string', default: '300' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new DemoError(`${error instanceof Error ? error.message : error}\nSee npm run demo -- --help.`);
  }
};

/** The options of the command line; null for help. @throws DemoError */
export const readOptions = (args: string[]): DemoOptions | null => {
  const { url, key, walk, describe, instrumental, type, out, sse, dialect, timeout, help } = parse(args);
  if (help) return null;
  if (url !== undefined && dialect !== undefined) {
    throw new DemoError('--dialect starts a gateway, and --url names a running one: use only one of them.');
  }
  if (walk ? instrumental !== undefined : describe !== undefined) {
    throw new DemoError('--describe is for a --walk, and --instrumental for the demo without one.');
  }
  return {
    url: url === undefined ? null : httpUrl('url', url),
    key: key ?? null,
    walk,
    description: describe ?? null,
    instrumental: instrumental === undefined ? null : httpUrl('instrumental', instrumental),
    types: type === undefined ? TYPES : [oneOf('type', type, TYPES)],
    out: out ?? (walk ? 'song' : 'stems'),
    sse,
    dialect: dialect === undefined ? null : oneOf('dialect', dialect, DIALECTS),
    timeoutMs: seconds(timeout),
  };
};
