import { randomUUID } from 'node:crypto';
import { CaseId, ReportId } from '../../../src/core/ids';
import { TRIAGE } from '../../../src/core/incidents/charts/triage';
import type { Report } from '../../../src/core/incidents/report';
import { engines, withStore } from '../../support/engines';
import { type Role, type SchoolFixture, makeSchool } from '../../support/school';

describe.each(engines)('reports in the store, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });

  const report = (who: Role, over: Partial<Report> = {}): Report => ({
    id: ReportId.parse(randomUUID()),
    rev: 1,
    reporterId: school.id(who),
    schoolId: school.schools.a,
    caseId: CaseId.parse(randomUUID()),
    number: randomUUID().slice(0, 8),
    state: 'open',
    begunAt: school.now(),
    sentAt: null,
    wakeAt: null,
    content: {
      source: 'chat',
      progress: {
        chart: { id: 'report', version: 1 },
        node: 'R0',
        flags: [],
        answers: [],
        kept: [],
        inputs: { flags: [] },
      },
      kept: [{ at: school.now(), text: 'whispering marmalade' }],
      files: [],
      warning: null,
      touchedAt: school.now(),
      routing: null,
    },
    ...over,
  });
  const as = <T>(who: Role | 'service', work: Parameters<SchoolFixture['unit']['run']>[2]) =>
    school.unit.run(who === 'service' ? school.service : school.actor(who), 'write', work) as Promise<T>;
  const begun = async (who: Role, over: Partial<Report> = {}): Promise<Report> => {
    const made = report(who, over);
    expect(await as(who, (w) => w.reports.begin(made))).toBe(true);
    return made;
  };
  const sql = (text: string, values: unknown[] = []) =>
    at.store.transaction((client) => client.query(text, values), { settings: { tenant: school.tenantId } });

  test('what was kept comes back, and is nowhere in the row', async () => {
    const made = await begun('teacher');
    expect(await as('teacher', (w) => w.reports.byId(made.id))).toEqual(made);
    expect(await as('teacher', (w) => w.reports.open([made.reporterId]))).toEqual(made);
    expect(await as('teacher', (w) => w.reports.of([made.reporterId]))).toEqual([made]);
    const { rows } = await sql('select r::text as line from report r');
    expect(JSON.stringify(rows)).not.toContain('marmalade');
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('marmalade').toString('hex'));
  });

  test('the charts in force come along with a report', async () => {
    const made = await begun('teacher');
    const triage = async () =>
      as<number>('teacher', async (w) => {
        await w.reports.byId(made.id);
        return (await w.charts.inForce('triage')).version;
      });
    expect(await triage()).toBe(1);
    const by = { authorId: school.id('lead'), approverId: school.id('head'), publishedAt: 1 };
    await as('service', (w) => w.charts.publish({ ...TRIAGE, version: 2 }, by));
    expect(await triage()).toBe(2);
  });

  test('settings come along with a report, as they are set at that moment', async () => {
    const made = await begun('teacher');
    const settings = (change: boolean) =>
      as('teacher', async (w) => {
        await w.reports.byId(made.id);
        if (change) await w.settings.set('head_phone', '01632 960002');
        return w.settings.all();
      });
    expect(await settings(false)).toEqual(await as('teacher', (w) => w.settings.all()));
    await as('service', (w) => w.settings.set('head_phone', '01632 960001'));
    expect(await settings(false)).toMatchObject({ head_phone: '01632 960001' });
    expect(await settings(true)).toMatchObject({ head_phone: '01632 960002' });
  });

  test('a report is its reporter’s alone, also for whoever holds every role; scheduled work sees it', async () => {
    const made = await begun('teacher', { wakeAt: school.now() });
    const later = report('teacher', { ...made, rev: 2 });
    for (const who of ['head', 'lead', 'trustHead', 'ict'] as const) {
      expect(await as(who, (w) => w.reports.byId(made.id))).toBeNull();
      expect(await as(who, (w) => w.reports.of([made.reporterId]))).toEqual([]);
      expect(await as(who, (w) => w.reports.due(school.now(), 10))).toEqual([]);
      await expect(as(who, (w) => w.reports.save(later))).rejects.toMatchObject({ code: 'unavailable' });
    }
    expect(await as('service', (w) => w.reports.due(school.now(), 10))).toEqual([made]);
    expect(await as('service', (w) => w.reports.due(school.now() - 1, 10))).toEqual([]);
  });

  test('nobody begins two at once, and a third can begin when the first is over', async () => {
    const first = await begun('teacher');
    expect(await as('teacher', (w) => w.reports.begin(report('teacher')))).toBe(false);
    await as('teacher', (w) => w.reports.save({ ...first, rev: 2, state: 'sent' }));
    const next = await begun('teacher', { begunAt: school.now() + 1 });
    expect(await as<Report[]>('teacher', (w) => w.reports.of([next.reporterId]))).toMatchObject([
      { id: next.id },
      { id: first.id },
    ]);
  });

  test('of two who answer the same state one is kept', async () => {
    const made = await begun('teacher');
    const kept = await Promise.allSettled(
      ['left', 'right'].map((text) =>
        as('teacher', (w) =>
          w.reports.save({ ...made, rev: 2, content: { ...made.content, kept: [{ at: school.now(), text }] } }),
        ),
      ),
    );
    expect(kept.map((k) => k.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await as<Report>('teacher', (w) => w.reports.byId(made.id))).rev).toBe(2);
  });

  test('a report that was passed on never changes, whoever asks; its clock goes on', async () => {
    const made = await begun('teacher');
    await as('teacher', (w) => w.reports.save({ ...made, rev: 2, state: 'sent', sentAt: 1, wakeAt: school.now() }));
    await expect(as('teacher', (w) => w.reports.save({ ...made, rev: 3 }))).rejects.toMatchObject({
      code: 'unavailable',
    });
    for (const change of ['content = $1', "state = 'open'", 'rev = 9', 'reporter_id = id', 'begun_at = 0'])
      await expect(sql(`update report set ${change.replace('$1', `'\\x00'`)}`)).rejects.toMatchObject({
        code: '23001',
      });
    await expect(sql('delete from report')).rejects.toMatchObject({ code: '23001' });
    await as('service', (w) => w.reports.wake(made.id, school.now() + 5));
    expect(await as('service', (w) => w.reports.byId(made.id))).toMatchObject({ wakeAt: school.now() + 5 });
  });

  test('opening the case stops the clock', async () => {
    const made = await begun('teacher', { wakeAt: school.now() });
    await as('service', (w) => w.reports.acknowledged(made.caseId));
    expect(await as('service', (w) => w.reports.byId(made.id))).toMatchObject({ wakeAt: school.now() });
    await as('teacher', (w) => w.reports.save({ ...made, rev: 2, state: 'unfinished' }));
    await as('service', (w) => w.reports.acknowledged(made.caseId));
    expect(await as('service', (w) => w.reports.byId(made.id))).toMatchObject({ wakeAt: null });
  });

  test('what is said later stands beside it, in order, and is the reporter’s alone', async () => {
    const made = await begun('teacher');
    expect(await as('teacher', (w) => w.reports.additions(made.id))).toEqual([]);
    const additions = ['first', 'second'].map((text, i) => ({
      id: randomUUID(),
      reportId: made.id,
      text: `${text} turnip`,
      addedAt: i,
    }));
    for (const a of additions) await as('teacher', (w) => w.reports.add(a));
    expect(await as('teacher', (w) => w.reports.additions(made.id))).toEqual(additions);
    expect(await as('head', (w) => w.reports.additions(made.id))).toEqual([]);
    const { rows } = await sql('select encode(content, $1) as hex from report_addition', ['hex']);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('turnip').toString('hex'));
  });

  test('content swapped between rows or columns, or altered, is refused', async () => {
    const [one, other] = [await begun('teacher'), await begun('colleague')];
    const read = (r: Report) => as('service', (w) => w.reports.byId(r.id));
    await sql('update report set content = (select content from report where id = $2) where id = $1', [
      one.id,
      other.id,
    ]);
    await expect(read(one)).rejects.toMatchObject({ code: 'unexpected' });
    expect(await read(other)).toEqual(other);
    await sql(`update report set content = set_byte(content, 40, get_byte(content, 40) # 1) where id = $1`, [other.id]);
    await expect(read(other)).rejects.toMatchObject({ code: 'unexpected' });
  });

  test('without its key content is gone for good', async () => {
    const made = await begun('teacher');
    await sql('delete from case_key');
    await expect(as('service', (w) => w.reports.byId(made.id))).rejects.toMatchObject({
      code: 'unexpected',
      message: expect.stringContaining('key is gone') as string,
    });
  });

  test('a message that was let in before is not let in again, until it is forgotten', async () => {
    const admit = (activity: string) => as('teacher', (w) => w.inbox.admit('chat', activity));
    expect([await admit('1'), await admit('2'), await admit('1')]).toEqual([true, true, false]);
    await as('service', (w) => w.inbox.forget(school.now() + 1));
    expect(await admit('1')).toBe(true);
  });
});
