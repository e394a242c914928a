import { randomUUID } from 'node:crypto';
import type { Pupil } from '../../../../src/core/attestation/store';
import { PupilId, type VersionId } from '../../../../src/core/ids';
import { makePerform } from '../../../../src/core/perform';
import type { Unit } from '../../../../src/core/ports';
import { useCases } from '../../../../src/core/use-cases';
import { everyday, withStore } from '../../../support/engines';
import { type Role, type SchoolFixture, day, makeSchool } from '../../../support/school';

describe.each(everyday)('class sheets, on %s', (engine) => {
  const at = withStore(engine);
  let school: SchoolFixture;
  let ks2: VersionId;
  beforeEach(async () => {
    school = await makeSchool(at.store);
    ks2 = (await school.agreement({ title: 'Our promises', audience: 'ks2' })).versionId;
  });
  const blank = {
    pupilMark: false,
    parentSignedOn: null as string | null,
    goneThroughWith: '',
    consent: {},
    paperKept: '',
  };
  const record = (
    className: string,
    pupilId: PupilId,
    versionId: VersionId,
    more: object = {},
    who: Role = 'teacher',
  ) =>
    school.perform(useCases['classSheets.record'], school.actor(who), {
      schoolId: school.schools.a,
      className,
      entries: [{ ...blank, pupilId, versionId, ...more }],
    });
  const sheet = async (className: string, who: Role = 'teacher') =>
    (
      await school.perform(useCases['classSheets.read'], school.actor(who), {
        schoolId: school.schools.a,
        className,
      })
    ).rows;
  const classes = async (who: Role = 'teacher') =>
    (await school.perform(useCases['classSheets.list'], school.actor(who), {})).classes.map((c) => [
      c.className,
      c.pupils,
      c.done,
    ]);
  const join = (...pupils: Partial<Pupil>[]) =>
    school.unit.run(school.service, 'write', (work) =>
      work.attestations.addPupils(
        pupils.map((p) => ({
          id: PupilId.parse(randomUUID()),
          schoolId: school.schools.a,
          number: null,
          className: 'Oak',
          year: 4,
          givenName: 'Elder',
          familyName: 'Sample',
          bornOn: null,
          send: false,
          startsOn: day('2025-09-01'),
          endsOn: null,
          ...p,
        })),
      ),
    );
  test('a list of pupils comes in whole or not at all, also when somebody else sends the same one at this moment', async () => {
    const rows = [
      ['Admission number', 'First name', 'Family name', 'School', 'Class', 'Year'],
      ['A1', 'Elder', 'Example', 'Example Primary', 'Oak', '4'],
      ['A2', 'Fir', 'Example', 'Example Primary', 'Oak', '4'],
    ];
    const list = { rows: rows.map((cells, i) => ({ line: i + 1, cells })), isComplete: false };
    const { hash } = await school.perform(useCases['pupils.previewList'], school.actor('office'), list);
    /** Just before this list comes in, one of its pupils does. */
    const late: Unit = {
      ...school.unit,
      run: (actor, mode, does) =>
        school.unit.run(actor, mode, (work) => {
          const { addPupils } = work.attestations;
          const added: typeof addPupils = async (pupils) => {
            await addPupils(pupils.slice(0, 1).map((p) => ({ ...p, id: PupilId.parse(randomUUID()) })));
            return addPupils(pupils);
          };
          return does({ ...work, attestations: { ...work.attestations, addPupils: added } });
        }),
    };
    const oak = async () => (await classes()).find(([name]) => name === 'Oak')?.[1];
    const before = await oak();
    const apply = makePerform(late)(useCases['pupils.applyList'], school.actor('office'), { ...list, hash });
    await expect(apply).rejects.toMatchObject({ code: 'conflict', problems: [{ where: 'list' }] });
    expect(await oak()).toBe(before);
    await school.perform(useCases['pupils.applyList'], school.actor('office'), { ...list, hash });
    expect(await oak()).toBe(Number(before) + 2);
  });

  const marks = { pupilMark: true, parentSignedOn: '2026-09-08' };

  test('a line counts as done when the form has every mark it asks for', async () => {
    const [ash, birch] = school.pupils.oak;
    await record('Oak', ash, ks2, { ...marks, paperKept: 'Class file' });
    await record('Oak', birch, ks2, { pupilMark: true });
    expect(await classes()).toContainEqual(['Oak', 2, 1]);
    await record('Oak', birch, ks2, { parentSignedOn: '2026-09-08' });
    expect(await classes()).toContainEqual(['Oak', 2, 1]);
    await record('Oak', birch, ks2, marks);
    expect(await classes()).toContainEqual(['Oak', 2, 2]);
    expect(await sheet('Oak')).toMatchObject([
      { name: 'ash Sample', pupilMark: true, paperKept: 'Class file', isOverdue: false },
      { name: 'birch Sample', pupilMark: true, paperKept: '' },
    ]);
  });

  test('the picture pages ask with whom they were gone through, and for no mark', async () => {
    const { versionId } = await school.agreement({ title: 'Picture pages', audience: 'send' });
    const { maple } = school.pupils;
    await record('Maple', maple, versionId, marks);
    expect(await classes()).toContainEqual(['Maple', 1, 0]);
    await record('Maple', maple, versionId, { goneThroughWith: 'Mum and the class teacher' });
    expect(await classes()).toContainEqual(['Maple', 1, 1]);
    expect((await sheet('Maple'))[0]?.asks).toEqual({ pupilMark: false, parentDate: false, goneThrough: true });
  });

  test.each([
    ['a nursery child', { year: -1 }, 'reception'],
    ['a child in Reception', { year: 0 }, 'reception'],
    ['Year 2', { year: 2 }, 'ks1'],
    ['Year 3', { year: 3 }, 'ks2'],
    ['a pupil with the picture pages', { year: 3, send: true }, 'send'],
  ])('%s has the agreement of the stage', async (_, pupil, audience) => {
    for (const other of ['reception', 'ks1', 'send']) await school.agreement({ title: other, audience: other });
    await join({ className: 'Elm', ...pupil });
    const [line] = await sheet('Elm');
    expect(line?.agreementTitle).toBe(audience === 'ks2' ? 'Our promises' : audience);
  });

  test('a school’s own agreement goes before the trust’s once it is in force, and another school’s is not used', async () => {
    const own = (schoolId: SchoolFixture['schools']['a'], title: string) =>
      school.draft({ title, kind: 'agreement', audience: 'ks2', schoolId });
    const titles = async () => (await sheet('Oak')).map((line) => line.agreementTitle);
    const publish = async ({ versionId, textHash }: { versionId: VersionId; textHash: string }) => {
      const head = school.actor('trustHead');
      const approval = { versionId, textHash, change: 'substantive', reason: 'Our own' };
      await school.perform(useCases['policies.approve'], head, approval);
      const now = { versionId, nextReviewOn: '2027-09-01', pendingRatification: 'Governors meet in October' };
      await school.perform(useCases['policies.publish'], head, now);
    };
    await publish(await own(school.schools.b, 'Theirs'));
    const ours = await own(school.schools.a, 'Ours');
    expect(await titles()).toEqual(['Our promises', 'Our promises']);
    await publish(ours);
    expect(await titles()).toEqual(['Ours', 'Ours']);
  });

  test('where no agreement is in force for a stage there is nothing to record, and nobody is done', async () => {
    expect(await sheet('Acorn')).toEqual([]);
    expect(await classes()).toContainEqual(['Acorn', 1, 0]);
  });

  test('a new version asks for new marks and keeps the consent to pictures', async () => {
    const [ash] = school.pupils.oak;
    await record('Oak', ash, ks2, { ...marks, consent: { website: false, newsletter: true } });
    const { policyId } = (await school.perform(useCases['policies.list'], school.actor('head'), {})).policies[0]!;
    const next = await school.agreement({ policyId, label: '2.0', audience: 'ks2' });
    expect(await classes()).toContainEqual(['Oak', 2, 0]);
    const [line] = await sheet('Oak');
    expect(line).toMatchObject({
      versionId: next.versionId,
      pupilMark: false,
      recordedAt: null,
      consent: { website: false, newsletter: true },
    });
    await expect(record('Oak', ash, ks2, marks)).rejects.toMatchObject({ problems: [{ where: 'entries.0' }] });
  });

  test('who came lately has some school days before the line is overdue, and who left has no line', async () => {
    await join(
      { givenName: 'Fir', startsOn: day('2026-09-07') },
      { givenName: 'Gone', endsOn: day('2026-09-08') },
      { givenName: 'Hazel', endsOn: day('2026-09-09') },
      { givenName: 'Ivy', startsOn: day('2026-09-10') },
    );
    const overdue = Object.fromEntries((await sheet('Oak')).map((r) => [r.name, r.isOverdue]));
    expect(overdue).toEqual({
      'ash Sample': true,
      'birch Sample': true,
      'Fir Sample': false,
      'Hazel Sample': true,
    });
  });

  test.each([
    ['a pupil of another class', (s: SchoolFixture) => ({ pupilId: s.pupils.maple })],
    ['a date to come', () => ({ parentSignedOn: '2026-09-10' })],
  ])('%s is refused with the line it is in, and nothing is kept', async (_, wrong) => {
    await expect(record('Oak', school.pupils.oak[0], ks2, { ...marks, ...wrong(school) })).rejects.toMatchObject({
      problems: [{ where: 'entries.0' }],
    });
    expect(await classes()).toContainEqual(['Oak', 2, 0]);
  });

  test('a class that is not there is not there', async () => {
    await expect(sheet('Yew')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the list is by year and name: of one’s school, of the trust for who answers for it', async () => {
    await join({ className: 'Elm' }, { className: 'Far', schoolId: school.schools.b });
    const names = async (who: Role) => (await classes(who)).map(([name]) => name);
    expect(await names('teacher')).toEqual(['Acorn', 'Maple', 'Elm', 'Oak']);
    expect(await names('trustHead')).toEqual(['Acorn', 'Maple', 'Elm', 'Far', 'Oak']);
    expect(await names('elsewhere')).toEqual(['Far']);
  });
});
