/** `/users/{user}`: names between braces are filled in. */
export type PathParams = Readonly<Record<string, string>>;

/**
 * Fills a path template. Every value is encoded, so that nothing in it can end the path early or begin another: the
 * client would cut an address at a raw `#`.
 *
 * @throws RangeError for a value that is missing or empty: `/users//manager` is another address than was meant.
 */
export const fillPath = (template: string, params: PathParams): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new RangeError(`no ${name} for ${template}`);
    return encodeURIComponent(value);
  });

/** A text in a `$filter`: apostrophes are doubled, as in O''Brien. */
export const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A query in the order given. Names such as `$select` stay readable, values are encoded. */
export function queryOf(query: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const DIRECTORY = 'https://graph.microsoft.com/v1.0';
/** How a body refers to an object. */
export const objectAddress = (kind: 'directoryObjects' | 'users', id: string): string =>
  `${DIRECTORY}/${kind}/${encodeURIComponent(id)}`;
