/* RFC 6455 and its registry; those of graphql-transport-ws are `CloseCode` of graphql-ws. */

/** The gateway is stopping; clients of all kinds come back by themselves. */
export const GOING_AWAY = 1001;
/** More than this client may have; it may come back later. */
export const TRY_AGAIN_LATER = 1013;
