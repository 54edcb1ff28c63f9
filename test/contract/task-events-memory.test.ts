import { createMemoryTaskEvents } from '../../src/events/memory-task-events.ts';
import { describeTaskEvents } from './task-events-contract.ts';

describeTaskEvents('the memory of one process', false, async () => {
  const events = createMemoryTaskEvents();
  return { here: events, there: events, reconnect: () => Promise.resolve(), close: () => events.close() };
});
