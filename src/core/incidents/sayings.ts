/** More ways in which people say it, by row and apart by bars: beside the school's own keywords. */
export const SAYINGS: Readonly<Record<string, string>> = {
  p_illegal_access:
    'how to make a bomb | how to make a weapon | terrorist video | buy a knife online | buy vapes online',
  p_non_educational_sites:
    'playing games on the laptop | watching youtube in lesson | shopping site in lesson | not doing the task online',
  p_device_misuse:
    'phone in lesson | using his phone | filmed a fight | took a picture on her phone | recorded the lesson',
  p_social_media_misuse:
    'tiktok account | on snapchat at school | too young for instagram | own gmail on a school computer',
  p_unauthorised_transfer: 'put a game on the computer | downloaded a file | usb stick | installed a program',
  p_sharing_credentials: 'told everyone her password | wrote his password down | lent her login',
  p_other_pupil_account:
    'logged in as another child | used her login to pretend | guessed a friend’s password | on another child’s account',
  p_staff_account: 'on my computer while I was out | knows my password | used my login | read my emails',
  p_destroying_data: 'deleted her slideshow | wiped the project | emptied the folder | spoilt her work on purpose',
  p_abusive_message:
    'horrible texts | nasty texts | horrible messages | called names online | unkind comments | threatened online | sent a horrible message',
  p_repeat_infringement: 'warned before | many times | final warning | happened again',
  p_disrepute:
    'fake account in the school’s name | pretended to be the school online | video of pupils in uniform put online | filmed themselves in uniform | rude about the school online',
  p_accidental_unreported:
    'by mistake and told nobody | advert popped up | hid it from the teacher | shut the lid and said nothing',
  p_deliberate_offensive:
    'typed rude words | on an adult site | looking at rude pictures on purpose | porn on the computer | watching violent video',
  p_copyright_data_breach:
    'copied and pasted from the web | gave out an address | shared a phone number | downloaded a film illegally',
  s_illegal_access: 'illegal material on a work computer | extremist video at work | police took a laptop',
  s_excessive_personal_use:
    'online shopping instead of teaching | shopping when meant to be teaching | on facebook in lessons | on her phone in class | betting at work',
  s_unauthorised_transfer: 'app nobody approved | unapproved software | own hard drive | put a program on the computer',
  s_sharing_or_using_accounts:
    'gave me her password | used a colleague’s login | shared login for the team | everyone uses the same account | one password for everyone',
  s_careless_personal_data:
    'laptop stolen | email went to the wrong person | lost a usb stick | screen left on with names | papers left behind',
  s_deliberate_data_security_breach:
    'looked at files he had no need to see | passed data to a company | switched off the antivirus',
  s_destroying_data_or_damage: 'deleted the planning | broke the computer on purpose | wiped the drive',
  s_abusive_message:
    'abusive email | bullying messages from a manager | harassed by text | nasty message from a colleague',
  s_personal_channels_with_pupils:
    'texting a pupil | adds pupils on facebook | messages a child at night | gave a pupil his number',
  s_professional_standing:
    'unsuitable profile picture | inappropriate picture on a profile | moaning about parents on facebook | drunk in photos',
  s_disrepute:
    'slagged off the school | in the paper about a post | rude about the school online | complaints about a tweet',
  s_bypass_filtering:
    'vpn to get round the filter | hotspot to avoid the filter | proxy website | unblocked a site for himself',
  s_accidental_unreported:
    'came across by mistake and kept quiet | rude advert on the board | wrong video shown to the class | pop up on the screen',
  s_deliberate_offensive: 'porn at work | porn on a work phone | adult site on purpose | rude pictures shared by staff',
  s_copyright_licensing:
    'software without a licence | no licence | copied a workbook | own netflix account in class | pictures from the web without permission',
  s_repeat_infringement:
    'warned before | still doing it | same again after advice | went through a disciplinary before',
};
