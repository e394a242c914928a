/** Who may show our pages in a frame: Microsoft's own hosts. Every ancestor is checked against the list. */
const HOSTS = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
];
/** Fluent fills empty style elements through the CSSOM; the hash of nothing is all it needs. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
/** Where Microsoft serves Office.js from: it may be loaded from nowhere else. */
const OFFICE = 'https://appsforoffice.microsoft.com';
const LOGIN = 'https://login.microsoftonline.com';

/**
 * Content security policy of the pages. No `unsafe-inline`, and no foreign script but the one that Outlook's pane cannot
 * do without (`pane`).
 */
export const pagePolicy = (o: { identity?: string; shell?: string; pane?: boolean } = {}): string => {
  const identity = o.identity ?? LOGIN;
  return [
    "default-src 'self'",
    `script-src 'self'${o.pane ? ` ${OFFICE}` : ''}`,
    `style-src 'self' ${EMPTY_STYLE}`,
    "img-src 'self' data:",
    `connect-src 'self' https://res.cdn.office.net ${identity}`,
    `frame-src 'self' ${identity}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors 'self' ${[...HOSTS, o.shell ?? ''].join(' ').trim()}`,
  ].join('; ');
};

/** Headers of every answer of the API: nothing kept, nothing guessed, nothing told. */
export const API_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

export const PAGE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const;
