import type { StepResult } from '../../../src/core/accounts/case';
import { schedule, scheduleHash } from '../../../src/core/accounts/schedule';
import { type Course, timeline } from '../../../src/core/accounts/timeline';
import type { Step } from '../../../src/core/accounts/step';
import { PersonId } from '../../../src/core/ids';
import { at, day, factsFrom, guid, holder, joined, nobody } from './builders';

const person = (n: number): PersonId => PersonId.parse(guid(n));
const stages = schedule(holder(), factsFrom([joined()]), nobody, at('2026-08-21'));
const hash = scheduleHash(stages);
const plan = { hash, stages, authorId: person(1), subjectId: person(2), approvals: [] };
const approved = { ...plan, approvals: [{ by: person(3), hash, at: 200 }] };
const result = ({ key, change }: Step, when: number): StepResult => ({
  ...{ key, change, state: 'done', at: when },
  ...{ attempts: 1, orderId: null, code: null, notBefore: null },
});
const [now, later] = [stages[0]?.steps ?? [], stages[1]?.steps ?? []];
const course = (o: Partial<Course> = {}): Course => ({
  plan: approved,
  askedAt: 100,
  results: [],
  pass: null,
  signedAt: null,
  ...o,
});
const of = (o: Partial<Course>) => timeline(course(o)).map((m) => [m.name, m.at]);

test('what has not happened is waited for, in order', () => {
  expect(timeline(course({ plan }))).toEqual([
    { name: 'asked', at: 100, by: person(1) },
    { name: 'approved', at: null, by: null },
    { name: 'ready', at: null, by: null },
    { name: 'pass', at: null, by: null },
    { name: 'signed', at: null, by: null },
    { name: 'full', at: null, by: null },
  ]);
});

test('each moment has its time, and its person where a person did it', () => {
  const pass = { at: 400, by: person(4) };
  const results = [...now.map((s) => result(s, 300)), ...later.map((s, i) => result(s, 600 + i))];
  expect(timeline(course({ results, pass, signedAt: 500 }))).toEqual([
    { name: 'asked', at: 100, by: person(1) },
    { name: 'approved', at: 200, by: person(3) },
    { name: 'ready', at: 300, by: null },
    { name: 'pass', at: 400, by: person(4) },
    { name: 'signed', at: 500, by: null },
    { name: 'full', at: 600 + later.length - 1, by: null },
  ]);
});

test('an account that was there already is ready since it was asked for', () => {
  expect(of({ results: now.map((s) => result(s, 0)) })).toContainEqual(['ready', 100]);
});

test('whoever signed without a pass needed none; an older signature does not count', () => {
  expect(of({ signedAt: 500 }).map(([name]) => name)).not.toContain('pass');
  expect(of({ signedAt: 50 })).toContainEqual(['signed', null]);
});

test('a guest has an invitation in place of a pass', () => {
  const guest = holder({ email: 'pat@agency.example' });
  const facts = factsFrom([joined({ as: 'guest', endsOn: day('2026-12-18') })]);
  const invited = schedule(guest, facts, nobody, at('2026-08-21'));
  expect(of({ plan: { ...plan, stages: invited } }).map(([name]) => name)).not.toContain('pass');
});

test('a plan that begins nothing has no moment of being ready', () => {
  expect(of({ plan: { ...plan, stages: [] } })).toContainEqual(['ready', null]);
});
