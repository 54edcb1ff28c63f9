import { type DocumentNode, Kind, type OperationDefinitionNode, type OperationTypeNode, visit } from 'graphql';

/** One operation of a document. The same object for every execution while the document is in the cache. */
export interface PreparedOperation {
  readonly node: OperationDefinitionNode;
  readonly kind: OperationTypeNode;
}

/** A parsed document. In the cache: within the bounds, and valid. */
export interface PreparedDocument {
  readonly document: DocumentNode;
  readonly operations: readonly PreparedOperation[];
}

/**
 * Finds prepared documents by their text. Bounded by count and by weight. The least recently used one goes first, of those
 * that were used once: documents that are sent only once do not push out those that are in use.
 */
export interface PreparedDocuments {
  get(text: string): PreparedDocument | undefined;
  /** @param prepared a valid document; its locations are replaced by smaller ones. */
  set(text: string, prepared: PreparedDocument): void;
}

export interface PreparedDocumentsOptions {
  readonly maxDocuments: number;
  /** Estimated bytes of all documents together. */
  readonly maxBytes: number;
}

/** Bytes of one node of a parsed document in memory, with its location. Measured: 150 to 210. */
const BYTES_PER_NODE = 220;
const BYTES_PER_CHARACTER = 2;

export const toPrepared = (document: DocumentNode): PreparedDocument => ({
  document,
  operations: document.definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map((node) => ({ node, kind: node.operation })),
});

/** The operation to run; undefined when the name is unknown, or missing while there are several operations. */
export const findOperation = (
  { operations }: PreparedDocument,
  name: string | undefined,
): PreparedOperation | undefined => {
  if (name !== undefined) return operations.find(({ node }) => node.name?.value === name);
  return operations.length === 1 ? operations[0] : undefined;
};

/**
 * Makes a parsed document smaller, in place. graphql-js links each node with the tokens of the text, which are most of a
 * document's memory. Errors of an execution need only the positions of fields, values and variables.
 *
 * @returns estimated bytes in memory.
 */
const shrink = (document: DocumentNode, text: string): number => {
  let nodes = 0;
  visit(document, {
    enter(node) {
      nodes += 1;
      const { loc } = node;
      const isName = node.kind === Kind.NAME || node.kind === Kind.NAMED_TYPE;
      Object.assign(node, { loc: loc && !isName ? { start: loc.start, end: loc.end, source: loc.source } : undefined });
    },
  });
  return nodes * BYTES_PER_NODE + text.length * BYTES_PER_CHARACTER;
};

/** The part of the cache that documents in use can take, so that a new one has a chance to be used again. */
const MOST_REUSED = 3 / 4;

interface Entry {
  readonly prepared: PreparedDocument;
  readonly bytes: number;
  /** Whether it was used after it was added. */
  readonly isReused: boolean;
}

export const createPreparedDocuments = ({ maxDocuments, maxBytes }: PreparedDocumentsOptions): PreparedDocuments => {
  /** In the order of use: a Map keeps the order in which its keys were added. */
  const entries = new Map<string, Entry>();
  let total = 0;
  let reused = 0;

  const remove = (text: string): void => {
    const entry = entries.get(text);
    if (entry === undefined) return;
    total -= entry.bytes;
    reused -= Number(entry.isReused);
    entries.delete(text);
  };

  const add = (text: string, entry: Entry): void => {
    remove(text);
    entries.set(text, entry);
    total += entry.bytes;
    reused += Number(entry.isReused);
  };

  /** The document that goes next; never the newest. */
  const nextToGo = (newest: string): string | undefined => {
    const others = [...entries].filter(([text]) => text !== newest);
    const isFullOfReused = reused > entries.size * MOST_REUSED;
    const [text] = (isFullOfReused ? undefined : others.find(([, { isReused }]) => !isReused)) ?? others[0] ?? [];
    return text;
  };

  return {
    get(text) {
      const entry = entries.get(text);
      if (entry === undefined) return undefined;
      add(text, { ...entry, isReused: true });
      return entry.prepared;
    },
    set(text, prepared) {
      remove(text);
      const bytes = shrink(prepared.document, text);
      if (bytes > maxBytes) return;
      add(text, { prepared, bytes, isReused: false });
      while (total > maxBytes || entries.size > maxDocuments) remove(nextToGo(text) ?? text);
    },
  };
};
