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

/** Finds prepared documents by their text. Bounded by count and by weight; the least recently used one goes first. */
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

export const createPreparedDocuments = ({ maxDocuments, maxBytes }: PreparedDocumentsOptions): PreparedDocuments => {
  /** In the order of use: a Map keeps the order in which its keys were added. */
  const entries = new Map<string, { readonly prepared: PreparedDocument; readonly bytes: number }>();
  let total = 0;

  const remove = (text: string): void => {
    total -= entries.get(text)?.bytes ?? 0;
    entries.delete(text);
  };

  return {
    get(text) {
      const entry = entries.get(text);
      if (entry === undefined) return undefined;
      entries.delete(text);
      entries.set(text, entry);
      return entry.prepared;
    },
    set(text, prepared) {
      remove(text);
      const bytes = shrink(prepared.document, text);
      entries.set(text, { prepared, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes && entries.size <= maxDocuments) break;
        remove(oldest);
      }
    },
  };
};
