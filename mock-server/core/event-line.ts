import { z } from 'zod';
import type { EventType } from './events.ts';

/** A time of day for people, in UTC like the times of the provider. */
export const timeOf = (at: number): string => `${new Date(at).toISOString().slice(11, 19)}Z`;

/** The members of an event that make a line; its type says which of them it has. */
const shown = z.object({
  at: z.number(),
  id: z.string().optional(),
  kind: z.string().optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  url: z.string().optional(),
  code: z.number().nullish(),
  operation: z.string().optional(),
  state: z.string().optional(),
  stage: z.string().nullish(),
  attempt: z.number().nullish(),
  credits: z.number().optional(),
  notes: z.array(z.string()).default([]),
  ending: z.object({ kind: z.string(), status: z.number().nullable() }).optional(),
});
type Shown = z.infer<typeof shown>;

const exchange = ({ kind, method, path, url, stage, attempt, ending, code, notes }: Shown): string => {
  const what = kind === 'callback' ? `-> ${stage} callback (attempt ${attempt}) to ${url}` : `<- ${method} ${path}`;
  const answer = `${ending?.status ?? ending?.kind}${code == null ? '' : `, code ${code}`}`;
  return [`${what}: ${answer}`, ...notes].join('; ');
};

const lines: Partial<Readonly<Record<EventType, (event: Shown) => string>>> = {
  task: ({ id, operation, state }) => `${operation} ${id} is ${state}`,
  ledger: ({ kind, credits, operation }) => `${kind} ${credits} for ${operation}`,
  journal: exchange,
};

/** One line for people about an event; null for types of which people need no line. */
export const eventLine = (type: string, data: unknown): string | null => {
  const [known, text] = Object.entries(lines).find(([name]) => name === type) ?? [];
  const { data: event } = shown.safeParse(data);
  return known && event ? `${timeOf(event.at)}  ${known.padEnd(8)}  ${text?.(event)}` : null;
};
