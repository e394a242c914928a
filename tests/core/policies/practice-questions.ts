import { linesIn, type Question, questionsIn } from './questions';

/** More questions, odder ones too, on which the finder was tuned after its first measure; none of them is held out. */
export const PRACTICE: readonly Question[] = questionsIn(`
ok to answer a call during assembly? => silent and out of sight | Using a mobile phone in lessons
can i have my mobile on the desk while i teach => silent and out of sight | Using a mobile phone in lessons
where can i make a personal call => at break and lunch | Using a mobile phone in social time
can i use my phone in the playground on duty => silent and out of sight | Using a mobile phone in social time | at break and lunch
am i allowed a phone in school at all => Bringing a mobile phone to school | may bring your own phone
my childs nursery may need to call me urgently, can i have my phone => reached in an emergency
do i have to turn off notifications on my fitbit => smart watch
photos of sports day on my own iphone then delete them later => Taking photos on a personal camera | only school equipment to take photos | made only on school equipment
forgot the school camera on a trip can i use mine => Taking photos on a personal camera | only school equipment to take photos | made only on school equipment
do i need permission before putting a childs picture on the website => consent list | Parents choose whether pictures | Pictures are used only with consent
can a pupils full name go on the school website with their photo => put a pupil's name beside | Full names are never put | without full names
how soon do i have to take pictures off the ipad => move pictures to | Pictures are moved to
can i take photos at swimming => properly dressed
mum has changed her mind about photos => change their mind at any time | Parents choose whether pictures
can mums and dads take pictures in assembly => parents may take pictures for their own use | only when the school says that I may
a parent put a video of the school play with other kids in on facebook => other people's children
can i secretly record my boss => not record a lesson, a meeting
recording a teams meeting => not record a lesson, a meeting
my colleague wants to borrow my log in for a minute => not let anyone else use my account | They do not use a colleague's account
can the student teacher share my account => not let anyone else use my account | They do not use a colleague's account
i think somebody has been in my account => someone has used my account
do i need to lock my computer when i go for a coffee => lock my screen or sign out | Screens lock after
do i have to use the authenticator thing => second sign-in step
can i use the same password as my netflix => that I use nowhere else
whats a good password => choose a long password | Long passwords are best | Three or four words
does my password need numbers and symbols => Length matters more than odd symbols | Long passwords are best | choose a long password
when do passwords expire => need not be changed at set times | change my password straight away
can i tell the ict guy my password => from ICT support
a kid knows my password => change my password straight away | A password is changed when
how do the little ones log on => sign in with a picture
is it ok for my husband to use the school ipad => family or friends use a school device
my work laptop has been nicked => lost, stolen or broken | A lost device
spilt coffee on my chromebook => lost, stolen or broken
do i pay if i lose the ipad => may ask you to pay
can i leave the school tablet on the back seat while i go shopping => in a car overnight
leaving in july what do i do with my school kit => school equipment back when I leave | equipment is handed in before then
can i put pupil data on a memory stick => use a memory stick only if | off site only on an encrypted | leaves the school only on an encrypted
taking assessment data home => off site only on an encrypted | leaves the school only on an encrypted
can i keep class lists on my own phone => not keep school data in my own
can i save stuff in my own dropbox => not keep school data in my own | in personal cloud storage
sent an email to the wrong mum with another childs name in => sent or shown to the wrong person | data breach is reported at once
ive lost a folder with childrens medical info => personal data is lost | data breach is reported at once
what should i do with printouts with names on => Printed personal data is locked away
a parent has asked for all the records on her son => right to ask what data we hold
how often is data backed up => backed up every day
who can see the safeguarding records => only the people who need them can see them
can i use an ai tool for planning => before I use a new app | Nobody uses a new app | AI tool that the school has not approved | anything that an AI tool has made | what an AI tool has made
can copilot mark the books => does not decide marks | not put pupils' names, work | never typed into an AI tool
do i have to check what the AI wrote => anything that an AI tool has made | what an AI tool has made
can i type a childs name in chatgpt => not put pupils' names, work | never typed into an AI tool
can my class use chatgpt => Pupils use AI tools only | Nobody uses a new app | before I use an AI helper
want to try a new reading website with year 2 => before I use a new app | Nobody uses a new app
who approves new apps => before I use a new app | Nobody uses a new app
can i install spotify on my work laptop => download or install programs
can i download a game for wet play => download or install programs
is there wifi i can use on my mobile => not connect my own laptop, tablet or phone | Personal devices are not joined
can i plug my own laptop into the network => not connect my own laptop, tablet or phone | Personal devices are not joined
can i show a netflix film on the last day => respect copyright | copyright material without licence
website i need for science is blocked => filter blocks a site that I need | need a blocked site for teaching
who do i ask to unblock a site => filter blocks a site that I need | need a blocked site for teaching
can i switch off the filter for a lesson => get round the school's filter | Bypassing filtering
rude advert popped up on the whiteboard in front of the class => harmful gets through the filter | harmful get through the filter | harmful online by accident
opened something inappropriate by accident => harmful online by accident
can i look at dating sites on my school laptop => not look for, open, make or pass on | Too much, or unsuitable, private use
can i sell my old sofa on ebay from school => Online shopping | Running a private business | run a business of my own
can i place a bet on the school computer => Online gambling | to gamble
can i run my tutoring business from my school laptop => Running a private business | run a business of my own
can i order a book off amazon at lunch => Online shopping
are maths games online ok => Online gaming (educational)
playing candy crush in my break on the pc => Online gaming (non-educational)
i was sent a naked picture of a pupil => never look at, copy | never ask a child to show | leave the device unused | Nobody looks at, copies
girls in year 6 are sharing nudes => never look at, copy | never ask a child to show | leave the device unused | Nobody looks at, copies
do i need to look at the photo to be sure its indecent => never look at, copy | Nobody looks at, copies
should i tell the child to delete the nude => never ask a child to show | never look at, copy | Nobody looks at, copies
what about fake ai nudes => Drawings and pictures made by AI | never look at, copy | Nobody looks at, copies
i saw the picture by accident will i be in trouble => If you saw such a picture by accident | not in trouble for that
threatening email from a parent what now => threatens, bullies or worries | not answer, forward or delete | not answered, forwarded or deleted
got an email that made me feel uncomfortable => threatens, bullies or worries | not answer, forward or delete | not answered, forwarded or deleted
should i get rid of a horrible message => not answer, forward or delete | not answered, forwarded or deleted
colleague keeps sending me creepy messages => threatens, bullies or worries | bullies, harasses or offends
is this phishing => open links and attachments only
should i click the link in an email i dont recognise => open links and attachments only
do i have to bcc => hide addresses
can i use my yahoo for school stuff => not use my own email for school work | Using personal email in school
checking my hotmail in the ppa room => Using personal email in school | not use my own email
can i send a personal email from my work account => Using school email for personal messages | school email for private messages
can parents email me directly => only through school phones | school phones, school email | write to the school at
can i message parents on facebook messenger => only through school phones | school phones, school email | not give pupils or parents my own
a mum has asked for my mobile number => not give pupils or parents my own
can i add pupils on snapchat => not be friends on social media with pupils | not friends online with pupils
i used to teach her and shes in year 9 now can i follow her on instagram => former pupils who are under 18
boy in my class keeps sending me messages on roblox => contacts me privately
can i facetime a poorly pupil => hold a video call with pupils | Video conferencing
is zoom allowed for a staff meeting => Video conferencing
can i slag off the head on facebook => post nothing about pupils | harms the school's good name | do not write about pupils
can i post a pic of my classroom display on instagram => post nothing about pupils | Using social media in social time | do not write about pupils
privacy settings on my own accounts => strict privacy settings | keep their own accounts private
a dad has posted nasty stuff about me online => abuses me or a colleague online | Abuse of staff online | not to write unkind or false things
who can post on the school twitter => Only people named by the headteacher post
tiktok at lunch => Using social media in social time
can i use messenger at playtime => Using messaging apps in social time
can kids use chat rooms => Using chat rooms
are pupils allowed ipads at lunch => Using handheld devices
do pupils have their own email => Using personal email in school | has an account of their own | Using school email for personal messages
a boy has brought a phone in his bag => Bringing a mobile phone to school | Using a mobile phone, digital camera | not bring a phone, a smart watch | A pupil who needs a phone
where do the kids leave their phones => handed in at the office | switched off and handed in | A pupil who needs a phone
can children use the internet at wet play => only when an adult is in the room | an adult can see the screens | Where pupils may search freely
should i test a website before using it with pupils => try out websites, videos | check searches, videos
do i have to teach e-safety => teach pupils to stay safe online | Online safety is taught in every year group
is my laptop monitored at home => logged and may be checked | Use of our systems is logged
can the head look at my search history => logged and may be checked | Use of our systems is logged
a child said something worrying who do i go to => any worry about a child's safety | Any worry about a child is passed
how quickly must i report a concern => any worry about a child's safety | Any worry about a child is passed
a child is in danger right now => ring 999 first
my concern is about the dsl => A worry about the safeguarding lead goes
teacher being inappropriate with a child => a worry about an adult | A worry about an adult | how an adult behaves
can i ring the police myself => ring the police or social care yourself | may ring social care, the police
can i tell my friend in the staffroom about a concern => doesn't need to know | does not need to know
should i question the child about what happened => do not question the child
could i get sacked for breaking these rules => breaking this agreement may lead | may lead to disciplinary action
do volunteers have to sign => governors and volunteers who have an account | New staff and volunteers | and volunteers
do supply need to sign the AUP => Supply staff, trainees and contractors sign before
what happens to my account when i leave => A leaver's account is closed
new teacher starts monday when do they get access => New staff are given access only after | New staff and volunteers
can the after school club use our computers => clubs, courses, hirers | Visitors and clubs | purpose we agreed
who do i tell about someone leaving => about starters and leavers | who is starting and leaving
what can happen to a pupil who breaks the rules => my teacher will talk with me first | The tables give people a starting point
children were gaming on a non school site in lesson => Using non-educational sites in lessons
year 5 pupil downloaded a file without asking => Downloading or uploading files without permission
a pupil told her friends her password => sharing a username and password | keep my password private | somebody knows my password
a child deleted another childs work => wiping other people's data | change or delete only my own work
when does the policy get looked at again => reviewed every year in the autumn
do we need training every year => online safety training at least once a year
do parents sign anything => Parents sign the parent agreement every year | sign the parent agreement | read and sign it each year
writing a class blog => Using blogs
can i upload our assembly to youtube => Putting video online for lessons | consent list | Pictures are used only with consent
is texting under the desk ok => Using a mobile phone in lessons | silent and out of sight
can i check my phone between lessons => Using a mobile phone in social time | at break and lunch | silent and out of sight | Using a mobile phone in lessons
im expecting a call from the doctors during class => reached in an emergency
can i use my own digital camera for the leavers book => Taking photos on a personal camera | only school equipment to take photos | made only on school equipment
ta took photos of children on her phone => Taking photos on a personal camera | only school equipment to take photos | made only on school equipment
do we need parents permission for photos => consent list | Parents choose whether pictures | Pictures are used only with consent | Please choose for each line
can we put childrens names on the website => put a pupil's name beside | Full names are never put | No child can be picked out
local paper is coming to take pictures => Parents choose whether pictures | consent list
what if a parent says no to photos => Parents choose whether pictures | consent list | does not say why a parent has refused
grandparents filming the carol concert => parents may take pictures for their own use | only when the school says that I may
parent is recording our meeting on her phone => not record a lesson, a meeting
whats the rule on sharing passwords => not tell anyone my password | Revealing confidential | not let anyone else use my account | Nobody from school or from ICT
can i write my password on a post it => not tell anyone my password | choose a long password | Revealing confidential
can year 6 choose there own passwords => Older pupils learn to make
my account has been hacked => someone has used my account
how long before my screen locks => Screens lock after
can my wife check her emails on my work ipad => family or friends use a school device
someone broke into my car and took the school laptop => lost, stolen or broken | A lost device | in a car overnight
who is responsible if my laptop breaks => may ask you to pay | lost, stolen or broken
where should i save childrens reports => only where the school has said | Personal data is kept in
can i email a class list to my home address => not keep school data in my own | not use my own email for school work | right person and the right file
forgot to bcc and all parents can see each others emails => hide addresses | sent or shown to the wrong person | data breach is reported at once
left my bag with the sen files on the bus => personal data is lost | data breach is reported at once | A lost device
what happens to photos when a child leaves the school => only while the child is on roll
who is the data protection officer => Data protection officer
can i use AI to write letters to parents => before I use a new app | Nobody uses a new app | AI tool that the school has not approved | anything that an AI tool has made | what an AI tool has made
can ai decide who gets extra support => does not decide marks
kids using chatgpt for homework => Pupils use AI tools only | before I use an AI helper | AI helper has helped me
can i get the children to sign up to a new app => before I use a new app | Nobody uses a new app
i want to put a game on the ipads => download or install programs
can i bring my own laptop to work on => not connect my own laptop, tablet or phone | Personal devices are not joined
what is the guest wifi for my phone => not connect my own laptop, tablet or phone | Personal devices are not joined
using pictures from the internet in a worksheet => respect copyright | copyright material without licence | royalty- and copyright-free
a site got through that shouldnt have => harmful gets through the filter | harmful get through the filter
facebook is blocked how do i get on it => Using social media in social time | get round the school's filter | filter blocks a site that I need
child searched for something rude => Looking on purpose | harmful gets through | like this online by accident
found porn on a school laptop => Pornography | harmful online by accident | Looking on purpose
boy showed me a rude photo of his sister => never look at, copy | never ask a child to show | leave the device unused | Nobody looks at, copies
confiscated a phone with indecent images on => never look at, copy | never ask a child to show | leave the device unused | Nobody looks at, copies
do i keep a rude email as evidence => not answer, forward or delete | not answered, forwarded or deleted | Nothing that may be evidence is deleted
parent is sending me abusive messages => threatens, bullies or worries | abuses me or a colleague online | Abuse of staff online | not answer, forward or delete
is it ok to email a pupil => only through school phones | school phones, school email
can i phone a family from home => only through school phones | school phones, school email | not give pupils or parents my own
friends with a parent on facebook already => not give pupils or parents | only through school phones | not be friends on social media
can i message an old pupil => former pupils who are under 18 | only through school phones
a pupil has found my instagram => contacts me privately | strict privacy settings | keep their own accounts private | not be friends on social media
online lessons when school is closed => hold a video call with pupils | Video conferencing
can i have a twitter account => strict privacy settings | keep their own accounts private | Using social media in social time | post nothing about pupils
can i tweet about my class => post nothing about pupils | do not write about pupils | Only people named by the headteacher post
someone made a fake page about the school => good name | Abuse of staff online
should children be supervised on ipads => an adult can see the screens | only when an adult is in the room | an adult watches closely
are staff emails monitored => logged and may be checked | Use of our systems is logged | keeps a record of what is done
child has disclosed abuse online => any worry about a child's safety | Any worry about a child is passed
what number do i ring if a child is at risk => ring 999 first | 0808 800 5000 | Social care, day and night
i have a worry about the head => if it is about the headteacher | A worry about the headteacher | any worry about the headteacher
someone said a volunteer was hugging kids and taking selfies => a worry about an adult | A worry about an adult | how an adult behaves | Taking photos on a personal camera | only school equipment
who can i talk to about a safeguarding concern => any worry about a child's safety | Any worry about a child is passed | does not need to know
do visitors need to sign anything => sign the community agreement | You sign it before you are given access
can governors use school email => governors and volunteers who have an account | I will use my school email
new starter needs a laptop and login => New staff are given access only after | about starters and leavers | who is starting and leaving
can i have my phone out at playtime => Using a mobile phone in social time | at break and lunch
are we allowed personal mobiles in class => Using a mobile phone in lessons | silent and out of sight
what do i do if i forget my laptop on the train => lost, stolen or broken | A lost device | may ask you to pay
can i share my screen login with my job share => not let anyone else use my account | They do not use a colleague's account
how do i make a safe password => choose a long password | Long passwords are best | Three or four words
can i film my class on my phone => only school equipment | made only on school equipment | Taking photos on a personal camera
do i need consent to post a photo of a child => consent list | Parents choose whether | Pictures are used only with consent
can i put work documents on my home computer => not keep school data in my own | personal device | only where the school has said | off site only on an encrypted
i sent an email with pupil data to the wrong address => wrong person | data breach is reported
may i use ai for lesson planning => before I use a new app | Nobody uses a new app | that the school has not approved | AI tool has made
can i put a pupils essay into chatgpt => not put pupils' names, work | never typed into an AI tool
who can install programs on my laptop => download or install programs
website blocked but i need it => filter blocks a site that I need | need a blocked site
can children watch youtube => an adult can see the screens | only the websites and apps | Putting video online | try out websites, videos | check searches, videos
a parent keeps emailing me rude things => threatens, bullies or worries | not answer, forward or delete | not answered, forwarded | Abuse of staff online | abuses me
can i give parents my email => not give pupils or parents my own | only through school phones | school phones, school email
a year 6 leaver wants to follow me on instagram => former pupils who are under 18 | not be friends on social media
can i mention school on my facebook => post nothing about pupils | good name | do not write about pupils | Staff keep their own accounts private
can i go on facebook at dinner time => Using social media in social time
are smartwatches allowed => smart watch
can i record a parents meeting on my phone => not record a lesson, a meeting | recordings of pupils
do you check what websites we look at => logged and may be checked | Use of our systems is logged | keeps a record of what is done
how do i report a safeguarding concern => any worry about a child's safety | Any worry about a child is passed | Anyone may report a worry
i dont trust the safeguarding lead who else can i tell => nobody has acted | A worry about the safeguarding lead | Anyone who thinks that nobody has acted
what happens if a child breaks the internet rules => my teacher will talk with me first | The tables give people | I may have to stop | stop me using the internet
can pupils bring in tablets from home => not bring a phone, a smart watch or a tablet | Using handheld devices | plug anything of my own
do volunteers need to sign the agreement before using computers => and volunteers who have an account | New staff and volunteers | Supply staff, trainees and contractors
how long are photos kept => Pictures are moved to | move pictures to
can i order stationery for class on amazon => Online shopping
pupil called another pupil names in a group chat => bullies, harasses or offends | threatens, bullies or worries | kind and polite
`);

/** No policy of the sample set answers these either. */
export const PRACTICE_NOT_COVERED: readonly string[] = linesIn(`
can i have a fan in my classroom
when do we break up for easter
who is on gate duty
can i wear jeans on friday
do i get paid for parents evening
how many inset days are there
can i bring my baby to the staff meeting
what is the ratio for nursery
where do i sign in for first aid training
can i use the minibus
how do i apply for unpaid leave
who orders toner
can children have juice in their water bottles
when is the school photo day
what are the reading ages for year 3
can i get a parking space
who covers lunch duty on tuesday
can pupils wear nail varnish
are we having a christmas do
whats for lunch today
can i put my name down for the cycle scheme
how do i log a maintenance job for a leaking tap
how long is lunch
what time do gates open
can i change my working days
how do i get a payslip
can i have the radiator turned down
where do i get a lanyard
who is first aider today
can children go on the field
can i move classroom next year
what is the homework policy
how do i get on the supply list
can i leave my car here overnight
can i have a personal day off
when is the next staff meeting
how do i book the ipads for tuesday
can i sell raffle tickets in the playground
`);
