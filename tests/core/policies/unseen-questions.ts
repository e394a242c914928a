import { linesIn, type Question, questionsIn } from './questions';

/**
 * Four lots, each written while the finder stood still, and tuned on only once it was measured. Of 30 were right 11
 * (before the second lot it was bettered most), 23, 26 and 20, and of 15 silent 12, 13, 15 and 13: of the questions
 * nobody thought of, about three in four get the right answer. To measure again, write a fifth lot before you look here.
 */
export const ONCE_UNSEEN: readonly Question[] = questionsIn(`
my phone keeps buzzing in my bag during guided reading does that matter => silent and out of sight | Using a mobile phone in lessons
is it fine to scroll instagram while im having my sandwich => Using social media in social time
wife is due any day can i keep my mobile switched on while teaching => reached in an emergency
can i snap the science display with pupils in it on my iphone => only school equipment to take photos | made only on school equipment | Taking photos on a personal camera
am i ok to lend my login to the student on placement => not let anyone else use my account | have an account with an end date
a lad in year 5 watched me put my password in => change my password straight away | A password is changed when
got a call from the helpdesk wanting my password => from ICT support
left my tablet on the bus on the way home => lost, stolen or broken | A lost device
can i leave the chromebook in the boot while im in tesco => in a car overnight
my kids want to play minecraft on my work laptop at the weekend => family or friends use a school device
its my last day friday what happens to my laptop => school equipment back when I leave | equipment is handed in before then
can i email the class register to my home address so i can work on it tonight => not keep school data in my own | not use my own email for school work | Using personal email
are usb pens ok for assessment spreadsheets => use a memory stick only if | off site only on an encrypted | leaves the school only on an encrypted
ive just sent a letter about one family to a different family => sent or shown to the wrong person | data breach is reported at once
is gemini ok for writing end of year comments => before I use a new app | Nobody uses a new app | anything that an AI tool has made | what an AI tool has made | not put pupils' names, work | never typed into an AI tool
who says yes to trying a new phonics app => before I use a new app | Nobody uses a new app
how do i get minecraft education put on the class laptops => download or install programs
is my own kindle allowed on the school wireless => not connect my own laptop, tablet or phone | Personal devices are not joined
bbc bitesize wont load its been filtered => filter blocks a site that I need | need a blocked site
something violent came up when a pupil searched for lions => harmful gets through the filter | harmful get through the filter | harmful online by accident
pupil says there is a sexual photo of another girl going round on snapchat => never look at, copy | never ask a child to show | leave the device unused | Nobody looks at, copies
nasty anonymous email arrived shall i bin it => not answer, forward or delete | not answered, forwarded or deleted
an ex pupil aged 15 has requested to follow me => former pupils who are under 18
dad wants my personal mobile number for pick up problems => not give pupils or parents my own | only through school phones
child i teach sent me a dm last night => contacts me privately
which kids must not be in pictures => consent list | Parents choose whether
grandparents filming the harvest festival is that alright => parents may take pictures for their own use | only when the school says that I may
is what i type on the school computer recorded => logged and may be checked | Use of our systems is logged | keeps a record of what is done
the head has said something really inappropriate to a child who do i go to => if it is about the headteacher | A worry about the headteacher | any worry about the headteacher
a child wants to tell me something but only if i keep it between us => Do not promise a child
is it ok to check my phone while the children are working quietly => silent and out of sight | Using a mobile phone in lessons
can i text my husband at break => Using messaging apps in social time | Using a mobile phone in social time | at break and lunch
taking pictures of displays on my own phone => only school equipment to take photos | made only on school equipment | Taking photos on a personal camera
can i use my own camera on the residential => only school equipment to take photos | made only on school equipment | Taking photos on a personal camera
is my fitbit ok in the classroom => smart watch
how strong does my password have to be => choose a long password | Long passwords are best | Three or four words
should i write my password down for the supply teacher => not tell anyone my password | not let anyone else use my account | They do not use a colleague's account
i forgot to log off the class computer => lock my screen or sign out | Screens lock after
what do i do if my school laptop gets stolen => lost, stolen or broken | A lost device
can my son play on my school ipad => family or friends use a school device
can i use a memory stick => use a memory stick only if | off site only on an encrypted
is it ok to take the register home => off site only on an encrypted | leaves the school only on an encrypted
can i forward work emails to my home email => not use my own email for school work | not keep school data in my own | Using personal email
i attached the wrong file and sent it to a parent => sent or shown to the wrong person | data breach is reported | right person and the right file
can i use ai to help write a letter to parents => before I use a new app | Nobody uses a new app | anything that an AI tool has made | what an AI tool has made | not put pupils' names, work
can i put pupil names into ai => not put pupils' names, work | never typed into an AI tool
who do i ask about using a new website with my class => before I use a new app | Nobody uses a new app
can i put an app on my school ipad => download or install programs
can i connect my phone to the school wifi => not connect my own laptop, tablet or phone | Personal devices are not joined
a website i want for my lesson is blocked => filter blocks a site that I need | need a blocked site
what if a child sees something bad online => harmful gets through the filter | harmful get through the filter | harmful online by accident | tell an adult if I see something
a pupil has a nude picture on their phone what should i do => never look at, copy | never ask a child to show | leave the device unused | Nobody looks at, copies
a parent sent me a threatening email => not answer, forward or delete | not answered, forwarded or deleted | threatens, bullies or worries
can i accept a pupil as a friend on facebook => not be friends on social media | not friends online with pupils
can i call a parent from my own phone => only through school phones | school phones, school email | not give pupils or parents my own
can i post photos of my class on my instagram => post nothing about pupils | do not write about pupils | Pictures are used only with consent
where do i find out who is allowed in photos => consent list | Parents choose whether
can parents take photos at the christmas play => parents may take pictures for their own use | only when the school says that I may
can the school see what websites i visit => logged and may be checked | Use of our systems is logged | keeps a record of what is done
i am worried about something a colleague did => a worry about an adult | A worry about an adult | how an adult behaves
can i listen to music on my phone at lunch => Using a mobile phone in social time | at break and lunch
do i have to keep my phone in my bag in class => silent and out of sight | Using a mobile phone in lessons
am i allowed to go on tiktok on my break => Using social media in social time
can i use snapchat to talk to other staff => Using social media in social time | Using messaging apps in social time
can i send a whatsapp to a parent => only through school phones | school phones, school email | not give pupils or parents my own
is it ok to be facebook friends with parents => only through school phones | school phones, school email | not give pupils or parents my own | not be friends on social media
what do i do if a pupil adds me on instagram => contacts me privately | not be friends on social media | not friends online with pupils
can i give my class my email address => not give pupils or parents my own | only through school phones | school phones, school email
can i use my personal laptop for school work => not connect my own laptop, tablet or phone | Personal devices are not joined | not keep school data in my own | kept on a personal device
can i take my school laptop on holiday => look after each laptop | not left in a car | leave the school are encrypted | family or friends use a school device
what happens if i lose my school ipad => lost, stolen or broken | A lost device | may ask you to pay
can i leave my laptop unlocked => lock my screen or sign out | Screens lock after
can two of us share one login => not let anyone else use my account | They do not use a colleague's account | only the login
what should i do if someone knows my password => change my password straight away | A password is changed when
can i use the same password for everything => that I use nowhere else
where should i save pupil data => only where the school has said | kept in {approved storage} | approved storage
can i store class photos on my own google drive => not keep school data in my own | in personal cloud storage | move pictures to | Pictures are moved to
who do i tell about a data breach => data breach is reported | sent or shown to the wrong person
can i use ai to mark homework => does not decide marks | not put pupils' names, work | before I use a new app | Nobody uses a new app
can children use ai in class => Pupils use AI tools only | before I use an AI helper
can i buy something online at work => Online shopping
is online gambling allowed => Online gambling | to gamble
what if i see something i should not on the internet => something harmful online by accident | harmful gets through the filter | harmful get through the filter
can i look at my own email at work => Using personal email in school | not use my own email
do i need permission to film a pupil => consent list | Parents choose whether | Pictures are used only with consent
can i use pupils names with their photos => put a pupil's name beside | Full names are never put | without full names
can i record a lesson on zoom => not record a lesson, a meeting
can i complain about my school online => good name | post nothing about pupils | do not write about pupils
what do i do if i am worried about a pupil => any worry about a child's safety | Any worry about a child is passed
how often do i have to do online safety training => online safety training at least once a year
can i make calls on my mobile during the school day => Using a mobile phone in social time | at break and lunch | silent and out of sight | Using a mobile phone in lessons
do pupils have to hand in their phones => handed in at the office | switched off and handed in | A pupil who needs a phone | not bring a phone
can a child wear a smartwatch => not bring a phone, a smart watch | with a phone or smart watch
can i use my phone on a school trip => silent and out of sight | only school equipment | at break and lunch | Using a mobile phone
can i take a photo of a child on the school ipad => consent list | only school equipment to take photos | made only on school equipment | Pictures are used only with consent
how long can i keep pictures on the school camera => move pictures to | Pictures are moved to
can i print photos of the children for the display => Parents choose whether pictures | Pictures are used only with consent | consent list
a parent does not want their child in photos => consent list | Parents choose whether | Pictures are used only with consent
can i tell my teaching assistant my password => not tell anyone my password
my account has been hacked => someone has used my account | change my password straight away
do i have to log out at the end of the day => lock my screen or sign out | Screens lock after
can i install zoom on my school laptop => download or install programs
can i use a website that needs children to sign up => before I use a new app | Nobody uses a new app
the filter let through a horrible video => harmful gets through the filter | harmful get through the filter
can i look up anything i want on the school computer => not look for, open, make or pass on | logged and may be checked | Use of our systems is logged
can i copy pictures off google for my slides => respect copyright | copyright material without licence
can i use school email for my own things => Using school email for personal messages | school email for private messages
how do i send an email to lots of parents => hide addresses
i got an email asking me to click a link => open links and attachments only
a pupil emailed me at home => contacts me privately | only through school phones | school phones, school email
can i follow a former pupil on twitter => former pupils who are under 18
can i talk about work on facebook => post nothing about pupils | do not write about pupils | good name
parents are saying horrible things about me on facebook => abuses me or a colleague online | Abuse of staff online | not to write unkind or false things
can i video call a pupil at home => hold a video call with pupils | Video conferencing
a child told me they are being hurt at home => any worry about a child's safety | Any worry about a child is passed | Do not promise a child
what do i do if a child is bullied online => threatens, bullies or worries | any worry about a child's safety | Any worry about a child is passed | bullies, harasses or offends
i saw another teacher hit a child => a worry about an adult | A worry about an adult | how an adult behaves
who do i report the headteacher to => if it is about the headteacher | A worry about the headteacher | any worry about the headteacher
do student teachers need to sign the policy => Supply staff, trainees and contractors | New staff | Supply teachers, trainees and visitors
can a parent ask what information we have about them => right to ask what data we hold
`);

