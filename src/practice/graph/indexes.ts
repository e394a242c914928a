import type { Person } from './directory';
import type { State, TableName } from './state';

/** Ways to a row without looking at all of them. All is kept in small letters. */
export interface Indexes {
  readonly people: Readonly<Record<IndexedName, Map<string, Set<string>>>>;
  readonly reports: Map<string, Set<string>>;
  /** By person, or by mailbox. */
  readonly methods: Map<string, Set<string>>;
  readonly leftovers: Map<string, Set<string>>;
  readonly folders: Map<string, Set<string>>;
  readonly messages: Map<string, Set<string>>;
  readonly installations: Map<string, Set<string>>;
  readonly notices: Map<string, Set<string>>;
  /** How many hold each SKU. */
  readonly seats: Map<string, number>;
}

export const INDEXED = ['userPrincipalName', 'employeeId', 'mail', 'mailNickname', 'proxyAddresses'] as const;
export type IndexedName = (typeof INDEXED)[number];

const BELONGING: Readonly<Partial<Record<TableName, keyof Indexes>>> = {
  methods: 'methods',
  leftovers: 'leftovers',
  folders: 'folders',
  messages: 'messages',
  installations: 'installations',
  notices: 'notices',
};

function toggle(map: Map<string, Set<string>>, key: string, id: string, isOn: boolean): void {
  const found = map.get(key);
  if (isOn && found) found.add(id);
  else if (isOn) map.set(key, new Set([id]));
  else if (found?.delete(id) && found.size === 0) map.delete(key);
}

const valuesOf = (person: Person, name: IndexedName): readonly string[] =>
  name === 'proxyAddresses' ? person.proxyAddresses : [person[name] ?? ''].filter((v) => v !== '');

/** The SKUs for which a person uses up a seat. */
export const seatsOf = (person: Person): ReadonlySet<string> =>
  new Set(person.licences.filter((l) => l.state === 'Active').map((l) => l.skuId));

function indexPerson(indexes: Indexes, person: Person, isOn: boolean): void {
  for (const name of INDEXED)
    for (const value of valuesOf(person, name)) toggle(indexes.people[name], value.toLowerCase(), person.id, isOn);
  if (person.managerId !== null) toggle(indexes.reports, person.managerId, person.id, isOn);
  for (const sku of seatsOf(person)) indexes.seats.set(sku, (indexes.seats.get(sku) ?? 0) + (isOn ? 1 : -1));
}

type Belonging = { readonly id: string; readonly personId?: string; readonly mailboxId?: string };

function indexBelonging(map: Map<string, Set<string>>, row: unknown, isOn: boolean): void {
  const { id, personId, mailboxId } = row as Belonging; // the tables of BELONGING have one of the two
  toggle(map, personId ?? mailboxId ?? '', id, isOn);
}

/** Called with what a row was and what it becomes; null stands for no row. */
export function reindex(indexes: Indexes, table: TableName, before: unknown, after: unknown): void {
  if (table === 'people') {
    if (before !== null) indexPerson(indexes, before as Person, false);
    if (after !== null) indexPerson(indexes, after as Person, true);
  }
  const belonging = BELONGING[table];
  if (belonging === undefined) return;
  const map = indexes[belonging] as Map<string, Set<string>>; // those named in BELONGING are of this kind
  if (before !== null) indexBelonging(map, before, false);
  if (after !== null) indexBelonging(map, after, true);
}

export function indexesOf(state: State): Indexes {
  const indexes: Indexes = {
    people: {
      userPrincipalName: new Map(),
      employeeId: new Map(),
      mail: new Map(),
      mailNickname: new Map(),
      proxyAddresses: new Map(),
    },
    reports: new Map(),
    methods: new Map(),
    leftovers: new Map(),
    folders: new Map(),
    messages: new Map(),
    installations: new Map(),
    notices: new Map(),
    seats: new Map(),
  };
  for (const name of ['people', ...Object.keys(BELONGING)] as TableName[])
    for (const row of state.tables[name].current.values()) reindex(indexes, name, null, row);
  return indexes;
}
