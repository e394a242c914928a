import type { PersonActor } from '../../../../src/core/access/actor';
import type { Chart, Step } from '../../../../src/core/incidents/chart';
import { REPORT } from '../../../../src/core/incidents/charts/report';
import { TRIAGE } from '../../../../src/core/incidents/charts/triage';
import { SANCTIONS } from '../../../../src/core/incidents/sanctions';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { calm, reporter } from '../../../support/reports';
import { type SchoolFixture, makeSchool } from '../../../support/school';

const reworded = (prompt: string, chart: Chart = TRIAGE): Chart => {
  const draft = structuredClone(chart);
  (draft.nodes.T9 as Step).prompt = prompt;
  return draft;
};

describe.each(everyday)('a flowchart, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  beforeEach(async () => {
    school = await makeSchool(at.store);
  });
  const save = (chart: Chart, rev: number | null, who: PersonActor = school.actor('lead')) =>
    school.perform(useCases['charts.saveDraft'], who, { rev, chart });
  const read = (who: PersonActor = school.actor('head')) =>
    school.perform(useCases['charts.read'], who, { id: 'triage' });
  const prove = () => school.perform(useCases['charts.prove'], school.actor('head'), { id: 'triage' });
  const publish = (rev: number, who: PersonActor = school.actor('trustHead')) =>
    school.perform(useCases['charts.publish'], who, { id: 'triage', rev });

  test('is Lantern’s own until somebody publishes another, and is drawn', async () => {
    const view = await read();
    expect(view).toMatchObject({ id: 'triage', version: 1, draft: null, published: [], abilities: ['chart.edit'] });
    expect(view.chart).toEqual(TRIAGE);
    expect(view.drawing.nodes).toHaveLength(Object.keys(TRIAGE.nodes).length);
    expect(view.openAfter).toContain('T16');
    expect(view.mayMove).toContain('T18');
    expect(
      (await school.perform(useCases['charts.picture'], school.actor('teacher'), { id: 'report', version: '1' })).id,
    ).toBe('report');
  });

  test('is written by one, proved, and published by another; what comes next begins on it', async () => {
    const { rev } = await save(reworded('Begin support at once.'), null);
    expect((await read()).draft).toMatchObject({ rev: 1, authors: ['Lead Example'], chart: { version: 2 } });
    expect(await prove()).toEqual({ problems: [], breaches: [] });
    expect(await publish(rev)).toEqual({ version: 2 });
    const after = await read();
    expect(after).toMatchObject({ version: 2, draft: null });
    expect(after.published).toEqual([
      expect.objectContaining({ version: 2, author: 'Lead Example', approver: 'TrustHead Example' }),
    ]);
    expect((after.chart.nodes.T9 as Step).prompt).toBe('Begin support at once.');
    expect(
      (await school.perform(useCases['charts.picture'], school.actor('teacher'), { id: 'triage', version: 2 })).version,
    ).toBe(2);
    await expect(
      school.perform(useCases['charts.picture'], school.actor('teacher'), { id: 'triage', version: 3 }),
    ).rejects.toMatchObject({ code: 'not_found' });
    const [entry] = await school.entries('chart.published');
    expect(JSON.parse(entry?.payload ?? '')).toMatchObject({ did: { chart: 'triage', version: 2 } });
    expect((await save(reworded('Again.', after.chart), null)).rev).toBe(1);
    expect((await read()).draft?.chart.version).toBe(3);
  });

  test('is not published by anybody who wrote on it, nor by the head of one school among several', async () => {
    const { rev } = await save(reworded('Begin.'), null, school.actor('trustHead'));
    const second = await save(reworded('Begin now.'), rev);
    expect((await read()).draft?.authors).toEqual(['TrustHead Example', 'Lead Example']);
    for (const who of ['trustHead', 'head', 'lead'] as const)
      await expect(publish(second.rev, school.actor(who))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is not published with a property broken or an edit that no school may make: each is named', async () => {
    const bad = reworded('What he did is illegal.');
    delete (bad.nodes.T17 as Step).options.at(-1)!.confirm;
    const { rev } = await save(bad, null);
    const proof = await prove();
    expect(proof.problems.map((p) => p.where)).toContain('T17');
    expect(new Set(proof.breaches.map((b) => b.property))).toEqual(new Set([16, 24]));
    const refused = await publish(rev).catch((e: unknown) => e);
    expect(refused).toMatchObject({ code: 'invalid_input' });
    expect((refused as { problems: { what: string }[] }).problems.some((p) => p.what.includes('(property 24)'))).toBe(
      true,
    );
    expect((await read()).version).toBe(1);
  });

  test('brings the school’s own table to reports and cases that begin on it', async () => {
    const draft = structuredClone(TRIAGE);
    const tables = structuredClone(SANCTIONS);
    const own = { id: 'p_drone', category: 'Flying a drone', ticked: ['headteacher'], keywords: ['flew a drone'] };
    tables.pupils.rows.push(own);
    tables.pupils.rows = tables.pupils.rows.filter((row) => row.id !== 'p_device_misuse');
    const { rev } = await save({ ...draft, tables }, null);
    expect((await read()).tables).toEqual(SANCTIONS);
    await publish(rev);
    expect((await read()).tables).toEqual(tables);
    const teacher = reporter(school, school.actor('teacher'));
    const asked = await teacher.walk(calm({ R7: { text: 'At lunch he flew a drone over the yard.' } }));
    expect(asked.step.prompt).toContain('“Flying a drone”');
    expect(asked.step.fields[0]?.options?.[0]).toEqual({ key: 'p_drone', label: 'Flying a drone' });
    expect(asked.step.fields[0]?.options?.map((o) => o.key)).not.toContain('p_device_misuse');
    const sent = await teacher.answer(asked, 'right');
    expect(sent.summary.at(-1)?.answer).toContain('Flying a drone');
    const figures = await school.perform(useCases['figures.read'], school.actor('head'), {});
    expect(figures.categories).toEqual([{ row: 'p_drone', label: 'Flying a drone', count: 'few' }]);
  });

  test('keeps the newer of two drafts, and says so to the other', async () => {
    const { rev } = await save(reworded('One.'), null);
    for (const stale of [null, rev + 1])
      await expect(save(reworded('Two.'), stale)).rejects.toMatchObject({ code: 'conflict' });
    await expect(publish(rev + 1)).rejects.toMatchObject({ code: 'conflict' });
    await school.perform(useCases['charts.dropDraft'], school.actor('head'), { id: 'triage', rev });
    expect((await read()).draft).toBeNull();
    await expect(prove()).rejects.toMatchObject({ code: 'conflict' });
    await expect(publish(rev)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('that is no chart at all is refused with the place that is wrong', async () => {
    const broken = { ...structuredClone(REPORT), start: 'nowhere!' };
    await expect(save(broken, null)).rejects.toMatchObject({
      code: 'invalid_input',
      problems: [{ where: 'chart.start' }],
    });
  });
});
