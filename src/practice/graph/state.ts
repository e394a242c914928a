import type { Deleted, Device, Group, Leftover, ManagedDevice, Method, Person, Role, Sku } from './directory';
import { type Edges, noEdges } from './edges';
import type { Category, Folder, Mailbox, Message, Rule } from './mail-rows';
import { emptyTable, type Table } from './replicas';
import type { CatalogueApp, Installation, Notice, Team } from './teams-rows';

interface Rows {
  people: Person;
  groups: Group;
  roles: Role;
  deleted: Deleted;
  skus: Sku;
  methods: Method;
  devices: Device;
  managedDevices: ManagedDevice;
  leftovers: Leftover;
  mailboxes: Mailbox;
  folders: Folder;
  messages: Message;
  categories: Category;
  rules: Rule;
  apps: CatalogueApp;
  installations: Installation;
  notices: Notice;
  teams: Team;
  /** Whole documents by name: policies, domains, the organisation. */
  documents: Readonly<Record<string, unknown>>;
}

export type TableName = keyof Rows;
export type Row<N extends TableName> = Rows[N];
export type EdgeName = 'members' | 'owners' | 'roleHolders';

/** What happens later, by name: a handler for each stands in `due.ts`. */
export type DueKind =
  | 'archive'
  | 'dynamic'
  | 'groupLicence'
  | 'leaveLicence'
  | 'mailboxReady'
  | 'mailboxGone'
  | 'notice'
  | 'purge'
  | 'recipient'
  | 'revoke'
  | 'sync'
  | 'teamMember'
  | 'undo';

interface Due {
  readonly at: number;
  readonly n: number;
  readonly kind: DueKind;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One change for delta queries. `names` null: the whole row came (`isOn`) or went. */
export interface Change {
  readonly at: number;
  readonly visible: number;
  readonly table: 'people' | 'groups';
  readonly id: string;
  readonly names: readonly string[] | null;
  readonly member: string | null;
  readonly isOn: boolean;
}

/** Everything a restarted server needs. Plain data. */
export interface State {
  readonly tables: { readonly [N in TableName]: Table<Rows[N]> };
  readonly edges: { readonly [N in EdgeName]: Edges };
  readonly changes: Change[];
  due: Due[];
  readonly counts: Record<string, number>;
  /** How far the tenant's time has been moved ahead of the clock. */
  ahead: number;
  /** When who was given a token in their name. */
  readonly signIns: { readonly at: number; readonly personId: string; readonly appId: string }[];
  /** When each person's tokens stopped being good. */
  readonly cutOff: Record<string, number>;
}

const TABLES: readonly TableName[] = [
  'people',
  'groups',
  'roles',
  'deleted',
  'skus',
  'methods',
  'devices',
  'managedDevices',
  'leftovers',
  'mailboxes',
  'folders',
  'messages',
  'categories',
  'rules',
  'apps',
  'installations',
  'notices',
  'teams',
  'documents',
];

export const emptyState = (): State => ({
  // Each name of the list is a table's; the types of the rows follow from the name.
  tables: Object.fromEntries(TABLES.map((n) => [n, emptyTable()])) as unknown as State['tables'],
  edges: { members: noEdges(), owners: noEdges(), roleHolders: noEdges() },
  changes: [],
  due: [],
  counts: {},
  ahead: 0,
  cutOff: {},
  signIns: [],
});