/** No policy of the sample set answers these either. */
export const ONCE_UNSEEN_NOT_COVERED: readonly string[] = linesIn(`
can i take my class to the park this afternoon
who has the spare key for the hall
what is the wifi like at the residential
can i have a day off to move house
is there milk in the fridge
how many children can i have in a forest school group
whats the phone number for the local shop
can i bring my own mug
when is the nativity dress rehearsal
do i need to book a train ticket for the course
can i paint my classroom door
who does the stock order for paper
what do i do with lost property
can children wear shorts in october
my chair is broken who fixes it
can i have a new chair
what time is assembly
who is on playground duty today
can i take my lunch early
how do i get to the training centre
what should children wear for pe
can i use the staff toilet near reception
how many sick days can i take
is there a spare coat for a child
can i bring a cake for a birthday
when do reports go out to parents
who unlocks the gate in the morning
can i put up posters in the corridor
do i need to mark every book
where is the first aid box
what time does school start
can i park on the playground
how do i get a new key
who teaches year 5
can i change my lunch time
is the heating on tomorrow
when is half term
can i have a week off in june
do we have a school choir
how much do i get paid
where is the staff meeting
can i borrow the minibus keys
what do i wear for an interview
who makes the coffee
how do i join the pension
can i wear a hat in class
how many teachers work here
what is the number of the taxi firm
can i put the lights off at lunch
where do i keep my coat
is there a bus to the school
can we have the windows open
what is for lunch on friday
can i work from home tomorrow
who is the pe coach
how do i book an eye test
can i have a locker
when is the book fair
do i have to go to the barbecue
can i get a lift to the course
`);
