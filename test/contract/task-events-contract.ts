import { describe, expect, it } from 'vitest';
import type { TaskEvents, TaskNews } from '../../src/domain/ports/task-events.ts';
import { eventually } from '../support/eventually.ts';

/** The event bus under test, as two nodes see it. An adapter within one process gives the same object twice. */
export interface TaskEventsHarness {
  readonly here: TaskEvents;
  readonly there: TaskEvents;
  /** Cuts the connection of `here`, and lets it connect again. */
  reconnect(): Promise<void>;
  close(): Promise<void>;
}

const newsOf = (change: Partial<TaskNews> = {}): TaskNews => ({
  viewer: 'alice',
  taskId: '00000000-0000-4000-8000-000000000001',
  version: 1,
  sequence: 1,
  ...change,
});

/**
 * Every adapter of TaskEvents passes this suite. Delivery may take its time, but keeps the order of one publisher.
 *
 * @param hasConnection false for an adapter within one process: it has no connection that could be lost.
 */
export const describeTaskEvents = (
  name: string,
  hasConnection: boolean,
  open: () => Promise<TaskEventsHarness>,
): void => {
  const begin = async () => {
    const harness = await open();
    const heard: TaskNews[] = [];
    const subscribe = (viewer: string, into = heard) => harness.here.subscribe(viewer, (news) => into.push(news));
    /** Resolves when everything that `there` has published so far was delivered. */
    const delivered = async (): Promise<void> => {
      const marks: TaskNews[] = [];
      const stop = await subscribe('the mark', marks);
      harness.there.publish(newsOf({ viewer: 'the mark' }));
      await eventually(() => expect(marks).not.toEqual([]));
      await stop();
    };
    return { ...harness, heard, subscribe, delivered, [Symbol.asyncDispose]: harness.close };
  };

  describe(`${name} as an event bus`, () => {
    it('delivers what is published after the subscription has resolved, in order, also from another node', async () => {
      await using bus = await begin();
      await bus.subscribe('alice');
      const news = [1, 2, 3, 4, 5].map((sequence) => newsOf({ sequence, version: sequence + 1 }));
      for (const each of news) bus.there.publish(each);
      await eventually(() => expect(bus.heard).toHaveLength(5));
      expect(bus.heard).toEqual(news);
    });

    it('delivers on the node that published', async () => {
      await using bus = await begin();
      await bus.subscribe('alice');
      bus.here.publish(newsOf());
      await eventually(() => expect(bus.heard).toEqual([newsOf()]));
    });

    it.each(['bob', 'alic', 'alice ', 'alice:x', 'al*', '*', ''])(
      'delivers to the subscribers of the viewer only, not to "%s"',
      async (other) => {
        await using bus = await begin();
        await bus.subscribe('alice');
        const elsewhere: TaskNews[] = [];
        await bus.subscribe(other, elsewhere);
        bus.there.publish(newsOf());
        bus.there.publish(newsOf({ viewer: other }));
        await eventually(() => expect(elsewhere).toEqual([newsOf({ viewer: other })]));
        await bus.delivered();
        expect(bus.heard).toEqual([newsOf()]);
      },
    );

    it('takes any viewer', async () => {
      await using bus = await begin();
      const viewer = '§ "quoted", with\nlines 🎵 and {braces}';
      await bus.subscribe(viewer);
      bus.there.publish(newsOf({ viewer }));
      await eventually(() => expect(bus.heard).toEqual([newsOf({ viewer })]));
    });

    it('ends one subscription, and leaves the others, also of the same function', async () => {
      await using bus = await begin();
      const stop = await bus.subscribe('alice');
      const others: TaskNews[] = [];
      const listener = (news: TaskNews): void => void others.push(news);
      await bus.here.subscribe('alice', listener);
      const stopSecond = await bus.here.subscribe('alice', listener);
      await stop();
      await stopSecond();
      // A second call does nothing.
      await stopSecond();
      bus.there.publish(newsOf());
      await eventually(() => expect(others).toEqual([newsOf()]));
      await bus.delivered();
      expect([bus.heard.length, others.length]).toEqual([0, 1]);
    });

    it('can be subscribed to again after the last subscription has ended', async () => {
      await using bus = await begin();
      const stop = await bus.subscribe('alice');
      await stop();
      await bus.subscribe('alice');
      bus.there.publish(newsOf());
      await eventually(() => expect(bus.heard).toEqual([newsOf()]));
    });

    it('keeps a subscription that begins while another one of the same viewer ends', async () => {
      await using bus = await begin();
      const stop = await bus.subscribe('alice', []);
      await Promise.all([stop(), bus.subscribe('alice')]);
      bus.there.publish(newsOf());
      await eventually(() => expect(bus.heard).toEqual([newsOf()]));
    });

    it('lets a subscriber end its subscription, and begin another one, while it is called', async () => {
      await using bus = await begin();
      const stop = await bus.here.subscribe('alice', () => {
        void stop();
        void bus.subscribe('alice');
      });
      bus.there.publish(newsOf());
      await bus.delivered();
      bus.there.publish(newsOf({ sequence: 2 }));
      await eventually(() => expect(bus.heard.at(-1)).toEqual(newsOf({ sequence: 2 })));
    });

    it('answers a ping', async () => {
      await using bus = await begin();
      expect(await bus.here.ping()).toBeUndefined();
    });

    it('delivers nothing after it was closed', async () => {
      await using bus = await begin();
      await bus.subscribe('alice');
      await bus.here.close();
      bus.here.publish(newsOf());
      await new Promise(setImmediate);
      expect(bus.heard).toEqual([]);
    });

    it(`${hasConnection ? 'can' : 'cannot'} lose news on the way`, async () => {
      await using bus = await begin();
      expect(bus.here.lossy).toBe(hasConnection);
    });

    if (!hasConnection) return;

    it('says when news may have been lost, once its subscriptions are active again', async () => {
      await using bus = await begin();
      let reconnects = 0;
      const stop = bus.here.onReconnect(() => {
        reconnects += 1;
      });
      await bus.subscribe('alice');
      await bus.reconnect();
      await eventually(() => expect(reconnects).toBe(1));
      bus.there.publish(newsOf());
      await eventually(() => expect(bus.heard).toEqual([newsOf()]));
      stop();
      await bus.reconnect();
      await bus.delivered();
      expect(reconnects).toBe(1);
    });
  });
};
