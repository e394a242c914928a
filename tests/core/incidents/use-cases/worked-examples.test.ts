import type { PersonId } from '../../../../src/core/ids';
import type { ReportContent } from '../../../../src/core/incidents/report';
import type { ReportView } from '../../../../src/core/incidents/report-views';
import { replay } from '../../../../src/core/incidents/advance';
import { REPORT } from '../../../../src/core/incidents/charts/report';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type Incident, makeIncident } from '../../../support/incident';
import { type Answers, CALM, calm, reporter } from '../../../support/reports';
import { type Role, ROLES, TODAY } from '../../../support/school';

const GRAVE: Answers = [
  ['R0', 'continue'],
  ['R1', 'no'],
  ['R2', 'not_sure'],
  ['I2', 'continue'],
  ['R2a', 'passed_on,heard'],
  ...CALM.slice(4, 7),
  ['R7', { text: 'A girl told me that something of a Year 6 is going round.' }],
  ['R8b', 'send'],
];
const DANGER: Answers = [
  ['R0', 'continue'],
  ['R1', 'yes'],
  ['I1', 'continue'],
  ['R4', 'head'],
  ['R2', 'no'],
  ['R3', 'no'],
  ['R5', 'staff'],
  ...CALM.slice(6),
  ['R8', 'none'],
];
const all = (other: Parameters<typeof calm>[0] = {}): Answers => [...calm(other), ['R8', 'none']];

/** Section 9 of the flow, as far as the report goes: what is answered, where it ends, who owns it, who hears of it. */
const EXAMPLES: readonly {
  readonly what: string;
  readonly answers: Answers;
  readonly ends: 'D1' | 'D2' | 'D3';
  readonly to: string;
  readonly owner: Role | null;
  readonly told?: readonly Role[];
  readonly never?: readonly Role[];
}[] = [
  {
    what: '1: a pupil plays a game in a lesson',
    answers: all(),
    ends: 'D2',
    to: 'the safeguarding lead',
    owner: 'lead',
    told: ['manager'],
    never: ['head', 'trustHead', 'ict', 'elsewhere'],
  },
  {
    what: '2: a picture of a Year 6 is said to go round',
    answers: GRAVE,
    ends: 'D1',
    to: 'the safeguarding lead',
    owner: 'lead',
    told: ['manager', 'head', 'trustHead'],
  },
  {
    what: '3: danger now, about the head',
    answers: DANGER,
    ends: 'D1',
    to: 'the chair of governors',
    owner: 'elsewhere',
    told: ['lead'],
    never: ['head', 'trustHead', 'deputy'],
  },
  {
    what: '4: a supply teacher messages pupils on a private account',
    answers: all({ R3: 'not_sure', R4: 'adult' }),
    ends: 'D1',
    to: 'the headteacher',
    owner: 'head',
    told: ['lead'],
    never: ['deputy', 'manager'],
  },
  {
    what: '5: a parent abuses a teacher online',
    answers: all({ R4: 'outside', R5: 'me' }),
    ends: 'D2',
    to: 'the safeguarding lead',
    owner: 'lead',
  },
  {
    what: '6: the ICT manager bypasses the filter',
    answers: all({ R4: 'ict' }),
    ends: 'D1',
    to: 'the headteacher',
    owner: 'head',
    told: ['lead'],
    never: ['ict'],
  },
  {
    what: '7: "nudes" are typed after "no"',
    answers: [
      ...CALM.slice(0, 7),
      ['R7', { text: 'Somebody said there are nudes.' }],
      ['R8i', 'not_sure'],
      ['I8', 'continue'],
    ],
    ends: 'D1',
    to: 'the safeguarding lead',
    owner: 'lead',
    told: ['manager', 'head', 'trustHead'],
  },
  {
    what: 'the chair: to the head, and the clerk hears nothing',
    answers: all({ R4: 'chair' }),
    ends: 'D1',
    to: 'the headteacher',
    owner: 'head',
    told: ['lead'],
    never: ['elsewhere', 'clerk'],
  },
  {
    what: 'the lead: to the head, who picks somebody for the child',
    answers: all({ R4: 'lead' }),
    ends: 'D1',
    to: 'the headteacher',
    owner: 'head',
    never: ['lead'],
  },
  {
    what: 'head and chair: to the vice-chair, unless the clerk is the same person',
    answers: all({ R4: 'head,chair' }),
    ends: 'D1',
    to: 'the safeguarding governor',
    owner: 'governor',
    told: ['lead'],
    never: ['head', 'trustHead', 'elsewhere', 'clerk'],
  },
  {
    what: 'nobody knows who: the lead and somebody in another post',
    answers: all({ R4: 'unknown' }),
    ends: 'D2',
    to: 'the safeguarding lead',
    owner: 'lead',
    told: ['head'],
  },
];

