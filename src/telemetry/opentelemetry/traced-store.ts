import { SpanKind } from '@opentelemetry/api';
import type { TaskStore } from '../../domain/ports/task-store.ts';
import type { Spans } from './spans.ts';

/** A store whose calls are spans, where they are made by work that is traced. */
export const traceStore = (store: TaskStore, system: string, spans: Spans): TaskStore => {
  const traced =
    <Given extends readonly unknown[], Result>(
      name: string,
      call: (...given: Given) => Promise<Result>,
    ): ((...given: Given) => Promise<Result>) =>
    (...given) => {
      if (!spans.hasCurrent()) return call(...given);
      const span = spans.start(`${name} tasks`, {
        kind: SpanKind.CLIENT,
        attributes: { 'db.system.name': system, 'db.operation.name': name, 'db.collection.name': 'tasks' },
      });
      return spans.run(
        span,
        () => call(...given),
        () => ({}),
      );
    };

  return {
    ...store,
    create: traced('create', store.create),
    get: traced('get', store.get),
    getTracked: traced('getTracked', store.getTracked),
    getRevision: traced('getRevision', store.getRevision),
    getMany: traced('getMany', store.getMany),
    getByUpstreamId: traced('getByUpstreamId', store.getByUpstreamId),
    list: traced('list', store.list),
    listBySourceTrack: traced('listBySourceTrack', store.listBySourceTrack),
    save: traced('save', store.save),
    getParts: traced('getParts', store.getParts),
    addNote: traced('addNote', store.addNote),
    latestSequence: traced('latestSequence', store.latestSequence),
    changedSince: traced('changedSince', store.changedSince),
  };
};
