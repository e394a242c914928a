import { Refusal, unsupported } from './reply';

type Value = string | number | boolean | null;

/** A `$filter`, read. */
export type Filter =
  | { readonly op: 'and'; readonly left: Filter; readonly right: Filter }
  | { readonly op: 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly op: 'not'; readonly of: Filter }
  | { readonly op: Comparison; readonly path: readonly string[]; readonly value: Value }
  | { readonly op: 'in'; readonly path: readonly string[]; readonly values: readonly Value[] }
  | { readonly op: Test; readonly path: readonly string[]; readonly value: Value }
  | { readonly op: 'any'; readonly path: readonly string[]; readonly as: string; readonly of: Filter | null };

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Test = 'startsWith' | 'endsWith' | 'contains';

const COMPARISONS: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const TESTS: Readonly<Record<string, Test>> = { startswith: 'startsWith', endswith: 'endsWith', contains: 'contains' };
const TOKEN =
  /\s*('(?:[^']|'')*'|\d{4}-\d{2}-\d{2}T[0-9:.]+Z|-?\d+(?:\.\d+)?(?![\w-])|[$A-Za-z_][\w$.-]*|\d[\w-]*|[(),:/])/y;

const wrong = (filter: string): Refusal =>
  new Refusal(400, 'BadRequest', `Invalid filter clause: There is an unterminated or unknown part in '${filter}'.`);

function tokensOf(filter: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const text = filter.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (!found?.[1]) throw wrong(filter);
    tokens.push(found[1]);
  }
  return tokens;
}

/** @throws Refusal 400 for anything that is not a filter of the kinds played here. */
export function readFilter(text: string): Filter {
  const reader = new Reader(tokensOf(text), text);
  const filter = reader.either();
  if (!reader.isDone) throw wrong(text);
  return filter;
}

/** Reads by going down from `or` to a single comparison. */
class Reader {
  private at = 0;
  constructor(
    private readonly tokens: readonly string[],
    private readonly text: string,
  ) {}

  get isDone(): boolean {
    return this.at >= this.tokens.length;
  }

  either(): Filter {
    let left = this.both();
    while (this.takes('or')) left = { op: 'or', left, right: this.both() };
    return left;
  }

  private both(): Filter {
    let left = this.one();
    while (this.takes('and')) left = { op: 'and', left, right: this.one() };
    return left;
  }

  private one(): Filter {
    if (this.takes('not')) return { op: 'not', of: this.one() };
    if (this.takes('(')) {
      const inside = this.either();
      this.must(')');
      return inside;
    }
    const test = TESTS[this.peek().toLowerCase()];
    return test && this.tokens[this.at + 1] === '(' ? this.test(test) : this.comparison();
  }

  private test(op: Test): Filter {
    this.at += 1;
    this.must('(');
    const path = this.path();
    this.must(',');
    const value = this.value();
    this.must(')');
    return { op, path, value };
  }

  private comparison(): Filter {
    const path = this.path();
    if (path.at(-1)?.toLowerCase() === 'any' && this.takes('(')) return this.any(path.slice(0, -1));
    const op = this.next().toLowerCase();
    if (op === 'in') return { op, path, values: this.list() };
    if (!COMPARISONS.includes(op)) throw wrong(this.text);
    return { op: op as Comparison, path, value: this.value() };
  }

  private any(path: readonly string[]): Filter {
    if (this.takes(')')) return { op: 'any', path, as: '', of: null };
    const as = this.next();
    this.must(':');
    const of = this.either();
    this.must(')');
    return { op: 'any', path, as, of };
  }

  private list(): Value[] {
    this.must('(');
    const values = [this.value()];
    while (this.takes(',')) values.push(this.value());
    this.must(')');
    return values;
  }

  private path(): string[] {
    const path = [this.name()];
    while (this.takes('/')) path.push(this.name());
    return path;
  }

  private name(): string {
    const name = this.next();
    if (!/^[$A-Za-z_][\w$.]*$/.test(name)) throw wrong(this.text);
    return name;
  }

  private value(): Value {
    const token = this.next();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
    if (/^\d|^[0-9a-f]{8}-/i.test(token)) return token;
    throw wrong(this.text);
  }

  private peek(): string {
    return this.tokens[this.at] ?? '';
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw wrong(this.text);
    this.at += 1;
    return token;
  }

  private takes(token: string): boolean {
    if (this.peek().toLowerCase() !== token) return false;
    this.at += 1;
    return true;
  }

  private must(token: string): void {
    if (!this.takes(token)) throw wrong(this.text);
  }
}

/** Gives the value at a path of what is being filtered. */
export type Getter = (path: readonly string[]) => unknown;

const small = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : (value ?? null));

const TESTED: Readonly<Record<Test, (text: string, part: string) => boolean>> = {
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

function compares(op: Comparison, a: unknown, b: unknown): boolean {
  if (op === 'eq') return a === b;
  if (op === 'ne') return a !== b;
  if ((typeof a !== 'string' && typeof a !== 'number') || typeof b !== typeof a) return false;
  const other = b as typeof a;
  return op === 'gt' ? a > other : op === 'ge' ? a >= other : op === 'lt' ? a < other : a <= other;
}

/** Whether the filter holds; letters count the same small and great, as in the directory. */
export function holds(filter: Filter, get: Getter): boolean {
  switch (filter.op) {
    case 'and':
      return holds(filter.left, get) && holds(filter.right, get);
    case 'or':
      return holds(filter.left, get) || holds(filter.right, get);
    case 'not':
      return !holds(filter.of, get);
    case 'in':
      return filter.values.some((v) => small(v) === small(get(filter.path)));
    case 'any':
      return holdsAny(filter, get);
    case 'startsWith':
    case 'endsWith':
    case 'contains': {
      const text = small(get(filter.path));
      return typeof text === 'string' && TESTED[filter.op](text, String(small(filter.value)));
    }
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return compares(filter.op, small(get(filter.path)), small(filter.value));
  }
}

function holdsAny({ path, as, of }: Extract<Filter, { op: 'any' }>, get: Getter): boolean {
  const items = get(path);
  if (!Array.isArray(items)) throw unsupported(`'${path.join('/')}' is not a collection.`);
  if (of === null) return items.length > 0;
  return items.some((item: unknown) =>
    holds(of, ([first, ...rest]) => {
      if (first !== as) throw unsupported(`Unknown range variable '${first ?? ''}'.`);
      return rest.reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], item);
    }),
  );
}

/** Every comparison of a filter, with the path it is about. */
export function* comparisons(filter: Filter): Generator<{ readonly op: string; readonly path: readonly string[] }> {
  if (filter.op === 'and' || filter.op === 'or') {
    yield* comparisons(filter.left);
    yield* comparisons(filter.right);
  } else if (filter.op === 'not') {
    yield { op: 'not', path: [] };
    yield* comparisons(filter.of);
  } else if (filter.op === 'any') {
    yield { op: 'any', path: filter.path };
    if (filter.of) for (const { op } of comparisons(filter.of)) yield { op, path: filter.path };
  } else yield { op: filter.op, path: filter.path };
}
