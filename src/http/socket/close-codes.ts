/* Close codes of RFC 6455 and its registry. The codes of graphql-transport-ws are `CloseCode` of graphql-ws. */

/** The gateway is shutting down. Clients reconnect by themselves. */
export const GOING_AWAY = 1001;
/** The client is over a limit, or the gateway is overloaded. The client may try again later. */
export const TRY_AGAIN_LATER = 1013;
