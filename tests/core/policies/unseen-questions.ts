import { linesIn, type Question, questionsIn } from './questions';

/**
 * Questions written after the finder was first tuned and before it was bettered. The finder is never tuned on them:
 * what they measure is what a question nobody thought of gets.
 */
export const UNSEEN: readonly Question[] = questionsIn(`
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
`);

/** No policy of the sample set answers these. */
export const UNSEEN_NOT_COVERED: readonly string[] = linesIn(`
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
`);