describe.each(everyday)('the worked examples, on %s', (engine) => {
  const at = withStore(engine);
  let incident: Incident;
  beforeEach(async () => {
    incident = await makeIncident(at.store);
  });
  const teacher = () => reporter(incident.school, incident.as('teacher'));
  const hearing = async (): Promise<Role[]> => {
    const heard: Role[] = [];
    for (const role of ROLES)
      if ((await incident.school.notices(role)).some((n) => n.kind.startsWith('report'))) heard.push(role);
    return heard;
  };
  const owner = async (view: ReportView): Promise<PersonId | null | undefined> => {
    const { school } = incident;
    return school.unit.run(school.service, 'read', async (w) => {
      const report = await w.reports.byId(view.reportId);
      const row = report && (await w.cases.byId(report.caseId));
      return row?.ownerId;
    });
  };
  const away = (role: Role) =>
    incident.school.unit.run(incident.school.service, 'write', (w) =>
      w.people.recordAbsence({ personId: incident.id(role), from: TODAY, until: TODAY, reason: 'away' }),
    );

  test.each(EXAMPLES)('$what', async ({ answers, ends, to, owner: role, told = [], never = [] }) => {
    const view = await teacher().walk(answers);
    expect(view).toMatchObject({ state: 'sent', step: { node: ends }, receipt: { to } });
    expect(await owner(view)).toBe(role && incident.id(role));
    const heard = await hearing();
    expect(heard).toEqual(expect.arrayContaining([...(role ? [role] : []), ...told]));
    for (const who of [...never, 'teacher' as const, 'colleague' as const]) expect(heard).not.toContain(who);
    // What is stored survives JSON and replays to the same place.
    const { school } = incident;
    const report = await school.unit.run(school.service, 'read', (w) => w.reports.byId(view.reportId));
    const { progress } = JSON.parse(JSON.stringify(report!.content)) as ReportContent;
    expect(replay(REPORT, progress.answers, progress.inputs)).toEqual(progress);
  });

  test('3: the alert goes out after one question, before the report is finished, and not to the head', async () => {
    const view = await teacher().walk(DANGER.slice(0, 3));
    expect(await hearing()).toEqual([]);
    const next = await teacher().answer(view, 'head');
    expect(next).toMatchObject({ state: 'open', step: { node: 'R2' } });
    expect(await hearing()).toEqual(['lead', 'elsewhere']);
    const [notice] = await incident.school.notices('elsewhere');
    expect(notice).toMatchObject({ kind: 'report_urgent', link: '/tabs/work/cases' });
  });

  test('8: lead and head are one person, by two entries of the register, and are named', async () => {
    const { school } = incident;
    // The lead's own entry, and the head's with the lead's staff number: one human being.
    const lead = school.actor('lead').person;
    await school.unit.run(school.service, 'write', (w) =>
      w.people.change([{ ...school.actor('head').person, staffNumber: ` ${lead.staffNumber.toLowerCase()} ` }]),
    );
    await school.unit.run(school.service, 'write', (w) =>
      w.people.endRole(
        { personId: school.id('trustHead'), role: 'head', schoolId: null },
        '2026-09-01' as typeof TODAY,
      ),
    );
    const view = await teacher().walk(all({ R4: 'lead' }));
    expect(view).toMatchObject({ step: { node: 'D1' }, receipt: { to: 'the chair of governors' } });
    const heard = await hearing();
    expect(heard).toContain('elsewhere');
    expect(heard).not.toContain('lead');
    expect(heard).not.toContain('head');
  });

  test('9: everybody on the chain is away: the numbers are shown, the chain is tried again', async () => {
    const { school } = incident;
    for (const role of ['lead', 'manager', 'head', 'trustHead', 'deputy', 'elsewhere'] as const) await away(role);
    await school.perform(useCases['settings.save'], incident.as('trustHead'), {
      values: { outside_contact: 'Harbour Council duty desk', social_care_phone: '01632 960150' },
    });
    const view = await teacher().walk(all());
    expect(view).toMatchObject({ state: 'sent', step: { node: 'D3' }, receipt: { to: 'Harbour Council duty desk' } });
    expect(view.step.prompt).toMatch(/children’s social care on 01632 960150.*the NSPCC on 0808 800 5000/);
    expect(view.step.prompt).toContain(view.receipt!.number);
    expect(await owner(view)).toBeNull();
    expect(await hearing()).toEqual([]);
    // The next morning the lead is back.
    school.at('2026-09-10' as typeof TODAY, 9);
    expect(await school.perform(useCases['reports.expire'], school.service, {})).toMatchObject({ chased: 1 });
    expect(await hearing()).toEqual(['teacher', 'lead']);
    expect(await owner(view)).toBe(incident.id('lead'));
  });

  test('a name picked from the directory keeps that person out, whatever post they hold', async () => {
    const people = [incident.id('lead')];
    const view = await teacher().walk(all({ R4: { choices: 'adult', people } }));
    expect(view.summary.find((s) => s.node === 'R4')?.answer).toBe('An adult who works or helps here; Lead Example');
    expect(await hearing()).toEqual(expect.arrayContaining(['head']));
    expect(await hearing()).not.toContain('lead');
  });

  test('a name that is nobody’s keeps nobody out and harms nothing', async () => {
    const people = ['0a4f0000-0000-4000-8000-0000000000ff' as PersonId];
    const view = await teacher().walk(
      all({ R4: { choices: 'pupil', people }, R6: { choices: 'done', fields: { when: 'now' } } }),
    );
    expect(view.summary.slice(3, 6).map((s) => s.answer)).toEqual(['A pupil; ', 'Pupils', 'When: now']);
    expect(await owner(view)).toBe(incident.id('lead'));
  });

  test('whoever has no account cannot be told, so it is the next one’s', async () => {
    const { school } = incident;
    await school.unit.run(school.service, 'write', (w) =>
      w.people.change([{ ...school.actor('lead').person, oid: null }]),
    );
    const view = await teacher().walk(all());
    expect(view.receipt?.to).toBe('a deputy safeguarding lead');
    expect(await owner(view)).toBe(incident.id('manager'));
  });

  test('a suggested category that the reporter agrees with, or another they choose, goes along as a hint', async () => {
    const { school } = incident;
    const category = (view: ReportView) =>
      school.unit.run(school.service, 'read', async (w) => {
        const report = await w.reports.byId(view.reportId);
        return (await w.cases.byId(report!.caseId))?.category;
      });
    let view = await teacher().walk(CALM);
    expect(view.step.suggestions[0]).toMatchObject({ rowId: 'p_non_educational_sites' });
    expect(view.step.prompt).toContain(`most like “${view.step.suggestions[0]?.category}”`);
    expect(view.step.options.map((o) => o.key)).toEqual(['right', 'another', 'none', 'not_sure']);
    view = await teacher().answer(view, 'right');
    expect(await category(view)).toBe('p_non_educational_sites');
    view = await teacher().walk(CALM);
    view = await teacher().answer(view, { choices: 'another', fields: { row: 'p_device_misuse' } });
    expect(view.summary.at(-1)?.answer).toMatch(/^Choose another; Which one\?: Using a mobile phone/);
    expect(await category(view)).toBe('p_device_misuse');
    for (const given of [
      { choices: 'none', fields: { row: 'p_device_misuse' } },
      { choices: 'another', fields: { row: 'x' } },
    ]) {
      view = await teacher().answer(await teacher().walk(CALM), given);
      expect(view.state).toBe('sent');
      expect(await category(view)).toBeNull();
    }
    view = await teacher().walk(calm({ R7: { text: 'Zzz.' } }));
    expect(view.step).toMatchObject({ node: 'R8', suggestions: [] });
    expect(view.step.options.map((o) => o.key)).toEqual(['another', 'none', 'not_sure']);
  });

  test.each<[string, readonly string[]]>([
    ['pupil', ['pupils']],
    ['adult', ['staff']],
    ['pupil,adult', ['pupils', 'staff']],
    ['unknown', ['pupils']],
  ])('for %s the table offers the rows of %j', async (ticks, audiences) => {
    const view = await teacher().walk(calm({ R4: ticks }));
    const [row] = view.step.fields;
    const kinds = new Set(row?.options?.map((o) => (o.key.startsWith('p_') ? 'pupils' : 'staff')));
    expect([...kinds]).toEqual(audiences);
  });
});
