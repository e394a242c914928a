import { casePages } from '../../../src/texts/en-gb';
import { clockOf, moment, whatItIs } from '../../../tabs/cases/words';

const { what } = casePages;

test('a case is named by what is most serious, in three words at most, and by nobody', () => {
  expect(whatItIs([])).toBe(what.other);
  expect(whatItIs(['affected_pupil'])).toBe(what.pupil);
  expect(whatItIs(['danger', 'imagery', 'crime', 'subject_adult'])).toBe(
    [what.danger, what.imagery, what.adult].join(' · '),
  );
  expect(whatItIs(['crime', 'subject_outside'], 1)).toBe(what.crime);
  expect(whatItIs(['subject_head'])).toBe(what.lead);
  expect(whatItIs(['subject_self'])).toBe(what.adult);
  expect(whatItIs(['affected_staff', 'subject_unknown', 'unfinished'])).toBe(
    [what.staff, what.unknown, what.unfinished].join(' · '),
  );
});

test('a clock says when, and whether that is over', () => {
  const noon = Date.UTC(2026, 8, 4, 11);
  expect(clockOf(null, noon)).toEqual({ text: casePages.noClock, isLate: false });
  expect(clockOf(noon, noon + 1)).toEqual({ text: casePages.overdue('4 September 2026 12:00'), isLate: true });
  expect(clockOf(noon, noon - 1)).toEqual({ text: casePages.due('4 September 2026 12:00'), isLate: false });
  expect(moment(noon)).toContain('Friday 4 September 2026');
});
