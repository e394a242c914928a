/**
 * Everyday questions as tired teachers, teaching assistants and office staff type them, slips and all. They were
 * written down before the finder was tuned. Every third one (`isHeldOut`) was never looked at while tuning.
 */
export interface Question {
  readonly asks: string;
  /** Words of which at least one must stand in one of the first two quotations. */
  readonly right: readonly string[];
}

export const isHeldOut = (_question: unknown, index: number): boolean => index % 3 === 2;

const PHONE_LESSON = ['Using a mobile phone in lessons', 'silent and out of sight'];
const IMAGERY = [
  'never look at, copy',
  'never ask a child to show',
  'leave the device unused',
  'Nobody looks at, copies',
];
const CHANNELS = ['only through school phones', 'school phones, school email', 'not give pupils or parents my own'];
const WORRYING = ['not answer, forward or delete', 'not answered, forwarded or deleted'];
const NEW_TOOL = ['before I use a new app', 'Nobody uses a new app'];
const AI_DATA = ["not put pupils' names, work", 'never typed into an AI tool'];
const LOGGED = ['logged and may be checked', 'Use of our systems is logged'];
const GET_ROUND = ["get round the school's filter", 'Bypassing filtering'];

export const COVERED: readonly Question[] = [
  { asks: 'can I use my phone in lessons', right: PHONE_LESSON },
  {
    asks: 'am i allowed to check my mobile at lunch time in the staff room',
    right: ['Using a mobile phone in social time', 'at break and lunch'],
  },
  {
    asks: 'can i bring my own phone into school',
    right: ['Bringing a mobile phone to school', 'may bring your own phone'],
  },
  {
    asks: 'is it ok to take pics of the kids on my own phone for the class blog',
    right: [
      'Taking photos on a personal camera',
      'only school equipment to take photos',
      'made only on school equipment',
    ],
  },
  { asks: 'Can I wear my apple watch in class', right: ['smart watch'] },
  {
    asks: 'my mum is in hospital, can i keep my phone on me incase the ward rings',
    right: ['reached in an emergency'],
  },
  {
    asks: 'can pupils bring phones to school',
    right: ['Bringing a mobile phone to school', 'A pupil who needs a phone', 'not bring a phone, a smart watch'],
  },
  {
    asks: 'a yr 6 parent wants him to have a phone for walking home',
    right: [
      'A pupil who needs a phone',
      'Bringing a mobile phone to school',
      'not send my child to school with a phone',
    ],
  },
  { asks: 'can I use whatsapp at break', right: ['Using messaging apps in social time'] },
  { asks: 'can the TAs have a class whatsapp group with parents', right: CHANNELS },
  { asks: 'is facebook allowed in my lunch break', right: ['Using social media in social time'] },
  { asks: 'parent has sent me a friend request on facebook what do i do', right: CHANNELS },
  { asks: 'can I be friends on insta with an ex pupil shes 19 now', right: ['former pupils who are under 18'] },
  {
    asks: 'can I log in to my gmail at school',
    right: ['Using personal email in school', 'not use my own email for school work'],
  },
  {
    asks: 'can i send lesson plans to my hotmail so I can work at home',
    right: [
      'not use my own email for school work',
      'not keep school data in my own email',
      'Using personal email in school',
    ],
  },
  {
    asks: 'can I use my school email to sell raffle tickets for my running club',
    right: ['Using school email for personal messages', 'school email for private messages'],
  },
  {
    asks: 'do i have to change my password every half term',
    right: ['need not be changed at set times', 'change my password straight away', 'A password is changed when'],
  },
  {
    asks: 'someone saw me typing my password',
    right: ['change my password straight away', 'A password is changed when'],
  },
  { asks: 'IT rang and asked for my pasword should i give it', right: ['from ICT support'] },
  { asks: 'how long does my password need to be', right: ['choose a long password', 'Long passwords are best'] },
  {
    asks: 'can a supply teacher use my login for the day',
    right: ['not let anyone else use my account', "They do not use a colleague's account"],
  },
  {
    asks: 'can I leave my laptop logged in while I nip to the loo',
    right: ['lock my screen or sign out', 'Screens lock after'],
  },
  { asks: 'left my laptop in the boot overnight is that ok', right: ['in a car overnight'] },
  { asks: 'can my daughter do her homework on my school laptop', right: ['family or friends use a school device'] },
  { asks: 'ive dropped my ipad and the screens cracked who do i tell', right: ['lost, stolen or broken'] },
  { asks: 'will i have to pay if i break the laptop', right: ['may ask you to pay'] },
  {
    asks: 'do i hand my laptop back when i leave at easter',
    right: ['give everything back when I leave', 'equipment is handed in before then'],
  },
  {
    asks: 'can i take the class reports home on a usb stick',
    right: ['use a memory stick only if', 'off site only on an encrypted', 'leaves the school only on an encrypted'],
  },
  {
    asks: 'i emailed a report to the wrong parent',
    right: ['sent or shown to the wrong person', 'data breach is reported at once', 'right person and the right file'],
  },
  {
    asks: 'can I save SEN plans on my google drive at home',
    right: ['not keep school data in my own', 'in personal cloud storage'],
  },
  {
    asks: 'can I use chatgpt to write reports',
    right: [...NEW_TOOL, ...AI_DATA, 'anything that an AI tool has made', 'what an AI tool has made'],
  },
  { asks: 'is it alright to put childrens work in an ai marking thing', right: [...AI_DATA, 'does not decide marks'] },
  { asks: 'found a great new maths app can i use it with my class tomorrow', right: NEW_TOOL },
  { asks: 'can i download software on the class computer', right: ['download or install programs'] },
  {
    asks: 'can my own ipad go on the school wifi',
    right: ['not connect my own laptop, tablet or phone', 'Personal devices are not joined'],
  },
  { asks: 'photocopying a whole book allowed?', right: ['respect copyright', 'copyright material without licence'] },
  {
    asks: 'youtube is blocked and i need it for a lesson',
    right: ['filter blocks a site that I need', 'need a blocked site for teaching'],
  },
  { asks: 'can i use a vpn to get round the block', right: GET_ROUND },
  {
    asks: 'a child saw something horrible on google images it got past the filter',
    right: ['harmful gets through the filter', 'harmful get through the filter'],
  },
  { asks: 'clicked on a dodgy site by mistake will i get in trouble', right: ['something like this by accident'] },
  { asks: 'can I do my online shopping at lunch on the school pc', right: ['Online shopping'] },
  {
    asks: 'can i have a flutter on the grand national on the school computer',
    right: ['Online gambling', 'to gamble'],
  },
  {
    asks: 'i sell candles can i use the school computer for my orders',
    right: ['Running a private business', 'run a business of my own'],
  },
  { asks: 'can kids play games on the ipads at golden time', right: ['Online gaming', 'Using handheld devices'] },
  { asks: 'child showed me a nude pic on her phone what do i do', right: IMAGERY },
  { asks: 'should i screenshot it as evidence its a sexual picture of a pupil', right: IMAGERY },
  { asks: 'should i delete the naked photo of the child', right: IMAGERY },
  { asks: 'do i reply to an abusive email from a dad', right: WORRYING },
  { asks: 'can i delete a nasty email', right: WORRYING },
  { asks: 'how do i email all the parents without showing addresses', right: ['hide addresses'] },
  { asks: 'got a weird email with a link saying my account will close', right: ['open links and attachments only'] },
  { asks: 'can i ring a parent from my own mobile', right: CHANNELS },
  { asks: 'can I text a parent to say well be late back from the trip', right: CHANNELS },
  { asks: 'can i give my number to a parent', right: ['not give pupils or parents my own'] },
  { asks: 'pupil has messaged me on tiktok', right: ['a pupil contacts me privately'] },
  {
    asks: 'can i do a zoom with my class when we have a snow day',
    right: ['Video conferencing', 'hold a video call with pupils'],
  },
  {
    asks: 'can i post about my day at work on twitter no names',
    right: ['post nothing about pupils', 'do not write about pupils'],
  },
  {
    asks: 'do i need to make my facebook private',
    right: ['strict privacy settings', 'keep their own accounts private'],
  },
  {
    asks: 'parents slagging me off on facebook',
    right: ['abuses me or a colleague online', 'Abuse of staff online', 'not to write unkind or false things'],
  },
  {
    asks: 'which children cant have their photo on the website',
    right: ['consent list', 'Parents choose whether pictures', 'Pictures are used only with consent'],
  },
  {
    asks: 'can we put names under the photos in the newsletter',
    right: ["put a pupil's name beside", 'Full names are never put'],
  },
  { asks: 'how long can I keep photos on the class camera', right: ['move pictures to', 'Pictures are moved to'] },
  {
    asks: 'can parents film the nativity',
    right: ['parents may take pictures for their own use', 'only when the school says that I may'],
  },
  { asks: 'can i record a meeting with parents', right: ['not record a lesson, a meeting'] },
  { asks: 'can i audio record my lesson', right: ['not record a lesson, a meeting', 'sound recordings of pupils'] },
  {
    asks: 'do I need to check a video before i show it in class',
    right: ['try out websites, videos', 'check searches, videos'],
  },
  {
    asks: 'can children go on the internet when im out of the room',
    right: ['an adult can see the screens', 'only when an adult is in the room'],
  },
  { asks: 'does the school read my emails', right: LOGGED },
  { asks: 'can they see what i do on my school laptop at home', right: LOGGED },
  {
    asks: 'who do i tell if im worried about a child',
    right: ["any worry about a child's safety", 'Any worry about a child is passed'],
  },
  {
    asks: 'what if my concern is about the headteacher',
    right: ['if it is about the headteacher', 'A worry about the headteacher', 'any worry about the headteacher'],
  },
  { asks: 'told the safeguarding lead and nothing has happened', right: ['nobody has acted'] },
  {
    asks: 'concerned about how another TA talks to children',
    right: ['a worry about an adult', 'A worry about an adult', 'how an adult behaves'],
  },
  { asks: 'child told me something and asked me to keep it a secret', right: ['Do not promise a child'] },
  { asks: 'should i look into it myself before telling anyone', right: ['not look into a worry myself'] },
  { asks: 'what happens if i break the agreement', right: ['breaking this agreement may lead'] },
  { asks: 'can pupils use social media at school', right: ['Using social media in social time', 'too young for most'] },
  {
    asks: 'are children allowed smart watches',
    right: ['not bring a phone, a smart watch', 'with a phone or smart watch'],
  },
  {
    asks: 'can kids take photos on there own cameras on the trip',
    right: ['Taking photos on a personal camera', 'before I take a photo'],
  },
  { asks: 'can year 4 use an AI chat thing', right: ['Pupils use AI tools only', 'before I use an AI helper'] },
  { asks: 'what age can they have tiktok', right: ['too young for most social media'] },
  { asks: 'how often do we get online safety training', right: ['online safety training at least once a year'] },
  { asks: 'do governors have to do the training', right: ['Governors are invited'] },
  {
    asks: 'supply teacher starting tomorrow needs a log in',
    right: [
      'Supply teachers, trainees and visitors have an account',
      'Supply staff, trainees and contractors sign before',
    ],
  },
  { asks: 'when does my account get shut off after I leave', right: ["A leaver's account is closed"] },
  {
    asks: 'who checks the filtering',
    right: ['filter is checked every term', 'answer for filtering and monitoring', 'judges the alerts'],
  },
  { asks: 'how often is this policy reviewed', right: ['reviewed every year in the autumn'] },
  {
    asks: 'how long do we keep the signed agreements',
    right: ['Staff agreements are kept for six years', 'kept with the exact text'],
  },
  { asks: 'someone wants to see what data we hold on them', right: ['right to ask what data we hold'] },
  { asks: 'what do we do if a pupil logs in as another child', right: ["another pupil's account"] },
  {
    asks: 'child has been sending mean messages to another one',
    right: ['bullies, harasses or offends', 'kind and polite'],
  },
  { asks: 'pupil forgot password', right: ['A pupil who has forgotten'] },
  { asks: 'do reception kids need passwords', right: ['sign in with a picture'] },
  { asks: 'can the brownies use our wifi', right: ['clubs, courses, hirers', 'Visitors and clubs'] },
  { asks: 'can i write a blog about teaching', right: ['Using blogs'] },
  { asks: 'chatrooms at lunch?', right: ['Using chat rooms'] },
  { asks: 'can I forward a worrying email to the head', right: WORRYING },
  { asks: 'can i put my lesson videos on youtube', right: ['Putting video online for lessons'] },
  { asks: 'can i share free worksheets with other schools', right: ['Sharing royalty- and copyright-free'] },
];

