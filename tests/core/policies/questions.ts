/**
 * Everyday questions as tired teachers, teaching assistants and office staff type them, slips and all. They were
 * written down before the finder was tuned. It was tuned on them since; those it was never tuned on are in
 * `unseen-questions.ts`.
 */
export interface Question {
  readonly asks: string;
  /** Words of which at least one must stand in one of the first two quotations. */
  readonly right: readonly string[];
}

export const linesIn = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** One question a line: what is asked, an arrow, and words of right answers between bars. */
export const questionsIn = (text: string): Question[] =>
  linesIn(text).map((line) => {
    const [asks = '', right = ''] = line.split(' => ');
    return { asks, right: right.split(' | ') };
  });

export const COVERED: readonly Question[] = questionsIn(`
can I use my phone in lessons => Using a mobile phone in lessons | silent and out of sight
am i allowed to check my mobile at lunch time in the staff room => Using a mobile phone in social time | at break and lunch
can i bring my own phone into school => Bringing a mobile phone to school | may bring your own phone
is it ok to take pics of the kids on my own phone for the class blog => Taking photos on a personal camera | only school equipment to take photos | made only on school equipment
Can I wear my apple watch in class => smart watch
my mum is in hospital, can i keep my phone on me incase the ward rings => reached in an emergency
can pupils bring phones to school => Bringing a mobile phone to school | A pupil who needs a phone | not bring a phone, a smart watch
a yr 6 parent wants him to have a phone for walking home => A pupil who needs a phone | Bringing a mobile phone to school | not send my child to school with a phone
can I use whatsapp at break => Using messaging apps in social time
can the TAs have a class whatsapp group with parents => only through school phones | school phones, school email | not give pupils or parents my own
is facebook allowed in my lunch break => Using social media in social time
parent has sent me a friend request on facebook what do i do => only through school phones | school phones, school email | not give pupils or parents my own
can I be friends on insta with an ex pupil shes 19 now => former pupils who are under 18
can I log in to my gmail at school => Using personal email in school | not use my own email for school work
can i send lesson plans to my hotmail so I can work at home => not use my own email for school work | not keep school data in my own email | Using personal email in school
can I use my school email to sell raffle tickets for my running club => Using school email for personal messages | school email for private messages
do i have to change my password every half term => need not be changed at set times | change my password straight away | A password is changed when
someone saw me typing my password => change my password straight away | A password is changed when
IT rang and asked for my pasword should i give it => from ICT support
how long does my password need to be => choose a long password | Long passwords are best
can a supply teacher use my login for the day => not let anyone else use my account | They do not use a colleague's account
can I leave my laptop logged in while I nip to the loo => lock my screen or sign out | Screens lock after
left my laptop in the boot overnight is that ok => in a car overnight
can my daughter do her homework on my school laptop => family or friends use a school device
ive dropped my ipad and the screens cracked who do i tell => lost, stolen or broken
will i have to pay if i break the laptop => may ask you to pay
do i hand my laptop back when i leave at easter => school equipment back when I leave | equipment is handed in before then
can i take the class reports home on a usb stick => use a memory stick only if | off site only on an encrypted | leaves the school only on an encrypted
i emailed a report to the wrong parent => sent or shown to the wrong person | data breach is reported at once | right person and the right file
can I save SEN plans on my google drive at home => not keep school data in my own | in personal cloud storage
can I use chatgpt to write reports => before I use a new app | Nobody uses a new app | not put pupils' names, work | never typed into an AI tool | anything that an AI tool has made | what an AI tool has made
is it alright to put childrens work in an ai marking thing => not put pupils' names, work | never typed into an AI tool | does not decide marks
found a great new maths app can i use it with my class tomorrow => before I use a new app | Nobody uses a new app
can i download software on the class computer => download or install programs
can my own ipad go on the school wifi => not connect my own laptop, tablet or phone | Personal devices are not joined
photocopying a whole book allowed? => respect copyright | copyright material without licence
youtube is blocked and i need it for a lesson => filter blocks a site that I need | need a blocked site for teaching
can i use a vpn to get round the block => get round the school's filter | Bypassing filtering
a child saw something horrible on google images it got past the filter => harmful gets through the filter | harmful get through the filter
clicked on a dodgy site by mistake will i get in trouble => something harmful online by accident
can I do my online shopping at lunch on the school pc => Online shopping
can i have a flutter on the grand national on the school computer => Online gambling | to gamble
i sell candles can i use the school computer for my orders => Running a private business | run a business of my own
can kids play games on the ipads at golden time => Online gaming | Using handheld devices
child showed me a nude pic on her phone what do i do => never look at, copy | never ask a child to show | leave the device unused | Nobody looks at, copies
should i screenshot it as evidence its a sexual picture of a pupil => never look at, copy | never ask a child to show | leave the device unused | Nobody looks at, copies
should i delete the naked photo of the child => never look at, copy | never ask a child to show | leave the device unused | Nobody looks at, copies
do i reply to an abusive email from a dad => not answer, forward or delete | not answered, forwarded or deleted
can i delete a nasty email => not answer, forward or delete | not answered, forwarded or deleted
how do i email all the parents without showing addresses => hide addresses
got a weird email with a link saying my account will close => open links and attachments only
can i ring a parent from my own mobile => only through school phones | school phones, school email | not give pupils or parents my own
can I text a parent to say well be late back from the trip => only through school phones | school phones, school email | not give pupils or parents my own
can i give my number to a parent => not give pupils or parents my own
pupil has messaged me on tiktok => contacts me privately
can i do a zoom with my class when we have a snow day => Video conferencing | hold a video call with pupils
can i post about my day at work on twitter no names => post nothing about pupils | do not write about pupils
do i need to make my facebook private => strict privacy settings | keep their own accounts private
parents slagging me off on facebook => abuses me or a colleague online | Abuse of staff online | not to write unkind or false things
which children cant have their photo on the website => consent list | Parents choose whether pictures | Pictures are used only with consent
can we put names under the photos in the newsletter => put a pupil's name beside | Full names are never put
how long can I keep photos on the class camera => move pictures to | Pictures are moved to
can parents film the nativity => parents may take pictures for their own use | only when the school says that I may
can i record a meeting with parents => not record a lesson, a meeting
can i audio record my lesson => not record a lesson, a meeting | sound recordings of pupils
do I need to check a video before i show it in class => try out websites, videos | check searches, videos
can children go on the internet when im out of the room => an adult can see the screens | only when an adult is in the room
does the school read my emails => logged and may be checked | Use of our systems is logged
can they see what i do on my school laptop at home => logged and may be checked | Use of our systems is logged
who do i tell if im worried about a child => any worry about a child's safety | Any worry about a child is passed
what if my concern is about the headteacher => if it is about the headteacher | A worry about the headteacher | any worry about the headteacher
told the safeguarding lead and nothing has happened => nobody has acted
concerned about how another TA talks to children => a worry about an adult | A worry about an adult | how an adult behaves
child told me something and asked me to keep it a secret => Do not promise a child
should i look into it myself before telling anyone => not look into a worry myself
what happens if i break the agreement => breaking this agreement may lead
can pupils use social media at school => Using social media in social time | too young for most
are children allowed smart watches => not bring a phone, a smart watch | with a phone or smart watch
can kids take photos on there own cameras on the trip => Taking photos on a personal camera | before I take a photo
can year 4 use an AI chat thing => Pupils use AI tools only | before I use an AI helper
what age can they have tiktok => too young for most social media
how often do we get online safety training => online safety training at least once a year
do governors have to do the training => Governors are invited
supply teacher starting tomorrow needs a log in => Supply teachers, trainees and visitors have an account | Supply staff, trainees and contractors sign before
when does my account get shut off after I leave => A leaver's account is closed
who checks the filtering => filter is checked every term | answer for filtering and monitoring | judges the alerts
how often is this policy reviewed => reviewed every year in the autumn
how long do we keep the signed agreements => Staff agreements are kept for six years | kept with the exact text
someone wants to see what data we hold on them => right to ask what data we hold
what do we do if a pupil logs in as another child => another pupil's account
child has been sending mean messages to another one => bullies, harasses or offends | A message that threatens, bullies
pupil forgot password => A pupil who has forgotten
do reception kids need passwords => sign in with a picture
can the brownies use our wifi => clubs, courses, hirers | Visitors and clubs
can i write a blog about teaching => Using blogs
chatrooms at lunch? => Using chat rooms
can I forward a worrying email to the head => not answer, forward or delete | not answered, forwarded or deleted
can i put my lesson videos on youtube => Putting video online for lessons
can i share free worksheets with other schools => Sharing royalty- and copyright-free
`);

