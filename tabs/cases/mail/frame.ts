/** Nothing may be fetched, run, sent or framed; only the markup's own styles may colour it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

/**
 * The document of a mail's layout, for a frame with an empty `sandbox`. The markup was cleaned on the server; this holds
 * even if it had not been.
 */
export const documentOf = (html: string): string =>
  '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
  `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
  '<meta name="referrer" content="no-referrer"><meta http-equiv="x-dns-prefetch-control" content="off">' +
  `<title>Email</title></head><body>${html}</body></html>`;
