import type { DropsJob, DropsResult } from './drops.ts';
import type { HttpJob, HttpResult } from './http-load.ts';
import type { FanOutJob, PushJob, PushResult } from './push-load.ts';
import type { PrepareJob } from './requests-in-turn.ts';
import type { SocketsJob } from './socket-group.ts';
import type { StormJob, StormResult } from './storm.ts';
import type { StreamsJob, StreamsResult } from './streams.ts';

/** What the load's process can be asked to do, by name: what it is given, and what it answers. */
export interface Jobs {
  prepare: { readonly input: PrepareJob; readonly output: undefined };
  http: { readonly input: HttpJob; readonly output: HttpResult };
  openSockets: { readonly input: SocketsJob; readonly output: undefined };
  closeSockets: { readonly input: { readonly group: string }; readonly output: undefined };
  push: { readonly input: PushJob; readonly output: PushResult };
  fanOut: { readonly input: FanOutJob; readonly output: readonly number[] };
  streams: { readonly input: StreamsJob; readonly output: StreamsResult };
  drops: { readonly input: DropsJob; readonly output: DropsResult };
  storm: { readonly input: StormJob; readonly output: StormResult };
}

export type JobName = keyof Jobs;

/** A message to the load's process. */
export type Order = {
  readonly [Name in JobName]: { readonly id: number; readonly job: Name; readonly input: Jobs[Name]['input'] };
}[JobName];

/** Its answer. */
export type Reply<Output = unknown> =
  | { readonly id: number; readonly ok: true; readonly output: Output }
  | { readonly id: number; readonly ok: false; readonly error: string };