/** No policy of the sample set answers these. */
export const NOT_COVERED: readonly string[] = linesIn(`
what time do we finish on the last day of term
can i claim mileage for a course
who do i ring when im sick
can i bring my dog in on friday
whats the dress code for sports day
can I wear trainers
can i park in the visitors spaces
how do i book the hall
how hot does it have to be before we send them home
can i have time off for my sons graduation
how much is a school dinner for staff
is there any cover for my PPA on thursday
can i use the kettle in my classroom
how many days compassionate leave do i get
what do i do if the fire alarm goes off
can i give a child calpol
can I vape in the car park
when is pay day
how do i order glue sticks
can i eat my lunch in class while marking
what ratio do we need for a trip to the beach
can i run a football club after school and get paid
who has the key to the pe cupboard
can children bring cakes on their birthday
can i swap my playground duty
how do i get a dbs check
can pupils wear earrings
is the photocopier broken again
can I hug a child who is upset
when are parents evenings
how do i claim overtime
whats the policy on nut allergies
can i leave early on friday for the dentist
how many pupils are on roll
whats the code for the front gate
do i need to mark in green pen
how do i connect my laptop to the whiteboard
the projector bulb has gone
how do I print in colour
can i get a bigger monitor for my desk
how do i turn on captions in powerpoint
can i have a sink in my classroom
`);
