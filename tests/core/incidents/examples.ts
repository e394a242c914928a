import type { Audience } from '../../../src/core/incidents/sanctions';

/**
 * How teachers and office staff put things, with the row a safeguarding lead would look for. Every third one was
 * written with the others and never looked at while the matching was tuned.
 */
const PUPILS: Readonly<Record<string, readonly string[]>> = {
  p_illegal_access: [
    'Caught two Y6 lads trying to get on the dark web during computing club.',
    'Search history on the ipad shows a child looking up how to make a bomb.',
    'A pupil in my form was on an extremist site, flags and everything, at break.',
    'She told me her brother showed her how to buy drugs online and she had a go on the library pc.',
    'Monitoring flagged that someone in 5B searched for a racist hate group page',
  ],
  p_non_educational_sites: [
    'Half of table three were playing Roblox instead of doing the maths quiz.',
    'Kept catching Jaden on a football games site when he should have been on Purple Mash',
    'Kids watching youtube shorts rather than doing their research task',
    'He was off task again, browsing trainers on the chromebook in my lesson',
    'Found a group on a gaming website while the supply teacher was in',
  ],
  p_device_misuse: [
    'Mobile went off in assembly and she had it up her sleeve the whole time.',
    'A girl took a photo of another child in the cloakroom without asking, on her own phone',
    'There is a boy using a smart watch to text under the table in year 4',
    'Someone filmed the fight in the playground on his phone',
    'Had a phone in his bag all day even though he handed in an old one',
  ],
  p_social_media_misuse: [
    'Year 5s have set up a WhatsApp group and are on it during lunch in the library',
    'Two of mine logged in to their own gmail on the school computers',
    'She has a TikTok account and she is only eight, she was using it at school',
    'They were messaging each other on snapchat in the middle of science',
    'Found a child on instagram on a school laptop in the ICT suite',
  ],
  p_unauthorised_transfer: [
    'A pupil plugged in a USB stick and put a game on the classroom PC',
    'He downloaded minecraft mods on to the laptop without asking anyone',
    'someone has installed an app on the class ipad, nobody had permission',
    'A child uploaded a video of our class to youtube from the school tablet',
    'The music folder is full of songs that a Y6 boy saved from the internet',
  ],
  p_sharing_credentials: [
    'Turns out the whole table knows Ella’s password because she told them',
    'He wrote his login on a sticky note and gave it to his mate',
    'Pupils sharing their usernames and passwords for times tables so friends can do the homework',
    'She let her friend go on her account to finish the work',
    'A boy in my class gave out his password to half the class',
  ],
  p_other_pupil_account: [
    'Someone logged in as another child and changed her avatar',
    'Kayden used Mia’s login to get on to Google Classroom and pretend to be her',
    'A girl got into a classmate’s account because she guessed the password',
    'He signed in with his friend’s password when his own was locked',
    'child went on a different kid’s account on the maths site and spent all his coins',
  ],
  p_staff_account: [
    'I popped out and left the computer logged in and two of them went on my emails',
    'A pupil has worked out the teacher’s password and used it to get on the staff drive',
    'Boys used the teaching assistant’s login to unblock sites',
    'Child got on the staff laptop and opened the reports folder while I was on duty',
    'Year 6 knew the password for the staff account and were using it at wet play',
  ],
  p_destroying_data: [
    'Somebody deleted all of Amira’s slideshow from the shared drive',
    'A boy wiped the whole group project on purpose because he fell out with them',
    'her work was changed to rude words by another pupil',
    'The class folder has been emptied, I think one of the children erased it',
    'He ruined his partner’s file before it was due in',
  ],
  p_abusive_message: [
    'A parent has shown me horrible texts that another girl sent to her daughter',
    'They have been calling him names in the group chat every night',
    'Some nasty comments were left on her video by children in our class',
    'Boy got a threatening message from a year 6 saying he would batter him',
    'There’s cyberbullying going on between three girls, they keep leaving one out of the chat on purpose',
  ],
  p_repeat_infringement: [
    'This is the third time I have had to report him for the same thing with the ipad',
    'She has already been spoken to about games in lessons and is doing it again',
    'He keeps on doing it even after a warning and a phone call home',
    'Same as before, ignored the last sanction completely',
    'We gave a final warning in October and here we are again',
  ],
  p_disrepute: [
    'Somebody has made a fake account in the school’s name and is posting memes',
    'Our Y6s posted a video taking the mick out of staff and it is all over the village page',
    'A pupil posted rude stuff about the school online and parents have seen it',
    'children in uniform filmed themselves swearing at a shopkeeper and put it online',
    'They made a video mocking the headteacher and shared it publicly',
  ],
  p_accidental_unreported: [
    'A pop up with a half dressed lady came up, he shut the lid and said nothing to anyone',
    'She clicked the wrong link and saw something rude but did not tell anyone till her mum asked',
    'Came across a horrible picture by accident on a kids’ site and hid it from me',
    'Two weeks ago some porn advert appeared on the screen by accident and the child never told an adult',
    'He closed the window quickly and kept quiet, it was an inappropriate site he had got to by mistake',
  ],
  p_deliberate_offensive: [
    'Y5 boy typed rude words into Google images on purpose to make others laugh',
    'They were looking up porn on the library computer at lunch',
    'A lad was showing rude videos on his phone behind the bike shed',
    'He searched for gory videos of people being killed and showed his table',
    'two kids were on an adult site deliberately, it is in the filter log',
  ],
  p_copyright_data_breach: [
    'He copied his whole project from the internet, pictures and all',
    'Girls were passing round a pirated film on a memory card',
    'A child posted another pupil’s home address in an online game',
    'She shared her friend’s phone number and personal details with people she does not know',
    'they are illegally downloading music and sharing it with each other',
  ],
};

