import type { Handler } from '../provider/mock.ts';

/** The mock's own API. */
export const admin: Handler = async () => null;
