import type { MockKieOptions } from '../../../mock-server/index.ts';
import {
  type Envelope,
  type Kie,
  MUSIC_RECORD,
  type Received,
  type Receiver,
  SEPARATION,
  SEPARATION_RECORD,
  startKie,
  startReceiver,
  VOCALS,
  vocals,
} from '../support.ts';

/** Shows that a scenario does what its row says. */
export type Proof = () => Promise<void>;
export type Proofs = Readonly<Record<string, Proof>>;

export interface Life {
  readonly kie: Kie;
  readonly receiver: Receiver;
  readonly taskId: string;
  readonly record: () => Promise<Envelope>;
}

/** A mock whose purchases all meet a scenario, and a task bought from it; the clock stands. */
export const vocalsUnder = async (scenario: string, options: MockKieOptions = {}): Promise<Life> => {
  const kie = await startKie(options);
  const receiver = await startReceiver();
  await kie.admin('POST', '/scenarios', { scenario });
  const taskId = await kie.buy(VOCALS, vocals({ callBackUrl: receiver.url }));
  return { kie, receiver, taskId, record: () => kie.record(MUSIC_RECORD, taskId) };
};

export const separationUnder = async (
  scenario: string,
  type = 'separate_vocal',
  options: MockKieOptions = {},
): Promise<Life> => {
  const kie = await startKie(options);
  const receiver = await startReceiver();
  await kie.admin('POST', '/scenarios', { scenario });
  const audioUrl = 'https://files.example.com/song.mp3';
  const taskId = await kie.buy(SEPARATION, { audioUrl, type, callBackUrl: receiver.url });
  return { kie, receiver, taskId, record: () => kie.record(SEPARATION_RECORD, taskId) };
};

/** Lets a task run to its end, and returns the callbacks about it. */
export const live = async ({ kie, receiver }: Life, ms = 60_000): Promise<readonly Received[]> => {
  await kie.mock.clock.jump(ms);
  return receiver.received;
};

export const typesOf = (received: readonly Received[]): string[] => received.map(({ body }) => body.data.callbackType);
