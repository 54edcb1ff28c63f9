import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (file: string): string => readFileSync(file, 'utf8');

const PAGES = globSync(['*.md', 'docs/**/*.md', 'mock-server/**/*.md', 'test/**/*.md']);
const FILES = [
  ...globSync('{src,test,mock-server,scripts,bench,examples}/**/*.{ts,json,graphql,js,html}', {
    exclude: ['**/node_modules/**'],
  }),
  ...globSync('*.{ts,graphql}'),
  ...PAGES,
].filter((file) => file !== 'test/contract/citations.test.ts');

/** One line of text, without the marks that begin lines of comments, so that a citation may span two of them. */
const flatten = (text: string): string => text.replaceAll(/\s*\n\s*(?:\*(?!\*)|\/\/)?\s*/g, ' ');

/** Numbers such as `12.11`, joined by commas or words. */
const numbered = (unit: string): string => `${unit}(?:(?:, |; | and | to )${unit})*`;
const SECTIONS = numbered('(?:quirk )?\\d+(?:\\.\\d+)?');
const PROMISES = numbered('\\d+');

/** What `text` cites of docs/provider.md: `12.11`, or `quirk 6`. A citation without a number is `?`. */
const citedSections = (text: string): string[] =>
  [...flatten(text).matchAll(new RegExp(`provider\\.md, (${SECTIONS})?`, 'g'))].flatMap(
    ([, sections]) => sections?.match(/(?:quirk )?\d+(?:\.\d+)?/g) ?? ['?'],
  );

/** The numbers of the promises that `text` cites; a span such as "10 to 12" counts by its ends. */
const citedPromises = (text: string): string[] =>
  [...flatten(text).matchAll(new RegExp(`\\bpromises? (${PROMISES})\\b`, 'gi'))].flatMap(
    ([, numbers = '']) => numbers.match(/\d+/g) ?? [],
  );

/** Numbers of headings and of rows of tables, and of the list of quirks. */
const sections = new Set<string | undefined>(
  globSync(['docs/provider.md', 'docs/provider/*.md'])
    .flatMap((file) => read(file).split(/^(?=## )/m))
    .flatMap((section) => [
      ...[...section.matchAll(/^(?:#{2,3} (\d+(?:\.\d+)?)|\| (\d+\.\d+)) /gm)].map(
        ([, heading, row]) => heading ?? row,
      ),
      ...(/^## 10 /.test(section) ? [...section.matchAll(/^(\d+)\. /gm)].map(([, number]) => `quirk ${number}`) : []),
    ]),
);
const promises = new Set([...read('docs/promises.md').matchAll(/^(\d+)\. \*\*/gm)].map(([, number = '']) => number));

/** `file: what` for everything that `find` finds and `isThere` does not know. */
const missing = (files: readonly string[], find: (text: string) => string[], isThere: (what: string) => boolean) =>
  files.flatMap((file) =>
    find(read(file))
      .filter((what) => !isThere(what))
      .map((what) => `${file}: ${what}`),
  );

/** The anchor that GitHub gives to a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');

const anchors = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Targets of links that lead to files of the repository. */
const links = (text: string): string[] =>
  [...text.replaceAll(/^```.*?^```/gms, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/i.test(target));

const leadsSomewhere = (page: string, target: string): boolean => {
  const [path = '', anchor] = target.split('#', 2);
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || (statSync(file).isFile() && anchors(file).includes(anchor));
};

describe('citations', () => {
  it('of the provider lead to a numbered place of docs/provider.md', () => {
    expect(FILES.flatMap((file) => citedSections(read(file))).length).toBeGreaterThan(50);
    expect(missing(FILES, citedSections, (section) => sections.has(section))).toEqual([]);
  });

  it('lead to no document outside of the repository', () => {
    const elsewhere = (text: string): string[] => text.match(/\bkie-(?:api|family|jobs)\b/g) ?? [];
    expect(missing(FILES, elsewhere, () => false)).toEqual([]);
  });

  it('of promises lead to a number of docs/promises.md', () => {
    expect(missing(FILES, citedPromises, (number) => promises.has(number))).toEqual([]);
  });

  it.each(PAGES)('in links of %s lead to files and headings', (page) => {
    expect(links(read(page)).filter((target) => !leadsSomewhere(page, target))).toEqual([]);
  });

  it('can be found: the pages number what is cited', () => {
    expect(['2.2', '5.11', '9', '11.1', '12.31', '13.17', 'quirk 22'].filter((place) => !sections.has(place))).toEqual(
      [],
    );
    expect(promises.size).toBe(38);
    expect(['0.1', '2.6', '12.32', '200', 'quirk 23'].filter((place) => sections.has(place))).toEqual([]);
  });
});

describe('the glossary', () => {
  /** The file or folder that a cell of the glossary names; its own short forms are written out. */
  const definedIn = (text: string): string[] =>
    [...text.matchAll(/`((?:src|mock-server|test|docs|tasks|ports)\/[^`]*)`/g)].map(([, path = '']) =>
      path.replace(/^tasks\//, 'src/domain/tasks/').replace(/^ports\//, 'src/domain/ports/'),
    );

  it('names files and folders that exist', () => {
    expect(definedIn(read('docs/glossary.md')).length).toBeGreaterThan(80);
    expect(missing(['docs/glossary.md'], definedIn, existsSync)).toEqual([]);
  });

  it('names for each word the place where it is defined', () => {
    const rows = read('docs/glossary.md')
      .split('\n')
      .filter((line) => /^\| (?!word|-)/.test(line));
    expect(rows.filter((row) => definedIn(row.split(' | ').at(-1) ?? '').length !== 1)).toEqual([]);
  });

  it('writes a path out, and leaves other code alone', () => {
    expect(definedIn('| `code` | `{ a/b }` | `tasks/a.ts` | `ports/b.ts` | `src/c`')).toEqual([
      'src/domain/tasks/a.ts',
      'src/domain/ports/b.ts',
      'src/c',
    ]);
  });
});

it('of the files of test/support, in its README, lead to files', () => {
  const page = 'test/support/README.md';
  const named = (text: string): string[] => [...text.matchAll(/`([\w-]+\.ts)`/g)].map(([, file = '']) => file);
  expect(named(read(page)).length).toBeGreaterThan(30);
  expect(missing([page], named, (file) => existsSync(join(dirname(page), file)))).toEqual([]);
});

describe('the check itself', () => {
  it('reads lists, spans, quirks, and citations that span two lines of a comment', () => {
    const text =
      '// (provider.md, 12.11 and quirk 10)\n/**\n * Lengths (provider.md,\n * 4.1; 5.1).\n */\n// provider.md, see';
    expect(citedSections(text)).toEqual(['12.11', 'quirk 10', '4.1', '5.1', '?']);
    expect(citedPromises('/* Promises 3, 8 and 13: callbacks. */ "promise 2" 38 promises, Promise.all')).toEqual([
      '3',
      '8',
      '13',
      '2',
    ]);
  });

  it('reads relative links, also with headings, and leaves code and other sites alone', () => {
    const page = '[a](b.md#c) [d](https://d.example) [e](#f)\n```\n[g](h.md)\n```\n';
    expect(links(page)).toEqual(['b.md#c', '#f']);
    expect(leadsSomewhere('docs/provider.md', 'provider/transport.md#22-envelope')).toBe(true);
    expect(leadsSomewhere('docs/provider.md', 'provider/transport.md#22-no-such-heading')).toBe(false);
    expect(leadsSomewhere('docs/provider.md', 'no-such-page.md')).toBe(false);
  });
});
