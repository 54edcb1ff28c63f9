import { type ArgumentNode, type ExecutionResult, type FieldNode, Kind, OperationTypeNode } from 'graphql';
import type { PreparedRequest } from './prepare.ts';
import { requestError } from './request-error.ts';

/**
 * How a stream of server-sent events resumes. The schema marks a subscription field with `extensions.resume`.
 *
 * Each event has an `id:` line with the value of `field`, where the client selects that field directly under the
 * subscription field: `version` of `taskUpdated`, `cursor` of `tasksUpdated`. A client that sends the last id as
 * `Last-Event-ID`, as an EventSource does by itself when it reconnects, gets what it would get with that value as
 * `argument`; the header replaces an argument in the document, which is older. A subscription whose field stands in a
 * fragment has no ids, and ignores the header.
 */
interface Resume {
  readonly argument: string;
  readonly field: string;
}

/** The resumable field of a subscription. */
interface ResumableField extends Resume {
  readonly node: FieldNode;
  /** Whether the ids are whole numbers. */
  readonly isNumeric: boolean;
}

/** Reads the id of a result; null for a result without one. */
export type IdOf = (result: ExecutionResult) => string | null;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isResume = (value: unknown): value is Resume => isObject(value) && 'argument' in value && 'field' in value;

const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

const findResumable = ({ schema, operation }: PreparedRequest): ResumableField | null => {
  const [node] = operation.node.selectionSet.selections;
  if (operation.kind !== OperationTypeNode.SUBSCRIPTION || node?.kind !== Kind.FIELD) return null;
  const field = schema.getSubscriptionType()?.getFields()[node.name.value];
  const resume = field?.extensions['resume'];
  if (!field || !isResume(resume)) return null;
  const type = field.args.find(({ name }) => name === resume.argument)?.type;
  return { ...resume, node, isNumeric: String(type) === 'Int' };
};

/** The ids of a subscription's events; null when its events have none. */
export const eventIdsOf = (request: PreparedRequest): IdOf | null => {
  const resumable = findResumable(request);
  const selected = resumable?.node.selectionSet?.selections.find(
    (inner): inner is FieldNode => inner.kind === Kind.FIELD && inner.name.value === resumable.field,
  );
  if (!resumable || !selected) return null;
  const [outer, inner] = [keyOf(resumable.node), keyOf(selected)];
  return ({ data }) => {
    const value = data?.[outer];
    const id = isObject(value) ? value[inner] : null;
    return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
  };
};

const argumentOf = ({ argument, isNumeric }: ResumableField, id: string): ArgumentNode => {
  if (isNumeric && !/^\d{1,9}$/.test(id)) {
    throw requestError('BAD_USER_INPUT', 'The header "Last-Event-ID" is not the id of an event of this subscription.');
  }
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: argument },
    value: { kind: isNumeric ? Kind.INT : Kind.STRING, value: id },
  };
};

/**
 * The same request, resumed after an event.
 *
 * @param lastEventId the header `Last-Event-ID`.
 * @throws GraphQLError
 */
export const resumeAfter = (request: PreparedRequest, lastEventId: string): PreparedRequest => {
  const resumable = findResumable(request);
  if (resumable === null) return request;
  const argument = argumentOf(resumable, lastEventId);
  const { document, operation } = request;
  const others = resumable.node.arguments?.filter(({ name }) => name.value !== resumable.argument) ?? [];
  const field: FieldNode = { ...resumable.node, arguments: [...others, argument] };
  const node = { ...operation.node, selectionSet: { ...operation.node.selectionSet, selections: [field] } };
  return {
    ...request,
    operation: { ...operation, node },
    document: { ...document, definitions: document.definitions.map((each) => (each === operation.node ? node : each)) },
  };
};
