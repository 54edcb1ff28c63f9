/** Text with its percent escapes read; as it stands where they make no sense. */
export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The path of a URL as file names are spelt: blanks and accents as such. */
export const pathOf = (url: URL): string => decoded(url.pathname);