const STAFF: Readonly<Record<string, readonly string[]>> = {
  s_illegal_access: [
    'The technician found extremist material on a teacher’s account',
    'Police have been in touch about a laptop that belongs to one of our staff',
    'There is illegal content in the browsing history of a staff laptop',
    'I think a colleague has been viewing illegal material on his work computer',
    'an illegal site has shown up in the staff history report',
  ],
  s_excessive_personal_use: [
    'One of the TAs is on Facebook all day instead of supporting the children',
    'She does her online shopping when she is meant to be teaching',
    'He’s always on his phone in the classroom, texting his girlfriend',
    'Member of staff was gambling online in the office at lunchtime and in lessons',
    'Colleague spends most of the afternoon on personal email',
  ],
  s_unauthorised_transfer: [
    'Someone in the office installed software on the PC without asking IT',
    'A teacher has copied all the class files to her own hard drive to take home',
    'He’s using an app that nobody approved with the whole class',
    'Planning and pupil work uploaded to a member of staff’s personal Dropbox',
    'New starter downloaded a program from the internet with no permission',
  ],
  s_sharing_or_using_accounts: [
    'Supply teachers are all using the same login',
    'My colleague gave me her password so that I could do the register',
    'I found that somebody had used my login while I was off sick',
    'The TA signed in as the class teacher to print reports',
    'one password for everyone in the nursery team, it is on the wall',
  ],
  s_careless_personal_data: [
    'I left my laptop in the car overnight and it has been stolen, it had reports on it',
    'An email about a child went to the wrong parent this morning',
    'Lost my memory stick somewhere between school and home, SEN data was on it',
    'The office screen was left unlocked with medical details showing in front of visitors',
    'A teacher left a pile of assessment papers on the train',
  ],
  s_deliberate_data_security_breach: [
    'A member of staff looked up a pupil’s records for her sister with no reason to',
    'He switched off the antivirus and security on purpose so that he could run his own stuff',
    'Somebody in the office has been passing pupil data to an outside company',
    'she copied the whole database of parents before she handed in her notice',
    'Colleague deliberately got round the access controls to read the HR folder',
  ],
  s_destroying_data_or_damage: [
    'A leaver wiped the shared drive on his last day',
    'He smashed the laptop on the desk in temper',
    'All the planning files have been deleted by a colleague who fell out with the team',
    'Someone deliberately erased the records before leaving',
    'The server was sabotaged and we think it was a member of staff',
  ],
  s_abusive_message: [
    'I have had a really abusive email from another teacher',
    'My line manager keeps sending me bullying messages late at night',
    'There was a sexist joke in the staff WhatsApp group',
    'A colleague is harassing me by text after I turned him down',
    'Threatening email from the site manager to one of the cleaners',
  ],
  s_personal_channels_with_pupils: [
    'A coach has been texting one of the year 6 girls from his own number',
    'A TA has accepted pupils as friends on Facebook',
    'He messages a child privately on Instagram about homework, or so he says',
    'Supply teacher gave out her personal mobile number to the children',
    'a pupil told me Mr T follows her on snapchat and they chat at night',
  ],
  s_professional_standing: [
    'A teacher put up drunk photos of herself and parents can see them',
    'Colleague ranting about parents on her public Facebook page',
    'He posted comments about children in his class online, no names but you can tell',
    'Very unprofessional tweet by a member of staff about her job',
    'the picture on his profile is really not appropriate for a teacher',
  ],
  s_disrepute: [
    'A member of staff slagged off the school on Facebook',
    'The local paper has a story about a post one of our teachers made',
    'Staff member’s tweet went viral and people are naming the school',
    'We have had complaints about a teacher’s offensive public comment',
    'Ex-colleague criticised the school online and it has ended up on the news',
  ],
  s_bypass_filtering: [
    'A teacher is using a VPN to get to sites the filter blocks',
    'He tethered the class laptop to his phone hotspot to get round the filter',
    'Someone has been using a proxy website in the staff room',
    'The ICT manager unblocked a site for himself without telling anybody',
    'she uses some anonymous browser so that nothing is logged',
  ],
  s_accidental_unreported: [
    'An inappropriate pop up came on the whiteboard and the class saw it, she did not report it',
    'The teacher showed an unsuitable video by mistake and said nothing',
    'Saw something awful by accident on the work PC and closed it quickly, never told anyone',
    'A rude advert appeared in front of the children and he didn’t report it',
    'my colleague came across adult pictures by mistake while looking for clip art and kept it quiet',
  ],
  s_deliberate_offensive: [
    'Caretaker was watching porn in the boiler room on his work phone',
    'An adult site has been visited again and again on a staff laptop',
    'Someone on the staff has been searching for explicit stuff on the work computer',
    'He looks at offensive material on purpose in the staff room and laughs',
    'staff members sharing indecent jokes and pictures with each other',
  ],
  s_copyright_licensing: [
    'They have been using software with no licence on the office machines',
    'A teacher photocopied a whole workbook for the class',
    'She streams films from her own Netflix account in wet play',
    'The newsletter uses pictures taken off the web without permission',
    'Someone copied a paid resource and gave it to three other schools',
  ],
  s_repeat_infringement: [
    'He was already warned about this in the summer and it is still going on',
    'It keeps happening with the same member of staff',
    'This is her second warning and nothing has changed',
    'A teacher who went through a disciplinary last year is doing it again',
    'ignored the advice we gave him last time, same thing again',
  ],
};

