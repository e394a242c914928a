/**
 * Turns of phrase in schools. This is data for `terms.ts`: it changes what is found, never what is shown.
 */

const PARENTS = 'parents?|carers?|mums?|dads?|mothers?|fathers?|grandparents?|famil(?:y|ies)';
const PUPILS = 'pupils?|child|children|kids?|students?|boys?|girls?|lads?';
const SOMEONE = `(?:an? |the |my |our |all |some |his |her |their |one of )*(?:${PARENTS}|${PUPILS})`;

/**
 * Turns of phrase that mean one thing, read one after the other before words are looked at. Text is lower case and
 * without apostrophes.
 */
export const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:online|e) ?-?safety (?:coordinator|lead|officer)\b/g, ' coordinator '],
  [/\b(?:designated )?safeguarding (?:lead|officer)s?\b|\bd\.?s\.?l\.?s?\b/g, ' safeguardinglead '],
  [/\b(?:online|internet|e) ?-?safety\b|\b(?:safe|safely) online\b/g, ' onlinesafety '],
  [/\bhead ?teachers?\b|\bthe head\b|\bmy boss\b/g, ' headteacher '],
  [/\b(?:smart|apple|galaxy|sports) ?watch(?:es)?\b|\b(?:fitbit|garmin)s?\b/g, ' smartwatch '],
  [/\b(?:mobile|cell|smart) ?phones?\b/g, ' phone '],
  [
    /\b(?:answer|answering|take|taking|make|making|get|receive) (?:an? |my |the |personal |private |quick )*(?:phone ?)?calls?\b/g,
    ' phone ',
  ],
  [
    /\b(?:phone|mobile|iphone)s? (?:in|into|to|at) school\b|\b(?:bring|brings|bringing|brought|take|taking) (?:\w+ ){0,3}(?:phone|mobile|iphone)s?\b/g,
    ' phone bring ',
  ],
  [
    /\b(?:my|their|our|his|her|your|an?)? ?(?:own|personal) (?:laptop|tablet|ipad|computer|chromebook|macbook|kindle|e ?-?reader|pc|gadget|device)s?\b/g,
    ' personaldevice device ',
  ],
  [/\b(?:expecting|waiting for|awaiting|need to take|might get) (?:an? )?(?:\w+ )?calls?\b/g, ' emergency phone '],
  [/\b(?:rude|inappropriate|explicit|indecent|sexual|naked) (photo|picture|pic|image|video|selfie)s?\b/g, ' nude $1 '],
  [
    /\b(?:tell|tells|telling|give|gives|giving|share|sharing|write down|writing down|write|ask(?:s|ed|ing)? for|swap) (?:\w+ ){0,4}(?:passwords?|pasword|pass ?codes?)\b/g,
    ' sharepassword password ',
  ],
  [
    /\b(?:knows?|saw|seen|found|guessed|overheard|worked out) (?:\w+ ){0,4}(?:passwords?|pasword|pass ?codes?)\b|\bmay know it\b/g,
    ' knowpassword password ',
  ],
  [
    /\b(?:hacked|hacker)\b|\b(?:used|using|been in|got into|getting into|broken into|logged into) (?:my|your|their|our) account\b/g,
    ' misuse account ',
  ],
  [
    /\b(?:say|says|said|saying) no\b|\brefus(?:e|es|ed|al)\b|\bdo(?:es)?(?:nt| not) want\b|\bwithout (?:consent|permission)\b|\b(?:not )?(?:allowed|ok|okay) (?:to be )?(?:in|on) (?:the )?(?:photos?|pictures?|videos?|website)\b/g,
    ' consent ',
  ],
  [
    /\bwho is (?:the|our)\b|\b(?:what|which|whats the) (?:phone )?number\b|\bwho to contact\b|\bcontact details\b/g,
    ' whocontact ',
  ],
  [/\b(?:online|remote|live|virtual) (?:lessons?|teaching|learning|class(?:es)?)\b/g, ' videocall lesson '],
  [
    /\b(?:pupil|child|children|kid|boy|girl)s? (?:has |have |had |just )*(?:disclosed?|told me|tells me|said)\b/g,
    ' pupil worry ',
  ],
  [/\bchild sexual abuse images\b/g, ' childabuseimages '],
  [/\b(?:disclosed?|child|sexual|physical|emotional|domestic) abuse\b/g, ' pupil worry safety '],
  [/\b(?:is|are|be|still) at risk\b|\bin danger\b|\bimmediate danger\b|\bnot safe\b/g, ' danger '],
  [/\bschool e ?-?mails?(?: (?:account|address))?\b/g, ' schoolemail email '],
  [/\bfake (?:page|account|profile|website)s?\b/g, ' goodname nasty '],
  [/\b(?:got|get|gets|came|come) through\b/g, ' through filter '],
  [/\bput (?:an? |the |some |my )?(?:new )?(app|game|program|software)s? on\b/g, ' install $1 '],
  [/\b(?:left|leave|forgot|forget|forgotten|lost) (.{0,40}?)\bon (?:the|a) (?:bus|train|tube)\b/g, ' lost $1 '],
  [/\bkeeps? (?=\w+ing\b)/g, ' '],
  [/\bwho (?:do|should|can|could|would) (?:i|we|you|they) (?:go|speak|talk|turn) to\b/g, ' report '],
  [
    /\b(headteacher|staff|teacher|colleague|adult|coach|volunteer|governor|caretaker|supply|ta) (?:\w+ ){0,3}(?:said|says|saying|did|does|doing|touched|touching|shouted|shouting|hit|hugged|hugging|grabbed|shoved) (?:\w+ ){0,4}(?:inappropriate|wrong|odd|strange|horrible|nasty|child|pupil|kids?)\b/g,
    ' $1 worry behave ',
  ],
  [
    /\b(?:lend|lending|share|sharing|borrow|borrowing|let|letting|use|using|give|giving) (?:\w+ ){0,5}?(?:my|his|her|their|your|anothers|anybodys|anyones|someones|somebodys|colleagues|teachers|staffs|else use my) (?:\w+ )?(?:log ?ins?|log ?ons?|accounts?|usernames?)\b/g,
    ' shareaccount account ',
  ],
  [/\b(?:students?|trainees?|teachers?) on (?:placement|teaching practice)\b|\bplacement students?\b/g, ' supply '],
  [/\b(?:watch(?:ed|ing)?|over my shoulder) (?:\w+ ){0,5}(?:passwords?|pass ?codes?)\b/g, ' knowpassword password '],
  [
    /\b(?:help ?desk|(?:ict|it|tech|computer) support|technicians?|(?:ict|it|computer) (?:guy|man|woman|people|team))\b/g,
    ' ictsupport ',
  ],
  [/\b(?:my|his|her|their) (?:last|final) (?:day|week)\b/g, ' leaver '],
  [/\bto my ?self\b|\b(?:to|at|from) my (?:home|house|private) (?:e ?-?mail|address|account)\b/g, ' own email '],
  [
    /\bsen[dt] (?:\w+ ){0,8}(?:wrong|different|another|other) (?:parents?|famil(?:y|ies)|person|people|child|mum|dad|school|address)\b/g,
    ' databreach sent ',
  ],
  [
    /\b(?:due any day|expecting a baby|in labour|very ill|taken ill|in intensive care|having (?:an operation|surgery)|on call)\b/g,
    ' emergency ',
  ],
  [
    /\b(?:guided reading|phonics|story ?time|carpet time|registration|literacy|numeracy|maths|spellings)\b/g,
    ' lesson ',
  ],
  [
    /\b(?:get|getting|load|loading) (.{0,30}?) ?(?:put )?\bon(?:to)? (?:the |my |our |class |school |work )*(laptops?|tablets?|ipads?|computers?|pcs?|chromebooks?)\b/g,
    ' install $1 $2 ',
  ],
  [
    /\b(?:what|everything|anything|stuff) (?:i|we|they|you|people) (?:type|do|look at|search|search for|browse|write|visit|say)\b(.{0,40}?)\b(?:recorded|logged|saved|tracked|seen|watched|monitored|kept)\b/g,
    ' monitor $1 ',
  ],
  [/\bbetween (?:us|you and me|ourselves)\b/g, ' secret '],
  [
    new RegExp(
      `\\b(?:${PUPILS}) (?:\\w+ ){0,3}(?:bullied|hurt|harmed|hit|abused|groomed|threatened|neglected|blackmailed|self ?harm(?:s|ed|ing)?)\\b`,
      'g',
    ),
    ' pupil worry safety ',
  ],
  [
    /\b(?:report|reporting|complain about|tell (?:on|somebody about|someone about)) (?:the |my |a |another |our )*(headteacher|staff|teacher|colleague|adult|governor|volunteer)\b/g,
    ' worry $1 ',
  ],
  [/\bsign(?:s|ed|ing)? up\b/g, ' newtool '],
  [
    /\b(?:talk|talking|chat|chatting|moan|moaning|complain|complaining|comment|commenting|say things?) about (.{0,30}?) ?\b(?:on|online)\b/g,
    ' post $1 ',
  ],
  [
    /\b(?:something|anything|things|stuff|(?<=(?:site|page|video|picture) ))(?: that)? (?:i|they|we|he|she|you|a child|pupils|children|kids) (?:should ?not|shouldnt|was not meant to|are not meant to)\b(?: see| have seen)?/g,
    ' harmful accident ',
  ],
  [/\b(?:that|which) (?:should ?not|shouldnt)(?: have| be)?\b/g, ' harmful '],
  [
    /\b(?:having|eating|over|with|during|on) (?:my |our |a |the )*(?:sandwich(?:es)?|lunch|dinner|tea|coffee|cuppa|snack|brew|break)\b/g,
    ' socialtime ',
  ],
  [/\b(?:air ?pods?|ear ?buds?|ear ?phones?|head ?phones?)\b/g, ' phone '],
  [/\bsmart ?glasses\b|\b(?:meta|camera) glasses\b/g, ' camera personaldevice '],
  [/\b(?:cant|cannot|wont|unable to) (?:get on(?: ?to)?|get into|open|load|access)\b|\baccess denied\b/g, ' filter '],
  [
    /\bin confidence\b|\bkeep (?:it|this|that) (?:quiet|private|to myself)\b|\bnot (?:to )?tell any(?:one|body)\b/g,
    ' secret ',
  ],
  [
    /\b(?:google|internet|web|online) (images?|pictures?|photos?)\b|\b(?:images?|pictures?|photos?) (?:from|off) (?:the )?(?:internet|web|google|online)\b/g,
    ' copyright photo $1 ',
  ],
  [
    new RegExp(`\\bwhich (?:${PUPILS}) (?:\\w+ ){0,6}(photo|picture|pic|film|photograph)(?:s|ed)?\\b`, 'g'),
    ' consent pupil $1 ',
  ],
  [
    new RegExp(
      `\\b(?:${PUPILS}) (?:\\w+ ){0,5}(?:messag|text|dm|contact|email|send|sent)\\w* (?:\\w+ ){0,2}me\\b`,
      'g',
    ),
    ' pupil contactsme contact ',
  ],
  [
    /\b(?:nothing|nobody|no ?one|noone) (?:at all )?(?:has |have |had |is |was |ever |seems to )*(?:been )?(?:happen(?:s|ed|ing)?|done|act(?:s|ed|ing)?|listen(?:s|ed|ing)?|responded|changed|heard)\b/g,
    ' nobodyacted ',
  ],
  [
    /\b(?:candy crush|angry birds|among us|pokemon(?: go)?|wordle|call of duty|grand theft auto|gta|fifa|clash of clans|(?:video|computer|mobile|online) games?)\b/g,
    ' gaming ',
  ],
  [/\bdating (?:apps?|sites?|websites?|profiles?)\b|\btinder\b/g, ' harmful website '],
  [/\bcall(?:s|ed|ing)? (.{0,30}?)\bnames\b/g, ' nasty $1 '],
  [
    /\bhome (?:laptop|tablet|ipad|computer|pc)s?\b|\b(?:laptop|tablet|ipad|device)s? from home\b/g,
    ' personaldevice device ',
  ],
  [/\bsocial (?:media|network(?:s|ing)?)\b/g, ' socialmedia '],
  [/\bwhat ?s ?app\b/g, ' whatsapp '],
  [/\bchat ?rooms?\b|\bchat facilities\b/g, ' chatroom '],
  [/\b(?:video|zoom|teams|skype)[ -]?(?:call|chat|meeting|lesson|conferenc)(?:s|e|es|ing)?\b/g, ' videocall meeting '],
  [/\b(?:zoom|skype|google meet|face ?time|webinar)s?\b/g, ' videocall '],
  [/\b(?:memory|usb|flash|pen|thumb)[ -]?(?:sticks?|drives?|keys?|cards?)\b|\busbs?\b/g, ' memorystick '],
  [/\b(?:google|one|i) ?(?:drive|cloud)\b|\bdropbox\b|\bcloud storage\b/g, ' cloud '],
  [/\be ?-?mail(s|ed|ing)?\b/g, ' email$1 '],
  [/\bwi ?-?fi\b|\bhot ?spots?\b/g, ' wireless '],
  [
    /\b(?:chat ?gpt|artificial intelligence|co ?pilot|gemini|claude|grok|perplexity|midjourney|dall ?-?e|chat ?bots?|ai)\b/g,
    ' ai ',
  ],
  [/\b(?:class|school|pupils?|childrens|kids|annual|end of year|sen|writ(?:e|es|ing)) reports?\b/g, ' schoolreport '],
  [
    /\bclass lists?\b|\b(?:the|class|my) register\b|\bregisters\b|\bmedical (?:info|information|notes|details)\b|\behcps?\b|\b(?:sen|send|support) plans?\b/g,
    ' data ',
  ],
  [/\blook(?:s|ed|ing)? into\b/g, ' investigate '],
  [/\blook(?:s|ed|ing)? after\b/g, ' lookafter '],
  [
    /\b(?:come|came|coming|stumble|stumbled|pop|popped|pops|went) (?:across|up|on to|onto)\b|\bpop ?-?ups?\b/g,
    ' accident ',
  ],
  [/\b(?:by|an|in) (?:accident|mistake|error)\b/g, ' accident '],
  [/\b(?:get|gets|getting|got|go|going) (?:a?round|past)\b/g, ' bypass '],
  [
    /\b(?:switch|turn|disable|take)(?:s|ed|ing)? (?:off )?(?:the |its |our )*(filter|security|firewall|protection)(?: off)?\b/g,
    ' bypass $1 ',
  ],
  [/\b(?:get|getting|got) (?:through|past) (?:the )?filter\b/g, ' through filter '],
  [/\bwont let me\b/g, ' filter '],
  [/\b(?:left|leave|leaving|stay) (.{0,20} )?log(?:ged|in) (?:in|on)\b/g, ' $1 lock account '],
  [
    /\blog(?:s|ged|ging)? (?:out|off)\b|\bsign(?:s|ed|ing)? (?:out|off)\b|\bunlocked\b|\bunattended\b|\bwalk(?:ing)? away\b/g,
    ' lock ',
  ],
  [
    /\b(?:second|two|multi)[ -](?:sign[ -]in step|factor|step)(?: (?:authentication|verification))?\b|\b(?:mfa|2fa|authenticator)s?\b|\bverification codes?\b/g,
    ' secondstep ',
  ],
  [
    /\blog(?:ged|ging)? ?(?:in|on) ?to (?:my |the )?(?=own|gmail|hotmail|yahoo|email|facebook|instagram|socialmedia|whatsapp)/g,
    ' ',
  ],
  [
    /\b(?:take|get|clear|wipe) (.{0,30}?)\boff (?:the |my )?(ipads?|cameras?|tablets?|devices?|phones?)\b/g,
    ' move $1 $2 ',
  ],
  [/\b(?:log|sign)(?:s|ged|ed|ging|ing)?[ -]?(?:in|on)(?: details)?\b/g, ' account '],
  [
    /\b(?:nowhere|anywhere|somewhere) else\b|\bsame passwords?\b|\bre-?us(?:e|es|ing) (?:my |a |your )?passwords?\b/g,
    ' password elsewhere ',
  ],
  [/\b(?:strong|secure|safe|good|decent) passwords?\b/g, ' long password '],
  [
    /\b(?:social|break|lunch|play|free|golden|dinner)[ -]?(?:times?|hours?|breaks?)\b|\bwet play\b|\bstaff ?rooms?\b|\bin my (?:break|lunch)\b|\bat (?:lunch|break|dinner)\b/g,
    ' socialtime ',
  ],
  [
    /\b(?:in|during|front of(?: the)?) (?:class|assembly)\b|\bteaching time\b|\bwhile i(?:m)? teach(?:ing)?\b|\bon duty\b/g,
    ' lesson ',
  ],
  [/\bi used to teach\b|\b(?:ex|former|old)[ -](?:pupils?|students?|child(?:ren)?)\b/g, ' former pupil '],
  [
    /\bmy (?:own )?(?:son|daughter|husband|wife|partner|kids?|child|children|family|brother|sister|boyfriend|girlfriend|mum|dad)s?\b/g,
    ' ownfamily ',
  ],
  [/\b(?:year|yr|y)s? ?(?:[1-9]|1[0-3])s?\b|\bks ?[12]\b|\bkey stage [12]\b/g, ' pupil '],
  [
    /\b(?:little|tiny|younger) ones\b|\b(?:reception|nursery|eyfs|infant|foundation)(?: stage)?(?: (?:kids|children|class|pupils))?\b/g,
    ' young pupil reception ',
  ],
  [/\bhow (?:often|regularly|many times)\b|\b(?:once|twice|one time) an?\b/g, ' every '],
  [
    /\bhow (?:quick|quickly|soon|fast)\b|\bsame (?:working )?day\b|\bstraight away\b|\bat once\b|\bimmediately\b|\basap\b/g,
    ' soon ',
  ],
  [/\bdata breach(?:es)?\b|\bgdpr breach\b|\bwrong \w+/g, ' databreach '],
  [
    /\bsubject access(?: requests?)?\b|\bsars?\b|\b(?:what|all|any) (?:the )?(?:data|information|info|records?)(?: that)? (?:we|you|they|the school)? ?(?:hold|have|keep|on|about)\b/g,
    ' dataheld ',
  ],
  [
    /\boff[ -]?site\b|\bout of school\b|\b(?:take|takes|taking|took|bring|send) (.{0,40}?)\b(?:home|off the premises|on holiday|abroad)\b|\bleaves? the school\b/g,
    ' $1 offsite ',
  ],
  [/\b(?:give|hand|gives|hands|giving|handing|handed|send) (?:\w+ ){0,3}(?:back|in)\b/g, ' giveback '],
  [/\bback(?:ed|s|ing)? ?-?ups?\b/g, ' backup '],
  [
    /\b(?:new|another|different|great|fun|free) (?:\w+ )?(apps?|website|site|tool|program|technology|game|platform)s?\b/g,
    ' newtool $1 ',
  ],
  [/\bnew (staff|teacher|starter|ta|member|colleague|volunteer)/g, ' start $1'],
  [/\bteaching assistants?\b|\btas?\b|\blsas?\b/g, ' staff '],
  [
    /\b(?:supply|agency|cover|student|trainee) (?:teachers?|staff|tas?)\b|\bsupply\b|\btrainees?\b|\bagency\b/g,
    ' supply ',
  ],
  [/\bacceptable use (?:policy|agreement)s?\b|\baups?\b/g, ' agreement '],
  [/\bget(?:s|ting)? (?:in|into) trouble\b|\bin trouble\b/g, ' trouble '],
  [
    /\bwhat (?:happens|will happen|can happen|could happen) (?:if|to (?:me|us|him|her|them|staff|pupils))\b|\b(?:get )?(?:sacked|fired)\b|\blose my job\b|\bdisciplinary(?: action)?\b/g,
    ' discipline ',
  ],
  [/\bbreak(?:s|ing)? (?:this|the|these|a|any) (?:\w+ )?(agreement|rules?|policy)\b/g, ' breach $1 '],
  [
    /\b(?:compassionate|maternity|paternity|sick|unpaid|annual|parental|study) (?:leave|pay)\b|\btime off\b/g,
    ' absence ',
  ],
  [/\bwhat may happen\b/g, ' discipline '],
  [
    /\ballegations?\b|\blow[ -]level concerns?\b|\b(?:staff|teacher|colleague|adult|member of staff) (?:is |was |being |has been |acting |behaving )+(?:\w+ )?(?:inappropriate|inappropriately|odd|oddly|strange|strangely|creepy)\b/g,
    ' worry staff behave ',
  ],
  [/\bsexual (?=picture|photo|image|video)/g, ' nude '],
  [
    /\b(?:when|after|once|before) (?:i|they|we|he|she|someone) (?:leaves?|left|go|goes)\b|\bleavers?\b|\bleaving (?=in|at|on|next|this|soon|school|the|and)|\b(?:is|are|am|im|someone|someones|starting and) leaving\b|\blast day of the contract\b/g,
    ' leaver ',
  ],
  [/\bgroup chats?\b|\bchat groups?\b/g, ' message group '],
  [/\b(?:alexa|siri|smart speaker)s?\b/g, ' newtool record '],
  [/\blocal paper\b|\bnewspapers?\b|\bjournalists?\b/g, ' press '],
  [/\blado\b/g, ' designated officer '],
  [/\bdpo\b/g, ' data protection officer '],
  [/\bgood name\b|\bdisrepute\b|\breputation\b|\bembarrass(?:ing|ed)?\b/g, ' goodname '],
  [/\bnext review\b|\b(?:looked|look) at again\b/g, ' review '],
  [new RegExp(`\\b(?:text|ring|call|phone|whatsapp|message|dm)(?:ing)? (?:to )?(${SOMEONE})\\b`, 'g'), ' contact $1 '],
  [new RegExp(`\\bemail(?:ing|ed)? (${SOMEONE})\\b`, 'g'), ' email contact $1 '],
  [new RegExp(`\\bgroups? (?:with|for) (${SOMEONE})\\b`, 'g'), ' contact $1 '],
  [/\bfriend requests?\b|\badd (?:pupils?|parents?|mums?|dads?|kids|them|him|her)\b/g, ' friend '],
  [
    /\b(?:school|christmas|class|summer|nativity|leavers) (?:play|show|concert|performance|production|assembly|fair|disco)s?\b|\bnativity\b|\b(?:harvest|summer|music) festival\b|\bcarols?(?: service| concert)?\b|\bf[eê]te\b|\bpanto(?:mime)?\b|\bsports day\b|\bconcert\b/g,
    ' event ',
  ],
  [
    /\bblind cop(?:y|ies)\b|\bbcc(?:d|ing)?\b|\bhide (?:email )?addresses\b|\bshowing (?:\w+ )?addresses\b/g,
    ' hideaddress ',
  ],
  [/\blooks? (?:false|fake|wrong|odd|dodgy)\b/g, ' phishing '],
  [
    /\b(?:school|they|you|anyone|anybody|management|headteacher|ict) (?:reads?|sees?|monitors?|tracks?|watch(?:es)?|looks? at|checks?)\b/g,
    ' monitor check ',
  ],
  [/\b(?:search|browsing|internet|web) history\b/g, ' monitor '],
  [/\b(?:bigger|larger|second|spare|extra|computer|dual|broken) monitors?\b|\bsmart ?boards?\b/g, ' screen '],
  [
    /\bslag(?:s|ged|ging)? (?:me |him |her |them |us )?off\b|\bmoan(?:s|ed|ing)? about\b|\bbad ?mouth(?:s|ed|ing)?\b/g,
    ' nasty post ',
  ],
  [/\b(?:put|puts|putting|stick|write|writing|written) (.{0,40}?)\b(?:on|about)\b/g, ' post $1 '],
  [/\btoo young\b|\bwhat age\b|\bhow old\b|\bold enough\b|\bage limits?\b/g, ' young age '],
  [/\bdoes not need to know\b|\bgossip(?:ing)?\b|\bdiscuss(?:ing)?\b/g, ' talk '],
];
