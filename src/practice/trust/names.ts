import type { Dice } from './dice';

/** Given and family names that go together. All are put together by chance; none is meant to be anybody. */
interface NamePool {
  /** How many in a hundred have a name from this pool. */
  readonly share: number;
  readonly given: readonly string[];
  readonly family: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const ENGLISH: NamePool = {
  share: 56,
  given: words(`Abigail Alice Amelia Arthur Barnaby Beatrice Benedict Bethany Bridget Callum Caroline Cecily Clara
    Colin Cordelia Daisy Dominic Edith Edmund Eleanor Elspeth Emily Felix Fleur Florence Freddie Georgina Giles Grace
    Harriet Hazel Heather Hector Hugo Imogen Isaac Ivy Jasper Jemima Jocelyn Juliet Kitty Laurence Lottie Lucinda
    Mabel Marcus Marina Martha Matilda Maud Miles Nancy Nathaniel Ned Nora Olive Oscar Pippa Phoebe Ralph Reuben Robin
    Rosie Rowena Rufus Sidney Simon Stella Tabitha Tamsin Theo Toby Verity Vincent Wendy Wilfred Winnie Zara Zoë`),
  family: words(`Applegarth Ashcombe Barrowby Birchmoor Bramhope Brightwater Broadmead Calderfold Chalkwell Coldbrook
    Copperthwaite Cranmere Dalewood Dunnowby Eastlake Elderfield Fairlight Fairweather Fellbrook Fenwright Fernhollow
    Flaxton Garside Gorsefield Greenhalge Hallowfield Hartsmere Hazelgrove Heronsgate Hollowell Inkerfield Kestrelton
    Kingsmere Larkfield Leafield Loxmoor Marshgate Meadowcroft Merrowdown Millbeck Mossthwaite Netherby Oakenshaw
    Ottershaw Pebblewick Pennyfield Pinfold Quillfeather Ravensby Redfern Rookwood Rushmere Saltmarsh Sandiford
    Sedgebrook Shorewell Silverdale Skylarke Stillwater Stonebridge Swanmoor Tallowfield Thistlewood Thornbeck Tidewell
    Turnstone Underhay Wainfleet Waterfold Wetherlam Whinfell Willowby Wintergreen Woolacre Wrenfield Yarrowby
    Hartsmere-Quill Marshgate-Reed Fellbrook-Ames Dalewood-Price`),
};

const CELTIC: NamePool = {
  share: 13,
  given: words(`Aoife Bronagh Bryn Cerys Ciarán Cormac Eilidh Eleri Fergus Fionnuala Gethin Gwenllian Hamish Iona Lowri
    Mairead Mhairi Morag Morwenna Niamh Orla Padraig Rhiannon Roisin Ruairi Seán Siân Siobhán Tegan Tomos`),
  family: words(`Cadwallader Corrievale Gittins Kilbrannan Lochinvar MacAlder McCandlish McCorkindale McIlwhan
    Maddocks Nantgarw O'Brien O'Dunmore O'Hallorahan Penhaligan Prosser Tregenza Trevanny Pryce-Maddocks Ní-Bhriain`),
};

const SOUTH_ASIAN: NamePool = {
  share: 13,
  given: words(`Aaliyah Amandeep Anjali Asma Bhavna Farhana Gurpreet Harpreet Haroon Jasleen Kavita Manpreet Mariam
    Meena Nasreen Nayan Nimisha Parveen Priya Rukhsana Sabiha Shabnam Sunita Tahira Tariq Usha Vikesh Yusra Zainab`),
  family:
    words(`Bhogalwala Bilgrani Chaudhary Dhaliwal Dhanoa Ghatak Iqbal Jutla Mistry Nayyar Panesar-Hill Rahmanzai Sagoowala
    Siddiqua Solanki Tailorwala Thakrar Vaghelani Virdeshi`),
};

const AFRICAN_AND_CARIBBEAN: NamePool = {
  share: 9,
  given: words(`Abena Adaeze Afia Ama Chidi Delroy Efua Emeka Esi Folasade Gifty Ifeoma Jermaine Kofi Kwabena Marcia
    Nkechi Ngozi Olumide Shanice Tunde Wambui Winsome Yaa`),
  family: words(`Amponsah Baptiste Boakye-Wood Delisser Ekwunife Gyamerah Ikpeme Nwachukwuma Ofosuhene Owusu-Mensah
    Oyelaran Quartey Sarpomaa Tetteh Uzoamaka Wireko`),
};

const EASTERN_EUROPEAN: NamePool = {
  share: 6,
  given: words(`Agnieszka Andrei Danuta Dorota Ilinca Ioana Katarzyna Łukasz Małgorzata Marek Mihaela Piotr Rasa Sorina
    Zofia`),
  family: words(
    `Brzozowiak Codreanca Dobre-Stan Jurgaitis Krawczonek Mazurkowiak Pietrzykowiak Wójtowiczak Zajączek Żurawiak`,
  ),
};

const EASTERN: NamePool = {
  share: 3,
  given: words('Elif Emre Jia-Hui Kiyoko Layla Mei-Ling Samira Selin Thuy Wai-Yin Yasmin Zeynep'),
  family: words('Bouazzaoui Cheung Demirsoy Haddadin Karacabey Lau Okabayashi Szeto Trinh Tse Yıldızhan'),
};

const POOLS = [ENGLISH, CELTIC, SOUTH_ASIAN, AFRICAN_AND_CARIBBEAN, EASTERN_EUROPEAN, EASTERN];

interface Name {
  readonly givenName: string;
  readonly familyName: string;
}

/** A plausible name by chance; the pools are mixed about as in an English harbour town. */
export function nameFrom(dice: Dice): Name {
  let at = dice.below(100);
  const pool = POOLS.find((p) => (at -= p.share) < 0) ?? ENGLISH;
  return { givenName: dice.pick(pool.given), familyName: dice.pick(pool.family) };
}

/** Letters that do not come apart into a plain letter and a mark. */
const PLAIN: Readonly<Record<string, string>> = { ł: 'l', ı: 'i', ø: 'o', ß: 'ss' };

/** A name as it stands in an address: plain small letters and hyphens. Empty when no letter is left. */
export const addressPart = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[łıøß]/g, (letter) => PLAIN[letter] ?? '')
    .normalize('NFD')
    .replace(/[^a-z0-9-]/g, '');