export interface Example {
  readonly audience: Audience;
  readonly row: string;
  readonly text: string;
}

const all = (audience: Audience, rows: Readonly<Record<string, readonly string[]>>): Example[] =>
  Object.entries(rows).flatMap(([row, texts]) => texts.map((text) => ({ audience, row, text })));

export const EXAMPLES: readonly Example[] = [...all('pupils', PUPILS), ...all('staff', STAFF)];

/** Things that belong to no row of either table. */
export const NO_ROW: readonly string[] = [
  'The boiler is making a funny noise again.',
  'A child fell over at lunch and grazed her knee.',
  'Please can I swap my duty on Thursday?',
  'Mum is worried that he has not been eating much at home.',
  'He came in very tired and hungry this morning.',
  'I saw a bruise on her arm when she changed for PE.',
  'The school trip coach was twenty minutes late.',
  'Two boys had a fight over a football.',
  'A stranger was standing at the gate at home time.',
  'She told me her dad has moved out and she is sad.',
  'The projector bulb has gone in the hall.',
  'Someone parked across the zig-zag lines again.',
  'A pupil was sick after the assembly.',
  'I would like to know when the next INSET day is.',
  'Grandad collected him today and he is not on the list.',
  'There is a dog running about on the field.',
  'The cook says we are out of gluten-free bread.',
  'He hit another child with a ruler during art.',
  'She stole a rubber from the class shop.',
  'A governor is coming in to hear readers on Monday.',
  'The children were very well behaved at the theatre.',
  'One of the girls cut her own hair in the toilets.',
  'There is glass on the path by the bins.',
  'He ran out of the class and hid behind the shed.',
  'A family has asked about free school meals.',
  'She said her stomach hurts every Monday.',
  'The fire alarm went off during the test.',
  'A parent shouted at the lollipop man.',
  'We need more exercise books for the spring term.',
  'He has had a cold for three weeks and no inhaler in school.',
];

/** The same, written once the matching was done and never tuned on. */
export const NO_ROW_UNSEEN: readonly string[] = [
  'She forgot her reading book for the fourth day running.',
  'A wasp stung one of the Reception children.',
  'He says nobody will play with him at lunchtime.',
  'The minibus has a flat tyre and we are stuck at the baths.',
  'There was a stranger taking pictures of the building for the estate agent.',
  'Mum rang to say he has chicken pox.',
  'A boy swore at the midday supervisor when he lost the game.',
  'The photocopier has jammed again and nobody is in the office.',
  'She was crying because her hamster died.',
  'Could somebody cover my class while I see the nurse?',
  'The Year 3 display fell off the wall in the night.',
  'A child brought nuts in his lunch box although we are nut free.',
  'We lost the tug of war and some parents were cross.',
  'One of the twins has a head lice letter to take home.',
  'He told me he does not like his new glasses.',
];
