/** Text with its percent escapes decoded; unchanged where they are invalid. */
export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The path of a URL as file names are spelt: blanks and accents as such. */
export const pathOf = (url: URL): string => decoded(url.pathname);

/** Whether a URL leads back to this machine. A connection to "any address" (0.0.0.0) does. */
export const isLoopback = ({ hostname }: URL): boolean =>
  /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname);

/** Whether two URLs lead to one server. The scheme does not count: a proxy in front may have changed it. */
export const isSameServer = (one: URL, other: URL): boolean =>
  one.host === other.host || (isLoopback(one) && isLoopback(other) && one.port === other.port);
