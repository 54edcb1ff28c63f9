import { BreakingChangeType, buildSchema, DangerousChangeType, findSchemaChanges, type SchemaChange } from 'graphql';

/** What changed between two versions of the schema, in sentences. */
export interface SchemaDiff {
  /** Changes that break clients, and that the changelog does not name. */
  readonly unannounced: readonly string[];
  /** Changes that break clients, and that the changelog names. */
  readonly announced: readonly string[];
  /** Changes that may surprise clients, such as a new value of an enum. */
  readonly dangerous: readonly string[];
}

/** The text of a section of the changelog, without its heading; empty where there is none. */
const sectionOf = (changelog: string, title: string): string => {
  const [, ...sections] = changelog.split(/^## /m);
  return sections.find((section) => section.startsWith(`${title}\n`))?.slice(title.length) ?? '';
};

/** The schema coordinate that a change is about, such as `Query.credits`, `Query.tasks(first:)`, `@tag` or `Track`. */
const coordinateOf = ({ description }: SchemaChange): string =>
  (/@\w+(\(\w+:\))?|\w+\.\w+(\(\w+:\))?/.exec(description) ?? /\w+/.exec(description) ?? [description])[0];

const isOneOf = (types: object, { type }: SchemaChange): boolean => type in types;

/**
 * Compares two versions of the SDL. A breaking change is announced when the section "Pending" of the changelog has its
 * coordinate in backticks.
 */
export const diffSchemas = (before: string, after: string, changelog: string): SchemaDiff => {
  const changes = findSchemaChanges(buildSchema(before), buildSchema(after));
  const pending = sectionOf(changelog, 'Pending');
  const breaking = changes.filter((change) => isOneOf(BreakingChangeType, change));
  const isAnnounced = (change: SchemaChange): boolean => pending.includes(`\`${coordinateOf(change)}\``);
  const sentences = (some: readonly SchemaChange[]): string[] => some.map(({ description }) => description);
  return {
    unannounced: sentences(breaking.filter((change) => !isAnnounced(change))),
    announced: sentences(breaking.filter(isAnnounced)),
    dangerous: sentences(changes.filter((change) => isOneOf(DangerousChangeType, change))),
  };
};