/** No policy of the sample set answers these. */
export const NOT_COVERED: readonly string[] = [
  'what time do we finish on the last day of term',
  'can i claim mileage for a course',
  'who do i ring when im sick',
  'can i bring my dog in on friday',
  'whats the dress code for sports day',
  'can I wear trainers',
  'can i park in the visitors spaces',
  'how do i book the hall',
  'how hot does it have to be before we send them home',
  'can i have time off for my sons graduation',
  'how much is a school dinner for staff',
  'is there any cover for my PPA on thursday',
  'can i use the kettle in my classroom',
  'how many days compassionate leave do i get',
  'what do i do if the fire alarm goes off',
  'can i give a child calpol',
  'can I vape in the car park',
  'when is pay day',
  'how do i order glue sticks',
  'can i eat my lunch in class while marking',
  'what ratio do we need for a trip to the beach',
  'can i run a football club after school and get paid',
  'who has the key to the pe cupboard',
  'can children bring cakes on their birthday',
  'can i swap my playground duty',
  'how do i get a dbs check',
  'can pupils wear earrings',
  'is the photocopier broken again',
  'can I hug a child who is upset',
  'when are parents evenings',
  'how do i claim overtime',
  'whats the policy on nut allergies',
  'can i leave early on friday for the dentist',
  'how many pupils are on roll',
  'whats the code for the front gate',
  'do i need to mark in green pen',
  'how do i connect my laptop to the whiteboard',
  'the projector bulb has gone',
  'how do I print in colour',
  'can i get a bigger monitor for my desk',
  'how do i turn on captions in powerpoint',
  'can i have a sink in my classroom',
];
