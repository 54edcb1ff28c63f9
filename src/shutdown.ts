/** The phases of a graceful shutdown, each with its end in milliseconds after the signal. All phases begin at once. */
export interface ShutdownPlan {
  /**
   * Purchases are still taken, and a node beside others goes on listening: a load balancer has to notice first. What is
   * bought by then has as much time again for the provider's answer.
   */
  readonly requestsTakenMs: number;
  /** WebSockets and streams are asked to end, one by one, so that clients do not all reconnect at the same moment. */
  readonly connectionsEndedMs: number;
  /** Purchases and polls wait for the provider's answers. A purchase without an answer by then is UNCONFIRMED. */
  readonly providerAnswersMs: number;
  /** Requests that were accepted are answered. Connections that are still open then are closed. */
  readonly connectionsClosedMs: number;
  /** How long it may take to send the traces and metrics that wait, after all of that. */
  readonly telemetrySentMs: number;
}

/**
 * The last tenth of the grace period is for closing the store, so that the process ends in time.
 *
 * @param graceMs the grace period, `SHUTDOWN_GRACE_MS`.
 */
export const planShutdown = (graceMs: number): ShutdownPlan => ({
  requestsTakenMs: Math.floor(graceMs * 0.4),
  connectionsEndedMs: graceMs * 0.7,
  providerAnswersMs: Math.floor(graceMs * 0.8),
  connectionsClosedMs: graceMs * 0.9,
  telemetrySentMs: graceMs * 0.05,
});
