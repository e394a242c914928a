import { z } from 'zod';
import type { Scope } from '../access/actor';
import { Day, type PersonId } from '../ids';

export const EquipmentId = z.guid().brand('EquipmentId');
export type EquipmentId = z.infer<typeof EquipmentId>;

const EQUIPMENT_KINDS = ['laptop', 'tablet', 'phone', 'camera', 'stick', 'fob', 'key', 'other'] as const;
export type EquipmentKind = (typeof EQUIPMENT_KINDS)[number];

/** Something of the school's that somebody has. */
export interface Equipment {
  readonly id: EquipmentId;
  readonly personId: PersonId;
  readonly kind: EquipmentKind;
  readonly number: string;
  readonly issuedOn: Day;
  /** Who lent it; the person themselves when all that is known is what they wrote when they signed. */
  readonly issuedBy: PersonId;
  readonly returnedOn: Day | null;
  readonly returnedTo: PersonId | null;
  readonly condition: string;
}

/** What somebody wrote beside a signature, and nobody has on record as theirs. */
export interface Declared {
  readonly personId: PersonId;
  readonly kind: EquipmentKind;
  readonly number: string;
  readonly signedAt: number;
}

export interface EquipmentStore {
  equipment(scope: Scope): Promise<Equipment[]>;
  equipmentOf(personIds: readonly PersonId[]): Promise<Equipment[]>;
  saveEquipment(row: Equipment): Promise<void>;
  /** Laptops and tablets that people gave the numbers of when they signed, and that nobody has lent them since. */
  declared(limit: number): Promise<Declared[]>;
}

/** How a thing is named in a task: the same for the same thing. */
export const labelOf = (e: Pick<Equipment, 'kind' | 'number'>): string => `${e.kind} ${e.number}`;

/** What somebody still has, by name. */
export const lentOf = (rows: readonly Equipment[]): string[] =>
  rows.filter((e) => e.returnedOn === null).map((e) => labelOf(e));

export const EquipmentForm = z.strictObject({
  equipmentId: EquipmentId.nullable(),
  personId: z.guid().brand('PersonId'),
  kind: z.enum(EQUIPMENT_KINDS),
  number: z.string().trim().min(1, 'Give its number.').max(60),
  issuedOn: Day,
  returnedOn: Day.nullable(),
  condition: z.string().trim().max(300),
});
