import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { State } from './state';

const FORMAT = 2;

/** Maps and sets do not survive JSON by themselves. */
const out = (_: string, value: unknown): unknown => {
  if (value instanceof Map) return { $map: [...(value as Map<unknown, unknown>)] };
  if (value instanceof Set) return { $set: [...(value as Set<unknown>)] };
  return value;
};

const back = (_: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if ('$map' in value) return new Map(value.$map as [unknown, unknown][]);
  if ('$set' in value) return new Set(value.$set as unknown[]);
  return value;
};

interface Saved {
  readonly format: number;
  readonly seed: number;
  readonly school: string;
  readonly state: State;
}

/** Whole or not at all: a crash while writing leaves the file from before. */
export function saveState(file: string, seed: number, school: string, state: State): void {
  writeFileSync(`${file}.new`, JSON.stringify({ format: FORMAT, seed, school, state } satisfies Saved, out), {
    mode: 0o600,
  });
  renameSync(`${file}.new`, file);
}

/** What was saved, when it is of the same school and form; otherwise one starts anew. */
export function readState(file: string, seed: number, school: string): State | undefined {
  if (!existsSync(file)) return undefined;
  const saved = JSON.parse(readFileSync(file, 'utf8'), back) as Saved; // written by `saveState`
  return saved.format === FORMAT && saved.seed === seed && saved.school === school ? saved.state : undefined;
}
