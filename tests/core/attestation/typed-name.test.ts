import { isNameOf } from '../../../src/core/attestation/typed-name';

const called = (givenName: string, familyName: string) => ({ givenName, familyName });

describe('a typed name', () => {
  test.each([
    ['as it is', 'Siân Mair', 'O’Brien-Hughes', 'Siân Mair O’Brien-Hughes'],
    ['without accents and capitals', 'Siân', 'Zoëga', 'sian zoega'],
    ['with accents the register lacks', 'Sian', 'Zoega', 'Siân Zoëga'],
    ['with another apostrophe, or none', 'Niamh', "O'Brien", 'Niamh OBrien'],
    ['with a curly one', 'Niamh', "O'Brien", 'Niamh O’Brien'],
    ['without its hyphen', 'Anna-Lena', 'Smith-Jones', 'Anna Lena Smith Jones'],
    ['written together', 'Anna Lena', 'Mac Donald', 'AnnaLena MacDonald'],
    ['family name first, written together', 'Jo', 'Mac Donald', 'MacDonald, Jo'],
    ['family name first', 'Ada', 'Hart', 'HART, Ada'],
    ['without middle names', 'Ada Mary Jane', 'Hart', 'Ada Hart'],
    ['with middle initials', 'Ada Mary Jane', 'Hart', 'Ada M. J. Hart'],
    ['with a middle name the register lacks', 'Ada', 'Hart', 'Ada Mary Hart'],
    ['with a title', 'Ada', 'Hart', 'Mrs Ada Hart'],
    ['with letters that have no accent to lose', 'Bjørn', 'Łasiński', 'Bjorn Lasinski'],
    ['with a double s', 'Anke', 'Groß', 'Anke Gross'],
    ['with spaces about it', 'Ada', 'Hart', '  Ada   Hart '],
    ['in Arabic', 'ليلى', 'حداد', 'ليلى حداد'],
    ['of one part', 'Suharto', '', 'suharto'],
    ['of a family name alone', '', 'Suharto', 'Suharto'],
    ['with a smile', 'Ada', 'Hart', 'Ada Hart 😀'],
    ['that is only a picture', '🌟', '', ' 🌟 '],
    ['with a name twice', 'James', 'James', 'James James'],
  ])('%s is the person’s', (_, given, family, typed) => {
    expect(isNameOf(typed, called(given, family))).toBe(true);
  });

  test.each([
    ['of somebody else', 'Ada', 'Hart', 'Ida Hart'],
    ['without a family name', 'Ada', 'Hart', 'Ada'],
    ['without a first name', 'Ada', 'Hart', 'Hart'],
    ['with the first name as a letter', 'Ada', 'Hart', 'A Hart'],
    ['with half a double name', 'Ada', 'Smith-Jones', 'Ada Jones'],
    ['with a whole other person', 'Ada', 'Hart', 'Ada Hart and Peter Pan'],
    ['with one name where there are two alike', 'James', 'James', 'James'],
    ['that is empty', 'Ada', 'Hart', ''],
    ['that is another picture', '🌟', '', '🌙'],
    ['in place of a picture', '🌟', '', 'Star'],
  ])('%s is not', (_, given, family, typed) => {
    expect(isNameOf(typed, called(given, family))).toBe(false);
  });
});
