import { createHmac } from 'node:crypto';

/**
 * Headers of a signed callback; kie.ai only, once a `webhookHmacKey` exists in the account.
 * Source: docs.kie.ai, "Webhook Security Verification".
 */
export const TIMESTAMP_HEADER = 'x-webhook-timestamp';
export const SIGNATURE_HEADER = 'x-webhook-signature';

/**
 * `base64(HMAC-SHA256(key, taskId + "." + timestamp))`. The body is not covered: a valid signature proves that the
 * sender knew the key, the task id and the second, and nothing about the rest.
 *
 * @param timestamp Unix time in seconds, as the header spells it.
 */
export const callbackSignature = (key: string, taskId: string, timestamp: string): string =>
  createHmac('sha256', key).update(`${taskId}.${timestamp}`).digest('base64');
