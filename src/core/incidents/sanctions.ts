import type { Chart, Tables } from './chart';
import type { Work } from '../ports';

/** Who a row is about: there is no table for people outside the school. */
export type Audience = 'pupils' | 'staff';

export type SanctionTable = Tables[Audience];

const column = (id: string, label: string, isSanction = false) => ({ id, label, isSanction });
/** Ticks apart by spaces, ways of saying it by bars. */
const row = (id: string, category: string, ticked: string, keywords: string): SanctionTable['rows'][number] => ({
  id,
  category,
  ticked: ticked.split(' '),
  keywords: keywords.split(/ ?\| ?/),
});

const PUPILS: SanctionTable = {
  columns: [
    column('class_teacher', 'Tell the class teacher'),
    column('phase_leader', 'Tell the phase leader'),
    column('headteacher', 'Tell the headteacher'),
    column('police', 'Tell the police'),
    column('technical_support', 'Ask technical support to act'),
    column('inform_parents', 'Tell parents or carers'),
    column('remove_access', 'Take away network or internet access', true),
    column('warning', 'Give a warning', true),
    column('further_sanction', 'Apply a further sanction, such as detention or exclusion', true),
  ],
  rows: [
    row(
      'p_illegal_access',
      'Looking on purpose, or trying to look, at material that may be against the law',
      'headteacher police',
      'looked up something illegal | illegal website | searched for bomb making | extremist website ' +
        '| racist hate site | dark web | buying drugs online | tried to find illegal content',
    ),
    row(
      'p_non_educational_sites',
      'Using non-educational sites in lessons without permission',
      'class_teacher phase_leader headteacher',
      'playing games in lesson | off task on the internet | watching videos instead of working ' +
        '| not the site we were using | gaming website | browsing without permission',
    ),
    row(
      'p_device_misuse',
      'Using a mobile phone, digital camera or other handheld device without permission',
      'headteacher',
      'phone in class | brought a mobile | took a photo without asking | filmed in the playground ' +
        '| smart watch | recording on own device | had a phone in their bag',
    ),
    row(
      'p_social_media_misuse',
      'Using social networking, instant messaging or personal email without permission',
      'headteacher',
      'on social media at school | group chat | messaging in lesson | logged in to own email | chat app ' +
        '| has an account under age',
    ),
    row(
      'p_unauthorised_transfer',
      'Downloading or uploading files without permission',
      'headteacher technical_support',
      'downloaded a game | installed an app | uploaded a file | memory stick | saved music ' + '| put a video online',
    ),
    row(
      'p_sharing_credentials',
      'Letting others onto the network by sharing a username and password',
      'class_teacher phase_leader technical_support inform_parents warning',
      'gave out password | shared login | told a friend the password | let someone use their account ' +
        '| everyone knows the password',
    ),
    row(
      'p_other_pupil_account',
      'Accessing, or trying to access, the network with another pupil’s account',
      'class_teacher phase_leader headteacher technical_support inform_parents remove_access further_sanction',
      'used another child’s login | logged in as a classmate | got into someone’s account ' +
        '| signed in with a friend’s password | pretended to be another pupil',
    ),
    row(
      'p_staff_account',
      'Accessing, or trying to access, the network with a staff member’s account',
      'phase_leader headteacher technical_support inform_parents remove_access further_sanction',
      'used the teacher’s login | got on to the staff computer | teacher left logged in ' +
        '| knew the teacher’s password | accessed staff files | used the staff account',
    ),
    row(
      'p_destroying_data',
      'Damaging or wiping other people’s data',
      'phase_leader headteacher technical_support inform_parents further_sanction',
      'deleted someone’s work | wiped the folder | ruined a file | changed her work ' +
        '| broke into the shared drive | erased the project',
    ),
    row(
      'p_abusive_message',
      'Sending an email, text or message that bullies, harasses or offends',
      'headteacher inform_parents remove_access further_sanction',
      'nasty message | bullying online | called names in the chat | threatening text | mean comments ' +
        '| left out of the group on purpose | hurtful email | cyberbullying',
    ),
    row(
      'p_repeat_infringement',
      'Repeating earlier infringements after warnings or sanctions',
      'headteacher inform_parents remove_access further_sanction',
      'again after a warning | keeps doing it | third time | already been spoken to | same as before ' +
        '| ignored the last sanction',
    ),
    row(
      'p_disrepute',
      'Behaviour that could harm the school’s good name or go against its ethos',
      'headteacher inform_parents remove_access further_sanction',
      'posted about the school | fake school account | made a video mocking staff ' +
        '| embarrassing the school online | seen by the public in uniform',
    ),
    row(
      'p_accidental_unreported',
      'Meeting pornography or offensive material by accident and telling nobody',
      'class_teacher phase_leader technical_support inform_parents',
      'came across by accident | pop-up | did not tell anyone | saw something rude and hid it ' +
        '| clicked the wrong link | closed it and said nothing',
    ),
    row(
      'p_deliberate_offensive',
      'Looking on purpose, or trying to look, at pornography or offensive material',
      'phase_leader headteacher police technical_support inform_parents remove_access further_sanction',
      'searched for rude words | looked up porn | looking at adult sites | searched on purpose ' +
        '| showing rude videos | gory video | swearing site',
    ),
    row(
      'p_copyright_data_breach',
      'Receiving or sending material that infringes copyright or data protection law',
      'class_teacher phase_leader inform_parents warning',
      'copied from the internet | pirated film | shared personal details | posted address ' +
        '| passed on private information | illegal download of music',
    ),
  ],
};
const STAFF: SanctionTable = {
  columns: [
    column('line_manager', 'Tell the line manager'),
    column('headteacher', 'Tell the headteacher'),
    column('local_authority_hr', 'Involve the local authority or HR'),
    column('police', 'Tell the police'),
    column('technical_support', 'Ask technical support to act, such as a filter change'),
    column('warning', 'Give a warning', true),
    column('suspension', 'Suspend', true),
    column('disciplinary_action', 'Start disciplinary action', true),
  ],
  rows: [
    row(
      's_illegal_access',
      'Looking on purpose, or trying to look, at material that may be against the law',
      'headteacher local_authority_hr police',
      'staff member viewing illegal material | illegal content on staff laptop ' +
        '| extremist material on staff account | illegal site in staff history ' +
        '| police asked about a device',
    ),
    row(
      's_excessive_personal_use',
      'Too much, or unsuitable, private use of the web, social media, messaging or own email',
      'line_manager headteacher warning',
      'on social media all day | shopping in work time | personal email at work | browsing during lessons ' +
        '| online gambling at work | always on the phone',
    ),
    row(
      's_unauthorised_transfer',
      'Downloading or uploading files without permission',
      'line_manager technical_support warning',
      'installed software | downloaded without permission | copied files to own drive | unapproved app ' +
        '| uploaded to a personal cloud',
    ),
    row(
      's_sharing_or_using_accounts',
      'Sharing a username and password, or accessing or trying to access the network with another person’s account',
      'technical_support warning',
      'shared password with colleague | left logged in | used my login | signed in as someone else ' +
        '| supply using the teacher account | one login for everyone',
    ),
    row(
      's_careless_personal_data',
      'Careless handling of personal data, e.g. holding or transferring it insecurely',
      'headteacher local_authority_hr warning',
      'left papers on the train | sent to the wrong parent | lost memory stick | unlocked screen ' +
        '| laptop left in the car | report emailed to the wrong person | data not encrypted',
    ),
    row(
      's_deliberate_data_security_breach',
      'Breaking data protection or network security rules on purpose',
      'headteacher local_authority_hr technical_support disciplinary_action',
      'looked up records with no reason | passed pupil data on | sold information | turned off security ' +
        '| got round the access controls on purpose | copied the database',
    ),
    row(
      's_destroying_data_or_damage',
      'Damaging or wiping other people’s data, or breaking hardware or software on purpose',
      'headteacher local_authority_hr police disciplinary_action',
      'deleted shared files | wiped the server | smashed the laptop | sabotaged ' + '| erased records before leaving',
    ),
    row(
      's_abusive_message',
      'Sending an email, text or message that bullies, harasses or offends',
      'headteacher local_authority_hr police disciplinary_action',
      'abusive email from a colleague | harassing messages | bullying by staff | threatening email ' +
        '| offensive joke in the staff chat | sexist message',
    ),
    row(
      's_personal_channels_with_pupils',
      'Contacting pupils through own email, social media, messaging or texts',
      'headteacher local_authority_hr police warning',
      'messaging a pupil privately | gave out own number | friends with a pupil online | texting a child ' +
        '| private account | follows pupils on social media | personal email to a child',
    ),
    row(
      's_professional_standing',
      'Behaviour that could damage one’s own professional standing',
      'headteacher local_authority_hr disciplinary_action',
      'unprofessional post | rant about parents online | drunk photos | inappropriate profile ' +
        '| comments about pupils online | relationship posts with a parent',
    ),
    row(
      's_disrepute',
      'Behaviour that could harm the school’s good name or go against its ethos',
      'headteacher local_authority_hr disciplinary_action',
      'criticised the school online | press story | post went viral | complaint about staff post ' +
        '| offensive public comment | brought the school into the news',
    ),
    row(
      's_bypass_filtering',
      'Getting round the school’s filter, for example with a proxy site',
      'headteacher technical_support warning',
      'used a proxy | installed a vpn | got round the filter | used phone hotspot to avoid the filter ' +
        '| unblocked a site | anonymous browser',
    ),
    row(
      's_accidental_unreported',
      'Meeting pornography or offensive material by accident and telling nobody',
      'line_manager headteacher technical_support warning',
      'saw something by mistake | inappropriate pop-up on the board | did not report it ' +
        '| unsuitable video in class | closed it quickly | class saw it',
    ),
    row(
      's_deliberate_offensive',
      'Looking on purpose, or trying to look, at pornography or offensive material',
      'headteacher local_authority_hr police suspension disciplinary_action',
      'viewing porn at work | adult site on work laptop | explicit search by staff ' +
        '| offensive material on purpose | indecent jokes and images shared by staff',
    ),
    row(
      's_copyright_licensing',
      'Breaching copyright or licensing rules',
      'line_manager headteacher warning',
      'unlicensed software | photocopied the whole book | streaming personal account in class ' +
        '| used images without permission | copied a paid resource',
    ),
    row(
      's_repeat_infringement',
      'Repeating earlier infringements after warnings or sanctions',
      'headteacher local_authority_hr suspension disciplinary_action',
      'already warned | second warning | keeps happening | same member of staff again ' +
        '| after disciplinary | ignored previous advice',
    ),
  ],
};

/** Responses to misuse by category, as a primary school's policy has them. A tick suggests; nothing is applied by itself. */
export const SANCTIONS: Tables = { pupils: PUPILS, staff: STAFF };

/** The tables of a triage chart. */
export const tablesOf = (chart: Chart): Tables => chart.tables ?? SANCTIONS;

/** The tables in force now. */
export const tablesNow = async (work: Work): Promise<Tables> => tablesOf(await work.charts.inForce('triage'));
